import * as vscode from 'vscode';
import type { FilePart } from '../../core/message.js';
import type { PictureReference } from '../../core/picture.js';
import { pictureFileName, pictureUri } from './pictureUri.js';

/** Opens a stored picture in the editor's own preview. @param label what it is called */
export async function openPicture(reference: PictureReference, picture: FilePart, label: string): Promise<void> {
  await vscode.commands.executeCommand('vscode.open', pictureUri(reference, pictureFileName(picture, label)));
}
