import assert from 'node:assert/strict';
import { MessageChannel } from 'node:worker_threads';
import { mock } from 'node:test';
import type { NumberedRequest, Reply } from '../../../../src/storage/protocol/workerProtocol.js';
import type { Schema } from '../../../../src/storage/worker/engine/schema.js';
import { DeferredWorkScheduler } from '../../../../src/storage/worker/deferredWorkScheduler.js';
import { historySchema } from '../../../../src/storage/worker/databases/history/historySchema.js';
import { message } from '../support/openDatabase.js';
import { nodeFiles } from '../../../../src/storage/worker/files/files.js';
import { until } from '../support/until.js';
import { putMessage, withFolder } from '../support/openStorage.js';
import { serve } from '../../../../src/storage/worker/server.js';
import { sqlJsDirectory } from '../support/sqlJsDirectory.js';

describe('DeferredWorkScheduler', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  it('runs all parts of the work after a pause', () => {
    let parts = 3;
    const scheduler = new DeferredWorkScheduler(() => --parts > 0);
    scheduler.schedule();
    mock.timers.tick(99);
    assert.equal(parts, 3);
    mock.timers.tick(1);
    assert.equal(parts, 0);
    mock.timers.tick(1_000);
    assert.equal(parts, 0, 'there was nothing left');
  });

  it('waits anew with each request', () => {
    let runs = 0;
    const scheduler = new DeferredWorkScheduler(() => {
      runs++;
      return false;
    });
    for (let request = 0; request < 5; request++) {
      scheduler.schedule();
      mock.timers.tick(60);
    }
    assert.equal(runs, 0);
    mock.timers.tick(60);
    assert.equal(runs, 1);
  });
});

describe('deferred work in the storage worker', function () {
  this.timeout(180_000);

  it('is done once nothing is asked for, and to its end', () =>
    withFolder(async (directory) => {
      const { port1: ours, port2: theirs } = new MessageChannel();
      const original = { ...historySchema };
      /** Replies, and whether there was more to do, in the order they came about. */
      const seen: (string | boolean)[] = [];
      const post = theirs.postMessage.bind(theirs);
      theirs.postMessage = (reply: Reply) => {
        if (reply.kind === 'done') seen.push('saved');
        post(reply);
      };
      const ended = new Promise<void>((resolve) => {
        Object.assign(historySchema, {
          runDeferredWork: (sql) => {
            const isMore = original.runDeferredWork!(sql);
            seen.push(isMore);
            if (!isMore) resolve();
            return isMore;
          },
        } satisfies Partial<Schema>);
      });
      try {
        await serve(theirs, { directory, sqlJsDirectory }, nodeFiles);
        const events = Array.from({ length: 40 }, (_, index) => putMessage(message(`m${index}`)));
        ours.postMessage({
          id: 1,
          request: { kind: 'append', database: 'history', events, durability: 'synced' },
        } satisfies NumberedRequest);
        await ended;
        assert.deepEqual(seen, ['saved', true, true, false]);
        const closed = until(() => seen.length === 5);
        ours.postMessage({ id: 2, request: { kind: 'close', database: 'history' } } satisfies NumberedRequest);
        await closed;
      } finally {
        Object.assign(historySchema, original);
        ours.close();
      }
    }));
});
