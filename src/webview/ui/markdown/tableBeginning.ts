const maximumHead = 4_000;
const row = '|';
const rule = /^[\s|:-]*$/u;

/**
 * Where the head of a table begins that a growing text ends with, or may end with: as long as its second line is not
 * complete, it would be shown as lines of signs. Else the end of the text. Never smaller for a longer text.
 */
export function tableBeginning(text: string): number {
  const last = text.lastIndexOf('\n') + 1;
  const before = lineBefore(text, last);
  if (text.length - before > maximumHead) return text.length;
  if (isHead(text, before, last) && rule.test(text.slice(last))) return before;
  return isHead(text, last, text.length) ? last : text.length;
}

/** Whether this line could be the first of a table: rows follow each other. */
function isHead(text: string, start: number, end: number): boolean {
  if (start === end || !text.startsWith(row, start)) return false;
  const before = lineBefore(text, start);
  return before === start || !text.startsWith(row, before);
}

/** Where the line before the one at `start` begins; `start` itself for the first. */
function lineBefore(text: string, start: number): number {
  return start < 2 ? 0 : text.lastIndexOf('\n', start - 2) + 1;
}
