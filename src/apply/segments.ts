import { indentWidth, isBlank } from './lineKeys.js';
import { isMark } from './marks.js';

/** Lines of a block between two marks, without empty ones at its ends. */
export interface Segment {
  readonly lines: readonly string[];
  /** Index of its first line in the block. */
  readonly start: number;
  /** How far the mark before it is indented, in columns; absent if the block begins with it. */
  readonly markBefore?: number;
  readonly markBehind?: number;
  /** Whether empty lines stand between the segment and the marks. */
  readonly isApartBefore: boolean;
  readonly isApartBehind: boolean;
}

/** The segments of a block with marks. Marks that follow one another are one. */
export function segmentsOf(code: readonly string[]): Segment[] {
  const segments: Segment[] = [];
  let start = 0;
  let markBefore: number | undefined;
  const end = (index: number, markBehind: number | undefined): void => {
    let [from, to] = [start, index];
    const first = start;
    while (from < to && isBlank(code[from] ?? '')) from++;
    while (to > from && isBlank(code[to - 1] ?? '')) to--;
    start = index + 1;
    if (from === to) {
      if (markBefore !== undefined && markBehind !== undefined) markBefore = Math.min(markBefore, markBehind);
      else markBefore = markBehind;
      const last = segments.at(-1);
      if (last !== undefined && markBefore !== undefined)
        segments[segments.length - 1] = { ...last, markBehind: markBefore };
      return;
    }
    segments.push({
      lines: code.slice(from, to),
      start: from,
      isApartBefore: from > first,
      isApartBehind: to < index,
      ...(markBefore === undefined ? {} : { markBefore }),
      ...(markBehind === undefined ? {} : { markBehind }),
    });
    markBefore = markBehind;
  };
  code.forEach((line, index) => {
    if (isMark(line)) end(index, indentWidth(line));
  });
  end(code.length, undefined);
  return segments;
}
