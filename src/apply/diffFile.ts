import type { FileChange, Hunk } from './change.js';
import type { DiffNames } from './diffPath.js';

/** A file of the diff while it is read. */
export interface DiffFile {
  names: DiffNames;
  readonly hunks: Hunk[];
  isBinary: boolean;
  renamedFrom?: string | undefined;
  renamedTo?: string | undefined;
  /** Whether hunks or `---` were seen: then the next header is of another file. */
  hasBody: boolean;
}

/** What the diff wants of the file. */
export function fileChange({ names, hunks, isBinary, renamedFrom, renamedTo }: DiffFile): FileChange {
  const content = { form: 'diff', hunks, isBinary } as const;
  const { oldPath, newPath, isCreated, isDeleted, isPrefixed } = names;
  // A rename whose new place may not be used is no change of the file at its old one.
  if (names.unclearPath !== undefined)
    return {
      action: isCreated ? 'create' : isDeleted ? 'delete' : 'modify',
      unclearPath: names.unclearPath,
      content,
    };
  const from = renamedFrom ?? oldPath;
  const to = renamedTo ?? newPath;
  if (isCreated && isDeleted) return { action: 'modify', content: { ...content, hunks: [] } };
  const at = (path: string | undefined): { path?: string } => (path === undefined ? {} : { path });
  if (isCreated) return { action: 'create', ...at(to), content };
  if (isDeleted) return { action: 'delete', ...at(from), content };
  const isRename = renamedTo !== undefined || (isPrefixed && from !== to);
  if (isRename && from !== undefined && to !== undefined) return { action: 'rename', path: from, newPath: to, content };
  return { action: 'modify', ...at(to ?? from), content };
}

/** No path has a character that ends a line. */
const keyOf = ({ path, unclearPath }: FileChange): string | undefined =>
  unclearPath === undefined ? path : `\n${unclearPath}`;

/** Each file once: models repeat the header for each hunk. */
export function merged(files: readonly FileChange[]): FileChange[] {
  const result: FileChange[] = [];
  const known = new Map<string | undefined, { readonly at: number; readonly hunks: Hunk[] }>();
  for (const file of files) {
    const earlier = file.action === 'modify' ? known.get(keyOf(file)) : undefined;
    const first = earlier === undefined ? undefined : result[earlier.at];
    if (earlier === undefined || first?.content.form !== 'diff' || file.content.form !== 'diff') {
      const hunks = file.content.form === 'diff' ? [...file.content.hunks] : [];
      if (file.action === 'modify') known.set(keyOf(file), { at: result.length, hunks });
      result.push(file.content.form === 'diff' ? { ...file, content: { ...file.content, hunks } } : file);
      continue;
    }
    for (const hunk of file.content.hunks) earlier.hunks.push(hunk);
    if (file.content.isBinary) result[earlier.at] = { ...first, content: { ...first.content, isBinary: true } };
  }
  return result;
}
