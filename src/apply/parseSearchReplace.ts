import { diffArrays } from 'diff';
import { fileName, pathOfComment, unclearPath, unclearPathOfComment } from './blockPath.js';
import type { FileChange, Hunk, HunkLine } from './change.js';
import { blockLines } from './sourceText.js';

const begin = /^(?:<{5,9}|-{5,9}) ?(?:SEARCH|ORIGINAL)>?\s*$/;
const divider = /^={5,9}\s*$/;
const end = /^(?:>{5,9}|\+{5,9}) ?(?:REPLACE|UPDATED)\s*$/;
/** `:start_line:12` and `-------`, which some tools ask models for. */
const hint = /^(?::(?:start|end)_line:\s*\d+|-{5,9})\s*$/;

export const hasSearchReplace = (lines: readonly string[]): boolean => lines.some((line) => begin.test(line));

/**
 * The files of SEARCH/REPLACE blocks. If one of the blocks has no divider, no end, or a second divider, no file has hunks: which part is
 * missing nobody knows.
 * @param path of the blocks that have no line with a file above them
 */
export function parseSearchReplace(code: string, path: string | undefined): FileChange[] {
  const lines = blockLines(code);
  const files = new Map<string | undefined, { name: BlockName; hunks: Hunk[] }>();
  let current: BlockName = { path };
  for (let index = 0; index < lines.length; index++) {
    if (!begin.test(lines[index] ?? '')) {
      current = nameAbove(lines[index] ?? '') ?? current;
      continue;
    }
    const block = readBlock(lines, index);
    if (block === undefined) return [fileChange({ path }, [])];
    index = block.endIndex;
    const key = current.path ?? (current.unclearPath === undefined ? undefined : `\n${current.unclearPath}`);
    const file = files.get(key);
    if (file === undefined) files.set(key, { name: current, hunks: [block.hunk] });
    else file.hunks.push(block.hunk);
  }
  return [...files.values()].map(({ name, hunks }) => fileChange(name, hunks));
}

interface BlockName {
  readonly path?: string | undefined;
  readonly unclearPath?: string;
}

function nameAbove(line: string): BlockName | undefined {
  const path = pathOfComment(line) ?? fileName(line);
  if (path !== undefined) return { path };
  const unclear = unclearPathOfComment(line) ?? unclearPath(line);
  return unclear === undefined ? undefined : { unclearPath: unclear };
}

function fileChange({ path, unclearPath: unclear }: BlockName, hunks: readonly Hunk[]): FileChange {
  const isCreated = hunks.length === 1 && hunks.every(({ lines }) => lines.every(({ kind }) => kind === 'insert'));
  return {
    action: isCreated ? 'create' : 'modify',
    content: { form: 'searchReplace', hunks },
    ...(path === undefined ? {} : { path }),
    ...(unclear === undefined ? {} : { unclearPath: unclear }),
  };
}

function readBlock(lines: readonly string[], start: number): { hunk: Hunk; endIndex: number } | undefined {
  let first = start + 1;
  while (hint.test(lines[first] ?? '')) first++;
  let middle: number | undefined;
  for (let index = first; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (begin.test(line)) return undefined;
    if (divider.test(line)) {
      if (middle !== undefined) return undefined;
      middle = index;
    }
    if (!end.test(line)) continue;
    if (middle === undefined) return undefined;
    const hunkLines = linesOf(lines.slice(first, middle), lines.slice(middle + 1, index));
    return {
      hunk: { lines: hunkLines, blockLine: start + 1, oldEndsOpen: false, newEndsOpen: false },
      endIndex: index,
    };
  }
  return undefined;
}

/** What both have is context: the file keeps it as it stands there. */
function linesOf(search: readonly string[], replace: readonly string[]): HunkLine[] {
  const all = (kind: HunkLine['kind'], texts: readonly string[]): HunkLine[] => texts.map((text) => ({ kind, text }));
  const changes = diffArrays([...search], [...replace], { maxEditLength: 1000 });
  if (changes === undefined) return [...all('delete', search), ...all('insert', replace)];
  return changes.flatMap(({ added, removed, value }) => all(removed ? 'delete' : added ? 'insert' : 'context', value));
}
