/** What opens and what closes a comment that ends on its line; of some, characters that may be repeated belong to both. */
const closed: readonly (readonly [open: string, close: string, repeated: string])[] = [
  ['{/*', '*/}', '*'],
  ['/*', '*/', '*'],
  ['<!--', '-->', '-'],
  ['{{!--', '--}}', ''],
  ['<%#', '%>', ''],
  ['(*', '*)', ''],
];
const lineComments = ['//', '#', '--', ';', '%'];

/**
 * What the comment says that is all of a line, without white space around it; `undefined` of a line that is none. In linear time, whatever the
 * line is.
 * @param trimmed without white space at its ends
 */
export function commentText(trimmed: string): string | undefined {
  for (const [open, close, repeated] of closed) {
    if (!trimmed.startsWith(open)) continue;
    const end = trimmed.endsWith(close) ? trimmed.length - close.length : spacedEnd(trimmed, open, close);
    if (end >= open.length) return inner(trimmed, open.length, end, repeated);
  }
  const open = lineComments.find((one) => trimmed.startsWith(one));
  if (open === undefined) return /^REM\b/i.test(trimmed) ? trimmed.slice(3).trim() : undefined;
  const [character = ''] = open;
  const start = behindRun(trimmed, 0, character);
  return open === '#' && trimmed[start] === '!' ? undefined : trimmed.slice(start).trim();
}

/** Before a JSX comment's last brace there may be spaces, and behind its first one. */
function spacedEnd(trimmed: string, open: string, close: string): number {
  if (open !== '{/*' || !trimmed.endsWith('}')) return -1;
  const body = trimmed.slice(0, -1).trimEnd();
  return body.endsWith('*/') ? body.length - close.length + 1 : -1;
}

function inner(text: string, start: number, end: number, repeated: string): string {
  let [from, to] = [start, end];
  if (repeated !== '') from = Math.min(behindRun(text, from, repeated), to);
  while (repeated !== '' && to > from && text[to - 1] === repeated) to--;
  return text.slice(from, to).trim();
}

function behindRun(text: string, start: number, character: string): number {
  let at = start;
  while (text[at] === character) at++;
  return at;
}
