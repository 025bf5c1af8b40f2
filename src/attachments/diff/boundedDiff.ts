import { beginningWithin } from '../textWithin.js';

export interface BoundedDiff {
  readonly text: string;
  /** How many files of the diff are not whole in it. */
  readonly cutFiles: number;
}

/**
 * A diff that fits: where it is too long, the longest files lose their ends, all down to the same length, so that one lock file hides no
 * other change. What was left out is said in its place.
 *
 * @param diff of git's: each file begins with a line `diff --git …`; what stands before the first one is kept
 * @param maximum in UTF-16 code units
 */
export function boundedDiff(diff: string, maximum: number): BoundedDiff {
  if (diff.length <= maximum) return { text: diff, cutFiles: 0 };
  const pieces = diff.split(/^(?=diff --git )/mu);
  const share = fairShare(
    pieces.map(({ length }) => length),
    maximum,
  );
  let cutFiles = 0;
  const kept = pieces.map((piece) => {
    const { text, isCut } = beginningWithin(piece, share);
    if (!isCut) return piece;
    cutFiles += 1;
    return `${text}${text.endsWith('\n') ? '' : '\n'}[… ${lineCount(piece) - lineCount(text)} more lines of this file left out]\n`;
  });
  const { text, isCut } = beginningWithin(kept.join(''), maximum + pieces.length * 80);
  return { text, cutFiles: Math.max(cutFiles, isCut ? 1 : 0) };
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

function lineCount(text: string): number {
  return text.split('\n').length;
}
