import assert from 'node:assert/strict';
import { KeyedSequence } from '../../../src/core/keyedSequence.js';

describe('actions that are run by key', () => {
  it('wait for those of their own key, also for one that fails, and for no other', async () => {
    const sequence = new KeyedSequence();
    const first = Promise.withResolvers<string>();
    const begun: string[] = [];
    const begin = <T>(name: string, outcome: Promise<T>) => {
      begun.push(name);
      return outcome;
    };
    const failing = sequence.run('a', () => begin('a1', first.promise));
    const second = sequence.run('a', () => begin('a2', Promise.resolve(2)));
    const other = sequence.run('b', () => begin('b1', Promise.resolve(3)));
    assert.deepEqual(begun, ['a1', 'b1']);
    assert.equal(await other, 3);
    first.reject(new Error('a1 fails'));
    await assert.rejects(failing, /a1 fails/u);
    assert.equal(await second, 2);
    assert.deepEqual(begun, ['a1', 'b1', 'a2']);
  });
});
