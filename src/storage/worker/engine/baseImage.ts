import type { SqlJsStatic } from 'sql.js';
import type { Files } from '../files/files.js';
import { PartialSnapshot } from '../snapshot/partialSnapshot.js';
import type { Snapshot, SnapshotCatalogue } from '../snapshot/snapshotCatalogue.js';
import { allocateImage } from '../sqlite/imageMemory.js';
import type { PartialImage } from '../sqlite/partialImage.js';
import { Sql } from '../sqlite/sql.js';
import type { EventTables } from './schema.js';

/** The snapshot a replica begins with. */
export interface Base {
  readonly snapshot: Snapshot;
  readonly image: Uint8Array | PartialImage;
  /** What is still to be read and checked; `undefined` when it was read whole, and is sound. */
  readonly partial: PartialSnapshot | undefined;
}

/** The greatest snapshot, to be read while it is in use; `undefined` where that is not possible, and where its image has no more bytes than that. */
export function newestPartial(snapshots: SnapshotCatalogue, files: Files, wholeBytes: number): Base | undefined {
  const [snapshot] = snapshots.all;
  if (snapshot === undefined || snapshot.meta.image.size <= wholeBytes) return undefined;
  const partial = PartialSnapshot.create(files, snapshot);
  return partial && { snapshot, image: partial.image, partial };
}

/** The greatest snapshot that is sound, and its image. */
export function newestSound(snapshots: SnapshotCatalogue): Base | undefined {
  for (const snapshot of snapshots.all) {
    const image = snapshots.readImage(snapshot);
    if (image !== undefined) return { snapshot, image, partial: undefined };
  }
  return undefined;
}

/** An image of the empty tables, in memory that can grow. */
export function emptyImage(sqlJs: SqlJsStatic, schema: EventTables): Uint8Array {
  const empty = new Sql(sqlJs);
  try {
    empty.execute(schema.definition);
    const exported = empty.export();
    const image = allocateImage(exported.length);
    image.set(exported);
    return image;
  } finally {
    empty.close();
  }
}
