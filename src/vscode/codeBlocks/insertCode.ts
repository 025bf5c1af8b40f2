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
  const { document, selections, viewColumn } = last;
  // It may be behind another tab: an editor that is not visible cannot be changed.
  const editor = await vscode.window.showTextDocument(document, {
    ...(viewColumn === undefined ? {} : { viewColumn }),
    preview: false,
  });
  const isInserted = await editor.edit((edit) => {
    for (const selection of selections) edit.replace(document.validateRange(selection), code);
  });
  if (isInserted) return;
  const name = vscode.workspace.asRelativePath(document.uri);
  void vscode.window.showWarningMessage(
    withoutLinks(t('The code could not be inserted into {0}: it is read-only. Nothing was changed.', name)),
  );
}
