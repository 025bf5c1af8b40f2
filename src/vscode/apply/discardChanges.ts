import * as vscode from 'vscode';
import { isMixOf } from '../../apply/isMixOf.js';
import { withoutLinks } from '../ui/withoutLinks.js';
import type { AppliedFile, AppliedGroup } from './appliedChanges.js';
import { exists } from '../context/files/exists.js';
import { isFile } from './findFiles.js';
import { replaceText } from './replaceText.js';

/**
 * Puts everything back as it was before the changes: one step to undo. Asks where the user has written something since, and leaves alone what
 * the user has deleted or moved where nobody can tell.
 *
 * @returns whether it was done
 */
export async function discardChanges({ files }: AppliedGroup): Promise<boolean> {
  const { t } = vscode.l10n;
  const states = await Promise.all(files.map(async (file) => ({ file, isThere: await canDiscard(file) })));
  const there = [];
  for (const { file, isThere } of states) if (isThere && !(await isAsBefore(file))) there.push(file);
  const gone = states.flatMap(({ file, isThere }) => (isThere || file.before === undefined ? [] : file));
  const edited = [];
  for (const file of there) if (await isEdited(file)) edited.push(vscode.workspace.asRelativePath(file.uri));
  if (edited.length > 0 && !(await isConfirmed(edited))) return false;
  if (there.length > 0 && !(await vscode.workspace.applyEdit(await backEdit(there)))) {
    void vscode.window.showWarningMessage(
      t('Not all changes could be discarded, because a file has changed meanwhile. Look at the files, and try again.'),
    );
    return false;
  }
  if (gone.length > 0) {
    const names = gone.map(({ uri }) => vscode.workspace.asRelativePath(uri)).join(', ');
    const text = t('These files were deleted, moved or made anew meanwhile, and were left alone: {0}', names);
    void vscode.window.showInformationMessage(withoutLinks(text));
  }
  return true;
}

/** Whether the file is as the change has left it: there, or not there if the change has deleted it. */
async function canDiscard({ uri, after }: AppliedFile): Promise<boolean> {
  return after === undefined ? !(await exists(uri)) : isFile(uri);
}

/** Such as one that was closed without being saved. An edit that changes nothing counts as failed in VS Code. */
async function isAsBefore({ uri, oldUri, before, after }: AppliedFile): Promise<boolean> {
  return before !== undefined && after !== undefined && oldUri === undefined && (await textOf(uri)) === before;
}

/** Takes back the mark that says that a file is not saved, where it is as on the disk again. */
export async function revertUnchanged({ files }: AppliedGroup): Promise<void> {
  for (const { uri, before, after, wasSaved, oldUri } of files) {
    if (!wasSaved || before === undefined || after === undefined || oldUri !== undefined) continue;
    if (!(await isFile(uri))) continue;
    const document = await vscode.workspace.openTextDocument(uri);
    if (!document.isDirty || !(await isOnDisk(document))) continue;
    await vscode.window.showTextDocument(document, { preview: false });
    await vscode.commands.executeCommand('workbench.action.files.revert');
  }
}

async function backEdit(files: readonly AppliedFile[]): Promise<vscode.WorkspaceEdit> {
  const edit = new vscode.WorkspaceEdit();
  for (const { uri, oldUri, before, after, bytes } of files) {
    if (before === undefined) edit.deleteFile(uri, { ignoreIfNotExists: true });
    else if (after === undefined) {
      const contents = bytes ?? Buffer.from(before);
      edit.createFile(uri, { overwrite: false, contents });
      const saved = await vscode.workspace.decode(contents, { uri });
      // What had not been saved comes back as that.
      if (saved !== before) edit.replace(uri, rangeOf(saved), before);
    } else {
      replaceText(edit, await vscode.workspace.openTextDocument(uri), before);
      if (oldUri !== undefined) edit.renameFile(uri, oldUri, { overwrite: false });
    }
  }
  return edit;
}

function rangeOf(text: string): vscode.Range {
  const lines = text.split(/\r\n|\r|\n/u);
  return new vscode.Range(0, 0, lines.length - 1, lines.at(-1)?.length ?? 0);
}

/** Whether the document says something that was neither in the original nor in the change. Hunks that were taken back say nothing new. */
async function isEdited({ uri, before, after }: AppliedFile): Promise<boolean> {
  if (after === undefined) return false;
  const text = await textOf(uri);
  if (text === undefined || text === after) return false;
  return !isMixOf(text, before ?? '', after);
}

async function isConfirmed(names: readonly string[]): Promise<boolean> {
  const { t } = vscode.l10n;
  const discard = t('Discard Both');
  const detail = `${names.join('\n')}\n\n${t('Undo brings both back.')}`;
  const text = t('You have edited this since the changes were applied. Discard your edits, too?');
  return (await vscode.window.showWarningMessage(withoutLinks(text), { modal: true, detail }, discard)) === discard;
}

async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return (await vscode.workspace.openTextDocument(uri)).getText();
  } catch {
    return undefined;
  }
}

async function isOnDisk(document: vscode.TextDocument): Promise<boolean> {
  try {
    const bytes = await vscode.workspace.fs.readFile(document.uri);
    return (await vscode.workspace.decode(bytes, { uri: document.uri })) === document.getText();
  } catch {
    return false;
  }
}
