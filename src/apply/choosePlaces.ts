import type { Hunk } from './change.js';
import type { FileIndex } from './fileIndex.js';
import { isChange, newLines, oldLines, type Place } from './findPlaces.js';
import { indentWidth, isBlank } from './lineKeys.js';

/** A hunk with the places where it may go, in ascending order; at least one. */
export interface Candidates {
  readonly hunk: Hunk;
  readonly places: readonly Place[];
}

export interface ChosenPlaces {
  readonly places: readonly Place[];
  /** Whether line numbers decided between equal lines. */
  readonly byNumbers: boolean;
}

/** The hunk that fits in several places. */
export interface AmbiguousHunk {
  readonly ambiguous: Candidates;
}

/**
 * One place for each hunk, if what the diff says leaves no other: its line numbers, if all of it is as a program would have written it; the
 * order of its hunks; the function that its headers name.
 */
export function choosePlaces(index: FileIndex, all: readonly Candidates[]): ChosenPlaces | AmbiguousHunk {
  const isUnique = ({ places }: Candidates): boolean => places.length === 1;
  const only = all.flatMap(({ places }) => places.slice(0, 1));
  if (all.every(isUnique)) return { places: only, byNumbers: false };
  const numbered = placesByNumber(index, all);
  if (numbered !== undefined) return { places: numbered, byNumbers: true };
  const narrowed = inOrder(all).map(({ hunk, places }) => {
    const inside = hunk.heading === undefined ? [] : placesBelow(index, hunk.heading, places);
    return { hunk, places: places.length > 1 && inside.length === 1 ? inside : places };
  });
  const ambiguous = narrowed.find((candidates) => !isUnique(candidates));
  if (ambiguous !== undefined) return { ambiguous };
  return { places: narrowed.flatMap(({ places }) => places), byNumbers: false };
}

/** The places that the headers name, if each of them is one, and the diff is consistent in all that a program makes so. */
function placesByNumber(index: FileIndex, all: readonly Candidates[]): Place[] | undefined {
  const edges = all.map(({ hunk }) => contextOf(hunk));
  const context = edges.reduce((most, { before, behind }) => Math.max(most, before, behind), 0);
  if (context < 3) return undefined;
  let shift = 0;
  const chosen: Place[] = [];
  for (const [number, { hunk, places }] of all.entries()) {
    const { header } = hunk;
    const [oldCount, newCount] = [oldLines(hunk).length, newLines(hunk).length];
    if (header === undefined || header.oldLines !== oldCount || header.newLines !== newCount) return undefined;
    const start = header.oldStart - 1;
    const place = places.find((one) => one.start === start);
    if (place === undefined || place.doubt !== undefined) return undefined;
    // The first line of a side that is empty is the one before it.
    const newStart = newCount === 0 ? header.newStart + 1 : header.newStart;
    if (newStart !== header.oldStart + shift) return undefined;
    const { before = 0, behind = 0 } = edges[number] ?? {};
    if (before < context && start > 0) return undefined;
    if (behind < context && start + oldCount < index.lines.length) return undefined;
    shift += newCount - oldCount;
    chosen.push(place);
  }
  return chosen;
}

function contextOf({ lines }: Hunk): { before: number; behind: number } {
  const first = lines.findIndex(isChange);
  return { before: Math.max(first, 0), behind: lines.length - 1 - lines.findLastIndex(isChange) };
}

/** Only the places that leave one to the hunks before and behind, if the headers have ascending numbers. In linear time. */
function inOrder(all: readonly Candidates[]): Candidates[] {
  const starts = all.map(({ hunk }) => hunk.header?.oldStart ?? NaN);
  if (starts.some((start, index) => Number.isNaN(start) || start <= (starts[index - 1] ?? -1))) return [...all];
  const earliest: number[] = [];
  for (const { places } of all) {
    const after = earliest.at(-1) ?? -1;
    earliest.push(places.find(({ start }) => start > after)?.start ?? Infinity);
  }
  const latest: number[] = new Array<number>(all.length).fill(Infinity);
  for (let index = all.length - 1; index >= 0; index--) {
    const before = latest[index + 1] ?? Infinity;
    latest[index] = all[index]?.places.findLast(({ start }) => start < before)?.start ?? -1;
  }
  if (earliest.includes(Infinity)) return [...all];
  return all.map(({ hunk, places }, index) => ({
    hunk,
    places: places.filter(({ start }) => start >= (earliest[index] ?? 0) && start <= (latest[index] ?? 0)),
  }));
}

/** The places in what begins with the heading, as the indentation says. */
function placesBelow(index: FileIndex, heading: string, places: readonly Place[]): Place[] {
  if (places.length > 200) return [];
  const wanted = heading.trim();
  return places.filter(({ start, hunk }) => {
    // The first changed line: the context may begin before the function.
    const first =
      start +
      Math.max(
        hunk.lines.filter(({ kind }) => kind !== 'insert').findIndex(({ kind }) => kind === 'delete'),
        0,
      );
    let width = indentWidth(index.lines[first] ?? '');
    for (let line = first; line >= 0; line--) {
      const text = index.lines[line] ?? '';
      const isOuter = !isBlank(text) && (indentWidth(text) < width || line === first);
      if (isOuter && beginsWith(text.trim(), wanted)) return true;
      if (isOuter) width = Math.min(width, indentWidth(text));
    }
    return false;
  });
}

/** Programs cut headings off; but `run` is not `runAll`. */
function beginsWith(text: string, heading: string): boolean {
  return (
    text.startsWith(heading) &&
    (heading.length >= 40 || !/\w/.test(heading.at(-1) ?? '') || !/^\w/.test(text.slice(heading.length)))
  );
}
