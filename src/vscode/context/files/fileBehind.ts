import * as vscode from 'vscode';
import type { AttachmentPart } from '../../../core/message.js';
import { linkTarget } from './linkTarget.js';

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

/** An attachment that came by a link names where it came from, too: rules are for that as well. */
export async function withLinkTarget(part: AttachmentPart): Promise<AttachmentPart> {
  const from = part.uri === undefined ? [] : [part.uri];
  const named = [...from, ...(part.sources ?? [])];
  const targets = await Promise.all(named.map((source) => targetOf(vscode.Uri.parse(source))));
  const added = targets.filter((target) => target !== undefined && !named.includes(target)) as string[];
  return added.length === 0 ? part : { ...part, sources: [...new Set([...(part.sources ?? []), ...added])] };
}

/** As an address; `undefined` where no link leads elsewhere, or nobody knows whither. */
async function targetOf(uri: vscode.Uri): Promise<string | undefined> {
  const file = uri.scheme === 'file' ? uri : fileBehind(uri);
  if (file.scheme !== 'file') return undefined;
  const folder = vscode.workspace.getWorkspaceFolder(file)?.uri ?? file.with({ path: '/' });
  const target = await linkTarget(folder, file);
  return target === 'unknown' ? undefined : target?.toString();
}

function isBelow(inner: string, top: string): boolean {
  return inner === top || inner.startsWith(top.endsWith('/') ? top : `${top}/`);
}
