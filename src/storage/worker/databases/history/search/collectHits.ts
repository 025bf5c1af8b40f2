import type { Row, Sql } from '../../../sqlite/sql.js';
import type { MatchExpressions } from './matchExpression.js';

export interface Collection<T> {
  /** SQL that gives rows, the greatest number first. Its parameters are a match expression, the least and the greatest number, and the conversations as JSON. */
  readonly statement: string;
  readonly expressions: MatchExpressions;
  readonly lowest: number;
  readonly highest: number;
  /** `null`: any. */
  readonly conversations: string | null;
  /** Further parameters. */
  readonly more?: readonly number[];
  /** Looks at a row, whose first column is its number. */
  readonly examine: (row: Row) => T | undefined;
}

/** Reading so many texts costs about as much as a query for the beginning of a rare word. */
const patience = 200;

/**
 * The hits with the greatest numbers, up to so many. At first the index is asked coarsely, which is quick when there are many hits. When too much
 * of what it names is none, there are few, and it is asked precisely from there on, which is quick then.
 */
export function collectHits<T>(
  sql: Sql,
  { statement, expressions, lowest, highest, conversations, more = [], examine }: Collection<T>,
  count: number,
): readonly T[] {
  const hits: T[] = [];
  let misses = 0;
  let end = highest;
  const isFull = (expression: string, mostMisses: number): boolean => {
    for (const row of sql.iterate(statement, [expression, lowest, end, conversations, ...more])) {
      const hit = examine(row);
      end = Number(row[0]) - 1;
      if (hit !== undefined) hits.push(hit);
      if (hits.length === count || (hit === undefined && ++misses === mostMisses)) return hits.length === count;
    }
    return true;
  };
  const { coarse, precise } = expressions;
  if (coarse === precise || !isFull(coarse, patience)) isFull(precise, Number.POSITIVE_INFINITY);
  return hits;
}
