import type { Row, Sql } from '../../../sqlite/sql.js';
import type { MatchExpressions } from './matchExpression.js';

export interface Collection<T> {
  /** SQL that gives rows, the greatest number first. Its parameters are a match expression, the least and the greatest number, and the conversations as JSON. */
  readonly statement: string;
  readonly expressions: MatchExpressions;
  /** So many rows are read in a step at least, because asking anew takes time, too. */
  readonly leastRows: number;
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

/** Rows are read for so long in one step; then they are asked for anew from there on. */
const STEP_MS = 8;

/**
 * The hits with the greatest numbers, up to so many, in steps, between which the history may change. At first the index is asked coarsely, which is quick when there are many hits. When too much
 * of what it names is none, there are few, and it is asked precisely from there on, which is quick then.
 */
export function* collectHits<T>(
  sql: Sql,
  { statement, expressions, leastRows, lowest, highest, conversations, more = [], examine }: Collection<T>,
  count: number,
): Generator<void, readonly T[]> {
  const hits: T[] = [];
  let misses = 0;
  let end = highest;
  /** Whether that was all there is, or as much as is wanted; `undefined` when time is up. */
  const read = (expression: string, mostMisses: number): boolean | undefined => {
    let rows = 0;
    let until = Number.POSITIVE_INFINITY;
    for (const row of sql.iterate(statement, [expression, lowest, end, conversations, ...more])) {
      const hit = examine(row);
      end = Number(row[0]) - 1;
      if (hit !== undefined) hits.push(hit);
      if (hits.length === count || (hit === undefined && ++misses === mostMisses)) return hits.length === count;
      if (++rows === 1) until = performance.now() + STEP_MS;
      if (rows >= leastRows && performance.now() > until) return undefined;
    }
    return true;
  };
  function* readAll(expression: string, mostMisses: number): Generator<void, boolean> {
    for (;;) {
      const isFull = read(expression, mostMisses);
      if (isFull !== undefined) return isFull;
      yield;
    }
  }
  const { coarse, precise } = expressions;
  if (coarse === precise || !(yield* readAll(coarse, patience))) yield* readAll(precise, Number.POSITIVE_INFINITY);
  return hits;
}
