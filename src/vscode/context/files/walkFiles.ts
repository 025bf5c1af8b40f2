import * as vscode from 'vscode';
import { throwIfAborted } from '../cancellation.js';

/** How deep folders lie that are looked into. */
const maximumDepth = 25;
/** A walk that takes longer ends with what it has, in milliseconds. */
const maximumTimeMs = 4_000;

/**
 * The files below a folder, for file systems that have no search of their own: folder by folder, the upper ones first. Linked folders are not
 * entered, since they may lead into a circle.
 * @returns paths relative to the folder, at most `maximum`
 * @throws AbortError
 */
export async function walkFiles(folder: vscode.Uri, maximum: number, signal: AbortSignal): Promise<readonly string[]> {
  const paths: string[] = [];
  const end = Date.now() + maximumTimeMs;
  let level = [''];
  for (let depth = 0; depth < maximumDepth && level.length > 0; depth++) {
    const next: string[] = [];
    for (const path of level) {
      if (paths.length >= maximum || Date.now() > end) return paths;
      for (const [name, type] of await entriesOf(vscode.Uri.joinPath(folder, path))) {
        const entry = path === '' ? name : `${path}/${name}`;
        if (type === vscode.FileType.Directory && name !== '.git') next.push(entry);
        else if ((type & vscode.FileType.File) !== 0 && paths.length < maximum) paths.push(entry);
      }
      throwIfAborted(signal);
    }
    level = next;
  }
  return paths;
}

async function entriesOf(folder: vscode.Uri): Promise<readonly (readonly [string, vscode.FileType])[]> {
  try {
    return await vscode.workspace.fs.readDirectory(folder);
  } catch {
    // What may not be read is left out, as a search does.
    return [];
  }
}
