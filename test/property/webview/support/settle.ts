import { mock } from 'node:test';
import { settled } from '../../../unit/vscode/support/settled.js';
import type { JoinedView } from './joinedView.js';

/** Longer than any pause after which something typed is posted, in milliseconds. */
export const pauseMs = 400;

/** Passes on what is said, so many times, with the pauses between; the timers are those of the test. */
export async function settle(views: readonly JoinedView[], rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    mock.timers.tick(pauseMs);
    for (const view of views) view.passToHost();
    for (let turn = 0; turn < 6; turn += 1) await settled();
    for (const view of views) view.passToPage();
  }
}
