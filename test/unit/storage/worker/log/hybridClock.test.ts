import assert from 'node:assert/strict';
import fc from 'fast-check';
import { HybridClock, stampOf } from '../../../../../src/storage/worker/log/hybridClock.js';

describe('the hybrid clock', () => {
  it('only moves forward, whatever the system clock and other writers do', () => {
    const step = fc.oneof(
      fc.record({ now: fc.integer({ min: -(2 ** 50), max: 2 ** 50 }) }),
      fc.record({ other: fc.bigInt(0n, 250_000_000_000_000n << 16n) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let now = 0;
        const clock = new HybridClock(() => now);
        let last = 0n;
        for (const event of steps) {
          if ('now' in event) now = event.now;
          else clock.observe(event.other);
          if ('other' in event && event.other > last) last = event.other;
          const tick = clock.tick();
          assert.ok(tick > last);
          last = tick;
        }
      }),
    );
  });

  it('follows the system clock while that moves forward', () => {
    const clock = new HybridClock(() => 1_700_000_000_000);
    assert.equal(clock.tick() >> 16n, 1_700_000_000_000n);
  });

  it('never ticks beyond what a reader believes, even with the system clock past the year 9999', () => {
    assert.ok(new HybridClock(() => 8.64e15).tick() < 253_402_300_799_999n << 16n);
  });

  it('makes stamps that sort by clock, then writer, then place', () => {
    const sorted = [
      stampOf(9n, 'ffff', 5),
      stampOf(10n, 'aaaa', 0),
      stampOf(10n, 'aaaa', 1),
      stampOf(10n, 'aaaa', 16),
      stampOf(10n, 'bbbb', 0),
      stampOf(2n ** 60n, '0000', 0),
    ];
    assert.deepEqual([...sorted].reverse().sort(), sorted);
  });
});
