/** A storage worker in trouble: the disk is full, a file is damaged, nothing is found or saved, the user database cannot be closed, work is long in stopping. */
import { parentPort } from 'node:worker_threads';
import type { NumberedRequest, Reply } from '../../../../src/storage/protocol/workerProtocol.js';

const post = (reply: Reply): void => parentPort!.postMessage(reply);

post({ kind: 'health', database: 'history', health: { state: 'low-space', warnings: ['A file is damaged.'] } });
parentPort!.on('message', ({ id, request }: NumberedRequest) => {
  if (request.kind === 'maintenance') return;
  if (request.kind === 'cancel') setTimeout(() => post({ kind: 'done', id: request.of, value: undefined }), 50);
  const fails = request.kind === 'append' || (request.kind === 'close' && request.database === 'users');
  if (fails) post({ kind: 'failed', id, failure: { message: 'The disk does not answer.', retryable: false } });
  else post({ kind: 'done', id, value: request.kind === 'query' ? [] : undefined });
});
