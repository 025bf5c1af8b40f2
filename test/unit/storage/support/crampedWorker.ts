/**
 * The storage worker in a process that gets no more memory: while the file `limit` lies in the folder, JavaScript fails, as it does when the system refuses,
 * to make any piece of memory greater than the number in it. Checkpoints follow each other quickly.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { nodeFiles } from '../../../../src/storage/worker/files/files.js';
import { serve } from '../../../../src/storage/worker/server.js';
import type { WorkerOptions } from '../../../../src/storage/protocol/workerProtocol.js';

const options = workerData as WorkerOptions;
const limitFile = path.join(options.directory, 'limit');
const small = 1024 ** 2;

function refuse(bytes: unknown): void {
  if (typeof bytes !== 'number' || bytes < small || !existsSync(limitFile)) return;
  if (bytes > Number(readFileSync(limitFile, 'utf8'))) throw new RangeError('Array buffer allocation failed');
}

const resize = Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, 'resize')!.value as (
  this: ArrayBuffer,
  bytes: number,
) => void;
Object.defineProperty(ArrayBuffer.prototype, 'resize', {
  value(this: ArrayBuffer, bytes: number) {
    refuse(bytes);
    resize.call(this, bytes);
  },
});
for (const name of ['ArrayBuffer', 'Uint8Array'] as const) {
  const original = globalThis[name];
  Object.defineProperty(globalThis, name, {
    value: new Proxy(original, {
      construct(target, parameters: unknown[], made) {
        refuse(parameters[0]);
        return Reflect.construct(target, parameters, made === globalThis[name] ? target : made) as object;
      },
    }),
  });
}
await serve(parentPort!, options, nodeFiles, {
  checkpointBytes: 1_000,
  checkpointFrames: 1_000,
  pollMs: 1_000,
  idleMs: 200,
});
