import path from 'node:path';
import type { Replica } from '../engine/replica.js';
import { codeOf } from '../files/files.js';
import { publishSnapshot } from './publishSnapshot.js';
import type { Snapshot } from './snapshotCatalogue.js';
import { formatSnapshotName, type SnapshotName } from './snapshotName.js';
import { type IndexOmission, writeWithoutIndex } from './writeWithoutIndex.js';

export interface ThinningOptions extends IndexOmission {
  readonly directory: string;
  readonly replica: Replica;
  /** Different for every snapshot ever made. */
  readonly maker: Omit<SnapshotName, 'number'>;
  /** It is not worth the effort for a smaller image. */
  readonly minimumBytes: number;
}

/**
 * Only the newest snapshot is opened, as long as it is sound: of the one before, this writes a copy without the search index, in steps. The copy is
 * greater than the one it was made of, and smaller than the newest, so that it takes the place of the former wherever snapshots are counted and
 * collected. Whatever prevents that is of no consequence.
 * @param newest just written, and checked.
 */
export function* thinSnapshotBefore(newest: Snapshot, options: ThinningOptions): Generator<void, void> {
  const { files, directory, replica, maker, minimumBytes } = options;
  try {
    replica.snapshots.refresh(files.list(directory));
    const [first, before] = replica.snapshots.all;
    if (first !== newest || before === undefined || before.meta.image.size < minimumBytes) return;
    const name = { number: before.name.number + 1, ...maker };
    // It holds what was deleted since, and goes with the next erasure.
    if (name.number >= newest.name.number || before.meta.erasures < replica.erasures) return;
    const file = path.join(directory, formatSnapshotName(name));
    const image = yield* publishSnapshot(files, file, function* (descriptor) {
      const stored = yield* writeWithoutIndex(options, before, descriptor);
      if (stored === undefined) throw Object.assign(new Error('There is no index to leave out.'), { code: 'ENOENT' });
      return stored;
    });
    replica.snapshots.addVerified(name, file, { ...before.meta, image });
  } catch (error) {
    if (codeOf(error) === '') throw error;
  }
}
