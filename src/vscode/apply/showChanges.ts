import * as vscode from 'vscode';
import { singleLine } from '../../core/text/singleLine.js';
import { virtualScheme } from '../codeBlocks/virtualTexts.js';
import { isComparisonOf } from './comparisonLabel.js';
import { isFile } from './findFiles.js';
import type { AppliedGroup, ShownFile } from './appliedChanges.js';

/**
 * What the editor of differences is called. One file by its path: the block may have told only the end of that.
 *
 * @param number of several comparisons of several files; the first one has none
 */
export function changesTitle(files: readonly { readonly uri: vscode.Uri }[], number: number): string {
  const { t } = vscode.l10n;
  const [first] = files;
  if (files.length === 1 && first !== undefined)
    return t('{0} (Original ↔ Applied)', singleLine(vscode.workspace.asRelativePath(first.uri)));
  // The editor puts the number of files behind it.
  return number === 1 ? t('Applied Changes') : t('Applied Changes {0}', number);
}

/** Opens the editor's own comparison, in which hunks can be taken back. */
export async function showChanges({ title, files }: AppliedGroup): Promise<void> {
  const shown = files.filter(({ after }) => after !== undefined);
  const [only] = shown;
  const options: vscode.TextDocumentShowOptions = { preview: false, viewColumn: columnBesideChat() };
  if (files.length === 1 && only !== undefined)
    return vscode.commands.executeCommand('vscode.diff', only.original, only.uri, title, options);
  const resources = files.map(({ uri, original, before, after }) => [
    uri,
    before === undefined ? undefined : original,
    after === undefined ? undefined : uri,
  ]);
  await vscode.commands.executeCommand('vscode.changes', title, resources);
}

/** Closes the comparison; the files themselves stay open, since nobody is asked to save them. */
export async function closeChanges({ titles, files }: AppliedGroup): Promise<void> {
  const remaining = files.filter(({ after }) => after !== undefined);
  const tabs = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter((tab) => isComparison(tab, titles, remaining));
  if (tabs.length === 0) return;
  for (const { uri } of remaining) if (await isFile(uri)) await vscode.window.showTextDocument(uri, { preview: false });
  await vscode.window.tabGroups.close(tabs, true);
}

function isComparison({ input, label }: vscode.Tab, titles: readonly string[], files: readonly ShownFile[]): boolean {
  if (input instanceof vscode.TabInputTextDiff)
    return (
      input.original.scheme === virtualScheme &&
      files.some(({ original }) => original.toString() === input.original.toString())
    );
  // What a comparison of several files holds, the editor tells no extension.
  return titles.some((title) => isComparisonOf(title, label)) && !(input instanceof vscode.TabInputText);
}

/** The group of editors beside that with the chat, if there is one: else the answer would be covered. */
function columnBesideChat(): vscode.ViewColumn {
  const { activeTabGroup, all } = vscode.window.tabGroups;
  if (!(activeTabGroup.activeTab?.input instanceof vscode.TabInputWebview)) return vscode.ViewColumn.Active;
  return all.find((group) => group !== activeTabGroup)?.viewColumn ?? vscode.ViewColumn.Active;
}
