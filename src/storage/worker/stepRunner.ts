import { isSystemError } from './files/files.js';
import type { Step } from './step.js';

/**
 * `reading` is what somebody waits for, `following` takes over what other processes have written, `maintenance` is all else. One does not
 * wait for another.
 */
export type StepKind = 'reading' | 'following' | 'maintenance';

export interface StepRunnerOptions {
  /** Steps that follow each other without a pause take about so long, unless a single one takes longer. Milliseconds. */
  readonly sliceMs: number;
  /** Whether requests wait to be handled: they come first, once. */
  readonly isAsked: () => boolean;
}

/**
 * Runs long work in steps, so that requests are answered in between. Of each kind one piece of work runs at a time, in the order in which they
 * came; the kinds take turns, and so does what is being read, so that a quick search does not wait for a slow one.
 */
export class StepRunner {
  readonly #options: StepRunnerOptions;
  readonly #queues: Readonly<Record<StepKind, Work[]>> = { reading: [], following: [], maintenance: [] };
  #isScheduled = false;
  #turn = 0;

  constructor(options: StepRunnerOptions = { sliceMs: 0, isAsked: () => false }) {
    this.#options = options;
  }

  /** Whether there is any maintenance. */
  get isBusy(): boolean {
    return this.#queues.maintenance.length > 0;
  }

  /**
   * @param owner whose work it is.
   * @param done called with the result, or with the system's error. Any other error is thrown, and ends the thread.
   */
  run<T>(
    owner: string,
    work: Generator<Step, T>,
    done: (outcome: T | Error) => void,
    kind: StepKind = 'maintenance',
  ): void {
    this.#queues[kind].push({ owner, work, done: done as (outcome: unknown) => void, isWaiting: false });
    this.#schedule();
  }

  /** Stops the owner's work where it stands; what it has begun it cleans up. `done` is not called. @returns whether there was any. */
  abandon(owner: string): boolean {
    let isAny = false;
    for (const queue of Object.values(this.#queues)) {
      for (const entry of queue.filter((entry) => entry.owner === owner)) {
        queue.splice(queue.indexOf(entry), 1);
        entry.work.return(undefined);
        isAny = true;
      }
    }
    this.#schedule();
    return isAny;
  }

  #schedule(): void {
    if (this.#isScheduled || this.#ready().length === 0) return;
    this.#isScheduled = true;
    setImmediate(() => {
      // What came during the last slice is behind this in the queue of the event loop.
      if (this.#options.isAsked()) setImmediate(() => this.#runSlice());
      else this.#runSlice();
    });
  }

  #runSlice(): void {
    this.#isScheduled = false;
    const ready = this.#ready();
    const queue = ready[this.#turn++ % ready.length];
    const current = queue?.[0];
    const until = performance.now() + this.#options.sliceMs;
    try {
      if (queue !== undefined) while (this.#runStep(queue) && performance.now() < until);
    } finally {
      if (queue === this.#queues.reading && queue[0] === current) queue.push(...queue.splice(0, 1));
      this.#schedule();
    }
  }

  /** @returns whether the queue's first piece of work can go on at once. */
  #runStep(queue: Work[]): boolean {
    const current = queue[0]!;
    const finish = (outcome: unknown): false => {
      queue.splice(queue.indexOf(current), 1);
      current.done(outcome);
      return false;
    };
    try {
      const { done, value } = current.work.next();
      if (done === true) return finish(value);
      if (value instanceof Promise) this.#waitFor(value, current);
    } catch (error) {
      if (!isSystemError(error) && !(error instanceof Error && 'failure' in error)) throw error;
      return finish(error);
    }
    return !current.isWaiting && queue[0] === current;
  }

  #waitFor(promise: Promise<unknown>, work: Work): void {
    work.isWaiting = true;
    const goOn = (): void => {
      work.isWaiting = false;
      this.#schedule();
    };
    // How it ended the work itself sees.
    promise.then(goOn, goOn);
  }

  #ready(): readonly Work[][] {
    return Object.values(this.#queues).filter(([first]) => first?.isWaiting === false);
  }
}

interface Work {
  readonly owner: string;
  readonly work: Generator<Step, unknown>;
  readonly done: (outcome: unknown) => void;
  isWaiting: boolean;
}
