import { anyLabel, largeLabel } from './labels.js';
import type { Term } from './searchQuery.js';
import { pairsOf, type Token } from './tokens.js';

/** What the index is asked. */
export interface MatchExpressions {
  /** Finds all that `precise` finds and more; quick, because it asks for no beginning of a word that the index has not got as a word. */
  readonly coarse: string;
  readonly precise: string;
}

/** Finds everything. */
export const anything = `"${anyLabel}"`;

/** Beginnings of words that the index has, in bytes. */
const indexedPrefixes = [2, 3];

/** So many words of a phrase are looked for in messages of which the index does not know whether they are side by side: SQLite bounds an expression's depth. */
const mostWords = 7;

/**
 * The terms and labels in the language of FTS4. Every word stands in quotation marks and consists of letters, digits or a label, so that
 * nothing in it means anything to FTS4.
 * @param labels each a label or several of which one must be there.
 * @param hasLarge whether there are messages with `largeLabel`.
 */
export function matchExpressions(
  terms: readonly Term[],
  labels: readonly (readonly string[])[],
  hasLarge: boolean,
): MatchExpressions {
  const expression = (isCoarse: boolean): string => {
    const phrases = (excluded: boolean): readonly string[] =>
      terms
        .filter(({ isExcluded }) => isExcluded === excluded)
        .map((term) => phraseOf(term, isCoarse && !excluded))
        .filter((words) => words.length > 0)
        .map((words) => phraseExpression(words, excluded, hasLarge));
    const wanted = [
      ...phrases(false),
      ...labels.map((choice) => `(${choice.map((label) => `"${label}"`).join(' OR ')})`),
    ];
    const all = wanted.length === 0 ? anything : wanted.join(' AND ');
    const excluded = phrases(true);
    return excluded.length === 0 ? all : `(${all}) NOT (${excluded.join(' OR ')})`;
  };
  return { coarse: expression(true), precise: expression(false) };
}

/** In a large message, the words of a phrase may be anywhere; whoever reads it sees whether they are side by side. */
function phraseExpression(words: readonly string[], isExcluded: boolean, hasLarge: boolean): string {
  const phrase = `"${words.join(' ')}"`;
  if (words.length === 1 || !hasLarge) return phrase;
  if (isExcluded) return `(${phrase} NOT "${largeLabel}")`;
  const scattered = [largeLabel, ...words.slice(0, mostWords)].map((word) => `"${word}"`);
  return `(${phrase} OR (${scattered.join(' AND ')}))`;
}

/** Empty when any text will do. */
function phraseOf({ tokens, isPrefix }: Term, isCoarse: boolean): readonly string[] {
  return tokens.flatMap((token, index) => wordsOf(token, index === tokens.length - 1, isPrefix, isCoarse));
}

function wordsOf({ kind, text }: Token, isLast: boolean, isPrefix: boolean, isCoarse: boolean): readonly string[] {
  if (kind === 'symbol') return [text];
  if (kind === 'run') {
    const pairs = pairsOf(text);
    if (!isLast) return pairs;
    // A run may go on: its last letter alone is there only if it does not.
    return pairs.length === 1 ? [`${pairs[0]}*`] : pairs.slice(0, -1);
  }
  if (!isLast || !isPrefix) return [text];
  const beginning = isCoarse ? indexedBeginning(text) : text;
  return beginning === '' ? [] : [`${beginning}*`];
}

/** As much of a word's beginning as the index has; empty for less than that. */
function indexedBeginning(word: string): string {
  let beginning = '';
  for (const letter of word) {
    if (Buffer.byteLength(beginning + letter) > Math.max(...indexedPrefixes)) break;
    beginning += letter;
  }
  return indexedPrefixes.includes(Buffer.byteLength(beginning)) ? beginning : '';
}
