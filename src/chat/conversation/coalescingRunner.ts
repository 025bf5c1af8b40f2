import { setTimeout as delay } from 'node:timers/promises';
import type { Disposable } from '../../core/disposables.js';

/** How much longer the pause after a run is than the run: running all the time takes a fifth of the time. */
const pauseFactor = 4;

/**
 * Something that is asked for more often than it needs to run: never twice at a time, and of all that is asked for
 * during a run, or in the pause after it, one more run comes.
 */
export class CoalescingRunner implements Disposable {
  readonly #run: () => Promise<void>;
  #isRequested = false;
  #running: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  readonly #disposing = new AbortController();

  /** @param run must not reject. */
  constructor(run: () => Promise<void>) {
    this.#run = run;
  }

  /** Resolves when a run that began after this call has ended, or when there will be none any more. */
  request(): Promise<void> {
    if (this.#isDisposed) return Promise.resolve();
    clearTimeout(this.#timer);
    this.#isRequested = true;
    return (this.#running ??= this.#runWhileRequested());
  }

  /** Asks for a run in `ms` milliseconds, unless one is asked for before; a later call counts instead of an earlier one. */
  requestLater(ms: number): void {
    clearTimeout(this.#timer);
    if (!this.#isDisposed) this.#timer = setTimeout(() => void this.request(), ms);
  }

  dispose(): void {
    this.#disposing.abort();
    clearTimeout(this.#timer);
  }

  get #isDisposed(): boolean {
    return this.#disposing.signal.aborted;
  }

  /** Ends at once when nobody needs a run any more. */
  async #pause(ms: number): Promise<void> {
    const { signal } = this.#disposing;
    await delay(ms, undefined, { signal }).catch(() => undefined);
  }

  async #runWhileRequested(): Promise<void> {
    try {
      while (this.#isRequested && !this.#isDisposed) {
        this.#isRequested = false;
        const start = performance.now();
        await this.#run();
        if (this.#isRequested) await this.#pause((performance.now() - start) * pauseFactor);
      }
    } finally {
      // In the same step as the last check of `#isRequested`: no request falls between.
      this.#running = undefined;
    }
  }
}
