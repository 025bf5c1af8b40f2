import type { FileIndex } from './fileIndex.js';
import { isBlank, isSignificant, normalizedLine } from './lineKeys.js';
import { droppedLines, lineChanges, toEdits } from './lineDiff.js';
import { statementHead } from './statementHead.js';
import type { Edit } from './sourceText.js';

/** Where a segment may stand in the file. */
export interface SegmentPlace {
  /** Index of the first line, and of the one behind the last. */
  readonly start: number;
  readonly end: number;
  readonly edits: readonly Edit[];
  /** Lines of the file there, and how many of them the segment has. */
  readonly total: number;
  readonly kept: number;
  /** Whether new lines were put beside a mark. */
  readonly isBeside: boolean;
}

/** How much of the file's lines there must be in the segment. */
const leastShare = 0.5;
/** More pairs of a first and a last line are not looked at. */
const maximalPairs = 400;

/**
 * Where a segment may stand: its first and last lines do, and much of what is between. New lines at an end with a mark belong directly beside
 * the lines that are there.
 * @param freeHead whether it begins behind a mark
 * @param freeTail whether it ends before one
 */
export function segmentPlaces(
  index: FileIndex,
  lines: readonly string[],
  freeHead: boolean,
  freeTail: boolean,
): SegmentPlace[] | 'tooLarge' {
  const isKnown = (line: string): boolean => index.findExactLine(line).length > 0;
  const first = lines.findIndex((line) => !isBlank(line) && isKnown(line));
  const last = lines.findLastIndex((line) => !isBlank(line) && isKnown(line));
  if (first === -1 || (first > 0 && !freeHead) || (last < lines.length - 1 && !freeTail)) return [];
  // Of lines that are to go beside others, nothing is in the file: otherwise they may stand for a change of it.
  const head = lines.slice(0, first);
  const tail = lines.slice(last + 1);
  const places = framedPlaces(index, lines.slice(first, last + 1));
  if (places === 'tooLarge' || (head.length === 0 && tail.length === 0)) return places;
  return places.map((place) => {
    const before: Edit[] = head.length === 0 ? [] : [{ start: place.start, end: place.start, lines: head }];
    const behind: Edit[] = tail.length === 0 ? [] : [{ start: place.end, end: place.end, lines: tail }];
    return { ...place, edits: [...before, ...place.edits, ...behind], isBeside: true };
  });
}

/** Where the first line and the last one stand, and most of what is between is in the segment. */
function framedPlaces(index: FileIndex, lines: readonly string[]): SegmentPlace[] | 'tooLarge' {
  const whole = index.findNormalized(lines);
  if (whole.length > 0)
    return whole.map((start) => ({
      start,
      end: start + lines.length,
      edits: [],
      total: lines.length,
      kept: lines.length,
      isBeside: false,
    }));
  if (lines.length < 2) return [];
  const starts = index.findExactLine(lines[0] ?? '');
  const ends = index.findExactLine(lines.at(-1) ?? '');
  const longest = lines.length * 2 + 10;
  const pairs = starts.flatMap((start) =>
    ends.flatMap((end) => (end > start && end - start < longest ? [[start, end + 1] as const] : [])),
  );
  if (pairs.length > maximalPairs) return 'tooLarge';
  const best = new Map<number, SegmentPlace & { cost: number }>();
  const tied = new Set<number>();
  for (const [start, end] of pairs) {
    const place = framedPlace(index, lines, start, end);
    if (place === undefined) continue;
    const known = best.get(start);
    if (known !== undefined && known.cost === place.cost) tied.add(start);
    if (known !== undefined && known.cost <= place.cost) continue;
    tied.delete(start);
    best.set(start, place);
  }
  // Two ends that are as good make two places.
  return [...best.values()].flatMap((place) => (tied.has(place.start) ? [place, place] : [place]));
}

function framedPlace(
  index: FileIndex,
  lines: readonly string[],
  start: number,
  end: number,
): (SegmentPlace & { cost: number }) | undefined {
  const own = index.lines.slice(start, end);
  const changes = lineChanges(own, lines);
  if (changes === undefined) return undefined;
  const removed = changes.reduce((sum, change) => sum + change.removed.filter((line) => !isBlank(line)).length, 0);
  const added = changes.reduce((sum, change) => sum + change.added.length, 0);
  const total = own.filter((line) => !isBlank(line)).length;
  if ((total - removed) / total < leastShare || droppedLines(changes) > Math.max(1, total / 4)) return undefined;
  return {
    start,
    end,
    edits: toEdits(changes, start),
    total,
    kept: total - removed,
    isBeside: false,
    cost: removed + added,
  };
}

/**
 * Whether lines that are to be new say something that the file says near there already: then they are changed lines, and which ones they
 * replace nobody knows.
 * @param near lines of the file that the mark stands for
 */
export function mayReplace(added: readonly string[], near: readonly string[]): boolean {
  const heads = new Set(near.filter(isSignificant).map(statementHead));
  const texts = new Set(near.filter(isSignificant).map((line) => normalizedLine(line).trimStart()));
  return added
    .filter(isSignificant)
    .some((line) => heads.has(statementHead(line)) || texts.has(normalizedLine(line).trimStart()));
}
