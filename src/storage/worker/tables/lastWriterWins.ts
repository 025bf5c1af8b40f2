import { type FieldReader, InvalidEvent } from './eventFields.js';
import type { Sql } from '../sql.js';

/** A table whose columns are each set by whoever wrote them last. */
export interface FieldTable {
  readonly table: string;
  /** Event field to column and reader. Each column has a companion `<column>_stamp`. */
  readonly fields: Readonly<Record<string, { readonly column: string; readonly read: FieldReader }>>;
}

/** DDL of a field table; `id` is its key. */
export function createFieldTable({ table, fields }: FieldTable): string {
  const columns = Object.values(fields).map(({ column }) => `${column}, ${column}_stamp TEXT NOT NULL DEFAULT ''`);
  return `CREATE TABLE ${table} (id TEXT PRIMARY KEY, ${columns.join(', ')}) WITHOUT ROWID;`;
}

/**
 * Sets the given fields where `stamp` is later than what they hold, and creates the row when it is missing.
 * Fields unknown to this version are left out.
 */
export function setFields(sql: Sql, { table, fields }: FieldTable, id: string, values: Readonly<Record<string, unknown>>, stamp: string): void {
  sql.run(`INSERT OR IGNORE INTO ${table} (id) VALUES (?)`, [id]);
  for (const [name, value] of Object.entries(values)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field === undefined || value === undefined) continue;
    const { column, read } = field;
    sql.run(`UPDATE ${table} SET ${column} = ?1, ${column}_stamp = ?2 WHERE id = ?3 AND ${column}_stamp < ?2`, [read(value, name), stamp, id]);
  }
}

/** The value of an event's `type`, for a message that names what is not understood. */
export function unknownEvent(type: unknown): InvalidEvent {
  return new InvalidEvent(`SCOUT does not know the event ${JSON.stringify(type)}.`);
}
