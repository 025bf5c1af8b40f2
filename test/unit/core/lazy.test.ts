import assert from 'node:assert/strict';
import { Lazy } from '../../../src/core/lazy.js';

describe('a lazy value', () => {
  it('is made once, on first use, and shared', async () => {
    let made = 0;
    const lazy = new Lazy(() => Promise.resolve({ number: ++made }));
    assert.equal(made, 0);
    const [first, second] = await Promise.all([lazy.get(), lazy.get()]);
    assert.equal(first, second);
    assert.equal(await lazy.get(), first);
    assert.equal(made, 1);
  });

  for (const [title, fail] of [
    ['whose creation rejects', () => Promise.reject(new Error('not now'))],
    [
      'whose creation throws at once',
      () => {
        throw new Error('not now');
      },
    ],
  ] as const) {
    it(`${title} is made anew by the next use`, async () => {
      let attempts = 0;
      const lazy = new Lazy<string>(() => (++attempts === 1 ? fail() : Promise.resolve('made')));
      const together = await Promise.allSettled([lazy.get(), lazy.get()]);
      assert.deepEqual(
        together.map(({ status }) => status),
        ['rejected', 'rejected'],
      );
      assert.equal(await lazy.get(), 'made');
      assert.equal(attempts, 2);
    });
  }

  it('that was never asked for is not made by asking whether it started', async () => {
    const lazy = new Lazy(() => assert.fail('made'));
    assert.equal(await lazy.started(), undefined);
  });

  it('gives what has started, and nothing of an attempt that fails', async () => {
    let fails = true;
    const lazy = new Lazy(() => (fails ? Promise.reject(new Error('not now')) : Promise.resolve('made')));
    const attempt = lazy.get();
    assert.equal(await lazy.started(), undefined);
    await assert.rejects(attempt, /not now/);
    fails = false;
    void lazy.get();
    assert.equal(await lazy.started(), 'made');
  });
});
