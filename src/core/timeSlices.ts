import { abortError } from './errors.js';

/** Of long work: lets others run after a while. */
export class TimeSlices {
  readonly #signal: AbortSignal;
  readonly #maximumMs: number;
  #start = performance.now();

  /** @param maximumMs how long nothing else may run */
  constructor(signal: AbortSignal, maximumMs: number) {
    this.#signal = signal;
    this.#maximumMs = maximumMs;
  }

  /** Whether the time is over: for work whose steps are too short for a promise each. */
  get isOver(): boolean {
    return performance.now() - this.#start > this.#maximumMs;
  }

  /** To be called often; waits only when the time is over. @throws AbortError */
  async pause(): Promise<void> {
    if (this.isOver) {
      await new Promise((resolve) => setImmediate(resolve));
      this.#start = performance.now();
    }
    if (this.#signal.aborted) throw abortError();
  }
}
