import type { ApplyDoubt, ApplyResult, Hunk, RefusalReason, RefusedChange } from './change.js';
import { choosePlaces, type Candidates } from './choosePlaces.js';
import { editsOf, overlapping } from './hunkEdits.js';
import { hasConflict, isLeftOut } from './elision.js';
import { FileIndex } from './fileIndex.js';
import { findPlaces, isChange, newLines, oldLines, splitAtContext, splitAtLines, type Place } from './findPlaces.js';
import { isElision, isMark } from './marks.js';
import { editText, splitText } from './sourceText.js';

export function refused(reason: RefusalReason, lines: readonly number[] = [], blockLine?: number): RefusedChange {
  return { kind: 'refused', reason, lines, ...(blockLine === undefined ? {} : { blockLine }) };
}

/**
 * The text with all hunks, each in the only place where it fits, or why not. If hunks change what earlier ones have made, they are applied
 * one after another.
 */
export function applyHunks(original: string, hunks: readonly Hunk[], method: 'diff' | 'searchReplace'): ApplyResult {
  const changing = hunks.filter(({ lines }) => lines.some(isChange));
  const [first] = changing;
  if (first === undefined) return refused(hunks.length === 0 ? 'malformed' : 'alreadyApplied');
  const together = applyTogether(original, changing, method);
  const canFollow = together.kind === 'refused' && (together.reason === 'noMatch' || together.reason === 'overlap');
  if (!canFollow || changing.length === 1) return together;
  const oneByOne = applyOneByOne(original, changing, method);
  return oneByOne.kind === 'applied' ? oneByOne : together;
}

function applyOneByOne(original: string, hunks: readonly Hunk[], method: 'diff' | 'searchReplace'): ApplyResult {
  let text = original;
  let exactness = 1;
  const doubts = new Set<ApplyDoubt>();
  for (const { header: _, ...hunk } of hunks) {
    const result = applyTogether(text, [hunk], method);
    if (result.kind === 'refused') return result;
    text = result.text;
    exactness = Math.min(exactness, result.exactness);
    for (const doubt of result.doubts) doubts.add(doubt);
  }
  return { kind: 'applied', text, method, exactness, doubts: [...doubts] };
}

function applyTogether(original: string, hunks: readonly Hunk[], method: 'diff' | 'searchReplace'): ApplyResult {
  const index = new FileIndex(splitText(original));
  const candidates: Candidates[] = [];
  for (const hunk of hunks) {
    if (hasMark(index, hunk)) return refused('marks', [], hunk.blockLine);
    if (hasConflict(index, insertedBy(hunk))) return refused('malformed', [], hunk.blockLine);
    const found = placesOfParts(index, hunk);
    if (!Array.isArray(found)) return isAppliedAlready(index, hunks) ? refused('alreadyApplied') : found;
    candidates.push(...found);
  }
  const chosen = choosePlaces(index, candidates);
  if ('ambiguous' in chosen) {
    const { places, hunk } = chosen.ambiguous;
    const lines = places.slice(0, 100).map(({ start }) => start + 1);
    return refused('ambiguous', lines, hunk.blockLine);
  }
  const { places, byNumbers } = chosen;
  const repeated = byNumbers ? undefined : places.find((place) => repeatsItself(index, place));
  if (repeated !== undefined) return refused('alreadyApplied', [repeated.start + 1], repeated.hunk.blockLine);
  const edits = places
    .flatMap((place) => editsOf(index.source, place))
    .sort((a, b) => a.start - b.start || a.end - b.end);
  const overlap = overlapping(edits);
  if (overlap !== undefined) return refused('overlap', [overlap.start + 1]);
  const opens = places.some(({ hunk }) => hunk.newEndsOpen);
  const closes = !opens && places.some(({ hunk }) => hunk.oldEndsOpen);
  const text = editText(index.source, edits, opens ? true : closes ? false : undefined);
  if (text === original) return refused('alreadyApplied');
  const doubts = new Set(places.flatMap(({ doubt }) => doubt ?? []));
  if (byNumbers) doubts.add('lineNumbers');
  return { kind: 'applied', text, method, exactness: exactnessOf(index, places), doubts: [...doubts] };
}

