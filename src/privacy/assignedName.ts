import { longestName } from './secretNames.js';

/** A name before a separator. */
export interface AssignedName {
  readonly name: string;
  /** What stands right before it, quotes left out; empty at the beginning of the text. */
  readonly before: string;
  /** What stands before it in its line, as far as it is looked at. */
  readonly lead: string;
  /** Nothing but the separator is between name and value. */
  readonly isTight: boolean;
}

/** The longest beginning of a line that is looked at, in UTF-16 code units. */
const longestLead = 32;

/** Reads backwards from a separator: a name, perhaps in quotes, brackets or with a mark such as `?`; `undefined` if there is none. */
export function assignedName(text: string, separator: number): AssignedName | undefined {
  const behind = back(text, separator, 20, /[ \t:?+|]/u);
  const end = back(text, behind, 8, /["'`\]\\]/u);
  let start = back(text, end, longestName + 1, /[\w.-]/u);
  // `--password=` and `.env.PASSWORD=` have marks before the name.
  while (start < end && /[.-]/u.test(text.charAt(start))) start++;
  if (end - start < 2 || end - start > longestName) return undefined;
  const opened = back(text, start, 2, /["'`\\]/u);
  return {
    name: text.slice(start, end),
    before: text.charAt(opened - 1),
    lead: leadOf(text, start),
    isTight: behind === separator && end === behind,
  };
}

function back(text: string, from: number, most: number, pattern: RegExp): number {
  let at = from;
  while (at > 0 && from - at < most && pattern.test(text.charAt(at - 1))) at--;
  return at;
}

function leadOf(text: string, start: number): string {
  const read = text.slice(Math.max(0, start - longestLead), start);
  const line = read.slice(read.lastIndexOf('\n') + 1);
  // Of a longer line this is the middle.
  return line.length === longestLead ? `…${line}` : line;
}
