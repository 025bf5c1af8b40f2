import { indentWidth, isBlank } from './lineKeys.js';
import type { SegmentPlace } from './segmentPlaces.js';

/** Places in one order, or how many orders there are: none, or several. */
export type Chain = readonly SegmentPlace[] | 'none' | 'several';

/**
 * One place for each segment, in ascending order, if there is only one way.
 * @param marks the depth of the mark behind each segment but the last; between two places only lines at least as deep are left out
 */
export function chainPlaces(
  lines: readonly string[],
  segments: readonly (readonly SegmentPlace[])[],
  marks: readonly number[],
): Chain {
  /** For each place of the segment: how many ways there are from it on, up to two, and the next place. */
  let ways: { count: number; rest: readonly SegmentPlace[] }[] = [];
  for (let number = segments.length - 1; number >= 0; number--) {
    const followers = segments[number + 1];
    const reach = followers === undefined ? [] : firstShallower(lines, marks[number] ?? 0);
    const next = ways;
    ways = (segments[number] ?? []).map((place) => {
      if (followers === undefined) return { count: 1, rest: [place] };
      let count = 0;
      let rest: readonly SegmentPlace[] = [];
      for (const [index, follower] of followers.entries()) {
        if (follower.start < place.end || follower.start > (reach[place.end] ?? lines.length)) continue;
        const way = next[index];
        if (way === undefined || way.count === 0) continue;
        count = Math.min(2, count + way.count);
        rest = way.rest;
        if (count === 2) break;
      }
      return { count, rest: [place, ...rest] };
    });
  }
  const possible = ways.filter(({ count }) => count > 0);
  const [only] = possible;
  if (only === undefined) return 'none';
  return possible.length > 1 || only.count > 1 ? 'several' : only.rest;
}

/** For each line, the first one from it on that is indented less than this. */
export function firstShallower(lines: readonly string[], depth: number): number[] {
  const first = new Array<number>(lines.length + 1).fill(lines.length);
  for (let index = lines.length - 1; index >= 0; index--) {
    const line = lines[index] ?? '';
    first[index] = !isBlank(line) && indentWidth(line) < depth ? index : (first[index + 1] ?? lines.length);
  }
  return first;
}
