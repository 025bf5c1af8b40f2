import * as vscode from 'vscode';
import type { AttachmentPart } from '../../core/message.js';

/** Resolves with `undefined` when there is no attachment with this address. */
export type FindAttachment = (uri: vscode.Uri) => Promise<AttachmentPart | undefined>;

/**
 * Copies of what was attached as files that the editor can read. They are read from the history or the draft whenever the editor asks, so nothing is
 * left on the disk, and an editor that is restored after a restart shows its copy again, or says that it is gone.
 */
export class AttachmentFiles implements vscode.FileSystemProvider {
  readonly #find: FindAttachment;
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;

  constructor(find: FindAttachment) {
    this.#find = find;
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { capturedAt } = await this.#read(uri);
    const size = (await this.readFile(uri)).length;
    const permissions = vscode.FilePermission.Readonly;
    return { type: vscode.FileType.File, ctime: capturedAt, mtime: capturedAt, size, permissions };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const { text, data = '' } = await this.#read(uri);
    // The text of a PDF is what is sent where a model takes no PDF, and what an editor can show.
    return text === undefined ? Buffer.from(data, 'base64') : Buffer.from(text);
  }

  /** Copies never change. */
  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  readDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.FileNotADirectory(uri);
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  async #read(uri: vscode.Uri): Promise<AttachmentPart> {
    const part = await this.#find(uri);
    if (part === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return part;
  }
}
