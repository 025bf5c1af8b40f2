import { DatabaseError } from '../engine/databaseError.js';
import { memoryFailure } from '../files/storageFailure.js';
import { PieceReader, type ImagePiece } from '../snapshot/imagePieces.js';
import { readImageInto, type StoredImage } from '../snapshot/snapshotFile.js';
import { allocateImage } from '../sqlite/imageMemory.js';
import { Sql } from '../sqlite/sql.js';
import { isSqliteError } from '../tables/salvageRows.js';
import type { MaintenanceContext, MaintainedDatabase } from './maintainedDatabase.js';

/** The image itself, and what is made of it. */
const MEMORY_FACTOR = 2;
const CHUNK_SIZE = 1024 ** 2;
const DATABASE_HEADER = 100;
const DATABASE_MAGIC = Buffer.from('SQLite format 3\0');
/** What says that it is greater is damaged itself. */
const MAX_IMAGE_SIZE = 2 * 1024 ** 3;

/** What a snapshot's file holds before its own description of itself. */
export interface ReadImage {
  readonly image: Uint8Array;
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
  stored: StoredImage,
): Generator<void, ReadImage> {
  const image = allocate(context, maintained, stored.size);
  return { image, isSound: yield* readImageInto(image, context.files, file, stored) };
}

/**
 * Reads what there is of a damaged image, in steps; what the file has less of are zeros.
 * @param stored what the file says of it, if that can be believed.
 * @returns `undefined` when there is nothing that could be an image.
 * @throws as `readImage` does.
 */
export function* readDamagedImage(
  context: MaintenanceContext,
  maintained: MaintainedDatabase,
  file: string,
  stored: StoredImage | undefined,
): Generator<void, Uint8Array | undefined> {
  const plainSize = databaseSize(context.files.read(file, 0, DATABASE_HEADER));
  const isPlain = stored?.isCompressed === false || plainSize > 0;
  const storedSize = stored?.storedSize ?? (isPlain ? plainSize : context.files.size(file));
  const pieces: ImagePiece[] = [];
  const reader = new PieceReader();
  for (let offset = 0; offset < storedSize; offset += CHUNK_SIZE) {
    const bytes = context.files.read(file, offset, Math.min(CHUNK_SIZE, storedSize - offset));
    if (isPlain) pieces.push({ offset, bytes });
    else pieces.push(...reader.push(bytes));
    yield;
  }
  if (!isPlain) pieces.push(...reader.end());
  const beginning = pieces.find(({ offset }) => offset === 0)?.bytes;
  const size = stored?.size ?? (beginning === undefined ? 0 : databaseSize(beginning));
  if (size === 0) return undefined;
  const image = allocate(context, maintained, size);
  for (const { offset, bytes } of pieces) {
    if (offset < size) image.set(bytes.subarray(0, size - offset), offset);
    yield;
  }
  return image;
}

/** Opens an image beside the database, one of an earlier version included; `undefined` when it has other tables, or SQLite does not take it for a database. */
export function openImage(
  { sqlJs }: MaintenanceContext,
  { database, schema }: MaintainedDatabase,
  image: Uint8Array,
): Sql | undefined {
  let other: Sql | undefined;
  try {
    other = new Sql(sqlJs, image);
    schema.upgrade?.(other);
    if (tablesOf(other) === tablesOf(database.open().sql)) return other;
  } catch (error) {
    if (!isSqliteError(error)) throw error;
  }
  other?.close();
  return undefined;
}

function allocate({ availableMemory }: MaintenanceContext, { database }: MaintainedDatabase, size: number): Uint8Array {
  if (availableMemory() < size * MEMORY_FACTOR)
    throw new DatabaseError(memoryFailure(database.label, size / 1024 ** 2));
  return allocateImage(size);
}

/** The size an SQLite database says it has, whatever the file has; 0 when the bytes begin no such database. */
function databaseSize(header: Buffer): number {
  if (header.length < DATABASE_HEADER || !header.subarray(0, DATABASE_MAGIC.length).equals(DATABASE_MAGIC)) return 0;
  const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
  const size = pageSize * header.readUInt32BE(28);
  return size > MAX_IMAGE_SIZE ? 0 : size;
}

/** Not what SQLite keeps for itself. */
function tablesOf(sql: Sql): string {
  return JSON.stringify(
    sql.all(
      "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name",
    ),
  );
}
