import assert from 'node:assert/strict';
import { setImmediate as immediate } from 'node:timers/promises';
import { Semaphore } from '../../../src/core/semaphore.js';

describe('a semaphore', () => {
  const { signal } = new AbortController();

  it('lets so many run at once, and the others in the order in which they came, whatever becomes of those before', async () => {
    const semaphore = new Semaphore(2);
    const begun: number[] = [];
    const ends = [0, 1, 2, 3].map(() => Promise.withResolvers<void>());
    const all = ends.map(({ promise }, index) =>
      semaphore.run(signal, () => {
        begun.push(index);
        return promise;
      }),
    );
    await immediate();
    assert.deepEqual(begun, [0, 1]);
    ends[1]!.reject(new Error('failed'));
    await assert.rejects(all[1]!, /failed/u);
    await immediate();
    assert.deepEqual(begun, [0, 1, 2]);
    ends.forEach(({ resolve }) => resolve());
    await Promise.allSettled(all);
    assert.deepEqual(begun, [0, 1, 2, 3]);
  });

  it('does not begin what is aborted first, and loses no place to it', async () => {
    const semaphore = new Semaphore(1);
    const gone = new AbortController();
    const never = (): Promise<void> => assert.fail('It was aborted.');
    const first = semaphore.run(gone.signal, never);
    const second = semaphore.run(gone.signal, never);
    const third = semaphore.run(signal, () => Promise.resolve('third'));
    gone.abort();
    await assert.rejects(first, { name: 'AbortError' });
    await assert.rejects(second, { name: 'AbortError' });
    assert.equal(await third, 'third');
    await assert.rejects(semaphore.run(gone.signal, never), { name: 'AbortError' });
    assert.equal(await semaphore.run(signal, () => Promise.resolve('next')), 'next');
  });
});
