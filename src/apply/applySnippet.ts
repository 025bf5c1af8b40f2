import type { ApplyResult } from './change.js';
import type { FileIndex } from './fileIndex.js';
import { isBlank, isSignificant } from './lineKeys.js';
import { segmentPlaces } from './segmentPlaces.js';
import { editText } from './sourceText.js';
import { refused } from './applyHunks.js';

/** Least number of lines with words that a part of a file without marks and names has in common with it. */
const leastCommon = 3;
const leastShare = 0.7;

/**
 * A part of the file that begins and ends with lines of it, and has nearly all that stands between them there. `undefined` if there is no such place.
 */
export function applySnippet(index: FileIndex, code: readonly string[]): ApplyResult | undefined {
  const first = code.findIndex((line) => !isBlank(line));
  const lines = code.slice(first, code.findLastIndex((line) => !isBlank(line)) + 1);
  const places = segmentPlaces(index, { lines, start: first, isApartBefore: false, isApartBehind: false });
  if (places === 'tooLarge') return undefined;
  const [place, ...others] = places;
  if (place === undefined) return undefined;
  if (others.length > 0)
    return refused(
      'ambiguous',
      places.slice(0, 100).map(({ start }) => start + 1),
      1,
    );
  if (place.edits.length === 0) return refused('alreadyApplied', [place.start + 1]);
  const common = lines.filter((line) => isSignificant(line) && index.findExactLine(line).length > 0).length;
  const isFirm = isSignificant(lines[0] ?? '') && index.findExactLine(lines[0] ?? '').length === 1;
  const drops = place.edits.some(({ start, end, lines: added }) => end - start > added.length);
  const share = place.kept / place.total;
  if (common < leastCommon || !isFirm || drops || share < leastShare || !place.isSure) return undefined;
  const text = editText(index.source, place.edits);
  return { kind: 'applied', text, method: 'anchors', exactness: share, doubts: ['context'] };
}
