import { setImmediate as immediate } from 'node:timers/promises';

/** For how long at most work goes on without a turn for others, in milliseconds. */
const longestWorkMs = 10;

/** Makes a function for long work to call again and again: it lets others have their turn when it is time. */
export function createPause(): () => Promise<void> {
  let workedSince = performance.now();
  return async () => {
    if (performance.now() - workedSince <= longestWorkMs) return;
    await immediate();
    workedSince = performance.now();
  };
}
