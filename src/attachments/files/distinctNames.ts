/**
 * A name for each folder by which it is told from the others: its own name, with as many of the folders above it as that takes.
 * @param folders by their own names and their paths, with slashes
 */
export function distinctNames(folders: readonly { readonly name: string; readonly path: string }[]): readonly string[] {
  return folders.map((folder) => {
    const others = folders.filter((other) => other !== folder && other.name === folder.name);
    const above = foldersAbove(folder.path);
    const theirs = others.map(({ path }) => foldersAbove(path));
    let depth = 0;
    const prefix = (names: readonly string[]): string => names.slice(names.length - depth).join('/');
    while (depth < above.length && theirs.some((names) => prefix(names) === prefix(above))) depth++;
    return depth === 0 ? folder.name : `${prefix(above)}/${folder.name}`;
  });
}

/** The names of the folders that hold a folder, from the top. */
function foldersAbove(path: string): readonly string[] {
  return path
    .split('/')
    .filter((name) => name !== '')
    .slice(0, -1);
}
