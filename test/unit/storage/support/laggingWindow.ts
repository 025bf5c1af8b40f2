import assert from 'node:assert/strict';
import type { Database } from '../../../../src/storage/worker/engine/database.js';
import { compactionOf, finish } from './compaction.js';
import { idsIn, openDatabase, put } from './openDatabase.js';
import { SimulatedFiles } from './simulatedFiles.js';

/** The steps of a checkpoint after which a window may stand still, and more. */
export const mostSteps = 30;

export function snapshotsIn(files: SimulatedFiles): readonly string[] {
  return [...files.contents().keys()].filter((file) => file.endsWith('.db'));
}

/** So many checkpoints, each of something new. */
export function moveOn(files: SimulatedFiles, database: Database, ids: readonly string[]): void {
  const compaction = compactionOf(database, files);
  for (const id of ids) {
    assert.deepEqual(database.append([put(id)]), [undefined]);
    finish(compaction.checkpoint());
  }
}

/** A window stands still after so many steps of its clean-up, while another one removes the snapshots on which that relies. */
export function cleanUpAfterStandstill(steps: number): void {
  const files = new SimulatedFiles();
  const [one, other] = [openDatabase(files), openDatabase(files)];
  const compaction = compactionOf(one, files);
  one.append([put('a')]);
  finish(compaction.checkpoint());
  const lagging = compaction.checkpoint();
  for (let step = 0; step < steps; step++) lagging.next();
  // The other one makes newer snapshots and removes the older ones; the first one notices, and goes on.
  other.append([put('b')]);
  finish(compactionOf(other, files).checkpoint());
  one.catchUp();
  finish(lagging);
  assert.ok(snapshotsIn(files).length > 1, `one snapshot is left after ${steps} steps`);
  assert.deepEqual(idsIn(openDatabase(files)), ['a', 'b']);
}

/** A window stands still after so many steps of its checkpoint, while another one goes through several generations of them. */
export function publishAfterStandstill(steps: number): void {
  const files = new SimulatedFiles();
  const [lagging, other] = [openDatabase(files), openDatabase(files)];
  lagging.append([put('a')]);
  const checkpoint = compactionOf(lagging, files).checkpoint();
  for (let step = 0; step < steps; step++) checkpoint.next();
  // While it stands still the others go through several generations, of which it knows nothing.
  moveOn(files, other, ['b', 'c', 'd', 'e']);
  finish(checkpoint);
  lagging.append([put('f')]);
  const fresh = openDatabase(files);
  assert.deepEqual(idsIn(fresh), ['a', 'b', 'c', 'd', 'e', 'f'], `after ${steps} steps`);
  assert.deepEqual(fresh.health, { state: 'ok', warnings: [] });
  moveOn(files, lagging, ['g', 'h', 'i']);
  for (const window of [lagging, other, openDatabase(files)]) {
    window.catchUp();
    assert.deepEqual(idsIn(window), ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'], `after ${steps} steps`);
  }
}
