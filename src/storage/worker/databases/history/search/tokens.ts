import { normalizeForSearch } from './normalizeForSearch.js';

/** Letters of scripts that put no spaces between words, or whose words change at their ends. Sources of character classes with the flag `v`. */
export const unsegmented =
  '[[\\p{L}\\p{N}\\p{M}]&&[\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Hangul}\\p{scx=Bopomofo}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}]]';
/** All other letters and digits. */
export const letter = `[[\\p{L}\\p{N}\\p{M}]--${unsegmented}]`;
/** Emoji and the like. */
export const symbol = '[\\p{Extended_Pictographic}\\u{1F1E6}-\\u{1F1FF}]';

/** Longer words, such as encoded files, are several tokens. */
const longestWord = 64;
/** Longer runs without a comma are several, too; what lies across their border is not found. */
const longestRun = 10_000;

/** A token in folded text. Has state: for `matchAll` only, which copies it. */
export const token = new RegExp(
  `(?<run>${unsegmented}{1,${longestRun}})|(?<symbol>${symbol})|${letter}{1,${longestWord}}`,
  'gv',
);
const beyondAscii = /[^\x01-\x7f]/;
const tooLong = new RegExp(`[a-z0-9]{${longestWord + 1}}`, 'i');

/** A piece of text that is looked up as a whole: a word, a run of unsegmented letters, or a symbol. Folded. */
export interface Token {
  readonly kind: 'word' | 'run' | 'symbol';
  readonly text: string;
  /** The next token belongs to the same word. */
  readonly goesOn: boolean;
}

export function tokensOf(text: string): readonly Token[] {
  const matches = Array.from(normalizeForSearch(text).matchAll(token), ({ 0: text, index, groups }) => ({
    kind:
      groups!['run'] !== undefined
        ? ('run' as const)
        : groups!['symbol'] !== undefined
          ? ('symbol' as const)
          : ('word' as const),
    text,
    index,
  }));
  return matches.map(({ kind, text, index }, place) => {
    const next = matches[place + 1];
    return { kind, text, goesOn: kind === 'word' && next?.kind === 'word' && next.index === index + text.length };
  });
}

/**
 * The text as the index takes it: its tokens with spaces between them, runs as overlapping pairs of letters. Whatever else
 * the index's own tokenizer does happens to plain ASCII only, of which it makes the same words.
 */
export function indexText(text: string): string {
  if (!beyondAscii.test(text) && !tooLong.test(text)) return text;
  return tokensOf(text)
    .map(({ kind, text }) => (kind === 'run' ? pairsOf(text).join(' ') : text))
    .join(' ');
}

/** Each letter with the one that follows it; the last one alone. */
export function pairsOf(run: string): readonly string[] {
  const letters = [...run];
  return letters.map((first, index) => first + (letters[index + 1] ?? ''));
}
