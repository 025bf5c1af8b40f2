import { within } from '../../../core/within.js';

/** Asks those that cannot be told to stop, such as language servers: the next question waits until the one before is answered. */
export class OneAtATime {
  readonly #patienceMs: number;
  #running: Promise<unknown> | undefined;

  /** @param patienceMs after this time nobody waits for an answer any more */
  constructor(patienceMs = 10_000) {
    this.#patienceMs = patienceMs;
  }

  /** Of those that wait, whoever is still wanted asks. @throws AbortError as soon as the signal is aborted, answered or not */
  async ask<T>(question: () => PromiseLike<T>, signal: AbortSignal): Promise<T> {
    while (this.#running !== undefined) await within(this.#running, signal);
    signal.throwIfAborted();
    const answer = Promise.resolve(question());
    const { promise: over, resolve } = Promise.withResolvers<void>();
    this.#running = over;
    const end = (): void => {
      clearTimeout(timer);
      if (this.#running === over) this.#running = undefined;
      resolve();
    };
    const timer = setTimeout(end, this.#patienceMs);
    timer.unref();
    answer.then(end, end);
    return within(answer, signal);
  }
}
