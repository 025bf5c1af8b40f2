import { type FieldReader, InvalidEvent } from './eventFields.js';
import type { Sql } from '../sqlite/sql.js';

/** A table whose columns are each set by whoever wrote them last. */
export interface FieldTable {
  readonly table: string;
  /** Event field to column. Each column has a companion `<column>_stamp`. */
  readonly fields: Readonly<Record<string, FieldColumn>>;
}

export interface FieldColumn {
  readonly column: string;
  readonly read: FieldReader;
  /** What the column holds before anybody has set it, as SQL; `NULL` by default. */
  readonly initially?: string;
  /** Tables of earlier versions lack it, so that it stands behind all that they have. */
  readonly isAdded?: boolean;
}

/**
 * DDL of a field table; `id` is its key.
 * @param computed columns that follow from the others, as SQL.
 */
export function createFieldTable({ table, fields }: FieldTable, computed: readonly string[] = []): string {
  const columns = Object.values(fields)
    .filter(({ isAdded = false }) => !isAdded)
    .flatMap(columnsOf);
  const create = `CREATE TABLE ${table} (id TEXT PRIMARY KEY, ${[...columns, ...computed].join(', ')}) WITHOUT ROWID;`;
  // As in tables of an earlier version, so that SQLite describes both with the same words.
  return [create, ...additionsTo({ table, fields }, new Set())].join('\n');
}

/** Adds to a table of an earlier version the fields that it lacks. SQLite changes no row for that. */
export function addMissingColumns(sql: Sql, fieldTable: FieldTable): void {
  const present = sql.all('SELECT name FROM pragma_table_info(?)', [fieldTable.table]).map(([name]) => String(name));
  for (const statement of additionsTo(fieldTable, new Set(present))) sql.run(statement);
}

function additionsTo({ table, fields }: FieldTable, present: ReadonlySet<string>): readonly string[] {
  return Object.values(fields)
    .filter(({ column, isAdded = false }) => isAdded && !present.has(column))
    .flatMap(columnsOf)
    .map((column) => `ALTER TABLE ${table} ADD COLUMN ${column};`);
}

/** Of a field: its value, and its stamp. */
function columnsOf({ column, initially }: FieldColumn): readonly [value: string, stamp: string] {
  return [`${column} DEFAULT ${initially ?? 'NULL'}`, `${column}_stamp TEXT NOT NULL DEFAULT ''`];
}

/**
 * Sets the given fields where `stamp` is later than what they hold, and creates the row when it is missing.
 * Fields unknown to this version are left out.
 */
export function setFields(
  sql: Sql,
  { table, fields }: FieldTable,
  id: string,
  values: Readonly<Record<string, unknown>>,
  stamp: string,
): void {
  const given = Object.entries(values).flatMap(([name, value]) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return field === undefined || value === undefined ? [] : [{ column: field.column, value: field.read(value, name) }];
  });
  const statement = upsert(
    table,
    given.map(({ column }) => column),
  );
  sql.run(statement, [id, ...given.flatMap(({ value }) => [value, stamp])]);
}

/** Creates a row, or sets of one that is there the fields that are later. Its parameters: the id, then each column's value and stamp. */
function upsert(table: string, columns: readonly string[]): string {
  if (columns.length === 0) return `INSERT OR IGNORE INTO ${table} (id) VALUES (?)`;
  const names = ['id', ...columns.flatMap((column) => [column, `${column}_stamp`])];
  const later = (column: string): string => `excluded.${column}_stamp > ${column}_stamp`;
  const changes = columns.map(
    (column) =>
      `${column} = CASE WHEN ${later(column)} THEN excluded.${column} ELSE ${column} END, ${column}_stamp = max(excluded.${column}_stamp, ${column}_stamp)`,
  );
  return `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})
     ON CONFLICT DO UPDATE SET ${changes.join(', ')} WHERE ${columns.map(later).join(' OR ')}`;
}

/** When and by whom each field of a row was set, by the field's name; `undefined` when there is no such row. Of a field nobody has set it is empty. */
export function stampsOf(
  sql: Sql,
  { table, fields }: FieldTable,
  id: string,
): Readonly<Record<string, string>> | undefined {
  const columns = Object.values(fields).map(({ column }) => `${column}_stamp`);
  const row = sql.first(`SELECT ${columns.join(', ')} FROM ${table} WHERE id = ?`, [id]);
  return row && Object.fromEntries(Object.keys(fields).map((name, index) => [name, String(row[index])]));
}

/** Takes over a row of another database, which has it: each field where it was set later there. */
export function mergeFields(sql: Sql, { table, fields }: FieldTable, from: Sql, id: string): void {
  const pairs = Object.values(fields).map(({ column }) => column);
  const columns = ['id', ...pairs.flatMap((column) => [column, `${column}_stamp`])];
  const row = from.first(`SELECT ${columns.join(', ')} FROM ${table} WHERE id = ?`, [id]);
  sql.run(upsert(table, pairs), row);
}

/** The value of an event's `type`, for a message that names what is not understood. */
export function unknownEvent(type: unknown): InvalidEvent {
  return new InvalidEvent(`Unknown event ${JSON.stringify(type)}.`);
}
