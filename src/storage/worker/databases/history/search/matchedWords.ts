import type { Range } from './textMatcher.js';
import { letter } from './tokens.js';

/** Enough for whoever marks them in the text. */
const mostWords = 20;
const mostRanges = 1_000;
/** In characters. */
const longestWord = 100;

const wordBefore = new RegExp(`${letter}{1,${longestWord}}$`, 'v');
const wordBehind = new RegExp(`^${letter}{1,${longestWord}}`, 'v');
const letterFirst = new RegExp(`^${letter}`, 'v');
const letterLast = new RegExp(`${letter}$`, 'v');

/** What matches, as the text has it: whole words where only a part of one matches, phrases as they are, each once. */
export function matchedWords(text: string, ranges: readonly Range[]): readonly string[] {
  const words = new Set<string>();
  for (const [start, end] of ranges.slice(0, mostRanges)) {
    if (words.size === mostWords) break;
    const match = text.slice(start, end);
    const before = letterFirst.test(match)
      ? wordBefore.exec(text.slice(Math.max(0, start - longestWord), start))
      : null;
    const behind = letterLast.test(match) ? wordBehind.exec(text.slice(end, end + longestWord)) : null;
    const word = `${before?.[0] ?? ''}${match}${behind?.[0] ?? ''}`;
    if (word.length <= longestWord) words.add(word);
  }
  return [...words];
}
