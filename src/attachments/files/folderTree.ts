/** How many names a tree has at most. */
export const maximumTreeLines = 2_000;

interface Folder {
  readonly folders: Map<string, Folder>;
  readonly files: string[];
}

export interface FolderTree {
  /** A line for each name, indented by two blanks for each folder that it is in; folders first and with a slash at their end. */
  readonly text: string;
  /** How many names did not fit. */
  readonly omitted: number;
}

/** The names of files as a tree. @param paths relative to the folder, with slashes */
export function folderTree(paths: readonly string[], maximumLines = maximumTreeLines): FolderTree {
  const root = newFolder();
  for (const path of paths) {
    const names = path.split('/');
    const file = names.pop()!;
    let folder = root;
    for (const name of names) {
      let next = folder.folders.get(name);
      if (next === undefined) folder.folders.set(name, (next = newFolder()));
      folder = next;
    }
    folder.files.push(file);
  }
  const lines = breadthFirstLines(root, maximumLines);
  return { text: lines.text, omitted: lines.total - lines.shown };
}

function newFolder(): Folder {
  return { folders: new Map(), files: [] };
}

/** What is cut is what lies deepest: the upper folders tell most. */
function breadthFirstLines(root: Folder, maximum: number): { text: string; shown: number; total: number } {
  const shownFolders = new Set<Folder>([root]);
  const shownFiles = new Map<Folder, number>();
  let [shown, total] = [0, 0];
  const queue: Folder[] = [root];
  for (let folder = queue.shift(); folder !== undefined; folder = queue.shift()) {
    const isShown = shownFolders.has(folder);
    for (const next of folder.folders.values()) {
      total++;
      if (isShown && shown < maximum) {
        shown++;
        shownFolders.add(next);
      }
      queue.push(next);
    }
    total += folder.files.length;
    const files = isShown ? Math.min(folder.files.length, maximum - shown) : 0;
    shownFiles.set(folder, files);
    shown += files;
  }
  const lines: string[] = [];
  write(root, '');
  return { text: lines.join('\n'), shown, total };

  function write(folder: Folder, indent: string): void {
    for (const [name, next] of [...folder.folders].sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (!shownFolders.has(next)) continue;
      lines.push(`${indent}${shownName(name)}/`);
      write(next, `${indent}  `);
    }
    for (const name of [...folder.files].sort().slice(0, shownFiles.get(folder))) lines.push(indent + shownName(name));
  }
}

/** Names may hold anything, also line breaks. */
function shownName(name: string): string {
  return name.replace(/\p{Cc}/gu, '�');
}
