import * as vscode from 'vscode';
import { distinctNames } from '../../../attachments/files/distinctNames.js';
import { maximumLabelLength } from '../../../attachments/limits.js';
import { singleLine } from '../../../core/text/singleLine.js';
import { nameWithState } from './documentState.js';
import { fileBehind } from './fileBehind.js';

/** What a file is called in attachments and lists. */
export interface FilePlace {
  /**
   * Its path in its folder of the workspace, which begins with that folder's name where there are several; outside of them its name. A
   * document that is a state or a part of a file has that behind it, as in `src/a.ts (HEAD)`.
   */
  readonly label: string;
  readonly name: string;
  /** The folders of `label`. */
  readonly parent: string;
}

export function filePlace(uri: vscode.Uri): FilePlace {
  const file = uri.scheme === 'file' ? uri : fileBehind(uri);
  const path = nameWithState(singleLine(pathIn(file), 4 * maximumLabelLength), uri, file);
  // The end of a path tells more than its beginning.
  const label = path.length <= maximumLabelLength ? path : `…${path.slice(1 - maximumLabelLength)}`;
  const slash = label.lastIndexOf('/');
  return { label, name: label.slice(slash + 1), parent: label.slice(0, Math.max(0, slash)) };
}

/** Whether a file is in a folder of the workspace. A document that was never saved counts: it is nowhere else. */
export function isInWorkspace(uri: vscode.Uri): boolean {
  return uri.scheme === 'untitled' || vscode.workspace.getWorkspaceFolder(uri) !== undefined;
}

/** The folders of the workspace by their names, each told from the others. */
export function folderNames(): ReadonlyMap<string, string> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const names = distinctNames(folders.map(({ name, uri }) => ({ name, path: uri.path })));
  return new Map(folders.map(({ uri }, index) => [uri.toString(), names[index]!]));
}

/** The path of a file or a folder in a folder, without a slash at its beginning; '' for the folder itself. */
export function relativePath(folder: vscode.Uri, uri: vscode.Uri): string {
  const top = folder.path.endsWith('/') ? folder.path : `${folder.path}/`;
  return uri.path.startsWith(top) ? uri.path.slice(top.length) : '';
}

function pathIn(uri: vscode.Uri): string {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  if (folder === undefined) return name === '' ? uri.path : name;
  const path = relativePath(folder.uri, uri);
  if ((vscode.workspace.workspaceFolders?.length ?? 0) < 2) return path === '' ? folder.name : path;
  const top = folderNames().get(folder.uri.toString()) ?? folder.name;
  return path === '' ? top : `${top}/${path}`;
}
