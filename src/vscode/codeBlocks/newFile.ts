import * as vscode from 'vscode';
import { withoutLinks } from '../ui/withoutLinks.js';
import { languageIdOf } from './languageIds.js';
import { exists } from '../context/files/exists.js';

/** Opens code as a new file that nobody has saved. @param language as the word behind the fence has it */
export async function newUntitledFile(code: string, language: string | undefined): Promise<void> {
  const id = await languageIdOf(language);
  const content = withLineEnd(code);
  const document = await vscode.workspace.openTextDocument(id === undefined ? { content } : { content, language: id });
  await vscode.window.showTextDocument(document, { preview: false });
}

/** Opens code as a new file: at the place that the block names, if the user wants that. Nothing is written before it is saved. */
export async function newFile(code: string, language: string | undefined, path: string | undefined): Promise<void> {
  const { t } = vscode.l10n;
  const hasFolder = (vscode.workspace.workspaceFolders ?? []).length > 0;
  if (path === undefined || !hasFolder) return newUntitledFile(code, language);
  const folder = await pickFolder();
  if (folder === undefined) return;
  const uri = vscode.Uri.joinPath(folder.uri, path);
  const create = t('Create {0}', path);
  const untitled = t('Untitled File');
  const isThere = await exists(uri);
  const detail = isThere
    ? t('A file with this name exists already. Apply changes it.')
    : t('It is written to the disk when you save it.');
  const answer = await vscode.window.showInformationMessage(
    t('Where is the new file to be?'),
    { modal: true, detail: `${path}\n${detail}` },
    ...(isThere ? [] : [create]),
    untitled,
  );
  if (answer === untitled) return newUntitledFile(code, language);
  if (answer === create) await createUnsaved(uri, withLineEnd(code));
}

async function createUnsaved(uri: vscode.Uri, text: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri.with({ scheme: 'untitled' }));
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(0, 0), text);
  if (await vscode.workspace.applyEdit(edit)) {
    await vscode.window.showTextDocument(document, { preview: false });
    return;
  }
  const name = vscode.workspace.asRelativePath(uri);
  void vscode.window.showWarningMessage(
    withoutLinks(vscode.l10n.t('{0} could not be created. Nothing was changed.', name)),
  );
}

/** The only folder of the window, or the one that the user chooses; `undefined` when there is none, or no choice. */
async function pickFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length < 2) return folders[0];
  const items = folders.map((folder) => ({ label: folder.name, description: folder.uri.path, folder }));
  const title = vscode.l10n.t('In which folder?');
  return (await vscode.window.showQuickPick(items, { title }))?.folder;
}

/** A file ends with a line end, which a block has before its closing fence. */
function withLineEnd(code: string): string {
  return code === '' || code.endsWith('\n') ? code : `${code}\n`;
}
