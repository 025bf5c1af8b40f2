import assert from 'node:assert/strict';
import { setImmediate as immediate, setTimeout as delay } from 'node:timers/promises';
import { CoalescingRunner } from '../../../../src/chat/conversation/coalescingRunner.js';
import { timers } from '../../app/support/timers.js';
import { until } from '../../storage/support/until.js';

/** Runs that end when the test says so. */
function runs() {
  const ends: (() => void)[] = [];
  const repeatable = new CoalescingRunner(() => new Promise((resolve) => ends.push(resolve)));
  return { repeatable, count: () => ends.length, endLast: () => ends.at(-1)!() };
}

describe('what is asked for more often than it needs to run', () => {
  it('runs once more for everything that is asked for during a run, and never twice at a time', async () => {
    const { repeatable, count, endLast } = runs();
    const first = repeatable.request();
    const later = [repeatable.request(), repeatable.request()];
    assert.equal(count(), 1);
    endLast();
    await until(() => count() === 2);
    endLast();
    await Promise.all([first, ...later]);
    assert.equal(count(), 2);
  });

  it('runs again when it is asked for after a run', async () => {
    const { repeatable, count, endLast } = runs();
    for (let expected = 1; expected <= 3; expected += 1) {
      const done = repeatable.request();
      assert.equal(count(), expected);
      endLast();
      await done;
    }
  });

  it('runs again when it is asked for in the very moment in which a run ends', async () => {
    const { repeatable, count, endLast } = runs();
    const first = repeatable.request();
    void first.then(() => void repeatable.request());
    endLast();
    await first;
    await until(() => count() === 2);
    endLast();
  });

  it('pauses after a run, and longer after a longer one', async () => {
    const times: { readonly begin: number; readonly end: number }[] = [];
    const repeatable = new CoalescingRunner(async () => {
      const begin = performance.now();
      await delay(30);
      times.push({ begin, end: performance.now() });
    });
    const done = repeatable.request();
    void repeatable.request();
    await done;
    const [first, second] = times as [(typeof times)[number], (typeof times)[number]];
    // A timer may be a millisecond early.
    assert.ok(second.begin - first.end >= 4 * (first.end - first.begin) - 2, 'four times as long as the run took');
  });

  it('runs later, once, unless it runs before', async () => {
    const { repeatable, count, endLast } = runs();
    repeatable.requestLater(1);
    repeatable.requestLater(5);
    await delay(30);
    assert.equal(count(), 1);
    endLast();
    await delay(5);
    repeatable.requestLater(5);
    const done = repeatable.request();
    endLast();
    await done;
    await delay(30);
    assert.equal(count(), 2);
  });

  it('does not begin again when nobody needs it any more', async () => {
    const { repeatable, count, endLast } = runs();
    const done = repeatable.request();
    void repeatable.request();
    repeatable.requestLater(1);
    repeatable.dispose();
    endLast();
    await done;
    await repeatable.request();
    repeatable.requestLater(1);
    await delay(20);
    assert.equal(count(), 1);
  });
  it('ends a pause when nobody needs it any more', async () => {
    await delay(1);
    const before = timers();
    const repeatable = new CoalescingRunner(() => delay(50));
    const done = repeatable.request();
    void repeatable.request();
    await until(() => timers() > before);
    await delay(60);
    repeatable.dispose();
    await immediate();
    assert.equal(timers(), before);
    await done;
  });
});
