import * as vscode from 'vscode';
import { replacementBetween } from './textEdit.js';

/** Puts the shortest replacement into the edit that makes the document say this. @param uri of the document when the edit is made */
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
