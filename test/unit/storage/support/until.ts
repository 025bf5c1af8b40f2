import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';

/** Looks every 25 ms, for ten seconds at least. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; !(await condition()); attempt++) {
    assert.ok(attempt < 400, 'it does not happen');
    await delay(25);
  }
}
