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
 * Text as it can be drawn: of the marks on one letter, and of the signs joined to one, some are shown and an ellipsis. The
 * browser needs minutes for thousands of them. Letters that join are kept apart now and then, or it would shape the rest of them anew for each line.
 */
export function drawable(text: string): string {
  return text.replace(manyMarks, '$1…').replace(manyJoined, '$1…').replace(longJoin, `$&${nonJoiner}`);
}

/** Characters without a space between them; no word, number or address is as long. */
const longRun = 2_000;

/**
 * The class of an element with this text: `unbroken` when it has a run of characters so long that looking for words in it, as Thai or Khmer have them
 * without spaces, would take the browser seconds. Such text is broken anywhere.
 */
export function breakingClass(text: string): 'unbroken' | undefined {
  if (text.length < longRun) return undefined;
  return text.split(/\s+/u).some((run) => run.length >= longRun) ? 'unbroken' : undefined;
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
