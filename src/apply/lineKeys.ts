/** What of a line is compared when it does not match as it stands: no spaces at its end, accents composed. */
export function normalizedLine(line: string): string {
  const trimmed = line.trimEnd();
  return /[^\t\x20-\x7e]/.test(trimmed) ? trimmed.normalize('NFC') : trimmed;
}

export const isBlank = (line: string): boolean => !/\S/.test(line);

/** Whether a line says more than where something ends: `}`, `);` and blank lines stand everywhere. */
export const isSignificant = (line: string): boolean => /[\p{L}\p{N}_]/u.test(line);

/** The white space that a line begins with. */
export const indentOf = (line: string): string => /^[ \t]*/.exec(line)?.[0] ?? '';

/** How far a line is indented, in columns: a tab leads to the next multiple of four. Of a blank line infinitely far. */
export function indentWidth(line: string): number {
  let width = 0;
  for (let index = 0; index < line.length; index++) {
    const character = line[index];
    if (character === ' ') width++;
    else if (character === '\t') width += 4 - (width % 4);
    else return width;
  }
  return Infinity;
}

/** Where the pattern stands in the lines, in ascending order; overlapping places count. In linear time (Knuth, Morris and Pratt). */
export function findRuns(lines: readonly string[], pattern: readonly string[]): number[] {
  if (pattern.length === 0 || pattern.length > lines.length) return [];
  const fallback = fallbacks(pattern);
  const found: number[] = [];
  let matched = 0;
  for (let index = 0; index < lines.length; index++) {
    while (matched > 0 && (matched === pattern.length || lines[index] !== pattern[matched]))
      matched = fallback[matched - 1] ?? 0;
    if (lines[index] === pattern[matched]) matched++;
    if (matched === pattern.length) found.push(index + 1 - matched);
  }
  return found;
}

/** For each length of a beginning of the pattern: how long a beginning of it is its end as well. */
function fallbacks(pattern: readonly string[]): number[] {
  const lengths = [0];
  let length = 0;
  for (let index = 1; index < pattern.length; index++) {
    while (length > 0 && pattern[index] !== pattern[length]) length = lengths[length - 1] ?? 0;
    if (pattern[index] === pattern[length]) length++;
    lengths.push(length);
  }
  return lengths;
}

/** How many lines both have in the same order: the length of their longest common subsequence. In the product of their lengths. */
export function commonLines(a: readonly string[], b: readonly string[]): number {
  let previous = new Array<number>(b.length + 1).fill(0);
  for (const line of a) {
    const current = [0];
    b.forEach((other, index) => {
      const best =
        line === other ? (previous[index] ?? 0) + 1 : Math.max(previous[index + 1] ?? 0, current[index] ?? 0);
      current.push(best);
    });
    previous = current;
  }
  return previous.at(-1) ?? 0;
}
