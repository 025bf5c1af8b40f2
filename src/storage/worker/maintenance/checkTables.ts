import { allocateImage } from '../sqlite/imageMemory.js';
import { Sql } from '../sqlite/sql.js';
import { isSqliteError } from '../tables/salvageRows.js';
import type { Findings } from './findings.js';
import type { MaintenanceContext, MaintainedDatabase } from './maintainedDatabase.js';

/** The exported image, the copy, and what the check adds to it. */
const MEMORY_FACTOR = 4;

/** Has SQLite check each table, a table a step, and then the search index. */
export function* checkTables(
  context: MaintenanceContext,
  maintained: MaintainedDatabase,
  findings: Findings,
): Generator<void, void> {
  const { database } = maintained;
  const tables = database
    .open()
    .sql.all("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL TABLE%'");
  for (const [name] of tables) {
    if (!isTableSound(database.open().sql, String(name)))
      findings.add('database-damaged', `${database.name}: ${String(name)}`);
    yield;
  }
  yield* checkIndex(context, maintained, findings);
}

function isTableSound(sql: Sql, name: string): boolean {
  try {
    return sql.all(`PRAGMA integrity_check("${name}")`)[0]?.[0] === 'ok';
  } catch (error) {
    if (!isSqliteError(error)) throw error;
    return false;
  }
}

/** Of a copy, so that nothing changes while it is being checked; not at all where there is no memory for one. */
function* checkIndex(
  { sqlJs, availableMemory }: MaintenanceContext,
  { database, schema }: MaintainedDatabase,
  findings: Findings,
): Generator<void, void> {
  const { sql } = database.open();
  if (schema.isIndexSound === undefined || availableMemory() < sql.size * MEMORY_FACTOR) return;
  const copy = new Sql(sqlJs, yield* copyOf(sql));
  try {
    if (!(yield* schema.isIndexSound(copy))) findings.add('index-damaged', database.name);
  } finally {
    copy.close();
  }
}

/** Bytes that are copied between two steps. */
const PIECE_SIZE = 4 * 1024 ** 2;

/** Its image at this moment, in steps. */
function* copyOf(sql: Sql): Generator<void, Uint8Array> {
  const captured = sql.capture();
  try {
    const copy = allocateImage(captured.length);
    for (let offset = 0; offset < captured.length; offset += PIECE_SIZE) {
      copy.set(captured.subarray(offset, Math.min(offset + PIECE_SIZE, captured.length)), offset);
      yield;
    }
    return copy;
  } finally {
    captured.release();
  }
}
