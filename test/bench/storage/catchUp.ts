/** How long it takes until one window shows what another has saved: two processes on one folder. */
import { cp } from 'node:fs/promises';
import { type Durations, durationsOf } from './durations.js';
import type { Acknowledged, ChatterOptions } from './programs/chatter.js';
import type { ListenerOptions, Seen } from './programs/listener.js';
import { filledFolder, freshFolder, runProgram } from './runProgram.js';

export interface CatchUpReport {
  readonly messages: number;
  /** Milliseconds from the acknowledgement in one window to the answer of a query in the other. */
  readonly hinted: Durations;
  /** The same where the system gives no hints, so that only the poll finds changes. */
  readonly polled: Durations;
}

export async function measureCatchUp(messages: number): Promise<CatchUpReport> {
  return {
    messages,
    hinted: await delaysWith('storageWorker', messages),
    polled: await delaysWith('pollingWorker', messages),
  };
}

async function delaysWith(worker: ListenerOptions['worker'], messages: number): Promise<Durations> {
  const folder = await freshFolder('shared');
  await cp(await filledFolder(10_000), folder, { recursive: true });
  const [seen, acknowledged] = await Promise.all([
    runProgram<Seen>('listener', { folder, messages, worker } satisfies ListenerOptions),
    runProgram<Acknowledged>('chatter', { folder, messages } satisfies ChatterOptions),
  ]);
  return durationsOf(Object.entries(acknowledged).map(([id, time]) => seen[id]! - time));
}
