import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';

/** Asks every 25 ms, and gives up only long after any machine would have done it. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; !(await condition()); attempt++) {
    assert.ok(attempt < 4_000, 'it does not happen');
    await delay(25);
  }
}