const insertedBy = ({ lines }: Hunk): string[] => lines.flatMap(({ kind, text }) => (kind === 'insert' ? text : []));

/** Whether something new stands for lines that are not shown. */
function hasMark(index: FileIndex, hunk: Hunk): boolean {
  const takesAway = hunk.lines.some(({ kind }) => kind === 'delete');
  const made = hunk.lines.filter(({ kind }) => kind !== 'delete');
  return made.some(({ kind, text }, at) => {
    if (kind !== 'insert') return false;
    if (isMark(text)) return index.linesLike(text).length === 0;
    return takesAway && isLeftOut(index, text, made[at - 1]?.text ?? '');
  });
}

/** A hunk that stands nowhere as a whole may be in parts: around marks, or around lines that are new in the file. */
function placesOfParts(index: FileIndex, hunk: Hunk): Candidates[] | RefusedChange {
  const whole = placesOf(index, hunk);
  if (Array.isArray(whole)) return whole;
  const isCut = ({ kind, text }: Hunk['lines'][number]): boolean => kind === 'context' && isElision(text);
  const parts = hunk.lines.some(isCut) ? splitAtLines(hunk, isCut) : splitAtContext(hunk);
  if (parts.length < 2 && parts[0]?.lines.length === hunk.lines.length) return whole;
  const found: Candidates[] = [];
  for (const part of parts) {
    const places = placesOf(index, part);
    if (!Array.isArray(places)) return hunk.lines.some(isCut) ? places : whole;
    // What only surrounds needs no place, but has to be there.
    if (part.lines.some(isChange)) found.push(...(hunk.lines.some(isCut) ? places : places.map(inOtherContext)));
  }
  return found.length === 0 ? whole : found;
}

const inOtherContext = ({ hunk, places }: Candidates): Candidates => ({
  hunk,
  places: places.map((place) => ({ ...place, doubt: 'context' })),
});

function placesOf(index: FileIndex, hunk: Hunk): Candidates[] | RefusedChange {
  const old = oldLines(hunk);
  if (old.length === 0) {
    if (index.lines.length === 0) return [{ hunk, places: [{ start: 0, hunk, missing: 0 }] }];
    // New lines without anything around them: a line number alone is no place.
    return refused('ambiguous', hunk.header === undefined ? [] : [hunk.header.oldStart], hunk.blockLine);
  }
  const places = findPlaces(index, hunk);
  if (places.length === 0) return refused('noMatch', index.nearest(old), hunk.blockLine);
  return [{ hunk, places }];
}

/** Whether all that the hunks make is there, and nothing of what they take away. */
function isAppliedAlready(index: FileIndex, hunks: readonly Hunk[]): boolean {
  return hunks.every((hunk) => {
    const made = newLines(hunk);
    return (
      made.length > 0 && index.findNormalized(made).length > 0 && index.findNormalized(oldLines(hunk)).length === 0
    );
  });
}

/** Whether lines would be put beside a line where they stand already, because the block shows that line only from one side. */
function repeatsItself(index: FileIndex, { start, hunk }: Place): boolean {
  if (hunk.lines.some(({ kind }) => kind === 'delete')) return false;
  const old = oldLines(hunk);
  const made = newLines(hunk);
  const isOneSided = hunk.lines[0]?.kind === 'insert' || hunk.lines.at(-1)?.kind === 'insert';
  if (!isOneSided || old.length === 0) return false;
  const stands = (from: number): boolean => made.every((line, offset) => index.lines[from + offset] === line);
  return stands(start) || stands(start + old.length - made.length);
}

/** A line that matches but for white space counts nine tenths; a place with other lines around is never exact. */
function exactnessOf(index: FileIndex, places: readonly Place[]): number {
  let total = 0;
  let found = 0;
  for (const { start, hunk, missing, doubt } of places) {
    const old = oldLines(hunk);
    total += old.length + missing;
    old.forEach((line, offset) => (found += doubt !== 'indentation' && index.lines[start + offset] === line ? 1 : 0.9));
  }
  const share = total === 0 ? 1 : found / total;
  return places.some(({ doubt }) => doubt === 'context') ? Math.min(share, 0.95) : share;
}
