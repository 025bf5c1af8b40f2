import { setImmediate as turn } from 'node:timers/promises';
import { throwIfAborted } from '../cancellation.js';

/** How many paths are looked at without a pause. */
const stretch = 2_000;

/** Does something with each, and gives all others a turn before every stretch of them. @throws AbortError */
export async function inStretches<Item>(
  items: readonly Item[],
  signal: AbortSignal,
  act: (item: Item) => void,
): Promise<void> {
  for (let start = 0; start < items.length; start += stretch) {
    await turn();
    throwIfAborted(signal);
    items.slice(start, start + stretch).forEach((item) => act(item));
  }
}
