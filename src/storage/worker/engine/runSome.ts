import type { Sql } from '../sqlite/sql.js';

/** What is done in one step: so many rows or frames, or so many bytes of them, which take some milliseconds. */
export const stepLimits = { count: 32, bytes: 64 * 1024 };

/** So much memory one step may need, unless a row is very large. */
export const stepRoom = 4 * 1024 ** 2;

/**
 * Runs some of many small steps at once, so that they can share a transaction.
 * @param steps give the size of what each of them did, in bytes.
 * @returns what they return, if they have ended.
 */
export function runSome<T>(
  steps: Generator<number, T>,
  { count, bytes }: typeof stepLimits = stepLimits,
): { readonly value: T } | undefined {
  let done = 0;
  for (let taken = 0; taken < count && done < bytes; taken++) {
    const step = steps.next();
    if (step.done === true) return step;
    done += step.value;
  }
  return undefined;
}

/** Runs all of many small steps, some at once. */
export function* runInSteps<T>(steps: Generator<number, T>): Generator<void, T> {
  for (;;) {
    const ended = runSome(steps);
    if (ended !== undefined) return ended.value;
    yield;
  }
}

/** Runs all of many small steps, some in each transaction of `sql`. */
export function* runInTransactions<T>(sql: Sql, steps: Generator<number, T>): Generator<void, T> {
  for (;;) {
    sql.makeRoom(stepRoom);
    const ended = sql.atomically(() => runSome(steps));
    if (ended !== undefined) return ended.value;
    yield;
  }
}
