import assert from 'node:assert/strict';
import { setImmediate as immediate } from 'node:timers/promises';
import type { DatabaseName, NumberedRequest } from '../../../../src/storage/protocol/workerProtocol.js';
import { RequestQueue } from '../../../../src/storage/worker/requestQueue.js';

const append = (id: number, database: DatabaseName = 'history'): NumberedRequest => ({
  id,
  request: { kind: 'append', database, events: [], durability: 'synced' },
});
const report = (id: number): NumberedRequest => ({ id, request: { kind: 'report' } });

/** A queue that writes down what it hands over: appends as `history 1+2`, other requests as `report 3`. */
function recordingQueue() {
  const seen: string[] = [];
  const queue = new RequestQueue({
    onAppends: (database, requests) => seen.push(`${database} ${requests.map(({ id }) => id).join('+')}`),
    onRequest: (id, { kind }) => seen.push(`${kind} ${id}`),
    onEmpty: () => seen.push('empty'),
  });
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
    const queue: RequestQueue = new RequestQueue({
      onAppends: () => assert.fail('nothing is appended'),
      onRequest: (id) => {
        seen.push(id);
        if (id === 1) queue.add(report(3));
      },
      onEmpty: () => seen.push(0),
    });
    queue.add(report(1));
    queue.add(report(2));
    await immediate();
    await immediate();
    assert.deepEqual(seen, [1, 2, 0, 3, 0]);
  });
});
