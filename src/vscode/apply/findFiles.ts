import * as vscode from 'vscode';

/** How many files with the end of a path are looked for: more cannot be told apart in a list. */
const maximumFound = 50;

/**
 * The files that a relative path of a model can mean: those at this place in the folders of the window; if there are none, those whose path
 * ends so. Empty when there is no such file.
 */
export async function findFiles(path: string): Promise<readonly vscode.Uri[]> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const places = folders.flatMap(({ uri, name }) => {
    // With several folders, models repeat how the files were called to them: the folder's name stands first.
    const inside = path.startsWith(`${name}/`) ? [path.slice(name.length + 1)] : [];
    return [path, ...inside].map((one) => vscode.Uri.joinPath(uri, one));
  });
  const isThere = await Promise.all(places.map(isFile));
  const exact = places.filter((_, index) => isThere[index]);
  if (exact.length > 0 || folders.length === 0) return unique(exact);
  return unique(await vscode.workspace.findFiles(`**/${asPattern(path)}`, undefined, maximumFound));
}

/** Open documents count, too: they may never have been saved. */
export async function isFile(uri: vscode.Uri): Promise<boolean> {
  if (uri.scheme === 'untitled') return vscode.workspace.textDocuments.some((one) => sameUri(one.uri, uri));
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}

export function sameUri(one: vscode.Uri, other: vscode.Uri): boolean {
  return one.toString() === other.toString();
}

export function unique(uris: readonly vscode.Uri[]): readonly vscode.Uri[] {
  return [...new Map(uris.map((uri) => [uri.toString(), uri])).values()];
}

/** Whether the path of the file ends with this path. */
export function endsWith(uri: vscode.Uri, path: string): boolean {
  return uri.path === `/${path}` || uri.path.endsWith(`/${path}`);
}

/** A file's name may hold what means something in a pattern. */
function asPattern(path: string): string {
  return path.replace(/[*?[\]{}]/gu, '[$&]');
}
