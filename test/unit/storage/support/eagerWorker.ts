/** The storage worker, but it looks after its files and after other windows many times a second. */
import { parentPort, workerData } from 'node:worker_threads';
import { nodeFiles } from '../../../../src/storage/worker/files/files.js';
import { serve } from '../../../../src/storage/worker/server.js';
import type { WorkerOptions } from '../../../../src/storage/protocol/workerProtocol.js';

await serve(parentPort!, workerData as WorkerOptions, nodeFiles, {
  checkpointBytes: 4_000,
  checkpointFrames: 10,
  pollMs: 50,
  idleMs: 30,
});
