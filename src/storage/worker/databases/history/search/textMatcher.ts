import { normalizeWithOrigins } from './normalizeForSearch.js';
import type { SearchQuery, Term } from './searchQuery.js';
import { letter, symbol, type Token, unsegmented } from './tokens.js';

/** From and up to which character. */
export type Range = readonly [start: number, end: number];

export interface TextMatch {
  /** 0: the words stand side by side as typed; 1: all are there; 2: some only begin that way. */
  quality(): number;
  /** What to highlight, in order. */
  ranges(): readonly Range[];
}

/** Whether and where a text is what was asked for. What the index finds is asked once more here, so that whatever is found can also be highlighted. */
export type TextMatcher = (text: string) => TextMatch | undefined;

export function createTextMatcher({ terms, exactText }: SearchQuery): TextMatcher {
  if (exactText !== undefined) return exactText === '' ? everything : containing(exactText);
  return terms.length === 0 ? everything : matchingTerms(terms);
}

const everything: TextMatcher = () => ({ quality: () => 0, ranges: () => [] });

function containing(wanted: string): TextMatcher {
  const pattern = new RegExp(wanted.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'giu');
  return (text) => {
    pattern.lastIndex = 0;
    return pattern.test(text) ? { quality: () => 0, ranges: () => rangesOf(text, [pattern]) } : undefined;
  };
}

function matchingTerms(terms: readonly Term[]): TextMatcher {
  const wanted = terms.filter(({ isExcluded }) => !isExcluded);
  const patterns = wanted.map((term) => patternOf(term));
  const excluded = terms.filter(({ isExcluded }) => isExcluded).map((term) => patternOf(term));
  const sideBySide = patternOf({ tokens: wanted.flatMap(({ tokens }) => tokens), isPrefix: false });
  const wholeWords = wanted.map(({ tokens }) => patternOf({ tokens, isPrefix: false }));
  return (text) => {
    const { text: normalized, original } = normalizeWithOrigins(text);
    if (
      !patterns.every((pattern) => isIn(normalized, pattern)) ||
      excluded.some((pattern) => isIn(normalized, pattern))
    )
      return undefined;
    return {
      quality: () =>
        isIn(normalized, sideBySide) ? 0 : wholeWords.every((pattern) => isIn(normalized, pattern)) ? 1 : 2,
      ranges: () => rangesOf(normalized, patterns).map(([start, end]) => original(start, end)),
    };
  };
}

function isIn(text: string, pattern: RegExp): boolean {
  pattern.lastIndex = 0;
  return pattern.test(text);
}

/** Where the patterns match, in order and without overlaps. */
function rangesOf(text: string, patterns: readonly RegExp[]): readonly Range[] {
  const found = patterns.flatMap((pattern) => {
    pattern.lastIndex = 0;
    return Array.from(text.matchAll(pattern), ({ 0: match, index }): Range => [index, index + match.length]);
  });
  const joined: [number, number][] = [];
  for (const [start, end] of found.sort(([a], [b]) => a - b)) {
    const last = joined.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}

/** Between the tokens of a phrase may stand what is no token, but not without limit: engines have one. */
const between = `[^\\p{L}\\p{N}\\p{M}${symbol.slice(1, -1)}]{0,200}`;

/** A pattern for folded text. Tokens hold letters, digits and symbols only, which mean nothing in a pattern. */
function patternOf({ tokens, isPrefix }: Pick<Term, 'tokens' | 'isPrefix'>): RegExp {
  const sources = tokens.map((token, index) => {
    const source = sourceOf(token, tokens[index - 1], index === tokens.length - 1, isPrefix);
    return index === 0 || tokens[index - 1]!.goesOn ? source : between + source;
  });
  return new RegExp(sources.join(''), 'gv');
}

function sourceOf(
  { kind, text, goesOn }: Token,
  before: Token | undefined,
  isLast: boolean,
  isPrefix: boolean,
): string {
  switch (kind) {
    case 'symbol':
      return text;
    case 'run':
      return `${before === undefined ? '' : `(?<!${unsegmented})`}${text}${isLast ? '' : `(?!${unsegmented})`}`;
    case 'word':
      return `${before?.goesOn === true ? '' : `(?<!${letter})`}${text}${goesOn || (isLast && isPrefix) ? '' : `(?!${letter})`}`;
  }
}
