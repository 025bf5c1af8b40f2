import { isPlaceAbove, isPlaceBelow, renamesDeclaration } from './anchorEvidence.js';
import type { FileIndex } from './fileIndex.js';
import { indentWidth, isBlank, isSignificant } from './lineKeys.js';
import { droppedLines, lineChanges, toEdits } from './lineDiff.js';
import { scanLines } from './scanLines.js';
import type { Segment } from './segments.js';
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
  /** Whether what the file has there is surely what the segment shows of it, and not like something new by chance. */
  readonly isSure: boolean;
}

/** How much of the file's lines there must be in the segment. */
const leastShare = 0.5;
/** More pairs of a first and a last line are not looked at. */
const maximalPairs = 400;

/**
 * Where a segment may stand: its first and last lines do, and much of what is between. New lines at an end with a mark belong directly beside
 * the lines that are there.
 */
export function segmentPlaces(index: FileIndex, segment: Segment): SegmentPlace[] | 'tooLarge' {
  const { lines, markBefore, markBehind } = segment;
  const isKnown = (line: string): boolean => !isBlank(line) && index.findExactLine(line).length > 0;
  const balances = scanLines(lines).map(({ balance }) => balance);
  const isBalanced = (start: number, end: number): boolean =>
    balances.slice(start, end).reduce((sum, next) => sum + next, 0) === 0;
  // The bracket that ends a new function stands everywhere, and is none of the file's.
  const first = lines.findIndex((line, at) => isKnown(line) && (at === 0 || isBalanced(0, at)));
  const last = lines.findLastIndex(
    (line, at) => isKnown(line) && (at === lines.length - 1 || isBalanced(at + 1, lines.length)),
  );
  if (first === -1 || last < first) return [];
  if ((first > 0 && markBefore === undefined) || (last < lines.length - 1 && markBehind === undefined)) return [];
  const places = framedPlaces(index, lines.slice(first, last + 1));
  if (places === 'tooLarge') return places;
  const [head, anchor, tail] = [lines.slice(0, first), lines.slice(first, last + 1), lines.slice(last + 1)];
  return places.map((place) => {
    const isSure =
      place.isSure &&
      (head.length === 0 || isPlaceBelow(index.lines, place.start, head, anchor)) &&
      (tail.length === 0 || isPlaceAbove(index.lines, place.end, tail, anchor));
    return { ...withNewLines(index, place, segment, head, tail), isSure };
  });
}

/** The place with the new lines at the ends of the segment, as far from the others as in the block. */
function withNewLines(
  { lines }: FileIndex,
  place: SegmentPlace,
  { isApartBefore, isApartBehind }: Segment,
  head: readonly string[],
  tail: readonly string[],
): SegmentPlace {
  if (head.length === 0 && tail.length === 0) return place;
  const gapBefore = isApartBefore && !isBlank(lines[place.start - 1] ?? '') ? [''] : [];
  const gapBehind = isApartBehind && !isBlank(lines[place.end] ?? '') ? [''] : [];
  const before: Edit[] =
    head.length === 0 ? [] : [{ start: place.start, end: place.start, lines: [...gapBefore, ...head] }];
  const behind: Edit[] =
    tail.length === 0 ? [] : [{ start: place.end, end: place.end, lines: [...tail, ...gapBehind] }];
  return { ...place, edits: [...before, ...place.edits, ...behind], isBeside: true };
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
      isSure: true,
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
    isSure: !renamesDeclaration(changes, lines),
    cost: removed + added,
  };
}

/**
 * Whether lines that are to be new say something that the file says near there already, at the same depth: then they are changed lines, and
 * which ones they replace nobody knows.
 * @param near lines of the file that the mark stands for
 */
export function mayReplace(added: readonly string[], near: readonly string[]): boolean {
  const depth = Math.min(...added.map(indentWidth));
  const statements = (lines: readonly string[]): string[] =>
    lines.filter((line) => isSignificant(line) && indentWidth(line) === depth).map(statementHead);
  const said = new Set(statements(near));
  return statements(added).some((head) => said.has(head));
}
