/**
 * Where a key leads in a column of rows that one walks through with the arrows.
 *
 * @param by rows, down or up; infinite for the ends.
 * @returns an index; `undefined` for one row above the first, which is out of the column.
 */
export function rowAfterMove(at: number, by: number, count: number): number | undefined {
  return at + by === -1 ? undefined : Math.max(Math.min(at + by, count - 1), 0);
}
