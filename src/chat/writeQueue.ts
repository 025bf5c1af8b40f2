import { toScoutError, type ScoutError } from '../core/errors.js';
import type { Logger } from '../core/logger.js';
import type { ChatHistory, HistoryEvent } from '../storage/api/chatHistory.js';

/** How long after a failed write the next attempt is made, in milliseconds, when nobody writes before. */
const retryIntervalMs = 5_000;

interface Pending {
  readonly events: readonly HistoryEvent[];
  readonly saved: () => void;
  /** Called with the first failure, instead of trying again. */
  readonly refused?: (error: ScoutError) => void;
}

/**
 * Writes to the chat history without ever dropping a message: what cannot be written now (a full disk, a
 * read-only folder) stays queued in its order, is tried again with the next write and every few seconds,
 * and the error is reported until writing works again.
 */
export class WriteQueue {
  readonly #history: ChatHistory;
  readonly #logger: Logger;
  readonly #onWriteError: (error: ScoutError | undefined) => void;
  #queue: Pending[] = [];
  #running: Promise<void> | undefined;
  #writeError: ScoutError | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** @param onWriteError called with the error when writing begins to fail, and with `undefined` when it works again. */
  constructor(history: ChatHistory, logger: Logger, onWriteError: (error: ScoutError | undefined) => void) {
    this.#history = history;
    this.#logger = logger;
    this.#onWriteError = onWriteError;
  }

  /** Queues a transaction; `saved` is called once it is synced to disk. Never fails: see `onWriteError`. */
  enqueue(events: readonly HistoryEvent[], saved: () => void): void {
    this.#queue.push({ events, saved });
    this.#start();
  }

  /**
   * Queues a transaction that is made once or never: resolves when it is synced to disk. Rejects with
   * `ScoutError` when it, or what waits before it, cannot be written now; it will not be written later then.
   */
  writeOnce(events: readonly HistoryEvent[]): Promise<void> {
    return new Promise((saved, refused) => {
      this.#queue.push({ events, saved, refused });
      this.#start();
    });
  }

  /** Tries once to write all that is queued. Resolves when it is written, or when that failed. */
  flush(): Promise<void> {
    this.#start();
    return this.#running ?? Promise.resolve();
  }

  /** How many transactions are not on disk. */
  get pending(): number {
    return this.#queue.length;
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  #start(): void {
    this.#running ??= this.#drain().finally(() => {
      this.#running = undefined;
      // Queued after the last look at the queue. After a failure the retry writes it, for which `writeOnce` does not wait.
      const isRetrying = this.#timer !== undefined;
      if (this.#queue.some(({ refused }) => !isRetrying || refused !== undefined)) this.#start();
    });
  }

  async #drain(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (let next = this.#queue[0]; next !== undefined; next = this.#queue[0]) {
      try {
        await this.#history.append(next.events, 'synced');
      } catch (error) {
        if (this.#rejectOnlyOnce(toScoutError(error))) continue;
        this.#setWriteError(toScoutError(error));
        this.#timer = setTimeout(() => this.#start(), retryIntervalMs);
        return;
      }
      this.#queue.shift();
      this.#setWriteError(undefined);
      next.saved();
    }
  }

  /** Rejects every queued `writeOnce`. Returns whether the first of the queue was one. */
  #rejectOnlyOnce(error: ScoutError): boolean {
    const [first] = this.#queue;
    const onlyOnce = this.#queue.filter(({ refused }) => refused !== undefined);
    this.#queue = this.#queue.filter(({ refused }) => refused === undefined);
    for (const { refused } of onlyOnce) refused?.(error);
    return first?.refused !== undefined;
  }

  #setWriteError(error: ScoutError | undefined): void {
    if (this.#writeError === undefined && error === undefined) return;
    const began = this.#writeError === undefined;
    this.#writeError = error;
    if (error === undefined) this.#logger.info('The chat history can be saved again');
    else if (began) this.#logger.error('The chat history cannot be saved; SCOUT keeps trying', error);
    this.#onWriteError(error);
  }
}
