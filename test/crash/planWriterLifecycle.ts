import { type FaultInjection, operations } from './faultInjector.js';

/** How a writer's life goes. Times are in milliseconds; without an injection its moment comes after a random time. */
export interface WriterLifecycle {
  readonly injection?: FaultInjection;
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

export function planWriterLifecycle(random: () => number): WriterLifecycle {
  const kind = random();
  const after = random() * 200;
  if (kind < 0.12) return { dies: 'starting', after: random() * 250, stopped: 0, afterwards: 0 };
  if (kind < 0.4 || !canStop) return { dies: 'writing', after, stopped: 0, afterwards: 0 };
  if (kind < 0.75)
    return { dies: 'writing', after: 900, stopped: 0, afterwards: 0, injection: planInjection(random, 'die') };
  const stopped = random() < 0.6 ? random() * 400 : 1_000 + random() * 5_000;
  const afterwards = random() < 0.3 ? 0 : 50 + random() * 500;
  const injection = random() < 0.7 ? planInjection(random, 'stop') : undefined;
  return {
    dies: 'writing',
    after: injection === undefined ? after : 900,
    stopped,
    afterwards,
    ...(injection === undefined ? {} : { injection }),
  };
}

/** Each kind of call alike, the first of it or a later one. */
function planInjection(random: () => number, action: FaultInjection['action']): FaultInjection {
  const operation = operations[Math.trunc(random() * operations.length)]!;
  return { operation, count: 1 + Math.trunc(random() ** 3 * 30), side: random() < 0.5 ? 'before' : 'after', action };
}
