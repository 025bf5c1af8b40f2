/**
 * The storage worker, but it writes down how much CPU each turn of its event loop has taken that took more than some milliseconds. Other than
 * time, that is the same on a busy machine.
 */
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerOptions } from '../../../../src/storage/protocol/workerProtocol.js';
import { nodeFiles } from '../../../../src/storage/worker/files/files.js';
import { serve } from '../../../../src/storage/worker/server.js';
import { turnsFile } from './turns.js';

const noteworthyMs = 10;
const options = workerData as WorkerOptions;
const file = path.join(options.directory, turnsFile);

/** Since Node 23.9, and not in its types. */
const { threadCpuUsage } = process as unknown as {
  readonly threadCpuUsage: () => { readonly user: number; readonly system: number };
};

function metered<Parameters extends unknown[]>(action: (...parameters: Parameters) => unknown) {
  return (...parameters: Parameters): void => {
    const before = threadCpuUsage();
    try {
      action(...parameters);
    } finally {
      const after = threadCpuUsage();
      const milliseconds = (after.user - before.user + after.system - before.system) / 1000;
      if (milliseconds > noteworthyMs) appendFileSync(file, `${Date.now()} ${milliseconds}\n`);
    }
  };
}

const { setImmediate: immediate, setTimeout: timeout, setInterval: interval } = globalThis;
Object.assign(globalThis, {
  setImmediate: (action: () => void) => immediate(metered(action)),
  setTimeout: (action: () => void, delay: number) => timeout(metered(action), delay),
  setInterval: (action: () => void, delay: number) => interval(metered(action), delay),
});

await serve(parentPort!, options, nodeFiles);
