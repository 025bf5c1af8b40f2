import { abortError } from './errors.js';

/** How long nothing else may run, in milliseconds. */
const maximumMs = 12;

/** Of long work: lets others run after a while. */
export class TimeSlices {
  readonly #signal: AbortSignal;
  #start = performance.now();

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /** Whether the time is over: for work whose steps are too short for a promise each. */
  get isOver(): boolean {
    return performance.now() - this.#start > maximumMs;
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
