import { beginningWithin } from '../textWithin.js';

export interface BoundedDiff {
  readonly text: string;
  /** How many files of the diff are in it, whole or not: the first ones. */
  readonly files: number;
  /** How many files of the diff are not whole in it, or left out. */
  readonly cutFiles: number;
}

/** Of a file that is in it there is this much at least, in UTF-16 code units: less says nothing. */
const leastOfFile = 400;
/** Room for what stands in the place of something that is left out. */
const markLength = 80;
const fileStart = 'diff --git ';

/**
 * A diff that fits: where it is too long, the longest files lose their ends, all down to the same length, so that one lock file hides no
 * other change. Of very many files the last ones are left out. What was left out is said in its place.
 *
 * @param diff of git's: each file begins with a line `diff --git …`; what stands before the first one is kept, as if it were a file
 * @param maximum in UTF-16 code units
 */
export function boundedDiff(diff: string, maximum: number): BoundedDiff {
  const pieces = piecesOf(diff);
  const heads = pieces[0]?.startsWith(fileStart) === false ? 1 : 0;
  if (diff.length <= maximum) return { text: diff, files: pieces.length - heads, cutFiles: 0 };
  const shown = pieces.slice(0, Math.max(1, Math.floor((maximum - markLength) / leastOfFile)));
  const omitted = pieces.length - shown.length;
  const share = fairShare(
    shown.map(({ length }) => length),
    maximum - (omitted > 0 ? markLength : 0),
  );
  let cutFiles = omitted;
  const kept = shown.map((piece) => {
    if (piece.length <= share) return piece;
    cutFiles += 1;
    const { text } = beginningWithin(piece, Math.max(0, share - markLength));
    const left = lineFeedsIn(piece) - lineFeedsIn(text);
    return `${text}${text.endsWith('\n') ? '' : '\n'}[… ${left} more lines of this file left out]\n`;
  });
  if (omitted > 0) kept.push(`[… ${omitted} more files left out]\n`);
  return { text: kept.join(''), files: shown.length - heads, cutFiles };
}

/** Each file by itself, and what stands before the first one. */
function piecesOf(diff: string): readonly string[] {
  const pieces: string[] = [];
  let start = 0;
  for (let next = diff.indexOf(`\n${fileStart}`); next >= 0; next = diff.indexOf(`\n${fileStart}`, start)) {
    pieces.push(diff.slice(start, next + 1));
    start = next + 1;
  }
  if (start < diff.length) pieces.push(diff.slice(start));
  return pieces;
}

/** The greatest length at which pieces can be cut so that all of them together fit. */
function fairShare(lengths: readonly number[], maximum: number): number {
  const ascending = [...lengths].sort((a, b) => a - b);
  let left = maximum;
  for (const [index, length] of ascending.entries()) {
    const share = Math.floor(left / (ascending.length - index));
    if (length > share) return share;
    left -= length;
  }
  return maximum;
}

function lineFeedsIn(text: string): number {
  let count = 0;
  for (let place = text.indexOf('\n'); place >= 0; place = text.indexOf('\n', place + 1)) count += 1;
  return count;
}
