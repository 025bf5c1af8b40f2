/**
 * The storage worker, soon idle, in a folder that the system cannot watch and that is not polled: it learns of other windows only
 * where it has to look by itself.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerOptions } from '../../../../src/storage/protocol/workerProtocol.js';
import { nodeFiles } from '../../../../src/storage/worker/files/files.js';
import { serve } from '../../../../src/storage/worker/server.js';

fs.watch = () => {
  throw Object.assign(new Error('ENOSYS: simulated'), { code: 'ENOSYS', syscall: 'watch' });
};
syncBuiltinESMExports();

const never = 2_000_000_000;
await serve(parentPort!, workerData as WorkerOptions, nodeFiles, {
  checkpointBytes: never,
  checkpointFrames: never,
  pollMs: never,
  idleMs: 30,
});
