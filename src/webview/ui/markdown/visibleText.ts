/** More marks than any script puts on one letter. */
const maximumMarks = 32;
const manyMarks = new RegExp(`([\\p{M}\\u200c\\u200d]{${maximumMarks}})[\\p{M}\\u200c\\u200d]+`, 'gu');
const manyJoined = new RegExp(
  `((?:\\p{Extended_Pictographic}\\p{M}*\\u200d){${maximumMarks}})(?:\\p{Extended_Pictographic}\\p{M}*\\u200d)+`,
  'gu',
);

/** Letters whose shapes join those beside them; no word has as many. */
const longJoin =
  /[\p{scx=Arabic}\p{scx=Syriac}\p{scx=Mandaic}\p{scx=Nko}\p{scx=Mongolian}\p{scx=Adlam}\p{M}\u200d]{200}/gu;
const nonJoiner = '\u200c';

/**
 * Marks that turn the direction of what follows: each is a level of its own to the browser. And control characters, which nobody sees: each is a
 * piece of its own, and 60,000 in a paragraph took 0.4 s, 200,000 3 s. No text needs as many.
 */
const costlyMark = /[\u202a-\u202e\u2066-\u2069]|(?![\t\n\r])\p{Cc}/gu;
const maximumCostlyMarks = 1_000;

/**
 * Text as it can be drawn: of the marks on one letter, and of the signs joined to one, some are shown and an ellipsis. The
 * browser needs minutes for thousands of them. Letters that join are kept apart now and then, or it would shape the rest of them anew for each line.
 */
export function drawable(text: string): string {
  const drawn = text.replace(manyMarks, '$1…').replace(manyJoined, '$1…').replace(longJoin, `$&${nonJoiner}`);
  if (drawn.length <= maximumCostlyMarks) return drawn;
  let left = maximumCostlyMarks;
  return drawn.replace(costlyMark, (mark) => (left-- > 0 ? mark : ''));
}

/** Characters without a space between them; no word, number or address is as long. */
const longRun = 2_000;
/** Between left and right, in a paragraph; one in two languages has fewer in 100 KB. */
const manyTurns = 6_000;
const rightToLeft =
  '[\\p{sc=Hebrew}\\p{sc=Arabic}\\p{sc=Syriac}\\p{sc=Thaana}\\p{sc=Nko}\\p{sc=Samaritan}\\p{sc=Mandaic}\\p{sc=Adlam}\\u{10800}-\\u{10fff}]';
/** Words from right to left, to the next one that is not. */
const turn = new RegExp(`(?:${rightToLeft}[^\\p{L}\\p{N}]*)+`, 'gu');

/**
 * The classes of an element with this text. `unbroken` when it has a run of characters so long that looking for words in it, as Thai or Khmer have them
 * without spaces, would take the browser seconds: such text is broken anywhere. `unordered` when its direction turns so often that ordering it
 * would: then its characters stand in the order in which they were written.
 */
export function layoutClass(text: string, isWrapped = true): string | undefined {
  if (text.length < longRun) return undefined;
  const classes: string[] = [];
  if (isWrapped && hasLongRun(text)) classes.push('unbroken');
  if (turnsOften(text)) classes.push('unordered');
  return classes.length === 0 ? undefined : classes.join(' ');
}

/** Looks at few characters of ordinary text: each such run fills one of the pieces of half its length. */
function hasLongRun(text: string): boolean {
  const half = longRun / 2;
  for (let start = 0; start + half <= text.length; start += half) {
    let end = start;
    while (end < text.length && end - start < longRun && !isSpace(text, end)) end += 1;
    if (end - start < half) continue;
    let begin = start;
    while (begin > 0 && end - begin < longRun && !isSpace(text, begin - 1)) begin -= 1;
    if (end - begin >= longRun) return true;
  }
  return false;
}

function isSpace(text: string, index: number): boolean {
  return /\s/u.test(text[index]!);
}

function turnsOften(text: string): boolean {
  return text.length > manyTurns && (text.match(turn)?.length ?? 0) >= manyTurns;
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
