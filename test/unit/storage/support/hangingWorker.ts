/**
 * The storage worker, but each thread hangs in an endless loop: with a file `hang-before` in the folder in the middle of a transaction
 * that mentions what the file says, with `hang-after` before it reports such a transaction as saved.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { NumberedRequest, Reply, WorkerOptions } from '../../../../src/storage/protocol/workerProtocol.js';
import { nodeFiles } from '../../../../src/storage/worker/files/files.js';
import { serve } from '../../../../src/storage/worker/server.js';

const options = workerData as WorkerOptions;
const requests = new Map<number, string>();

function hangAt(place: 'before' | 'after', request: string | undefined): void {
  const file = path.join(options.directory, `hang-${place}`);
  if (request === undefined || !existsSync(file) || !request.includes(readFileSync(file, 'utf8'))) return;
  for (;;);
}

// The frame of a transaction is made of its JSON, in the middle of the transaction.
const bufferFrom = Buffer.from.bind(Buffer) as (value: unknown, ...rest: unknown[]) => Buffer;
Buffer.from = ((value: unknown, ...rest: unknown[]) => {
  if (typeof value === 'string') hangAt('before', value);
  return bufferFrom(value, ...rest);
}) as typeof Buffer.from;

const port = {
  on: (_name: 'message', listener: (request: NumberedRequest) => void) =>
    parentPort!.on('message', (request: NumberedRequest) => {
      if (request.request.kind === 'append') requests.set(request.id, JSON.stringify(request.request));
      listener(request);
    }),
  postMessage(reply: Reply) {
    if (reply.kind === 'done') hangAt('after', requests.get(reply.id));
    parentPort!.postMessage(reply);
  },
};
await serve(port as unknown as MessagePort, options, nodeFiles);
