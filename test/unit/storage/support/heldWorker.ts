/**
 * The storage worker, but it can be held: the file `hold` in the folder says at which call of which operation, such as `sync 5`. The thread then
 * makes a file `held`, and waits until `hold` is gone.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerOptions } from '../../../../src/storage/protocol/workerProtocol.js';
import { type Files, nodeFiles } from '../../../../src/storage/worker/files/files.js';
import { serve } from '../../../../src/storage/worker/server.js';

const options = workerData as WorkerOptions;
const hold = path.join(options.directory, 'hold');
const sleeper = new Int32Array(new SharedArrayBuffer(4));
let calls = 0;

function pass(operation: 'sync' | 'read'): void {
  if (!existsSync(hold)) return;
  const [held, count] = readFileSync(hold, 'utf8').split(' ');
  if (held !== operation || ++calls !== Number(count)) return;
  writeFileSync(path.join(options.directory, 'held'), '');
  while (existsSync(hold)) Atomics.wait(sleeper, 0, 0, 5);
}

const files: Files = {
  ...nodeFiles,
  sync(descriptor) {
    pass('sync');
    nodeFiles.sync(descriptor);
  },
  read(file, offset, length) {
    pass('read');
    return nodeFiles.read(file, offset, length);
  },
};
await serve(parentPort!, options, files);
