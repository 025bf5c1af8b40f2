import * as vscode from 'vscode';
import { fileNameOf } from '../../archives/export/fileNames.js';
import { attachmentScheme } from './attachmentScheme.js';
import type { AttachmentPart } from '../../core/message.js';

/** Where a copy is: in that message, or, with `null`, in the draft of the chat. */
export interface AttachmentReference {
  readonly conversationId: string;
  readonly messageId: string | null;
  readonly attachmentId: string;
}

/** How names of files end that are of such a type, with the dot, so that the editor knows how to show them. */
const endings: Readonly<Record<string, string>> = {
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/gif': '.gif',
  'image/webp': '.webp',
  'application/pdf': '.pdf',
};

/** The name of a file with the copy: its own, without the folders. What is no file is called by what it is. */
export function attachmentFileName({ kind, label, mediaType, data, text }: AttachmentPart): string {
  const name = label.slice(Math.max(label.lastIndexOf('/'), label.lastIndexOf('\\')) + 1);
  // Beside the text of a PDF its bytes would not be read.
  const ending = data === undefined || text !== undefined ? '' : (endings[mediaType] ?? '');
  const whole = fileNameOf(name, kind);
  if (ending !== '') return whole.toLowerCase().endsWith(ending) ? whole : `${whole}${ending}`;
  return kind === 'diff' ? `${whole}.diff` : /\.[\w-]+$/u.test(whole) && kind !== 'pdf' ? whole : `${whole}.txt`;
}

/** The address under which the editor opens a copy. The editor shows its path, and ids may hold any character: they stand encoded in the query. */
export function attachmentUri(reference: AttachmentReference, fileName: string): vscode.Uri {
  const { conversationId, messageId, attachmentId } = reference;
  const key = Buffer.from(JSON.stringify([conversationId, messageId, attachmentId])).toString('base64url');
  return vscode.Uri.from({ scheme: attachmentScheme, path: `/${fileName}`, query: key });
}

/** @returns `undefined` for an address that `attachmentUri` has not made */
export function attachmentReferenceIn(uri: vscode.Uri): AttachmentReference | undefined {
  if (uri.scheme !== attachmentScheme) return undefined;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(uri.query, 'base64url').toString());
    if (!Array.isArray(parsed)) return undefined;
    const [conversationId, messageId, attachmentId] = parsed as readonly unknown[];
    if (typeof conversationId !== 'string' || typeof attachmentId !== 'string') return undefined;
    if (messageId !== null && typeof messageId !== 'string') return undefined;
    return { conversationId, messageId, attachmentId };
  } catch {
    return undefined;
  }
}
