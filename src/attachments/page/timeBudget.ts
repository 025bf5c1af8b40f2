import { abortError } from '../../core/errors.js';
import { within } from '../../core/within.js';
import { PageFailure } from './pageFailure.js';

/** What is left of the time that reading a page may take, in all its steps together. */
export class TimeBudget {
  readonly #limitMs: number;
  #leftMs: number;

  constructor(limitMs: number) {
    this.#limitMs = limitMs;
    this.#leftMs = limitMs;
  }

  /** Waits for the work, also where that cannot be cancelled, as long as there is time. @throws PageFailure `timeout`, `AbortError` */
  async spend<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const timeout = AbortSignal.timeout(Math.max(0, Math.ceil(this.#leftMs)));
    const either = AbortSignal.any([signal, timeout]);
    const began = performance.now();
    try {
      return await within(work(either), either);
    } catch (error) {
      if (signal.aborted) throw abortError();
      if (timeout.aborted) throw new PageFailure('timeout', String(this.#limitMs / 1_000));
      throw error;
    } finally {
      this.#leftMs -= performance.now() - began;
    }
  }
}
