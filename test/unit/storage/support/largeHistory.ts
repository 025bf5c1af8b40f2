import assert from 'node:assert/strict';
import { historySchema } from '../../../../src/storage/worker/databases/history/historySchema.js';
import { readSnapshotMeta, type SnapshotMeta } from '../../../../src/storage/worker/snapshot/snapshotFile.js';
import { compactionOf, finish } from './compaction.js';
import { longTexts } from './damagedSnapshots.js';
import { message, openDatabase } from './openDatabase.js';
import { SimulatedFiles } from './simulatedFiles.js';

/** How many conversations a large history has: c0, c1 and so on. */
export const conversationCount = 30;

export interface LargeHistory {
  readonly files: SimulatedFiles;
  /** The greater one first. */
  readonly snapshots: readonly [string, string];
  /** Where the pieces of the greater one begin, and where its last one ends. */
  readonly pieces: readonly number[];
}

/** A history whose snapshots have some dozen pieces; what is in the greater one alone is in the log, too. */
export function largeHistory(): LargeHistory {
  const files = new SimulatedFiles();
  const database = openDatabase(files);
  const compaction = compactionOf(database, files);
  for (let index = 0; index < conversationCount; index++) {
    const texts = longTexts(`c${index}`, 40);
    const puts = texts.map((text, number) => ({
      type: 'message.put',
      message: { ...message(`m${number}`, text, 'complete', `c${index}`), createdAt: 60_000 * (index * 100 + number) },
    }));
    assert.deepEqual(database.append([{ events: puts, sync: true }]), [undefined]);
    while (database.runDeferredWork());
    if (index >= conversationCount - 2) finish(compaction.checkpoint());
  }
  database.close();
  const [second, first] = [...files.contents().keys()].filter((name) => name.endsWith('.db')).sort();
  const { pieceSizes } = (readSnapshotMeta(files, first!, historySchema.version) as SnapshotMeta).image;
  let end = 0;
  const pieces = [0, ...pieceSizes!.map((size) => (end += size))];
  assert.ok(pieces.length > 20);
  return { files, snapshots: [first!, second!], pieces };
}
