/**
 * Runs tasks one at a time. Of those that are asked for during a run only the last one follows: who types faster than the answers
 * come gets the last answer, and the others are never asked for.
 */
export class LatestOnlyRunner {
  #isRunning = false;
  #waiting: ((signal: AbortSignal) => Promise<void>) | undefined;
  #outdated = new AbortController();

  /** Whether another task follows the one that runs: what that one brings is stale. */
  get isOutdated(): boolean {
    return this.#waiting !== undefined;
  }

  /**
   * Resolves when nothing runs any more; at once while another call's task does.
   * @param task must not reject. Its signal is aborted when another one follows.
   */
  async run(task: (signal: AbortSignal) => Promise<void>): Promise<void> {
    this.#waiting = task;
    this.#outdated.abort();
    if (this.#isRunning) return;
    this.#isRunning = true;
    while (this.#waiting !== undefined) {
      const next: (signal: AbortSignal) => Promise<void> = this.#waiting;
      this.#waiting = undefined;
      this.#outdated = new AbortController();
      await next(this.#outdated.signal);
    }
    this.#isRunning = false;
  }
}
