import { isCancellation, ScoutError, toScoutError } from '../../core/errors.js';
import type { LongWork } from '../../storage/api/maintenance.js';
import type { MaintenanceDependencies } from './maintenanceDependencies.js';
import { withCancellableProgress } from '../ui/withCancellableProgress.js';

/**
 * Carries out work on the history's files with a notification that shows how far it is and can stop it.
 *
 * @param name of the task, in the list of running ones
 * @param failed puts why it did not work into a sentence
 * @returns `undefined` when it was stopped
 * @throws ScoutError('storage') with that sentence
 */
export async function runMaintenance<T>(
  { tasks, logger }: MaintenanceDependencies,
  title: string,
  name: string,
  failed: (reason: string) => string,
  run: (work: LongWork) => Promise<T>,
): Promise<T | undefined> {
  const started = performance.now();
  try {
    const result = await withCancellableProgress(title, name, tasks, (signal, report) =>
      run({ signal, onProgress: (fraction) => report(fraction, '') }),
    );
    logger.info(`Done: ${name}, ${(performance.now() - started).toFixed(0)} ms.`);
    return result;
  } catch (error) {
    if (!isCancellation(error)) throw new ScoutError('storage', failed(toScoutError(error).message), { cause: error });
    logger.info(`Stopped: ${name}.`);
    return undefined;
  }
}
