/**
 * Carries out what has deadlines of its own, each of them made a hundred times longer: on a machine that is busy, too, it
 * then ends because it is done.
 */
export async function patiently(work: () => Promise<void>): Promise<void> {
  const { setTimeout: start } = globalThis;
  const startLate = (callback: () => void, delay = 0): NodeJS.Timeout => start(callback, delay * 100);
  globalThis.setTimeout = startLate as typeof globalThis.setTimeout;
  try {
    await work();
  } finally {
    globalThis.setTimeout = start;
  }
}
