import type { Logger } from '../core/logger.js';

/** One step of an orderly end. */
export interface ShutdownStep {
  readonly name: string;
  /** How long it is waited for, in milliseconds. */
  readonly deadlineMs: number;
  readonly run: () => unknown;
}

/**
 * Runs the steps one after another and logs each. One that fails or takes too long is logged and does
 * not keep the next from running. Never rejects.
 */
export async function runSteps(logger: Logger, steps: readonly ShutdownStep[]): Promise<void> {
  for (const { name, deadlineMs, run } of steps) {
    const late = Promise.withResolvers<'late'>();
    const timer = setTimeout(() => late.resolve('late'), deadlineMs);
    try {
      const outcome = await Promise.race([Promise.resolve(run()), late.promise]);
      if (outcome === 'late') logger.warn(`Stopped waiting after ${deadlineMs} ms: ${name}`);
      else logger.info(`Done: ${name}`);
    } catch (error) {
      logger.error(`Failed: ${name}`, error);
    } finally {
      clearTimeout(timer);
    }
  }
}
