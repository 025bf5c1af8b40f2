import * as vscode from 'vscode';
import type { FilePart } from '../../core/message.js';
import { pictureEnding } from '../../core/picture.js';
import { homeUri } from '../ui/homeUri.js';
import { showSavedFile } from '../ui/showSavedFile.js';
import { withoutLinks } from '../ui/withoutLinks.js';
import { pictureFileName } from './pictureUri.js';

/** Asks for a file, writes the picture there, and says how that ended. @param label what the picture is called */
export async function savePicture(picture: FilePart, label: string): Promise<void> {
  const { t } = vscode.l10n;
  const ending = pictureEnding(picture);
  const target = await vscode.window.showSaveDialog({
    title: t('Save Image'),
    defaultUri: homeUri(pictureFileName(picture, label)),
    filters: { [ending.toUpperCase()]: ending === 'jpg' ? ['jpg', 'jpeg'] : [ending] },
  });
  if (target === undefined) return;
  const place = target.scheme === 'file' ? target.fsPath : target.path;
  try {
    await vscode.workspace.fs.writeFile(target, Buffer.from(picture.data, 'base64'));
  } catch (error) {
    void vscode.window.showErrorMessage(withoutLinks(failureText(error)));
    return;
  }
  void showSavedFile(t('The image was saved to {0}', place), target);
}

/** The editor puts the system's own code into the message of what it does not know: microsoft/vscode, `toFileSystemProviderError`. */
function failureText(error: unknown): string {
  const { t } = vscode.l10n;
  const { code, message } =
    error instanceof vscode.FileSystemError
      ? error
      : { code: '', message: error instanceof Error ? error.message : '' };
  const system = /\b(E[A-Z]{2,}):/u.exec(message)?.[1] ?? code;
  if (system === 'ENOSPC')
    return t('The image could not be saved: the disk is full. It is still in the chat; the file may be incomplete.');
  if (code === 'NoPermissions' || system === 'EACCES' || system === 'EPERM' || system === 'EROFS')
    return t('The image could not be saved: SCOUT has no write permission there. It is still in the chat.');
  return t('The image could not be saved ({0}). It is still in the chat; the file may be incomplete.', system || '?');
}
