import * as vscode from 'vscode';
import { fileNameOf } from '../../archives/export/fileNames.js';
import type { FilePart } from '../../core/message.js';
import { pictureEnding, type PictureReference } from '../../core/picture.js';
import { pictureScheme } from './pictureScheme.js';

/** The name of a file with the picture. @param label what the picture is called */
export function pictureFileName(picture: FilePart, label: string): string {
  const ending = pictureEnding(picture);
  const withoutEnding = label.replace(/\.(?:png|jpe?g|gif|webp)$/iu, '');
  return `${fileNameOf(withoutEnding, 'image')}.${ending}`;
}

/** The address under which the editor opens a stored picture. The editor shows its path, and ids may hold any character: they stand encoded in the query. */
export function pictureUri(reference: PictureReference, fileName: string): vscode.Uri {
  const { conversationId, messageId, index } = reference;
  const key = Buffer.from(JSON.stringify([conversationId, messageId, index])).toString('base64url');
  return vscode.Uri.from({ scheme: pictureScheme, path: `/${fileName}`, query: key });
}

/** @returns `undefined` for an address that `pictureUri` has not made */
export function referenceIn(uri: vscode.Uri): PictureReference | undefined {
  if (uri.scheme !== pictureScheme) return undefined;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(uri.query, 'base64url').toString());
    if (!Array.isArray(parsed)) return undefined;
    const [conversationId, messageId, index] = parsed as readonly unknown[];
    if (typeof conversationId !== 'string' || typeof messageId !== 'string' || typeof index !== 'number')
      return undefined;
    return { conversationId, messageId, index };
  } catch {
    return undefined;
  }
}
