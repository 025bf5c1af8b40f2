import assert from 'node:assert/strict';
import { once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { nodeFiles } from '../../../../src/storage/worker/files/files.js';
import { historySchema } from '../../../../src/storage/worker/databases/history/historySchema.js';
import { serve } from '../../../../src/storage/worker/server.js';
import type { Schema } from '../../../../src/storage/worker/engine/schema.js';
import type { NumberedRequest, Reply } from '../../../../src/storage/protocol/workerProtocol.js';
import { message } from '../support/openDatabase.js';
import { sqlJsDirectory } from '../support/sqlJsDirectory.js';
import { putMessage, withFolder } from '../support/openStorage.js';

describe('the storage worker', function () {
  this.timeout(180_000);

  it('does what was put off while something was saved, once nothing is asked for, and to its end', () =>
    withFolder(async (directory) => {
      const { port1: ours, port2: theirs } = new MessageChannel();
      const original = { ...historySchema };
      const answers: boolean[] = [];
      const ended = new Promise<void>((resolve) => {
        Object.assign(historySchema, {
          settle: ((sql) => {
            const isMore = original.runDeferredWork!(sql);
            answers.push(isMore);
            if (!isMore) resolve();
            return isMore;
          }) satisfies Schema['runDeferredWork'],
        });
      });
      try {
        await serve(theirs, { directory, sqlJsDirectory }, nodeFiles);
        const events = Array.from({ length: 40 }, (_, index) => putMessage(message(`m${index}`)));
        ours.postMessage({
          id: 1,
          request: { kind: 'append', database: 'history', events, durability: 'synced' },
        } satisfies NumberedRequest);
        for (let reply: Reply | undefined; reply?.kind !== 'done'; [reply] = (await once(ours, 'message')) as [Reply]);
        assert.deepEqual(answers, [], 'nobody waits for it');
        await ended;
        assert.deepEqual(answers, [true, true, false]);
        ours.postMessage({ id: 2, request: { kind: 'close', database: 'history' } } satisfies NumberedRequest);
        await once(ours, 'message');
      } finally {
        Object.assign(historySchema, original);
        ours.close();
      }
    }));
});
