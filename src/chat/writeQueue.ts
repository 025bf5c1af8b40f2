import { ScoutError, toScoutError } from '../core/errors.js';
import type { Logger } from '../core/logger.js';
import type { ChatHistory, HistoryEvent } from '../storage/api/chatHistory.js';
import type { UnsavableStore } from '../storage/api/unsavable.js';
import { reductions } from './savableEvents.js';

/** How long after a failed write the next attempt is made, in milliseconds, when nobody writes before. */
const retryIntervalMs = 5_000;

export interface WriteQueueDependencies {
  readonly history: Pick<ChatHistory, 'append'>;
  readonly unsavable: UnsavableStore;
  readonly logger: Logger;
  /** Called with the error when writing begins to fail, and with `undefined` when it works again. */
  readonly onWriteError: (error: ScoutError | undefined) => void;
}

/**
 * So many transactions of different conversations that cannot be written mean that none can be. One alone may ask for more memory or space than
 * there is, and others have enough.
 */
const mostFailures = 2;

interface Pending {
  readonly events: readonly HistoryEvent[];
  readonly saved: (written: readonly HistoryEvent[]) => void;
  /** Called with the first failure, instead of trying again. */
  readonly refused?: (error: ScoutError) => void;
}

/**
 * Writes to the chat history without ever dropping a message: what cannot be written now (a full disk, a
 * read-only folder) stays queued, each conversation's in its order, is tried again with the next write and every few seconds,
 * and the error is reported until writing works again. What can never be written is kept aside whole, and written
 * with less: nothing waits behind it.
 */
export class WriteQueue {
  readonly #dependencies: WriteQueueDependencies;
  #queue: Pending[] = [];
  #running: Promise<void> | undefined;
  #writeError: ScoutError | undefined;
  #timer: NodeJS.Timeout | undefined;
  #disposed = false;

  constructor(dependencies: WriteQueueDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Queues a transaction; `saved` is called once it is synced to disk, with what is there: less than `events` where those can never be
   * saved. Never fails: see `onWriteError`.
   */
  enqueue(events: readonly HistoryEvent[], saved: (written: readonly HistoryEvent[]) => void): void {
    this.#queue.push({ events, saved });
    this.#start();
  }

  /**
   * Queues a transaction that is made once or never: resolves when it is synced to disk. Rejects with
   * `ScoutError` when it, or what waits before it of the same conversations, cannot be written now; it will not be written later then.
   */
  writeOnce(events: readonly HistoryEvent[]): Promise<void> {
    return new Promise((resolve, refused) => {
      this.#queue.push({ events, saved: () => resolve(), refused });
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

  /** What fails from now on is not tried again. */
  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
  }

  #start(): void {
    this.#running ??= this.#drain().finally(() => {
      this.#running = undefined;
      // Queued after the last look at the queue. After a failure the retry writes it, for which `writeOnce` does not wait.
      const isRetrying = this.#timer !== undefined || this.#disposed;
      if (this.#queue.some(({ refused }) => !isRetrying || refused !== undefined)) this.#start();
    });
  }

  async #drain(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const failures = new Set<ScoutError>();
    /** The conversations of which something waits: what comes later of them waits, too. */
    const waiting = new Set<string>();
    for (let at = 0; at < this.#queue.length && failures.size < mostFailures;) {
      const next = this.#queue[at]!;
      const isBehind = [...conversationsOf(next)].some((id) => waiting.has(id));
      const outcome = isBehind ? [...failures].at(-1)! : await this.#write(next);
      if (!(outcome instanceof ScoutError)) {
        this.#queue.splice(at, 1);
        if (failures.size === 0) this.#setWriteError(undefined);
        next.saved(outcome);
        continue;
      }
      if (!isUnsavable(outcome)) failures.add(outcome);
      if (next.refused === undefined) {
        for (const id of conversationsOf(next)) waiting.add(id);
        at += 1;
      } else {
        this.#queue.splice(at, 1);
        next.refused(outcome);
      }
    }
    const [failure] = failures;
    if (failure !== undefined) this.#retryLater(failure);
  }

  /** Nothing that is made once or never waits for that. */
  #retryLater(failure: ScoutError): void {
    const once = this.#queue.filter(({ refused }) => refused !== undefined);
    this.#queue = this.#queue.filter(({ refused }) => refused === undefined);
    for (const { refused } of once) refused?.(failure);
    if (this.#queue.length === 0) return;
    this.#setWriteError(failure);
    if (!this.#disposed) this.#timer = setTimeout(() => this.#start(), retryIntervalMs);
  }

  /** @returns what is on disk, or why nothing is: `unsavable` for a `writeOnce` only. */
  async #write({ events, refused }: Pending): Promise<readonly HistoryEvent[] | ScoutError> {
    const { history, logger } = this.#dependencies;
    try {
      await history.append(events, 'synced');
      return events;
    } catch (error) {
      if (refused !== undefined || !isUnsavable(error)) return toScoutError(error);
      logger.error('A change can never be saved in the chat history as it is; it is kept beside it', error);
    }
    await this.#keepAside(events);
    for (const reduce of reductions) {
      try {
        const reduced = events.map(reduce);
        // What was refused, or what every storage thread has died of, is not tried again.
        if (reduced.every((event, index) => event === events[index])) continue;
        await history.append(reduced, 'synced');
        return reduced;
      } catch (error) {
        if (!isUnsavable(error)) return toScoutError(error);
      }
    }
    return [];
  }

  async #keepAside(events: readonly HistoryEvent[]): Promise<void> {
    const { unsavable, logger } = this.#dependencies;
    const messages = events.filter(({ type }) => type !== 'conversation.set');
    for (const event of messages.length > 0 ? messages : events) {
      const [conversationId, id] = idsOf(event);
      try {
        await unsavable.keep(conversationId, id, event);
      } catch (error) {
        // What stands behind it is worth more than waiting with it.
        logger.error('What can never be saved could not be kept beside the chat history either', error);
      }
    }
  }

  #setWriteError(error: ScoutError | undefined): void {
    if (this.#writeError === undefined && error === undefined) return;
    const { logger, onWriteError } = this.#dependencies;
    const began = this.#writeError === undefined;
    this.#writeError = error;
    if (error === undefined) logger.info('The chat history can be saved again');
    else if (began) logger.error('The chat history cannot be saved; SCOUT keeps trying', error);
    onWriteError(error);
  }
}

/**
 * Whether nobody can ever save it, whenever it is tried. What the storage calls its own failure passes; an error that nobody foresaw comes from
 * the content, and comes again.
 */
function isUnsavable(error: unknown): boolean {
  return toScoutError(error).code !== 'storage';
}

function conversationsOf({ events }: Pending): ReadonlySet<string> {
  return new Set(events.map((event) => idsOf(event)[0]));
}

/** The conversation, and under what its content is kept. */
function idsOf(event: HistoryEvent): readonly [conversationId: string, id: string] {
  switch (event.type) {
    case 'message.put':
      return [event.message.conversationId, event.message.id];
    case 'message.delta':
      return [event.conversationId, event.messageId];
    case 'job.put':
      return [event.job.conversationId, event.job.id];
    default:
      return [event.id, 'conversation'];
  }
}
