import type { Files } from '../files/files.js';
import type { Snapshot } from '../snapshot/snapshotCatalogue.js';
import { type IndexOmission, writeWithoutIndex } from '../snapshot/writeWithoutIndex.js';

const CHUNK_SIZE = 1024 ** 2;

/**
 * Writes what a snapshot holds to another file, in steps and synced, without its search index; where that is not possible, it is a copy.
 * @throws the system error.
 */
export function* writeBackup(omission: IndexOmission, snapshot: Snapshot, target: string): Generator<void, void> {
  const { files } = omission;
  const descriptor = files.create(target);
  try {
    const stored = yield* writeWithoutIndex(omission, snapshot, descriptor);
    if (stored === undefined) yield* copy(files, snapshot.file, descriptor);
  } finally {
    files.close(descriptor);
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
