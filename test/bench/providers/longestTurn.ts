/** An action, and the longest time of it in which nothing else had a turn in this thread. */
export interface Turns {
  /** All of it, in milliseconds: until it was over, and CPU of this thread. */
  readonly elapsed: number;
  readonly cpu: number;
  /** Milliseconds of CPU in the longest turn: other processes do not count. */
  readonly longest: number;
}

export async function turnsOf(action: () => unknown): Promise<Turns> {
  const [begun, cpuBegun] = [performance.now(), process.threadCpuUsage()];
  let [isOver, longest, last] = [false, 0, process.threadCpuUsage()];
  const look = (): void => {
    longest = Math.max(longest, millisecondsOf(process.threadCpuUsage(last)));
    last = process.threadCpuUsage();
    if (!isOver) setImmediate(look);
  };
  setImmediate(look);
  await action();
  const [elapsed, cpu] = [performance.now() - begun, millisecondsOf(process.threadCpuUsage(cpuBegun))];
  // What ended it is part of a turn, too.
  await new Promise((resolve) => setImmediate(resolve));
  isOver = true;
  return { elapsed, cpu, longest };
}

function millisecondsOf({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1_000;
}
