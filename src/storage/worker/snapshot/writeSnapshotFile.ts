import type { Files } from '../files/files.js';
import type { ImageBytes } from './imagePieces.js';
import { encodeSnapshot, type SnapshotMeta, type StoredImage } from './snapshotFile.js';

/** So much of a snapshot is synced at once. */
const SYNC_BYTES = 1024 ** 2;

/**
 * Writes a snapshot to an open file, piece by piece, and syncs it.
 * @throws the system error.
 */
export function* writeSnapshotFile(
  files: Files,
  descriptor: number,
  image: ImageBytes,
  schemaVersion: number,
  meta: Omit<SnapshotMeta, 'image'>,
): Generator<void, StoredImage> {
  const encoding = encodeSnapshot(image, schemaVersion, meta);
  let encoded = encoding.next();
  let unsynced = 0;
  for (; encoded.done !== true; encoded = encoding.next()) {
    files.append(descriptor, encoded.value);
    unsynced += encoded.value.length;
    // In between: all of it at once would take seconds, and whoever saves something meanwhile would wait for the disk, too.
    if (unsynced >= SYNC_BYTES) {
      files.sync(descriptor);
      unsynced = 0;
    }
    yield;
  }
  files.sync(descriptor);
  return encoded.value;
}
