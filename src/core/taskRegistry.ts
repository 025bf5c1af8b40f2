import { abortError, isCancellation } from './errors.js';
import type { Logger } from './logger.js';

/** A background task that has begun and not ended. */
export interface RunningTask {
  readonly name: string;
  /** Unix milliseconds. */
  readonly startedAt: number;
  /** Whether it has been told to stop. */
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
 * `AbortSignal`; its rejection goes to whoever awaits it, and is logged when a shutdown or a scope
 * had to wait for it.
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

  /**
   * Runs `body` as a task of this name and gives back its result. Rejects with `AbortError`, without
   * running it, once the registry is shut down.
   */
  run<T>(name: string, body: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return this.#start(name, new AbortController(), body).settled;
  }

  /** A scope that cancels, awaits and removes whatever still runs in it when it is disposed. */
  scope(): TaskScope {
    return new TaskScope((name, controller, body) => this.#start(name, controller, body).settled, this.#logger);
  }

  /**
   * Refuses new tasks, cancels the running ones and waits for them, `deadlineMs` at the longest. Never
   * rejects: what failed, and what did not end in time, is logged. Harmless when called twice.
   */
  async shutdown(deadlineMs: number): Promise<void> {
    this.#closed = true;
    const entries = [...this.#entries];
    for (const entry of entries) entry.controller.abort(abortError());
    const timer = Promise.withResolvers<'late'>();
    const timeout = setTimeout(() => timer.resolve('late'), deadlineMs);
    const outcome = await Promise.race([Promise.allSettled(entries.map((entry) => entry.settled)), timer.promise]);
    clearTimeout(timeout);
    if (outcome === 'late') {
      const names = [...this.#entries].map((entry) => entry.name).join(', ');
      this.#logger.warn(`Tasks that did not end within ${deadlineMs} ms: ${names}`);
      return;
    }
    outcome.forEach((result, index) => {
      if (result.status === 'rejected' && !isCancellation(result.reason)) {
        this.#logger.error(`Task "${entries[index]!.name}" failed while it was shut down`, result.reason);
      }
    });
  }

  #start<T>(
    name: string,
    controller: AbortController,
    body: (signal: AbortSignal) => Promise<T>,
  ): { settled: Promise<T> } {
    if (this.#closed) return { settled: Promise.reject(abortError()) };
    const run = async (): Promise<T> => {
      try {
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
    return { settled };
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
    results.forEach((result, index) => {
      if (result.status === 'rejected' && !isCancellation(result.reason)) {
        this.#logger.error(`Task "${left[index]![1].name}" failed at the end of its scope`, result.reason);
      }
    });
  }
}
