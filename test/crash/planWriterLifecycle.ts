import { type Ambush, operations } from './faultInjector.js';

/** How a writer's life goes. Times are in milliseconds; without an ambush its moment comes after a random time. */
export interface Fate {
  readonly ambush?: Ambush;
  /** Whether its time runs from its start, so that it dies while it reads what others left, or from its first acknowledgement. */
  readonly dies: 'starting' | 'writing';
  readonly after: number;
  /** How long it is stopped before its end; 0: not at all. Longer ones see others checkpoint and collect garbage meanwhile. */
  readonly stopped: number;
  /** How long it goes on after it was stopped; 0: it is killed in its sleep. */
  readonly afterwards: number;
}

/** Without signals that stop a process, as on Windows, writers are only killed. */
export const canStop = process.platform !== 'win32';

export function drawFate(random: () => number): Fate {
  const kind = random();
  const after = random() * 200;
  if (kind < 0.12) return { dies: 'starting', after: random() * 250, stopped: 0, afterwards: 0 };
  if (kind < 0.4 || !canStop) return { dies: 'writing', after, stopped: 0, afterwards: 0 };
  if (kind < 0.75) return { dies: 'writing', after: 900, stopped: 0, afterwards: 0, ambush: drawAmbush(random, 'die') };
  const stopped = random() < 0.6 ? random() * 400 : 1_000 + random() * 5_000;
  const afterwards = random() < 0.3 ? 0 : 50 + random() * 500;
  const ambush = random() < 0.7 ? drawAmbush(random, 'stop') : undefined;
  return {
    dies: 'writing',
    after: ambush === undefined ? after : 900,
    stopped,
    afterwards,
    ...(ambush === undefined ? {} : { ambush }),
  };
}

/** Each kind of call alike, the first of it or a later one. */
function drawAmbush(random: () => number, action: Ambush['action']): Ambush {
  const operation = operations[Math.trunc(random() * operations.length)]!;
  return { operation, count: 1 + Math.trunc(random() ** 3 * 30), side: random() < 0.5 ? 'before' : 'after', action };
}
