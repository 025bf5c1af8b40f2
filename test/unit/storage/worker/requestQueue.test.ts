import assert from 'node:assert/strict';
import { setImmediate as immediate } from 'node:timers/promises';
import type { DatabaseName, NumberedRequest } from '../../../../src/storage/protocol/workerProtocol.js';
import { type RequestHandlers, RequestQueue } from '../../../../src/storage/worker/requestQueue.js';

const append = (id: number, database: DatabaseName = 'history'): NumberedRequest => ({
  id,
  request: { kind: 'append', database, events: [], durability: 'synced' },
});
const report = (id: number): NumberedRequest => ({ id, request: { kind: 'report' } });

/** A queue that writes down what it hands over: appends as `history 1+2`, other requests as `report 3`. */
function recordingQueue(sliceMs = 1_000) {
  const seen: string[] = [];
  const handlers: RequestHandlers = {
    onAppends: (database, requests) => seen.push(`${database} ${requests.map(({ id }) => id).join('+')}`),
    onRequest: (id, { kind }) => seen.push(`${kind} ${id}`),
    onEmpty: () => seen.push('empty'),
  };
  const queue = new RequestQueue(handlers, sliceMs);
  return { queue, seen };
}

describe('RequestQueue', () => {
  it('hands over in one go the appends to one database that wait in a row, and nothing else together', async () => {
    const { queue, seen } = recordingQueue();
    const requests = [append(1), append(2), append(3, 'users'), append(4), report(5), append(6), append(7), report(8)];
    for (const request of requests) queue.add(request);
    assert.deepEqual(seen, [], 'more may be on its way');
    await immediate();
    assert.deepEqual(seen, ['history 1+2', 'users 3', 'history 4', 'report 5', 'history 6+7', 'report 8', 'empty']);
  });

  it('makes the first of many appends not wait for all others: at most 32 share a sync', async () => {
    const { queue, seen } = recordingQueue();
    for (let id = 1; id <= 70; id++) queue.add(append(id));
    assert.ok(queue.isWaiting);
    await immediate();
    assert.ok(!queue.isWaiting);
    assert.deepEqual(
      seen.map((group) => group.split('+').length),
      [32, 32, 6, 1],
    );
  });

  it('gives the event loop its turn between requests that wait, when they take long', async () => {
    const { queue, seen } = recordingQueue(0);
    for (let id = 1; id <= 40; id++) queue.add(append(id));
    queue.add(report(41));
    const turns: number[] = [];
    for (let before = 0; queue.isWaiting; before = seen.length) {
      await immediate();
      turns.push(seen.length - before);
    }
    assert.deepEqual(turns, [1, 1, 2], 'two groups of appends, then the report and the end');
    assert.deepEqual(seen.slice(2), ['report 41', 'empty']);
  });

  it('adds no append to what is a large step already', async () => {
    const { queue, seen } = recordingQueue();
    const large = [{ type: 'message.put', message: { parts: [{ type: 'text', text: 'x'.repeat(300 * 1024) }] } }];
    for (let id = 1; id <= 5; id++)
      queue.add({ id, request: { kind: 'append', database: 'history', events: large, durability: 'synced' } });
    await immediate();
    assert.deepEqual(seen, ['history 1+2', 'history 3+4', 'history 5', 'empty']);
  });

  it('does not group what came later with what was handed over before', async () => {
    const { queue, seen } = recordingQueue();
    queue.add(append(1));
    await immediate();
    queue.add(append(2));
    await immediate();
    assert.deepEqual(seen, ['history 1', 'empty', 'history 2', 'empty']);
  });

  it('keeps what comes while requests are handled for the next time', async () => {
    const seen: number[] = [];
    const handlers: RequestHandlers = {
      onAppends: () => assert.fail('nothing is appended'),
      onRequest: (id) => {
        seen.push(id);
        if (id === 1) queue.add(report(3));
      },
      onEmpty: () => seen.push(0),
    };
    const queue = new RequestQueue(handlers, 1_000);
    queue.add(report(1));
    queue.add(report(2));
    await immediate();
    assert.deepEqual(seen, [1, 2]);
    await immediate();
    assert.deepEqual(seen, [1, 2, 3, 0]);
  });
});
