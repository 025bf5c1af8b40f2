import { Database } from '../../../../src/storage/worker/engine/database.js';
import { nodeFiles } from '../../../../src/storage/worker/files/files.js';
import { historySchema } from '../../../../src/storage/worker/databases/history/historySchema.js';
import { loadSqlJs } from '../../../../src/storage/worker/sqlite/loadSqlJs.js';
import { imageWorkHere } from '../../../../src/storage/worker/image/imageWork.js';
import { Compaction } from '../../../../src/storage/worker/engine/compaction.js';
import { defaultLimits } from '../../../../src/storage/worker/workerLimits.js';

/** The chat-history database of a folder, on real files but without a thread. */
export async function openHistory(directory: string) {
  const ignore = (): void => undefined;
  const sqlJs = await loadSqlJs(import.meta.dirname);
  const database = new Database({
    name: 'history',
    schema: historySchema,
    directory,
    files: nodeFiles,
    sqlJs,
    now: Date.now,
    wholeImageBytes: defaultLimits.wholeImageBytes,
    onHealth: ignore,
    onOpened: ignore,
    onChanged: ignore,
  });
  const compaction = new Compaction({
    database,
    schema: historySchema,
    sqlJs,
    files: nodeFiles,
    images: imageWorkHere(sqlJs),
    limits: { ...defaultLimits, checkpointBytes: Number.POSITIVE_INFINITY, checkpointFrames: Number.POSITIVE_INFINITY },
    now: Date.now,
    availableMemory: () => process.availableMemory(),
  });
  return {
    database,
    /** Carries a whole checkpoint out. @returns how long each of its steps took, in milliseconds. */
    checkpoint: (): readonly number[] => {
      const durations: number[] = [];
      const steps = compaction.checkpoint();
      for (let isDone = false; !isDone;) {
        const started = performance.now();
        isDone = steps.next().done === true;
        durations.push(performance.now() - started);
      }
      return durations;
    },
  };
}
