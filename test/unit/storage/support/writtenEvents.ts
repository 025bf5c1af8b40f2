import type { Schema } from '../../../../src/storage/worker/engine/schema.js';
import { Sql } from '../../../../src/storage/worker/sqlite/sql.js';
import { finish } from './compaction.js';
import { indexContent } from './indexContent.js';
import { sqlJs } from './openDatabase.js';

/** An event, and when and by whom it was written. */
export interface Written {
  readonly event: unknown;
  readonly stamp: string;
}

/** A database of such events. */
export function databaseOf(schema: Schema, written: readonly Written[] = []): Sql {
  const sql = new Sql(sqlJs);
  sql.execute(schema.definition);
  for (const { event, stamp } of written) schema.apply(sql, event, stamp);
  return sql;
}

/** The tables of the search index, whose rows differ with the order of arrival; what is in it does not. */
const indexTables = /^(?:message_words|title_words|titles|answerers|attached|forgotten|unindexed)/;

/** Every row of every table, and what the index has; without the numbers each window gives out by itself. */
export function allRowsOf(sql: Sql): unknown {
  const names = sql
    .all("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .map(([name]) => String(name));
  const rows = names
    .filter((table) => !indexTables.test(table))
    .map((table) => {
      const columns = sql.all('SELECT name FROM pragma_table_info(?)', [table]).map(([name]) => String(name));
      const kept = sql.all(`SELECT ${columns.filter((name) => name !== 'number').join(', ')} FROM ${table}`);
      return kept.map((row) => JSON.stringify(row)).sort();
    });
  return names.includes('message_words') ? [...rows, indexContent(sql)] : rows;
}

/** The rows after the events; the database stays as it was. */
export function rowsAfter(sql: Sql, schema: Schema, written: readonly Written[]): unknown {
  sql.execute('BEGIN');
  for (const { event, stamp } of written) schema.apply(sql, event, stamp);
  const rows = allRowsOf(sql);
  sql.execute('ROLLBACK');
  return rows;
}

/** The rows when each list of events went into a database of its own and the others were merged into the first. */
export function rowsAfterMerging(schema: Schema, ...[first, ...others]: (readonly Written[])[]): unknown {
  const databases = [first!, ...others].map((written) => databaseOf(schema, written));
  const [sql, ...rest] = databases as [Sql, ...Sql[]];
  for (const from of rest) sql.atomically(() => finish(schema.merge(sql, from)));
  const rows = allRowsOf(sql);
  for (const database of databases) database.close();
  return rows;
}
