import * as vscode from 'vscode';
import type { PlannedFile } from './changePlan.js';
import { replacementBetween } from './textEdit.js';

/**
 * Makes the changes in the editor's documents, which nobody saves here: one step to undo. Files that are created, renamed or deleted are so
 * on the disk.
 *
 * @returns whether they were made; a document that has been changed meanwhile leaves all as it was
 */
export async function changeFiles(files: readonly PlannedFile[]): Promise<boolean> {
  const edit = new vscode.WorkspaceEdit();
  // The editor takes them in this order.
  for (const { uri, newUri, before, after } of files) {
    if (before === undefined) edit.createFile(uri, { overwrite: false });
    else if (after === undefined) edit.deleteFile(uri);
    else if (newUri !== undefined) edit.renameFile(uri, newUri, { overwrite: false });
  }
  for (const { uri, newUri, before, after } of files) {
    if (before === undefined) {
      if (after === undefined) continue;
      edit.insert(uri, new vscode.Position(0, 0), after);
      continue;
    }
    const document = await vscode.workspace.openTextDocument(uri);
    if (document.getText() !== before) return false;
    if (after !== undefined) replaceText(edit, document, after, newUri ?? uri);
  }
  return vscode.workspace.applyEdit(edit);
}

/** @param uri of the document when the edit is made */
export function replaceText(
  edit: vscode.WorkspaceEdit,
  document: vscode.TextDocument,
  text: string,
  uri = document.uri,
): void {
  const replacement = replacementBetween(document.getText(), text);
  if (replacement === undefined) return;
  const range = new vscode.Range(document.positionAt(replacement.start), document.positionAt(replacement.end));
  edit.replace(uri, range, replacement.text);
}
