import * as vscode from 'vscode';
import { unique } from './findFiles.js';

/** How many files of the window a list offers. */
const maximumListed = 5_000;

interface FileItem extends vscode.QuickPickItem {
  readonly uri?: vscode.Uri;
}

/** Asks which of these files is meant. */
export async function pickFile(files: readonly vscode.Uri[], title: string): Promise<vscode.Uri | undefined> {
  return (await vscode.window.showQuickPick(files.map(itemOf), { title, matchOnDescription: true }))?.uri;
}

/**
 * Asks for any file of the window.
 *
 * @param likely stand first
 * @returns `new` for a new file, `undefined` for no choice
 */
export async function pickAnyFile(
  likely: readonly vscode.Uri[],
  title: string,
): Promise<vscode.Uri | 'new' | undefined> {
  const { t } = vscode.l10n;
  const newFile: FileItem = { label: `$(new-file) ${t('New File')}`, alwaysShow: true };
  const open = vscode.workspace.textDocuments.filter(({ isClosed, uri }) => !isClosed && isForCode(uri));
  const first = unique([...likely, ...open.map(({ uri }) => uri)]);
  const listed = async (): Promise<FileItem[]> => {
    const files = await vscode.workspace.findFiles('**/*', undefined, maximumListed);
    const others = unique([...first, ...files]).slice(first.length);
    const sorted = others.map(itemOf).sort((one, other) => one.label.localeCompare(other.label));
    const separator: FileItem = { label: t('files'), kind: vscode.QuickPickItemKind.Separator };
    return [...first.map(itemOf), newFile, ...(sorted.length === 0 ? [] : [separator, ...sorted])];
  };
  const picked = await vscode.window.showQuickPick(listed(), { title, matchOnDescription: true });
  return picked === newFile ? 'new' : picked?.uri;
}

function itemOf(uri: vscode.Uri): FileItem {
  const path = vscode.workspace.asRelativePath(uri);
  const at = path.lastIndexOf('/');
  return { label: path.slice(at + 1), description: path.slice(0, Math.max(at, 0)), uri };
}

function isForCode({ scheme }: vscode.Uri): boolean {
  return ['file', 'untitled', 'vscode-remote', 'vscode-vfs', 'vscode-userdata'].includes(scheme);
}
