/** What the punctuation of a line says, as far as it is alike in most languages. */
export interface ScannedLine {
  /** Whether it begins inside of a string or comment of several lines: then its indentation says nothing. */
  readonly isInside: boolean;
  /** Opening brackets less closing ones, outside of strings and comments. */
  readonly balance: number;
}

/** What begins a text that may go over several lines, and what ends it. */
const longTexts: readonly (readonly [string, string])[] = [
  ['"""', '"""'],
  ["'''", "'''"],
  ['`', '`'],
  ['/*', '*/'],
  ['<!--', '-->'],
];

/** In linear time. Regular expressions with quotes mislead it: who relies on it checks that brackets are balanced. */
export function scanLines(lines: readonly string[]): ScannedLine[] {
  const scanned: ScannedLine[] = [];
  let close: string | undefined;
  for (const line of lines) {
    const isInside = close !== undefined;
    const state = scanLine(line, close);
    close = state.close;
    scanned.push({ isInside, balance: state.balance });
  }
  return scanned;
}

/** @param close what ends the text that the line begins in */
function scanLine(line: string, close: string | undefined): { close: string | undefined; balance: number } {
  const interesting = /["'`/<#()[\]{}]/g;
  let balance = 0;
  let at = 0;
  while (at < line.length) {
    if (close !== undefined) {
      const end = endOfText(line, at, close);
      if (end === -1) break;
      at = end + close.length;
      close = undefined;
    }
    interesting.lastIndex = at;
    const found = interesting.exec(line);
    if (found === null) break;
    const [character] = found;
    at = found.index;
    const long = '([{)]}'.includes(character) ? undefined : longTexts.find(([open]) => line.startsWith(open, at));
    if (long !== undefined) {
      close = long[1];
      at += long[0].length;
      continue;
    }
    if (isLineComment(line, at)) break;
    if (character === '"' || character === "'") {
      at = endOfString(line, at, character);
      continue;
    }
    if ('([{'.includes(character)) balance++;
    else if (')]}'.includes(character)) balance--;
    at++;
  }
  return { close, balance };
}

/** Where the text ends, or -1. A grave accent behind a backslash ends nothing. */
function endOfText(line: string, at: number, close: string): number {
  let end = line.indexOf(close, at);
  while (end !== -1 && close === '`' && line[end - 1] === '\\') end = line.indexOf(close, end + 1);
  return end;
}

function isLineComment(line: string, at: number): boolean {
  if (line.startsWith('//', at)) return line[at - 1] !== ':';
  return line[at] === '#' && /\s/.test(line[at + 1] ?? ' ') && /\s/.test(line[at - 1] ?? ' ');
}

/** Behind the string; of a quote that is not closed on the line, such as an apostrophe, behind it. */
function endOfString(line: string, at: number, quote: string): number {
  for (let index = at + 1; index < line.length; index++) {
    if (line[index] === '\\') index++;
    else if (line[index] === quote) return index + 1;
  }
  return at + 1;
}
