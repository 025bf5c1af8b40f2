import { lineChanges } from './lineDiff.js';

/**
 * Whether a text has, of each group of lines in which two others differ, those of one or the other, and all else as both have it. Lines that
 * are gone, moved or repeated make it another text. Line ends do not count.
 */
export function isMixOf(text: string, before: string, after: string): boolean {
  const [lines, old, changed] = [linesOf(text), linesOf(before), linesOf(after)];
  const changes = lineChanges(old, changed);
  if (changes === undefined) return isSame(lines, old) || isSame(lines, changed);
  /** How many lines of the text may be behind what was looked at: several numbers, where both fit. */
  let reached = new Set([0]);
  let [oldAt, newAt] = [0, 0];
  const end = { start: old.length, removed: [], added: [] };
  for (const { start, removed, added } of [...changes, end]) {
    const count = start - oldAt;
    const common = [old.slice(oldAt, start), changed.slice(newAt, newAt + count)];
    const next = new Set<number>();
    for (const at of reached) {
      // They may differ in white space at the ends of lines.
      const isThere = common.every((side) => side.length === count) && follows(lines, at, common);
      if (!isThere) continue;
      // Of as many lines as there were, single ones may have been taken back.
      const isMixed = removed.length === added.length && follows(lines, at + count, [removed, added]);
      if (isMixed) next.add(at + count + removed.length);
      for (const side of [removed, added]) if (follows(lines, at + count, [side])) next.add(at + count + side.length);
    }
    reached = next;
    oldAt = start + removed.length;
    newAt += count + added.length;
  }
  return reached.has(lines.length);
}

/** Whether the lines from here on are those of the sides, each of one of them. */
function follows(lines: readonly string[], at: number, sides: readonly (readonly string[])[]): boolean {
  const length = sides[0]?.length ?? 0;
  for (let index = 0; index < length; index++)
    if (!sides.some((side) => side[index] === lines[at + index])) return false;
  return true;
}

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((line, index) => line === other[index]);

const linesOf = (text: string): readonly string[] => text.split(/\r?\n/u);
