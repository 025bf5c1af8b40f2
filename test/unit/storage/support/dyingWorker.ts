/** The storage worker, but each thread exits in the middle of its first sync while the file `die` lies in the folder. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { type Files, nodeFiles } from '../../../../src/storage/worker/files/files.js';
import { serve } from '../../../../src/storage/worker/server.js';
import type { WorkerOptions } from '../../../../src/storage/protocol/workerProtocol.js';

const options = workerData as WorkerOptions;
const files: Files = {
  ...nodeFiles,
  sync(descriptor) {
    if (existsSync(path.join(options.directory, 'die'))) process.exit(7);
    nodeFiles.sync(descriptor);
  },
};
await serve(parentPort!, options, files);
