/** A storage worker in trouble: it has found a damaged file, finds and saves nothing, and cannot close the user database. */
import { parentPort } from 'node:worker_threads';
import type { NumberedRequest, Reply } from '../../../../src/storage/protocol/workerProtocol.js';

const post = (reply: Reply): void => parentPort!.postMessage(reply);

post({ kind: 'health', database: 'history', health: { state: 'ok', warnings: ['A file is damaged.'] } });
parentPort!.on('message', ({ id, request }: NumberedRequest) => {
  const fails = request.kind === 'append' || (request.kind === 'close' && request.database === 'users');
  if (fails) post({ kind: 'failed', id, failure: { message: 'The disk does not answer.', retryable: false } });
  else post({ kind: 'done', id, value: request.kind === 'query' ? [] : undefined });
});
