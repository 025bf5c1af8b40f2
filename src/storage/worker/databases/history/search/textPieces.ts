import { normalizeWithOrigins } from './normalizeForSearch.js';
import { token } from './tokens.js';

/** No word goes on beyond these. */
const border = /[^a-z0-9\x80-\u{10ffff}]/iu;
const mark = /^\p{M}/u;

/**
 * Where a piece of a text ends that begins at `start` and has at most so many characters: the words of the pieces are the words of the text.
 * @param start where a piece before it has ended, or 0.
 */
export function pieceEnd(text: string, start: number, characters: number): number {
  const end = start + characters;
  if (end >= text.length) return text.length;
  for (let last = end - 1; last >= start + characters / 2; last--)
    if (border.test(text[last]!) && !mark.test(text.slice(last + 1, last + 3))) return last + 1;
  return lastToken(text, start, end) ?? end;
}

/** Where a text without spaces or the like can be cut: before its last word, which may go on. */
function lastToken(text: string, start: number, end: number): number | undefined {
  const { text: normalized, original } = normalizeWithOrigins(text.slice(start, end));
  const offsetOf = (place: number): number => original(place, place + 1)[0];
  const index = Array.from(normalized.matchAll(token), (match) => match.index)
    // Within what folding makes of one character it cannot be cut.
    .findLast((place) => place > 0 && offsetOf(place) > offsetOf(place - 1));
  return index && start + offsetOf(index);
}
