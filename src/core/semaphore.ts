import { abortError } from './errors.js';

/** Lets a number of actions run at once; the others wait in the order in which they came. */
export class Semaphore {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  /** @param permits how many may run at once */
  constructor(permits: number) {
    this.#free = permits;
  }

  /** @throws AbortError when that is aborted before the action has begun; from then on the action follows the signal itself */
  async run<T>(signal: AbortSignal, action: () => Promise<T>): Promise<T> {
    await this.#take(signal);
    try {
      if (signal.aborted) throw abortError();
      return await action();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }

  #take(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(abortError());
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const begin = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(begin), 1);
        reject(abortError());
      };
      this.#waiting.push(begin);
      signal.addEventListener('abort', leave, { once: true });
    });
  }
}
