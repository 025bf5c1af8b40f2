import { setImmediate as immediate } from 'node:timers/promises';
import { abortError } from './errors.js';

/** For how long at most work goes on without a turn for others, in milliseconds. */
const longestWorkMs = 10;

/** Of long work: lets others have their turn when it is time. */
export class TimeSlices {
  readonly #signal: AbortSignal | undefined;
  #start = performance.now();

  /** @param signal of work that somebody may no longer want */
  constructor(signal?: AbortSignal) {
    this.#signal = signal;
  }

  /** Whether the time is over: for work whose steps are too short for a promise each. */
  get isOver(): boolean {
    return performance.now() - this.#start > longestWorkMs;
  }

  /** To be called often; waits only when the time is over. @throws AbortError */
  async pause(): Promise<void> {
    if (this.isOver) {
      await immediate();
      this.#start = performance.now();
    }
    if (this.#signal?.aborted === true) throw abortError();
  }
}
