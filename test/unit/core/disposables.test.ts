import assert from 'node:assert/strict';
import { DisposableStore } from '../../../src/core/disposables.js';

describe('DisposableStore', () => {
  it('releases in reverse order, awaits each, reports a failing one and goes on', async () => {
    const order: string[] = [];
    const errors: unknown[] = [];
    const store = new DisposableStore((error) => errors.push(error));
    store.add({ dispose: () => order.push('first') });
    store.add({ dispose: () => Promise.reject(new Error('second')) });
    store.add({ dispose: () => Promise.resolve().then(() => order.push('third')) });
    await store.dispose();
    assert.deepEqual(order, ['third', 'first']);
    assert.deepEqual(errors.map(String), ['Error: second']);
    await store.dispose();
    assert.equal(order.length, 2, 'nothing is released twice');
  });
});
