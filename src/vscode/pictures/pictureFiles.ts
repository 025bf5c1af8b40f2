import * as vscode from 'vscode';
import type { FilePart } from '../../core/message.js';

/** Resolves with `undefined` when there is no picture with this address. */
export type FindPicture = (uri: vscode.Uri) => Promise<FilePart | undefined>;

/**
 * Pictures of messages as files that the editor can read. They are read from the history whenever the editor asks, so no copy is left
 * on the disk, and an editor that is restored after a restart shows its picture again, or says that it is gone.
 */
export class PictureFiles implements vscode.FileSystemProvider {
  readonly #find: FindPicture;
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;

  constructor(find: FindPicture) {
    this.#find = find;
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const size = Buffer.byteLength((await this.#read(uri)).data, 'base64');
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size, permissions: vscode.FilePermission.Readonly };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return Buffer.from((await this.#read(uri)).data, 'base64');
  }

  /** Stored pictures never change. */
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

  async #read(uri: vscode.Uri): Promise<FilePart> {
    const picture = await this.#find(uri);
    if (picture === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return picture;
  }
}
