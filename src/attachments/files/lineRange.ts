import type { LineRange } from '../../core/message.js';

/** Lines that an address or a typed name asks for, as editors write them: `L12`, `L12-L40`, `L12,3-40,5`, `12-40`. */
const written = /^L?(\d{1,9})(?:,\d{1,9})?(?:-L?(\d{1,9})(?:,\d{1,9})?)?$/u;

/** The lines that the fragment of an address names; `undefined` when it is something else. */
export function rangeOfFragment(fragment: string): LineRange | undefined {
  const [, first, last] = written.exec(fragment) ?? [];
  return first === undefined ? undefined : range(Number(first), Number(last ?? first));
}

/** What was typed after the name of a file, as in `main.ts:12-40`; without a range the whole is the name. */
export function splitRange(query: string): { readonly name: string; readonly range: LineRange | undefined } {
  const colon = query.lastIndexOf(':');
  const lines = colon > 0 ? rangeOfFragment(query.slice(colon + 1)) : undefined;
  return lines === undefined ? { name: query, range: undefined } : { name: query.slice(0, colon), range: lines };
}

/** As an address has it. */
export function fragmentOf({ start, end }: LineRange): string {
  return start === end ? `L${start}` : `L${start}-L${end}`;
}

/** These lines of a text with line feeds; the range is cut to those that there are. `undefined` when the text ends before it. */
export function linesOf(
  text: string,
  { start, end }: LineRange,
): { readonly text: string; readonly range: LineRange } | undefined {
  // Without making an array of a file's lines, of which there may be millions.
  const first = lineStart(text, start - 1);
  if (first === undefined || end < start) return undefined;
  let [last, stop] = [start, text.indexOf('\n', first)];
  for (; stop >= 0 && last < end; last++) stop = text.indexOf('\n', stop + 1);
  return { text: text.slice(first, stop < 0 ? text.length : stop), range: { start, end: last } };
}

/** Where the text goes on after this many line feeds; `undefined` when it has fewer. */
function lineStart(text: string, lineFeeds: number): number | undefined {
  let place = 0;
  for (let count = 0; count < lineFeeds; count++) {
    const next = text.indexOf('\n', place);
    if (next < 0) return undefined;
    place = next + 1;
  }
  return place;
}

function range(first: number, last: number): LineRange | undefined {
  const [start, end] = first <= last ? [first, last] : [last, first];
  return start >= 1 ? { start, end } : undefined;
}
