import { diffArrays } from 'diff';
import { normalizedLine } from './lineKeys.js';
import type { Edit } from './sourceText.js';

/** A group of lines that were taken away and put in the same place. */
export interface LineChange {
  /** Index of the first line in the old text. */
  readonly start: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** More changed lines than this are not told apart. */
const maximalEdits = 1500;

/** What changed, compared without white space at the ends of lines; `undefined` if that is too much. */
export function lineChanges(before: readonly string[], after: readonly string[]): LineChange[] | undefined {
  let head = 0;
  const shorter = Math.min(before.length, after.length);
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const parts = diffArrays(before.slice(head, before.length - tail), after.slice(head, after.length - tail), {
    comparator: (left, right) => left === right || normalizedLine(left) === normalizedLine(right),
    maxEditLength: maximalEdits,
  });
  if (parts === undefined) return undefined;
  const changes: { start: number; removed: string[]; added: string[] }[] = [];
  let at = head;
  for (const { added, removed, value } of parts) {
    if (!added && !removed) {
      at += value.length;
      continue;
    }
    let change = changes.at(-1);
    if (change === undefined || change.start + change.removed.length !== at)
      changes.push((change = { start: at, removed: [], added: [] }));
    if (removed) {
      change.removed.push(...value);
      at += value.length;
    } else change.added.push(...value);
  }
  return changes;
}

/** Lines that went without others in their place. */
export const droppedLines = (changes: readonly LineChange[]): number =>
  changes.reduce((sum, { removed, added }) => sum + Math.max(0, removed.length - added.length), 0);

export const toEdits = (changes: readonly LineChange[], offset: number): Edit[] =>
  changes.map(({ start, removed, added }) => ({
    start: start + offset,
    end: start + offset + removed.length,
    lines: added,
  }));
