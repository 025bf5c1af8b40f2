import * as vscode from 'vscode';
import type { AttachmentCandidate, AttachmentProvider } from '../../../attachments/attachmentSource.js';
import type { AttachmentPart } from '../../../core/message.js';
import type { FileIndex } from './fileIndex.js';
import { filePlace } from './filePlace.js';
import type { FolderCapture } from './folderCapture.js';
import type { RecentFiles } from './recentFiles.js';

const maximumFound = 10;

/** Folders of the workspace. The id is the folder's URI. */
export class FolderProvider implements AttachmentProvider {
  readonly prefix = 'folder';
  readonly #index: FileIndex;
  readonly #recent: RecentFiles;
  readonly #capture: FolderCapture;

  constructor(index: FileIndex, recent: RecentFiles, capture: FolderCapture) {
    this.#index = index;
    this.#recent = recent;
    this.#capture = capture;
  }

  async find(query: string, signal: AbortSignal): Promise<readonly AttachmentCandidate[]> {
    if (query === '') return this.#nearest().map((uri) => folderCandidate(uri, []));
    const found = await this.#index.searchFolders(query, maximumFound, signal);
    return found.map(({ uri, path, matches }) => {
      const start = path.lastIndexOf('/') + 1;
      return folderCandidate(
        uri,
        matches.filter((place) => place >= start).map((place) => place - start),
      );
    });
  }

  async capture(candidateId: string, signal: AbortSignal): Promise<readonly AttachmentPart[]> {
    return this.#capture.capture(vscode.Uri.parse(candidateId.slice(this.prefix.length + 1), true), signal);
  }

  /** The folder of the file that was used last, and those of the workspace. */
  #nearest(): readonly vscode.Uri[] {
    const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
    const file = this.#recent.uris.find((uri) => vscode.workspace.getWorkspaceFolder(uri) !== undefined);
    const first = file === undefined ? [] : [vscode.Uri.joinPath(file, '..')];
    return [...new Map([...first, ...folders].map((uri) => [uri.toString(), uri])).values()];
  }
}

function folderCandidate(uri: vscode.Uri, matches: readonly number[]): AttachmentCandidate {
  const { name, parent } = filePlace(uri);
  return { id: `folder:${uri.toString()}`, kind: 'folder', label: `${name}/`, description: parent, matches };
}
