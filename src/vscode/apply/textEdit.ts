/** What differs between two texts, as one replacement; in UTF-16 code units of the first one. */
export interface TextReplacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The shortest replacement that makes one text of the other; `undefined` when they are equal. Parts neither a line end nor a character. */
export function replacementBetween(before: string, after: string): TextReplacement | undefined {
  if (before === after) return undefined;
  const shortest = Math.min(before.length, after.length);
  let start = 0;
  while (start < shortest && before[start] === after[start]) start += 1;
  let same = 0;
  while (same < shortest - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same += 1;
  while (start > 0 && isInside(before, start, after)) start -= 1;
  while (same > 0 && isInside(before, before.length - same, after, after.length - same)) same -= 1;
  return { start, end: before.length - same, text: after.slice(start, after.length - same) };
}

function isInside(before: string, at: number, after: string, place = at): boolean {
  return splits(before, at) || splits(after, place);
}

function splits(text: string, at: number): boolean {
  const [first = 0, second = 0] = [text.charCodeAt(at - 1), text.charCodeAt(at)];
  const isLineEnd = first === 0x0d && second === 0x0a;
  return isLineEnd || (first >= 0xd800 && first <= 0xdbff && second >= 0xdc00 && second <= 0xdfff);
}
