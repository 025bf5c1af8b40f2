import * as vscode from 'vscode';
import { isBinary } from '../../../attachments/files/isBinary.js';
import { mediaTypeOf } from '../../../core/fileType.js';

/** A file that is larger is not read, unless it may be a picture or a PDF, in bytes. */
export const maximumFileBytes = 20 * 1024 * 1024;

/** What there is at an address, before anything of it is read. */
export type FileState =
  | { readonly kind: 'open'; readonly document: vscode.TextDocument; readonly bytes: number }
  | { readonly kind: 'file'; readonly bytes: number; readonly modifiedAt: number }
  /** Something that can be shown as text only by opening it, such as an older version of a file. */
  | { readonly kind: 'virtual'; readonly bytes: number }
  | { readonly kind: 'folder' }
  | { readonly kind: 'gone' };

/** What a file says: as the editor shows it, where it is open. */
export type FileContent =
  | { readonly kind: 'text'; readonly text: string; readonly languageId?: string; readonly isDamaged: boolean }
  | { readonly kind: 'binary'; readonly bytes: Uint8Array };

/** Asks for the size, and reads nothing. */
export async function fileState(uri: vscode.Uri): Promise<FileState> {
  const document = openDocument(uri);
  if (document !== undefined) return { kind: 'open', document, bytes: Buffer.byteLength(document.getText()) };
  try {
    const { type, size, mtime } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.Directory) !== 0) return { kind: 'folder' };
    return { kind: 'file', bytes: size, modifiedAt: mtime };
  } catch {
    // Documents of content providers, such as those of git, are in no file system.
    const isReadable = vscode.workspace.fs.isWritableFileSystem(uri.scheme) === undefined && uri.scheme !== 'untitled';
    return isReadable ? { kind: 'virtual', bytes: 0 } : { kind: 'gone' };
  }
}

/** @throws what the editor throws when it cannot be read */
export async function readContent(uri: vscode.Uri, state: FileState): Promise<FileContent> {
  if (state.kind === 'open') return documentContent(state.document);
  if (state.kind === 'virtual') return documentContent(await vscode.workspace.openTextDocument(uri));
  return decoded(uri, await vscode.workspace.fs.readFile(uri));
}

/** The document of this address that an editor holds, saved or not. */
export function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  const key = uri.toString();
  return vscode.workspace.textDocuments.find((document) => !document.isClosed && document.uri.toString() === key);
}

/** Text as VS Code itself would read it: with the user's settings for encodings, byte order marks and guesses. */
async function decoded(uri: vscode.Uri, bytes: Uint8Array): Promise<FileContent> {
  // Some PDFs are text by their bytes, whatever they are called. Nothing else than these and pictures is read above that size.
  if (mediaTypeOf(bytes) !== undefined || bytes.length > maximumFileBytes || isBinary(bytes))
    return { kind: 'binary', bytes };
  try {
    const text = await vscode.workspace.decode(bytes, { uri });
    return { kind: 'text', text, isDamaged: hasNewReplacements(text, bytes) };
  } catch {
    return { kind: 'binary', bytes };
  }
}

/** Whether characters could not be read: the sign that stands for them is in the text, and not in the file. */
function hasNewReplacements(text: string, bytes: Uint8Array): boolean {
  return text.includes('\ufffd') && !Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes('\ufffd');
}

function documentContent(document: vscode.TextDocument): FileContent {
  return { kind: 'text', text: document.getText(), languageId: document.languageId, isDamaged: false };
}
