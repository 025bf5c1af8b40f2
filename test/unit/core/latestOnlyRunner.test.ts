import assert from 'node:assert/strict';
import { LatestOnlyRunner } from '../../../src/core/latestOnlyRunner.js';

describe('LatestTask', () => {
  it('runs one at a time, and of those that were asked for meanwhile only the last', async () => {
    const latest = new LatestOnlyRunner();
    const gates = Array.from({ length: 3 }, () => Promise.withResolvers<void>());
    const begun: number[] = [];
    const task = (number: number) => async () => {
      begun.push(number);
      await gates[number]!.promise;
    };
    const all = latest.run(task(0));
    void latest.run(task(1));
    void latest.run(task(2));
    assert.deepEqual(begun, [0]);
    assert.equal(latest.isOutdated, true);
    gates[0]!.resolve();
    await new Promise(setImmediate);
    assert.deepEqual(begun, [0, 2]);
    assert.equal(latest.isOutdated, false);
    gates[2]!.resolve();
    await all;
    await latest.run(() => Promise.resolve(void begun.push(3)));
    assert.deepEqual(begun, [0, 2, 3]);
  });
});
