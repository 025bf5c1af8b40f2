/** What the punctuation of a line says, as far as it is alike in most languages. */
export interface ScannedLine {
  /** Whether it begins inside of a string or comment of several lines: then its indentation says nothing. */
  readonly isInside: boolean;
  /** Opening brackets less closing ones, outside of strings and comments. */
  readonly balance: number;
}

const openers = '([{';
const closers = ')]}';
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
    let balance = 0;
    let at = 0;
    while (at < line.length) {
      if (close !== undefined) {
        const end = line.indexOf(close, at);
        const isEscaped = close === '`' && line[end - 1] === '\\';
        at = end === -1 ? line.length : end + close.length;
        if (end !== -1 && !isEscaped) close = undefined;
        continue;
      }
      const character = line[at] ?? '';
      const long = longTexts.find(([open]) => line.startsWith(open, at));
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
      if (openers.includes(character)) balance++;
      else if (closers.includes(character)) balance--;
      at++;
    }
    scanned.push({ isInside, balance });
  }
  return scanned;
}

function isLineComment(line: string, at: number): boolean {
  if (line.startsWith('//', at)) return line[at - 1] !== ':';
  return (
    line[at] === '#' &&
    /^#(?:\s|$)/.test(line.slice(at, at + 2)) &&
    /^\s*$|\s$/.test(line.slice(Math.max(0, at - 1), at))
  );
}

/** Behind the string; of a quote that is not closed on the line, such as an apostrophe, behind it. */
function endOfString(line: string, at: number, quote: string): number {
  for (let index = at + 1; index < line.length; index++) {
    if (line[index] === '\\') index++;
    else if (line[index] === quote) return index + 1;
  }
  return at + 1;
}
