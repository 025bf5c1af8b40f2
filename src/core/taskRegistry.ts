import { abortError, isCancellation } from './errors.js';
import type { Logger } from './logger.js';

/** A background task that has begun and not ended. */
export interface RunningTask {
  readonly name: string;
  /** Unix milliseconds. */
  readonly startedAt: number;
  /** Whether it has been asked to stop. */
  readonly cancelled: boolean;
}

interface Entry {
  readonly name: string;
  readonly startedAt: number;
  readonly controller: AbortController;
  readonly settled: Promise<unknown>;
}

/**
 * Every background task of SCOUT, from its start to its end. A task is cancelled through its
 * `AbortSignal`; its rejection goes to whoever awaits it, and is logged where a shutdown or a scope had to
 * wait for it.
 */
export class TaskRegistry {
  readonly #logger: Logger;
  readonly #entries = new Set<Entry>();
  #closed = false;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** The tasks under way, oldest first. */
  get running(): readonly RunningTask[] {
    return [...this.#entries].map(({ name, startedAt, controller }) => ({
      name,
      startedAt,
      cancelled: controller.signal.aborted,
    }));
  }

  /** Whether it is shut down: nothing begins any more. */
  get isClosed(): boolean {
    return this.#closed;
  }

  /**
   * Runs `body` as a task of this name and gives back its result. Rejects with `AbortError`, without
   * running it, once the registry is shut down.
   */
  run<T>(name: string, body: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return this.#start(name, new AbortController(), body);
  }

  /** A scope that cancels, awaits and removes whatever still runs in it when it is disposed. */
  scope(): TaskScope {
    return new TaskScope((name, controller, body) => this.#start(name, controller, body), this.#logger);
  }

  /** Refuses new tasks from now on and asks the running ones to stop. Harmless when called twice. */
  cancelAll(): void {
    this.#closed = true;
    for (const entry of this.#entries) entry.controller.abort(abortError());
  }

  /**
   * Waits until every running task has ended, `deadlineMs` at the longest. Never rejects: what failed,
   * and what did not end in time, is logged.
   */
  async settle(deadlineMs: number): Promise<void> {
    const entries = [...this.#entries];
    const late = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => late.resolve(undefined), deadlineMs);
    const results = await Promise.race([Promise.allSettled(entries.map((entry) => entry.settled)), late.promise]);
    clearTimeout(timer);
    if (results === undefined) {
      const names = [...this.#entries].map((entry) => entry.name).join(', ');
      this.#logger.warn(`Tasks that did not finish within ${deadlineMs} ms: ${names}`);
      return;
    }
    const names = entries.map((entry) => entry.name);
    logFailures(results, names, this.#logger);
  }

  #start<T>(name: string, controller: AbortController, body: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(abortError());
    const run = async (): Promise<T> => {
      try {
        // Cancelled in the moment between its start and its first line: there is nothing to do.
        controller.signal.throwIfAborted();
        return await body(controller.signal);
      } finally {
        this.#entries.delete(entry);
        this.#logger.debug(`Task removed: ${name} (${this.#entries.size} running)`);
      }
    };
    // The entry exists before the body runs, so that a body that ends at once finds itself to remove.
    const begin = Promise.withResolvers<void>();
    const settled = begin.promise.then(run);
    const entry: Entry = { name, startedAt: Date.now(), controller, settled };
    this.#entries.add(entry);
    this.#logger.debug(`Task added: ${name} (${this.#entries.size} running)`);
    begin.resolve();
    return settled;
  }
}

type StartTask = <T>(
  name: string,
  controller: AbortController,
  body: (signal: AbortSignal) => Promise<T>,
) => Promise<T>;

/** Tasks that may not outlive a block: `await using scope = tasks.scope()`. */
export class TaskScope implements AsyncDisposable {
  readonly #start: StartTask;
  readonly #logger: Logger;
  readonly #tasks = new Map<Promise<unknown>, { name: string; controller: AbortController }>();

  constructor(start: StartTask, logger: Logger) {
    this.#start = start;
    this.#logger = logger;
  }

  run<T>(name: string, body: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    const task = this.#start(name, controller, body);
    this.#tasks.set(task, { name, controller });
    const forget = (): void => void this.#tasks.delete(task);
    task.then(forget, forget);
    return task;
  }

  /** Cancels and awaits what still runs. Never rejects; a failure that is no cancellation is logged. */
  async [Symbol.asyncDispose](): Promise<void> {
    const left = [...this.#tasks];
    for (const [, { controller }] of left) controller.abort(abortError());
    const results = await Promise.allSettled(left.map(([task]) => task));
    const names = left.map(([, { name }]) => name);
    logFailures(results, names, this.#logger);
  }
}

function logFailures(
  results: readonly PromiseSettledResult<unknown>[],
  names: readonly string[],
  logger: Logger,
): void {
  results.forEach((result, index) => {
    if (result.status === 'rejected' && !isCancellation(result.reason)) {
      logger.error(`Task "${names[index]!}" failed while stopping`, result.reason);
    }
  });
}
