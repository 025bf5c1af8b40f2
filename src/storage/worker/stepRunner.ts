/**
 * Runs long work in steps, one piece of work at a time, so that requests are answered in between.
 */
export class StepRunner {
  readonly #queue: Work[] = [];

  get isBusy(): boolean {
    return this.#queue.length > 0;
  }

  /**
   * @param owner whose work it is.
   * @param done called with the result, or with the system's error. Any other error is thrown, and ends the thread.
   */
  run<T>(owner: string, work: Generator<void, T>, done: (outcome: T | Error) => void): void {
    if (this.#queue.push({ owner, work, done: done as (outcome: unknown) => void }) === 1) this.#later();
  }

  /** Stops the owner's work where it stands; what it has begun it cleans up. `done` is not called. */
  abandon(owner: string): void {
    for (const entry of this.#queue.filter((entry) => entry.owner === owner)) {
      this.#queue.splice(this.#queue.indexOf(entry), 1);
      entry.work.return(undefined);
    }
  }

  #later(): void {
    setImmediate(() => {
      const current = this.#queue[0];
      if (current === undefined) return;
      const finish = (outcome: unknown): void => {
        this.#queue.shift();
        current.done(outcome);
      };
      try {
        const { done, value } = current.work.next();
        if (done === true) finish(value);
      } catch (error) {
        if (!(error instanceof Error && ('syscall' in error || 'failure' in error))) throw error;
        finish(error);
      }
      if (this.isBusy) this.#later();
    });
  }
}

interface Work {
  readonly owner: string;
  readonly work: Generator<void, unknown>;
  readonly done: (outcome: unknown) => void;
}
