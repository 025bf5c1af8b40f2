import { DatabaseError } from '../engine/database.js';
import { memoryFailure } from '../files/storageFailure.js';
import { verifySnapshot } from '../snapshot/snapshotFile.js';
import { Sql } from '../sqlite/sql.js';
import { isSqliteError } from '../tables/salvageRows.js';
import type { MaintenanceContext, MaintainedDatabase } from './maintainedDatabase.js';

/** The image itself, its copy in SQLite's memory, and what is made of it. */
const MEMORY_FACTOR = 3;
const CHUNK_SIZE = 4 * 1024 * 1024;

/** What a snapshot's file holds before its own description of itself. */
export interface ReadImage {
  readonly image: Buffer;
  /** Whether the file is what was written, to the last bit. */
  readonly isSound: boolean;
}

/**
 * Reads a snapshot's image, in steps.
 * @throws the system error; DatabaseError when there is not enough memory.
 */
export function* readImage(
  context: MaintenanceContext,
  maintained: MaintainedDatabase,
  file: string,
  size: number,
): Generator<void, ReadImage> {
  const { files } = context;
  const image = allocate(context, maintained, size);
  const isSound = yield* verifySnapshot(files, file, (piece, offset) => {
    if (offset < size) piece.copy(image, offset);
  });
  return { image, isSound };
}

/**
 * Reads what there is of a damaged image, in steps; what the file has less of are zeros.
 * @throws as `readImage` does.
 */
export function* readDamagedImage(
  context: MaintenanceContext,
  maintained: MaintainedDatabase,
  file: string,
  size: number,
): Generator<void, Buffer> {
  const image = allocate(context, maintained, size);
  for (let offset = 0; offset < size; offset += CHUNK_SIZE) {
    context.files.read(file, offset, Math.min(CHUNK_SIZE, size - offset)).copy(image, offset);
    yield;
  }
  return image;
}

/** Opens an image beside the database; `undefined` when it has other tables, or SQLite does not take it for a database. */
export function openImage(
  { sqlJs }: MaintenanceContext,
  { database }: MaintainedDatabase,
  image: Buffer,
): Sql | undefined {
  let other: Sql | undefined;
  try {
    other = new Sql(sqlJs, image);
    if (tablesOf(other) === tablesOf(database.open().sql)) return other;
  } catch (error) {
    if (!isSqliteError(error)) throw error;
  }
  other?.close();
  return undefined;
}

function allocate({ availableMemory }: MaintenanceContext, { database }: MaintainedDatabase, size: number): Buffer {
  if (availableMemory() < size * MEMORY_FACTOR)
    throw new DatabaseError(memoryFailure(database.label, size / 1024 ** 2));
  return Buffer.alloc(size);
}

/** Not what SQLite keeps for itself. */
function tablesOf(sql: Sql): string {
  return JSON.stringify(
    sql.all(
      "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name",
    ),
  );
}
