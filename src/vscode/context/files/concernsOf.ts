import * as vscode from 'vscode';
import { fileBehind } from './fileBehind.js';
import type { FileConcern } from './fileConcerns.js';
import { isInWorkspace, relativePath } from './filePlace.js';
import type { IgnoredFiles } from './ignoredFiles.js';
import { linkTarget } from './linkTarget.js';

/**
 * What speaks against reading a file without asking, or the file that a link leads to, or that a document shows a state of. Documents that are
 * of no file, such as an output, the editor shows itself.
 */
export async function concernsOf(uri: vscode.Uri, ignored: IgnoredFiles): Promise<readonly FileConcern[]> {
  const file = fileBehind(uri);
  if (!isInWorkspace(file))
    return vscode.workspace.fs.isWritableFileSystem(file.scheme) === undefined ? [] : ['outside'];
  if (await ignored.ignores(file)) return ['ignored'];
  return concernsOfLink(file, vscode.workspace.getWorkspaceFolder(file)?.uri, ignored);
}

/** The same as `concernsOf`, for a folder. */
export async function concernsOfFolder(folder: vscode.Uri, ignored: IgnoredFiles): Promise<readonly FileConcern[]> {
  if (!isInWorkspace(folder)) return ['outside'];
  if (await ignored.ignoresFolder(folder)) return ['ignored'];
  const target = await targetFrom(vscode.workspace.getWorkspaceFolder(folder)?.uri, folder);
  if (target === undefined) return [];
  if (target === 'unknown') return ['link'];
  if (!isInWorkspace(target)) return ['outside'];
  return (await ignored.ignoresFolder(target)) ? ['ignored'] : [];
}

/**
 * What a list of names does not show: that one of them is a link to something that would be asked about.
 * @param folder that the names were listed in, which the user has decided about
 */
export async function concernsOfLink(
  uri: vscode.Uri,
  folder: vscode.Uri | undefined,
  ignored: IgnoredFiles,
): Promise<readonly FileConcern[]> {
  const target = await targetFrom(folder, uri);
  if (target === undefined) return [];
  if (target === 'unknown') return ['link'];
  if (!isInWorkspace(target) && !isBelow(folder, target)) return ['outside'];
  return (await ignored.ignores(target)) ? ['ignored'] : [];
}

function isBelow(folder: vscode.Uri | undefined, uri: vscode.Uri): boolean {
  return folder !== undefined && uri.scheme === folder.scheme && relativePath(folder, uri) !== '';
}

/** What was never saved is no link. */
async function targetFrom(folder: vscode.Uri | undefined, uri: vscode.Uri): ReturnType<typeof linkTarget> {
  return folder === undefined || uri.scheme === 'untitled' ? undefined : linkTarget(folder, uri);
}
