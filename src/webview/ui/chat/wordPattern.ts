/** Between the words of a phrase stands what is no letter, marks of Markdown in one text and none in the other; not without limit, because engines have one. */
const between = '[^\\p{L}\\p{N}\\p{M}]{1,200}';
/** Of scripts that put no spaces between words. */
const unsegmented =
  '[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Hangul}\\p{sc=Bopomofo}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}]';
const segmented = `[[\\p{L}\\p{N}\\p{M}]--${unsegmented}]`;

/** Finds these words and phrases as whole ones; `null` when there is nothing to look for. */
export function wordPattern(words: readonly string[]): RegExp | null {
  const sources = words
    .filter((word) => word.trim() !== '')
    .toSorted((a, b) => b.length - a.length)
    .map(sourceOf);
  return sources.length === 0 ? null : new RegExp(sources.join('|'), 'giv');
}

function sourceOf(word: string): string {
  const parts = word.match(/[\p{L}\p{N}\p{M}]+/gv);
  // In a phrase of signs alone each one counts.
  if (parts === null) return word.trim().replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return `(?<!${segmented}(?=${segmented}))${parts.join(between)}(?!(?<=${segmented})${segmented})`;
}
