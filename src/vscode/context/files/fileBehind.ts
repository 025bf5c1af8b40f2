import { realpath } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { AttachmentPart } from '../../../core/message.js';

/**
 * The file that a document shows a state of: the left side of a diff (`git:`, `gitlens:`) or a cell of a notebook is of the file at its path.
 * Any other document is its own.
 */
export function fileBehind(uri: vscode.Uri): vscode.Uri {
  const { workspace } = vscode;
  const isCell = ({ document }: vscode.NotebookCell): boolean => document.uri.toString() === uri.toString();
  const notebook = workspace.notebookDocuments.find((opened) => opened.getCells().some(isCell));
  if (notebook !== undefined) return notebook.uri;
  const isOwn = workspace.getWorkspaceFolder(uri) !== undefined || uri.scheme === 'untitled';
  // What can be written to is a file somewhere else, even if it has the same path.
  if (isOwn || workspace.fs.isWritableFileSystem(uri.scheme) === true) return uri;
  const folder = workspace.workspaceFolders?.find((one) => isBelow(uri.path, one.uri.path));
  return folder?.uri.with({ path: uri.path }) ?? uri;
}

/**
 * Where a file of this machine is when a link leads to it, with the path that it has in the workspace if it is there; `undefined` when it is
 * where its path says, or nobody can tell: files of other machines and of extensions have no such paths.
 */
export async function linkTarget(uri: vscode.Uri): Promise<vscode.Uri | undefined> {
  if (uri.scheme !== 'file') return undefined;
  try {
    const real = vscode.Uri.file(await realpath(uri.fsPath));
    for (const { uri: folder } of vscode.workspace.workspaceFolders ?? []) {
      if (folder.scheme !== 'file') continue;
      // The folder itself may be reached by a link: what is in it is where it should be.
      const top = vscode.Uri.file(await realpath(folder.fsPath));
      if (!isBelow(real.path, top.path)) continue;
      const inFolder = vscode.Uri.joinPath(folder, path.posix.relative(top.path, real.path));
      return inFolder.path === uri.path ? undefined : inFolder;
    }
    const parent = vscode.workspace.getWorkspaceFolder(uri);
    return parent === undefined && real.path === uri.path ? undefined : real;
  } catch {
    return undefined;
  }
}

/** An attachment that came by a link names where it came from, too: rules are for that as well. */
export async function withLinkTarget(part: AttachmentPart): Promise<AttachmentPart> {
  const from = part.uri === undefined ? [] : [part.uri];
  const named = [...from, ...(part.sources ?? [])];
  const targets = await Promise.all(
    named.map(async (source) => {
      const parsed = vscode.Uri.parse(source);
      return (await linkTarget(parsed.scheme === 'file' ? parsed : fileBehind(parsed)))?.toString();
    }),
  );
  const added = targets.filter((target) => target !== undefined && !named.includes(target)) as string[];
  return added.length === 0 ? part : { ...part, sources: [...new Set([...(part.sources ?? []), ...added])] };
}

function isBelow(inner: string, top: string): boolean {
  return inner === top || inner.startsWith(top.endsWith('/') ? top : `${top}/`);
}
