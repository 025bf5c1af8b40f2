import type { ApplyDoubt, Hunk, HunkLine } from './change.js';
import type { FileIndex } from './fileIndex.js';
import { commonLines, isBlank, isSignificant, normalizedLine } from './lineKeys.js';
import { possibleShifts, type Reindent } from './reindent.js';

/** Where a hunk may go: its old lines stand there one after another. */
export interface Place {
  /** Index of the first line. */
  readonly start: number;
  /** What goes there: the hunk, indented as the file is, or without the context that is not there. */
  readonly hunk: Hunk;
  /** Lines of the hunk that are not in the file as they should be. */
  readonly missing: number;
  readonly doubt?: ApplyDoubt;
}

/** Below this share of lines found, a hunk with other context is not placed. */
const leastShare = 0.7;
/** By how much the best place must be better than any other. */
const leastLead = 0.25;
/** More places of a few lines, and they say nothing. */
const maximalPlaces = 2000;

export const oldLines = ({ lines }: Hunk): string[] => textsOf(lines, 'insert');
export const newLines = ({ lines }: Hunk): string[] => textsOf(lines, 'delete');
export const isChange = ({ kind }: HunkLine): boolean => kind !== 'context';

const textsOf = (lines: readonly HunkLine[], without: HunkLine['kind']): string[] =>
  lines.flatMap(({ kind, text }) => (kind === without ? [] : [text]));

/** All places of the closest kind that there is: as it stands; but for white space; shifted as a whole; with other lines around. */
export function findPlaces(index: FileIndex, hunk: Hunk): Place[] {
  const old = oldLines(hunk);
  const fits = (start: number): boolean =>
    (!hunk.oldEndsOpen && !hunk.newEndsOpen) || start + old.length === index.lines.length;
  const place = (start: number): Place => ({ start, hunk, missing: 0 });
  const exact = index.findExact(old).filter(fits);
  if (exact.length > 0) return exact.map(place);
  const normalized = index.findNormalized(old).filter(fits);
  if (normalized.length > 0) return normalized.map((start) => ({ ...place(start), doubt: 'whitespace' }));
  const shifted = findShifted(index, hunk).filter(({ start }) => fits(start));
  if (shifted.length > 0) return shifted;
  return findWithOtherContext(index, hunk).filter(({ start, hunk: { lines } }) =>
    fits(start + old.length - lines.length),
  );
}

function findShifted(index: FileIndex, hunk: Hunk): Place[] {
  const old = oldLines(hunk);
  if (!old.some(isSignificant)) return [];
  return possibleShifts(index.lines, old).flatMap((shift) => {
    const lines = reindented(hunk.lines, shift);
    if (lines === undefined) return [];
    const moved = { ...hunk, lines };
    return index
      .findNormalized(oldLines(moved))
      .map((start): Place => ({ start, hunk: moved, missing: 0, doubt: 'indentation' }));
  });
}

function reindented(lines: readonly HunkLine[], shift: Reindent): HunkLine[] | undefined {
  const moved = lines.flatMap((line) => {
    const text = shift(line.text);
    return text === undefined ? [] : [{ ...line, text }];
  });
  return moved.length === lines.length ? moved : undefined;
}

/**
 * Where the changed lines stand with the lines directly beside them, and enough of the rest around. One place has to be clearly better
 * than all others; otherwise all are given.
 */
function findWithOtherContext(index: FileIndex, hunk: Hunk): Place[] {
  const first = hunk.lines.findIndex(isChange);
  const last = hunk.lines.findLastIndex(isChange);
  const coreStart = Math.max(first - 1, 0);
  const coreEnd = Math.min(last + 2, hunk.lines.length);
  const core = { ...hunk, lines: hunk.lines.slice(coreStart, coreEnd) };
  const before = hunk.lines.slice(0, coreStart).map(({ text }) => normalizedLine(text));
  const behind = hunk.lines.slice(coreEnd).map(({ text }) => normalizedLine(text));
  const old = oldLines(core);
  const total = before.length + old.length + behind.length;
  if (first === -1 || old.length === total || total < 3 || !old.some(isSignificant)) return [];
  const starts = index.findNormalized(old);
  if (starts.length > maximalPlaces || starts.length * total * total > 4_000_000) return [];
  const rated = starts.map((start) => {
    const end = start + old.length;
    const above = index.normalized.slice(Math.max(0, start - before.length - 3), start);
    const below = index.normalized.slice(end, end + behind.length + 3);
    const missing = before.length + behind.length - commonLines(before, above) - commonLines(behind, below);
    return { start, hunk: core, missing, doubt: 'context' } satisfies Place;
  });
  const share = ({ missing }: Place): number => 1 - missing / total;
  const best = rated.reduce((most, next) => Math.max(most, share(next)), 0);
  if (best < leastShare) return [];
  return rated.filter((place) => share(place) > best - leastLead);
}

/** The hunk in parts, one for each group of changes, each with the context up to the next one. */
export function splitAtContext(hunk: Hunk): Hunk[] {
  const groups: { start: number; end: number }[] = [];
  hunk.lines.forEach((line, index) => {
    if (!isChange(line)) return;
    const group = groups.at(-1);
    if (group?.end === index) group.end = index + 1;
    else groups.push({ start: index, end: index + 1 });
  });
  return groups.map(({ end }, number) =>
    part(hunk, groups[number - 1]?.end ?? 0, groups[number + 1]?.start ?? hunk.lines.length, end),
  );
}

/** The hunk in parts, without the context lines for which `isCut` says so, and the empty ones beside them. */
export function splitAtLines(hunk: Hunk, isCut: (line: HunkLine) => boolean): Hunk[] {
  const parts: Hunk[] = [];
  let start = 0;
  const end = (index: number): void => {
    let [from, to] = [start, index];
    const isEmpty = (at: number): boolean => hunk.lines[at]?.kind === 'context' && isBlank(hunk.lines[at].text);
    while (from < to && start > 0 && isEmpty(from)) from++;
    while (to > from && index < hunk.lines.length && isEmpty(to - 1)) to--;
    if (to > from) parts.push(part(hunk, from, to, to));
    start = index + 1;
  };
  hunk.lines.forEach((line, index) => {
    if (isCut(line)) end(index);
  });
  end(hunk.lines.length);
  return parts;
}

function part({ header: _, ...hunk }: Hunk, start: number, end: number, last: number): Hunk {
  const isLast = end === hunk.lines.length || last === hunk.lines.length;
  return {
    ...hunk,
    lines: hunk.lines.slice(start, end),
    blockLine: hunk.blockLine,
    oldEndsOpen: isLast && hunk.oldEndsOpen,
    newEndsOpen: isLast && hunk.newEndsOpen,
  };
}
