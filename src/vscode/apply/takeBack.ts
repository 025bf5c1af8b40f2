import * as vscode from 'vscode';
import type { AppliedFile } from './appliedChanges.js';
import { exists } from '../context/files/exists.js';
import { replaceText } from './replaceText.js';

/**
 * Takes back what the editor had made of a change when it failed: it makes one file after the other, and leaves those that it has made.
 * What is none of this change is left alone.
 *
 * @param missingFolders that were not there before, outermost first
 * @returns the files that are not as they were
 */
export async function takeBack(
  files: readonly AppliedFile[],
  missingFolders: readonly vscode.Uri[],
): Promise<readonly vscode.Uri[]> {
  const remaining: vscode.Uri[] = [];
  for (const file of files.toReversed()) {
    try {
      if (!(await isTakenBack(file))) remaining.push(file.uri);
    } catch {
      remaining.push(file.uri);
    }
  }
  for (const folder of missingFolders.toReversed()) {
    try {
      if ((await vscode.workspace.fs.readDirectory(folder)).length === 0) await vscode.workspace.fs.delete(folder);
    } catch {
      // It was not made.
    }
  }
  return remaining.toReversed();
}

/** @returns whether the file is as it was */
async function isTakenBack({ uri, oldUri, before, after, bytes }: AppliedFile): Promise<boolean> {
  if (after === undefined) {
    if (!(await exists(uri)) && bytes !== undefined) await vscode.workspace.fs.writeFile(uri, bytes);
    return true;
  }
  if (before === undefined) return !(await exists(uri)) || isRemoved(uri, after);
  const place = oldUri !== undefined && (await exists(uri)) ? uri : (oldUri ?? uri);
  const document = await vscode.workspace.openTextDocument(place);
  const edit = new vscode.WorkspaceEdit();
  if (document.getText() !== before) replaceText(edit, document, before);
  if (oldUri !== undefined && place === uri) edit.renameFile(uri, oldUri, { overwrite: false });
  return vscode.workspace.applyEdit(edit);
}

/** Nothing is removed that somebody has written into since. */
async function isRemoved(uri: vscode.Uri, after: string): Promise<boolean> {
  const text = (await vscode.workspace.openTextDocument(uri)).getText();
  if (text !== '' && text !== after) return false;
  const edit = new vscode.WorkspaceEdit();
  edit.deleteFile(uri, { ignoreIfNotExists: true });
  return vscode.workspace.applyEdit(edit);
}
