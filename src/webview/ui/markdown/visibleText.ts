/** More marks than any script puts on one letter. */
const maximumMarks = 32;
const manyMarks = new RegExp(`([\\p{M}\\u200c\\u200d]{${maximumMarks}})[\\p{M}\\u200c\\u200d]+`, 'gu');
const manyJoined = new RegExp(
  `((?:\\p{Extended_Pictographic}\\p{M}*\\u200d){${maximumMarks}})(?:\\p{Extended_Pictographic}\\p{M}*\\u200d)+`,
  'gu',
);

/**
 * Text as it can be drawn: of the marks on one letter, and of the signs joined to one, some are shown and an ellipsis. The
 * browser needs minutes for thousands of them.
 */
export function drawable(text: string): string {
  return text.replace(manyMarks, '$1…').replace(manyJoined, '$1…');
}

/** In characters. The browser looks for places to break a line in time that grows with the square of what has none between spaces. */
const longestUnbroken = 2_000;

/**
 * Whether so much text stands together without a space that lines are to be broken at any character: with some scripts,
 * and with signs that are none, the browser needs seconds to find better places.
 *
 * @param pieces of one paragraph, in order; of each that is no text, a space.
 */
export function isUnbroken(pieces: Iterable<string>): boolean {
  let run = 0;
  for (const piece of pieces) {
    for (const [word] of piece.matchAll(/\S+|\s+/gu)) {
      run = word.trim() === '' ? 0 : run + word.length;
      if (run > longestUnbroken) return true;
    }
  }
  return false;
}

/** One line of a stranger's text that becomes a label or a tooltip; nothing in it breaks a line or turns its direction around. */
export function labelText(text: string, maximum: number): string {
  const line = text
    .slice(0, 4 * maximum)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  const characters = [...drawable(line)];
  return characters.length <= maximum ? characters.join('') : `${characters.slice(0, maximum).join('')}…`;
}
