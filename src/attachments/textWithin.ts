/** The first or the last whole lines of a text that fit; a part of a line where a single one is too long. */
export interface TextWithin {
  readonly text: string;
  /** Something was left out. */
  readonly isCut: boolean;
}

/** The beginning. @param maximum in UTF-16 code units; never ends within a surrogate pair */
export function beginningWithin(text: string, maximum: number): TextWithin {
  if (text.length <= maximum) return { text, isCut: false };
  const lineEnd = text.lastIndexOf('\n', maximum - 1);
  const end = lineEnd > maximum / 2 ? lineEnd + 1 : maximum;
  return { text: text.slice(0, isPairAt(text, end) ? end - 1 : end), isCut: true };
}

/** The end. @param maximum in UTF-16 code units; never begins within a surrogate pair */
export function endWithin(text: string, maximum: number): TextWithin {
  if (text.length <= maximum) return { text, isCut: false };
  const least = text.length - maximum;
  const lineStart = text.indexOf('\n', least - 1) + 1;
  const start = lineStart > 0 && lineStart < least + maximum / 2 ? lineStart : least;
  return { text: text.slice(isPairAt(text, start) ? start + 1 : start), isCut: true };
}

function isPairAt(text: string, index: number): boolean {
  return index > 0 && (text.codePointAt(index - 1) ?? 0) > 0xffff;
}
