import type { SqlJsStatic } from 'sql.js';
import type { DatabaseName } from '../../protocol/workerProtocol.js';
import { historySchema } from '../databases/history/historySchema.js';
import { usersSchema } from '../databases/users/usersSchema.js';
import type { Schema } from '../engine/schema.js';
import { Sql } from '../sqlite/sql.js';
import type { Step } from '../step.js';
import { isSqliteError } from '../tables/salvageRows.js';

/** What a check of an image has found. */
export interface CheckedImage {
  /** Tables in which SQLite has found damage. */
  readonly damagedTables: readonly string[];
  readonly isIndexSound: boolean;
}

/**
 * Does with a database's image what SQLite does in one go, however long that takes. The image is given away: it is spoiled by this. In steps,
 * of which some wait for another thread.
 */
export interface ImageWork {
  /** The image without a trace of what was deleted, and without space that nothing uses. @throws RangeError when memory does not suffice. */
  scrub(database: DatabaseName, image: Uint8Array): Generator<Step, Uint8Array>;
  /** @throws RangeError when memory does not suffice. */
  check(database: DatabaseName, image: Uint8Array): Generator<Step, CheckedImage>;
}

const schemas: Readonly<Record<DatabaseName, Schema>> = { users: usersSchema, history: historySchema };

/** Does it in this thread. */
export function imageWorkHere(sqlJs: SqlJsStatic): ImageWork {
  return {
    *scrub(database, image) {
      const copy = new Sql(sqlJs, image);
      try {
        schemas[database].scrub(copy);
        yield;
        return copy.export();
      } finally {
        copy.close();
      }
    },
    *check(database, image) {
      const copy = new Sql(sqlJs, image);
      try {
        const damagedTables: string[] = [];
        for (const table of tablesOf(copy)) {
          if (!isTableSound(copy, table)) damagedTables.push(table);
          yield;
        }
        return { damagedTables, isIndexSound: yield* schemas[database].isIndexSound?.(copy) ?? sound() };
      } finally {
        copy.close();
      }
    },
  };
}

function* sound(): Generator<void, boolean> {
  return true;
}

function tablesOf(copy: Sql): readonly string[] {
  return copy
    .all("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL TABLE%'")
    .map(([name]) => String(name));
}

function isTableSound(copy: Sql, name: string): boolean {
  try {
    return copy.all(`PRAGMA integrity_check("${name}")`)[0]?.[0] === 'ok';
  } catch (error) {
    if (!isSqliteError(error)) throw error;
    return false;
  }
}
