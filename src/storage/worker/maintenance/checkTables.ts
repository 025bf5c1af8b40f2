import { DatabaseError } from '../engine/databaseError.js';
import { memoryFailure } from '../files/storageFailure.js';
import { copyImage } from '../sqlite/copyImage.js';
import type { Step } from '../step.js';
import type { Findings } from './findings.js';
import type { MaintenanceContext, MaintainedDatabase } from './maintainedDatabase.js';

/** The copy, and what the check adds to it. */
const MEMORY_FACTOR = 3;

/**
 * Has SQLite check each table, and then the search index; of a copy, because that takes long.
 * @throws DatabaseError when there is no memory for one.
 */
export function* checkTables(
  { images, availableMemory }: MaintenanceContext,
  { database }: MaintainedDatabase,
  findings: Findings,
): Generator<Step, void> {
  const { sql } = database.open();
  if (availableMemory() < sql.size * MEMORY_FACTOR)
    throw new DatabaseError(memoryFailure(database.label, sql.size / 1024 ** 2));
  const captured = sql.capture();
  let copy: Uint8Array;
  try {
    copy = yield* copyImage(captured);
  } finally {
    captured.release();
  }
  const { damagedTables, isIndexSound } = yield* images.check(database.name, copy);
  for (const table of damagedTables) findings.add('database-damaged', `${database.name}: ${table}`);
  if (!isIndexSound) findings.add('index-damaged', database.name);
}
