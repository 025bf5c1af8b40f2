import type { SqlJsStatic } from 'sql.js';
import type { Snapshot, SnapshotCatalogue } from '../snapshot/snapshotCatalogue.js';
import { allocateImage } from '../sqlite/imageMemory.js';
import { Sql } from '../sqlite/sql.js';
import type { EventTables } from './schema.js';

/** The greatest snapshot that is sound, and its image. */
export function newestSound(
  snapshots: SnapshotCatalogue,
): { readonly snapshot: Snapshot; readonly image: Uint8Array } | undefined {
  for (const snapshot of snapshots.all) {
    const image = snapshots.readImage(snapshot);
    if (image !== undefined) return { snapshot, image };
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
