import type { Database } from '../../../../src/storage/worker/engine/database.js';
import type { Files } from '../../../../src/storage/worker/files/files.js';
import { historySchema } from '../../../../src/storage/worker/databases/history/historySchema.js';
import { runToEnd } from '../../../../src/storage/worker/step.js';
import { imageWorkHere } from '../../../../src/storage/worker/image/imageWork.js';
import { sqlJs } from './openDatabase.js';
import { Compaction } from '../../../../src/storage/worker/engine/compaction.js';

/** The compaction of a chat-history database, with nothing to limit it. */
export function compactionOf(database: Database, files: Files, availableMemory = Number.POSITIVE_INFINITY): Compaction {
  return new Compaction({
    database,
    schema: historySchema,
    sqlJs,
    files,
    images: imageWorkHere(sqlJs),
    limits: { checkpointBytes: 10_000, checkpointFrames: 5, doubleIndexBytes: 0 },
    now: Date.now,
    availableMemory: () => availableMemory,
  });
}

/** Runs the steps to their end. */
export function finish<T>(steps: Generator<unknown, T>): T {
  return runToEnd(steps);
}
