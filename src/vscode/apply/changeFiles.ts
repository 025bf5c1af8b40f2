import * as vscode from 'vscode';
import type { AppliedFile } from './appliedChanges.js';
import { exists } from '../context/files/exists.js';
import { replaceText } from './replaceText.js';
import { takeBack } from './takeBack.js';

/** `unchanged`: all is as it was. Otherwise the files that are not, although the change has failed. */
export type ChangeOutcome = 'changed' | 'unchanged' | readonly vscode.Uri[];

/**
 * Makes the changes in the editor's documents, which nobody saves here: one step to undo. Files that are created, renamed or deleted are so
 * on the disk. All of them or none: a document that has been changed meanwhile, or a file that cannot be made, leaves all as it was.
 */
export async function changeFiles(files: readonly AppliedFile[]): Promise<ChangeOutcome> {
  const edit = await editOf(files);
  if (edit === undefined) return 'unchanged';
  const folders = await missingFolders(files);
  if (await vscode.workspace.applyEdit(edit)) return 'changed';
  const remaining = await takeBack(files, folders);
  return remaining.length === 0 ? 'unchanged' : remaining;
}

/** `undefined` when something is not as it was when the change was planned. */
async function editOf(files: readonly AppliedFile[]): Promise<vscode.WorkspaceEdit | undefined> {
  const edit = new vscode.WorkspaceEdit();
  // The editor takes them in this order.
  for (const { uri, oldUri, before, after } of files) {
    if (before === undefined) edit.createFile(uri, { overwrite: false });
    else if (after === undefined) edit.deleteFile(uri);
    else if (oldUri !== undefined) edit.renameFile(oldUri, uri, { overwrite: false });
    if ((before === undefined || oldUri !== undefined) && (await exists(uri))) return undefined;
  }
  for (const { uri, oldUri, before, after } of files) {
    if (before === undefined) {
      if (after === undefined) continue;
      edit.insert(uri, new vscode.Position(0, 0), after);
      continue;
    }
    const document = await openDocument(oldUri ?? uri);
    if (document?.getText() !== before) return undefined;
    if (after !== undefined) replaceText(edit, document, after, uri);
  }
  return edit;
}

async function openDocument(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}

/** The folders in which files will be, and which are made with them; outermost first. */
async function missingFolders(files: readonly AppliedFile[]): Promise<readonly vscode.Uri[]> {
  const missing = new Map<string, vscode.Uri>();
  for (const { uri, oldUri, before } of files) {
    if ((before !== undefined && oldUri === undefined) || uri.scheme === 'untitled') continue;
    for (let folder = parentOf(uri); folder.path.length > 1; folder = parentOf(folder)) {
      if (missing.has(folder.toString()) || (await exists(folder))) break;
      missing.set(folder.toString(), folder);
    }
  }
  return [...missing.values()].sort((one, other) => one.path.length - other.path.length);
}

const parentOf = (uri: vscode.Uri): vscode.Uri => vscode.Uri.joinPath(uri, '..');
