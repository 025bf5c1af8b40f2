import { lstat, mkdir, readdir, readFile, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import type * as vscode from 'vscode';
import { Disposable } from './events.js';
import { strict } from './strict.js';
import { FileSystemError, FileType } from './values.js';

/** `workspace.fs`: the real disk for `file:`; for other schemes what a test puts there. */
export class Files {
  readonly #others = new Map<string, Uint8Array | 'folder'>();

  /** While set, nothing can be written. */
  failure: Error | undefined;

  /** Those of file systems, and whether they can be written to. */
  readonly schemes = new Map([
    ['file', true],
    ['git', false],
  ]);

  /** Makes a file, or a folder, where only the editor can reach it. */
  put(uri: vscode.Uri, content: Uint8Array | 'folder'): void {
    this.#others.set(uri.toString(), content);
  }

  /** Addresses of what was put that are links, of which nobody tells where they lead. */
  readonly links = new Set<string>();

  /** Those that were registered, by scheme. */
  readonly providers = new Map<string, vscode.FileSystemProvider>();

  register(scheme: string, provider: vscode.FileSystemProvider): vscode.Disposable {
    this.providers.set(scheme, provider);
    return new Disposable(() => void this.providers.delete(scheme));
  }

  readonly api = strict<typeof vscode.workspace.fs>('vscode.workspace.fs', {
    readFile: async (uri) => {
      const content = uri.scheme === 'file' ? await readFile(uri.fsPath) : this.#other(uri);
      if (content === 'folder') throw new Error(`FileIsADirectory (FileSystemError): ${uri.toString()}`);
      return content;
    },
    readDirectory: async (uri) =>
      (await readdir(uri.fsPath, { withFileTypes: true })).map((entry): [string, vscode.FileType] => [
        entry.name,
        (entry.isSymbolicLink() ? FileType.SymbolicLink : 0) |
          (entry.isDirectory() ? FileType.Directory : FileType.File),
      ]),
    createDirectory: async (uri) => void (await mkdir(uri.fsPath, { recursive: true })),
    delete: async (uri, options) => {
      // As on a server: there is no trash.
      if (options?.useTrash === true) throw new FileSystemError('no trash');
      await ((await lstat(uri.fsPath)).isDirectory() ? rmdir(uri.fsPath) : rm(uri.fsPath));
    },
    writeFile: async (uri, content) => {
      if (this.failure !== undefined) throw this.failure;
      if (uri.scheme !== 'file') {
        this.#others.set(uri.toString(), content);
        return;
      }
      await writeFile(uri.fsPath, content).catch(rethrowAsEditor);
    },
    isWritableFileSystem: (scheme) => this.schemes.get(scheme),
    stat: async (uri) => {
      if (uri.scheme === 'file') {
        const found = await stat(uri.fsPath).catch(rethrowAsEditor);
        const link = (await lstat(uri.fsPath)).isSymbolicLink() ? FileType.SymbolicLink : 0;
        return {
          type: (found.isDirectory() ? FileType.Directory : found.isFile() ? FileType.File : FileType.Unknown) | link,
          ctime: found.ctimeMs,
          mtime: found.mtimeMs,
          size: found.size,
        };
      }
      const content = this.#other(uri);
      return {
        type:
          (content === 'folder' ? FileType.Directory : FileType.File) |
          (this.links.has(uri.toString()) ? FileType.SymbolicLink : 0),
        ctime: 0,
        mtime: 0,
        size: content === 'folder' ? 0 : content.byteLength,
      };
    },
  });

  #other(uri: vscode.Uri): Uint8Array | 'folder' {
    const content = this.#others.get(uri.toString());
    if (content === undefined) throw new Error(`EntryNotFound (FileSystemError): ${uri.toString()}`);
    return content;
  }
}

/** As the editor does it (microsoft/vscode, diskFileSystemProvider.ts and extHostFileSystemConsumer.ts). */
function rethrowAsEditor(error: NodeJS.ErrnoException): never {
  switch (error.code) {
    case 'ENOENT':
      throw FileSystemError.FileNotFound(error.message);
    case 'ENOTDIR':
      throw FileSystemError.FileNotADirectory(error.message);
    case 'EACCES':
    case 'EPERM':
      throw FileSystemError.NoPermissions(error.message);
    default:
      throw new FileSystemError(error.message);
  }
}
