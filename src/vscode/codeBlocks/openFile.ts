import * as vscode from 'vscode';
import { findFiles } from '../apply/findFiles.js';
import { pickFile } from '../apply/pickFile.js';
import { withoutLinks } from '../ui/withoutLinks.js';

/** Shows the file that a block names, at the line that the block is about. @param firstLines of the code, by which the line is found */
export async function openFile(path: string, line: number | undefined, code: string): Promise<void> {
  const { t } = vscode.l10n;
  const found = await findFiles(path);
  if (found.length === 0) {
    void vscode.window.showInformationMessage(withoutLinks(t('There is no file {0} in this window.', path)));
    return;
  }
  const uri = found.length === 1 ? found[0] : await pickFile(found, t('Which file?'));
  if (uri === undefined) return;
  let document: vscode.TextDocument;
  try {
    document = await vscode.workspace.openTextDocument(uri);
  } catch {
    // A picture, or whatever else is no text, has an editor of its own.
    await vscode.commands.executeCommand('vscode.open', uri);
    return;
  }
  const at = line === undefined ? placeOf(code, document.getText()) : line - 1;
  const selection = new vscode.Range(at, 0, at, 0);
  await vscode.window.showTextDocument(document, { preview: false, selection });
}

/** The line, from 0, on which the code begins in the file: where its first telling line stands once; 0 when that cannot be told. */
function placeOf(code: string, text: string): number {
  const lines = text.split(/\r?\n/u).map((line) => line.trim());
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  const telling = code
    .split('\n')
    .map((line) => line.trim())
    .find((line) => /\w/u.test(line) && counts.get(line) === 1);
  return telling === undefined ? 0 : lines.indexOf(telling);
}
