import type { Row, Sql } from '../sqlite/sql.js';

export interface DamagedTable {
  readonly table: string;
  /** The columns in whose order the table lies on its pages. */
  readonly keys: readonly string[];
  readonly columns: readonly string[];
}

/**
 * The rows of a table in a damaged database, keys first: from the beginning up to what cannot be read, then from the end down
 * to it.
 */
export function* salvageRows(damaged: Sql, { table, keys, columns }: DamagedTable): Generator<Row, void> {
  const seen = new Set<string>();
  for (const direction of ['ASC', 'DESC']) {
    const order = keys.map((key) => `${key} ${direction}`).join(', ');
    try {
      for (const row of damaged.iterate(`SELECT ${[...keys, ...columns].join(', ')} FROM ${table} ORDER BY ${order}`)) {
        const key = JSON.stringify(row.slice(0, keys.length));
        if (seen.has(key)) continue;
        seen.add(key);
        yield row;
      }
      return;
    } catch (error) {
      if (!isSqliteError(error)) throw error;
    }
  }
}

/** What is made of the rows, without those that make no sense. */
export function* sensible<T>(rows: Iterable<Row>, read: (row: Row) => T): Generator<T, void> {
  for (const row of rows) {
    let value: T;
    try {
      value = read(row);
    } catch (error) {
      if (!(error instanceof SyntaxError || isSqliteError(error))) throw error;
      continue;
    }
    yield value;
  }
}

/** sql.js says in plain errors what SQLite cannot read. */
export function isSqliteError(error: unknown): error is Error {
  return error instanceof Error && error.constructor === Error && !('code' in error);
}
