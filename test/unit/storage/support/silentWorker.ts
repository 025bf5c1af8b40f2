/** A storage worker that takes every request and answers none but the last. */
import { parentPort } from 'node:worker_threads';
import type { NumberedRequest, Reply } from '../../../../src/storage/protocol/workerProtocol.js';

parentPort!.on('message', ({ id, request }: NumberedRequest) => {
  if (request.kind === 'close') parentPort!.postMessage({ kind: 'done', id, value: undefined } satisfies Reply);
});
