/**
 * Runs tasks one at a time. Of those that are asked for during a run only the last one follows: who types faster than the answers
 * come gets the last answer, and the others are never asked for.
 */
export class LatestOnlyRunner {
  #isRunning = false;
  #waiting: (() => Promise<void>) | undefined;

  /** Whether another task follows the one that runs: what that one brings is stale. */
  get isOutdated(): boolean {
    return this.#waiting !== undefined;
  }

  /** Resolves when nothing runs any more; at once while another call's task does. @param task must not reject. */
  async run(task: () => Promise<void>): Promise<void> {
    this.#waiting = task;
    if (this.#isRunning) return;
    this.#isRunning = true;
    while (this.#waiting !== undefined) {
      const next: () => Promise<void> = this.#waiting;
      this.#waiting = undefined;
      await next();
    }
    this.#isRunning = false;
  }
}
