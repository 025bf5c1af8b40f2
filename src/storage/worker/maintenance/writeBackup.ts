import type { SqlJsStatic } from 'sql.js';
import type { EventTables, SearchIndex } from '../engine/schema.js';
import type { Files } from '../files/files.js';
import { isOutOfMemory } from '../files/storageFailure.js';
import type { Snapshot } from '../snapshot/snapshotCatalogue.js';
import { readImageInto } from '../snapshot/snapshotFile.js';
import { writeSnapshotFile } from '../snapshot/writeSnapshotFile.js';
import { allocateImage, releaseImage } from '../sqlite/imageMemory.js';
import { Sql } from '../sqlite/sql.js';
import { isSqliteError } from '../tables/salvageRows.js';

export interface BackupWriting {
  readonly files: Files;
  readonly sqlJs: SqlJsStatic;
  readonly schema: Pick<EventTables, 'version'> & SearchIndex;
  /** Bytes of memory this process can still get. */
  readonly availableMemory: () => number;
}

/** The image, and what is kept of it while it changes. */
const MEMORY_FACTOR = 1.5;
const CHUNK_SIZE = 1024 ** 2;

/**
 * Writes what a snapshot holds to another file, in steps and synced. The search index, two thirds of it, is left out: whoever reads the backup
 * finds all messages noted down for indexing. Where there is no index, or no memory to take it out, it is a copy.
 * @throws the system error, also when the snapshot is damaged.
 */
export function* writeBackup(writing: BackupWriting, snapshot: Snapshot, target: string): Generator<void, void> {
  const { files, schema, availableMemory } = writing;
  const isLarge = availableMemory() < snapshot.meta.image.size * MEMORY_FACTOR;
  const descriptor = files.create(target);
  try {
    if (schema.deferIndexing === undefined || isLarge || !(yield* writeWithoutIndex(writing, snapshot, descriptor)))
      yield* copy(files, snapshot.file, descriptor);
  } finally {
    files.close(descriptor);
  }
}

/** Whether that was possible; nothing is written otherwise. */
function* writeWithoutIndex(
  { files, sqlJs, schema }: BackupWriting,
  { file, meta }: Snapshot,
  descriptor: number,
): Generator<void, boolean> {
  let sql: Sql | undefined;
  let image: Uint8Array | undefined;
  try {
    image = allocateImage(meta.image.size);
    if (!(yield* readImageInto(image, files, file, meta.image))) return false;
    sql = new Sql(sqlJs, image);
    yield* schema.deferIndexing!(sql);
  } catch (error) {
    sql?.close();
    if (!isOutOfMemory(error) && !isSqliteError(error)) throw error;
    return false;
  } finally {
    if (sql === undefined && image !== undefined) releaseImage(image);
  }
  const captured = sql.capture();
  try {
    yield* writeSnapshotFile(files, descriptor, captured, schema.version, meta);
    return true;
  } finally {
    captured.release();
    sql.close();
  }
}

function* copy(files: Files, source: string, descriptor: number): Generator<void, void> {
  const size = files.size(source);
  for (let offset = 0; offset < size; offset += CHUNK_SIZE) {
    files.append(descriptor, files.read(source, offset, CHUNK_SIZE));
    // All of it at once would take long, and whoever saves something meanwhile would wait for the disk, too.
    files.sync(descriptor);
    yield;
  }
}
