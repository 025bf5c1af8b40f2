import { longestName } from './secretNames.js';

/** A name before a separator. */
export interface AssignedName {
  readonly name: string;
  /** Where it begins. */
  readonly start: number;
  /** Nothing but the separator is between name and value. */
  readonly isTight: boolean;
}

/** The longest beginning of a line that is looked at, in UTF-16 code units. */
const longestLead = 32;

/** Kinds of characters; one that is in none has the value 0. */
const enum Kind {
  Name = 1,
  Filler = 2,
  Quote = 4,
  Mark = 8,
}

/** By UTF-16 code unit: this is asked for every separator of a text. */
const kinds = new Uint8Array(128);
for (const [characters, kind] of [
  ['abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-', Kind.Name],
  [' \t:?+|', Kind.Filler],
  ['"\'`\\', Kind.Quote],
  [']', Kind.Mark],
] as const) {
  for (const character of characters) kinds[character.charCodeAt(0)]! |= kind;
}

/** Reads backwards from a separator: a name, perhaps in quotes, brackets or with a mark such as `?`; `undefined` if there is none. */
export function assignedName(text: string, separator: number): AssignedName | undefined {
  const behind = back(text, separator, 20, Kind.Filler);
  const end = back(text, behind, 8, Kind.Quote | Kind.Mark);
  let start = back(text, end, longestName + 1, Kind.Name);
  // `--password=` and `.env.PASSWORD=` have marks before the name.
  while (start < end && '.-'.includes(text.charAt(start))) start++;
  if (end - start < 2 || end - start > longestName) return undefined;
  return { name: text.slice(start, end), start, isTight: behind === separator && end === behind };
}

/** What stands right before a name, quotes left out; empty at the beginning of the text. */
export function before(text: string, { start }: AssignedName): string {
  return text.charAt(back(text, start, 2, Kind.Quote) - 1);
}

function back(text: string, from: number, most: number, wanted: number): number {
  let at = from;
  while (at > 0 && from - at < most && ((kinds[text.charCodeAt(at - 1)] ?? 0) & wanted) !== 0) at--;
  return at;
}

/** What stands before a name in its line, as far as it is looked at. */
export function leadOf(text: string, { start }: AssignedName): string {
  const read = text.slice(Math.max(0, start - longestLead), start);
  const line = read.slice(read.lastIndexOf('\n') + 1);
  // Of a longer line this is the middle.
  return line.length === longestLead ? `…${line}` : line;
}
