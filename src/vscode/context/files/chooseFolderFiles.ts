import * as vscode from 'vscode';
import { byDepth, preselectedFiles, type SizedFile } from '../../../attachments/files/preselectedFiles.js';
import { textTokens } from '../../../attachments/tokenEstimate.js';
import { formatBytes } from '../../../core/text/formatBytes.js';
import { labelOf } from '../../../core/text/labelOf.js';

/** What of a folder is attached. */
export interface ChosenFiles {
  readonly tree: boolean;
  readonly paths: readonly string[];
}

interface Row extends vscode.QuickPickItem {
  /** Absent for the tree of names. */
  readonly file?: SizedFile;
}

/**
 * Shows what a folder holds, with sizes, and has the user choose; the tree of names and text that fits are chosen already.
 * @param name of the folder
 * @param note what the list does not show
 * @returns `undefined` when the user wants nothing
 */
export async function chooseFolderFiles(
  name: string,
  files: readonly SizedFile[],
  note: string | undefined,
  signal: AbortSignal,
): Promise<ChosenFiles | undefined> {
  const { t } = vscode.l10n;
  const pick = vscode.window.createQuickPick<Row>();
  const tree: Row = { label: t('$(list-tree) Names of all files'), alwaysShow: true };
  const preselected = preselectedFiles(files);
  const rows = files.toSorted(byDepth).map((file) => fileRow(file));
  pick.canSelectMany = true;
  pick.matchOnDescription = true;
  pick.placeholder = note ?? t('Choose what is attached');
  pick.items = [tree, ...rows];
  pick.selectedItems = [tree, ...rows.filter(({ file }) => preselected.has(file!.path))];
  const showSum = (): void => {
    pick.title = titleOf(name, pick.selectedItems);
  };
  showSum();
  const chosen = await new Promise<readonly Row[] | undefined>((resolve) => {
    const stop = (): void => pick.hide();
    signal.addEventListener('abort', stop, { once: true });
    pick.onDidChangeSelection(showSum);
    pick.onDidAccept(() => {
      resolve(pick.selectedItems);
      pick.hide();
    });
    pick.onDidHide(() => {
      signal.removeEventListener('abort', stop);
      resolve(undefined);
    });
    pick.show();
  });
  pick.dispose();
  if (chosen === undefined || chosen.length === 0) return undefined;
  return { tree: chosen.includes(tree), paths: chosen.flatMap(({ file }) => file?.path ?? []) };
}

function fileRow(file: SizedFile): Row {
  const slash = file.path.lastIndexOf('/');
  return {
    label: labelOf(file.path.slice(slash + 1)) || '…',
    description: [labelOf(file.path.slice(0, Math.max(0, slash))), sizeText(file.bytes)]
      .filter((part) => part !== '')
      .join(' · '),
    file,
  };
}

function titleOf(name: string, chosen: readonly Row[]): string {
  const files = chosen.flatMap(({ file }) => file ?? []);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const { t } = vscode.l10n;
  return files.length === 1
    ? t('Attach {0}: one file, {1}', name, sizeText(bytes))
    : t('Attach {0}: {1} files, {2}', name, files.length, sizeText(bytes));
}

function sizeText(bytes: number): string {
  const tokens = new Intl.NumberFormat(vscode.env.language, { notation: 'compact' }).format(
    textTokens({ length: bytes }),
  );
  return vscode.l10n.t('{0}, about {1} tokens', formatBytes(bytes), tokens);
}
