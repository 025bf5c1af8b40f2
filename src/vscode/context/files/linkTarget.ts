import { realpath } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';

/** Where a file really is: `undefined` where no link leads elsewhere, `unknown` where one does and nobody tells whither. */
export type LinkTarget = vscode.Uri | 'unknown' | undefined;

/**
 * Where a link on the way to a file leads, seen from a folder that the user knows: links above that folder count for nothing.
 * Only names are looked at; of file systems that are not the disk, VS Code tells that something is a link, and not where it leads.
 */
export async function linkTarget(folder: vscode.Uri, uri: vscode.Uri): Promise<LinkTarget> {
  return uri.scheme === 'file' ? targetOnDisk(folder, uri) : targetElsewhere(folder, uri);
}

async function targetOnDisk(folder: vscode.Uri, uri: vscode.Uri): Promise<LinkTarget> {
  try {
    const [top, real] = await Promise.all([realpath(folder.fsPath), realpath(uri.fsPath)]);
    const below = path.relative(top, real);
    const isInside = below !== '..' && !below.startsWith(`..${path.sep}`) && !path.isAbsolute(below);
    const seen = isInside ? vscode.Uri.joinPath(folder, below.split(path.sep).join('/')) : vscode.Uri.file(real);
    // A disk that does not tell case apart has names of its own for the same file.
    return seen.path.toLowerCase() === uri.path.toLowerCase() ? undefined : seen;
  } catch {
    // Not there: what reads it says so. There, but of nobody knows where: it is asked about.
    return isLink(uri);
  }
}

async function targetElsewhere(folder: vscode.Uri, uri: vscode.Uri): Promise<LinkTarget> {
  for (let place = uri; place.path.length > folder.path.length; place = vscode.Uri.joinPath(place, '..'))
    if ((await isLink(place)) !== undefined) return 'unknown';
  return undefined;
}

async function isLink(uri: vscode.Uri): Promise<'unknown' | undefined> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.SymbolicLink) === 0 ? undefined : 'unknown';
  } catch {
    return undefined;
  }
}
