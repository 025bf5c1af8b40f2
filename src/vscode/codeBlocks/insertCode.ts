import * as vscode from 'vscode';
import { withoutLinks } from '../ui/withoutLinks.js';
import type { LastEditor } from './lastEditor.js';
import { newUntitledFile } from './newFile.js';

/** Puts code where the cursor is in the editor that was used last, as pasting would; one step to undo. Says what stands in the way. */
export async function insertCode(code: string, language: string | undefined, lastEditor: LastEditor): Promise<void> {
  const { t } = vscode.l10n;
  const last = lastEditor.current;
  if (last === undefined) {
    const newFile = t('New File');
    const text = t('There is no open text editor to insert the code into.');
    if ((await vscode.window.showInformationMessage(text, newFile)) === newFile) await newUntitledFile(code, language);
    return;
  }
  const { document } = last;
  const { version } = document;
  const isDone = isCell(document) ? await insertIntoCell(code, last) : await insertIntoEditor(code, last);
  // Of a read-only editor, VS Code says that it was edited, and leaves it as it is.
  if (isDone && (document.version !== version || code === '')) return;
  const name = vscode.workspace.asRelativePath(document.uri);
  void vscode.window.showWarningMessage(
    withoutLinks(t('The code could not be inserted into {0}: it is read-only. Nothing was changed.', name)),
  );
}

async function insertIntoEditor(
  code: string,
  { document, selections, viewColumn }: vscode.TextEditor,
): Promise<boolean> {
  // It may be behind another tab: an editor that is not visible cannot be changed.
  const editor = await vscode.window.showTextDocument(document, {
    ...(viewColumn === undefined ? {} : { viewColumn }),
    preview: false,
  });
  return editor.edit((edit) => {
    for (const selection of selections) edit.replace(document.validateRange(selection), code);
  });
}

/** A cell has no editor of its own: to show it as a document would open it beside its notebook. */
async function insertIntoCell(code: string, { document, selections }: vscode.TextEditor): Promise<boolean> {
  const edit = new vscode.WorkspaceEdit();
  for (const selection of selections) edit.replace(document.uri, document.validateRange(selection), code);
  return vscode.workspace.applyEdit(edit);
}

function isCell({ uri }: vscode.TextDocument): boolean {
  return uri.scheme === 'vscode-notebook-cell';
}
