/** A value behind a separator: what of the text it is, and how it was written. */
export interface AssignedValue {
  readonly start: number;
  readonly end: number;
  readonly value: string;
  /** In quotes, or up to the end of an element: it is no expression. */
  readonly isQuoted: boolean;
}

/** The longest value that is looked at, in UTF-16 code units. */
const longestValue = 512;

const beforeValue = /[ \t]{0,16}/y;
const openingQuote = /[A-Za-z@$]{0,2}(\\?["'`]|&quot;)/y;
const bare = /[^\s"'`<>&;,]{1,512}/y;

/**
 * Reads the value at a place: in quotes, escaped ones too, or up to a white space or another separator. `undefined` if there is none.
 * @param at behind the separator
 */
export function assignedValue(text: string, at: number): AssignedValue | undefined {
  beforeValue.lastIndex = at;
  beforeValue.exec(text);
  const from = beforeValue.lastIndex;
  openingQuote.lastIndex = from;
  const quote = openingQuote.exec(text)?.[1];
  return quote === undefined ? bareValue(text, from) : quotedValue(text, openingQuote.lastIndex, quote);
}

function quotedValue(text: string, start: number, quote: string): AssignedValue | undefined {
  const read = text.slice(start, start + longestValue + quote.length);
  let length = read.indexOf(quote);
  // An escaped quote belongs to the value.
  while (quote.length === 1 && length > 0 && read.charAt(length - 1) === '\\') length = read.indexOf(quote, length + 1);
  if (length <= 0) return undefined;
  const value = read.slice(0, length);
  return value.includes('\n') ? undefined : { start, end: start + length, value, isQuoted: true };
}

function bareValue(text: string, start: number): AssignedValue | undefined {
  bare.lastIndex = start;
  const value = bare.exec(text)?.[0];
  return value === undefined ? undefined : { start, end: start + value.length, value, isQuoted: false };
}

/** The text of an element, up to its end. @param at behind its `>` */
export function elementValue(text: string, at: number): AssignedValue | undefined {
  const read = text.slice(at, at + longestValue + 2);
  const length = read.indexOf('</');
  if (length <= 0) return undefined;
  const value = read.slice(0, length);
  return /[\n<]/u.test(value) ? undefined : { start: at, end: at + length, value, isQuoted: true };
}
