import type { SqlJsStatic } from 'sql.js';
import type { EventTables, SearchIndex } from '../engine/schema.js';
import type { Files } from '../files/files.js';
import { isOutOfMemory } from '../files/storageFailure.js';
import { allocateImage, releaseImage } from '../sqlite/imageMemory.js';
import { Sql } from '../sqlite/sql.js';
import { isSqliteError } from '../tables/salvageRows.js';
import type { Snapshot } from './snapshotCatalogue.js';
import { readImageInto, type StoredImage } from './snapshotFile.js';
import { writeSnapshotFile } from './writeSnapshotFile.js';

export interface IndexOmission {
  readonly files: Files;
  readonly sqlJs: SqlJsStatic;
  readonly schema: Pick<EventTables, 'version' | 'upgrade'> & SearchIndex;
  /** Bytes of memory this process can still get. */
  readonly availableMemory: () => number;
}

/** The image, and what is kept of it while it changes. */
const MEMORY_FACTOR = 1.5;

/**
 * Writes what a snapshot holds to an open file, in steps and synced, but for the search index, which is two thirds of it: whoever reads it finds
 * all messages noted down for indexing.
 * @returns `undefined`, and nothing is written, where there is no index, no memory to take it out, or the snapshot is damaged.
 * @throws the system error.
 */
export function* writeWithoutIndex(
  { files, sqlJs, schema, availableMemory }: IndexOmission,
  { file, meta }: Snapshot,
  descriptor: number,
): Generator<void, StoredImage | undefined> {
  if (schema.deferIndexing === undefined || availableMemory() < meta.image.size * MEMORY_FACTOR) return undefined;
  let sql: Sql | undefined;
  try {
    const image = allocateImage(meta.image.size);
    try {
      if (!(yield* readImageInto(image, files, file, meta.image))) return undefined;
      sql = new Sql(sqlJs, image);
    } finally {
      if (sql === undefined) releaseImage(image);
    }
    schema.upgrade?.(sql);
    yield* schema.deferIndexing(sql);
    const captured = sql.capture();
    try {
      return yield* writeSnapshotFile(files, descriptor, captured, schema.version, meta);
    } finally {
      captured.release();
    }
  } catch (error) {
    if (!isOutOfMemory(error) && !isSqliteError(error)) throw error;
    return undefined;
  } finally {
    sql?.close();
  }
}
