import type { Disposable } from '../../core/disposables.js';
import { toScoutError } from '../../core/errors.js';
import type { Logger } from '../../core/logger.js';
import type { ChatHistory, Conversation } from '../../storage/api/chatHistory.js';
import type { WriteQueue } from '../writeQueue.js';

/**
 * How long a deleted conversation can be restored, in milliseconds: ten minutes, and some time more for who restores it in the last moment, or in
 * another window.
 */
const graceMs = 10.5 * 60_000;

export interface DeletionPurgeDependencies {
  readonly history: ChatHistory;
  readonly writer: WriteQueue;
  readonly logger: Logger;
  /** What else is stored of these conversations can go, too. */
  readonly onPurged: (ids: readonly string[]) => void;
}

export interface PurgeTiming {
  readonly graceMs: number;
  /** The wall clock, Unix milliseconds. */
  readonly now: () => number;
  /** A clock in milliseconds that nobody sets. */
  readonly elapsed: () => number;
}

const usualTiming: PurgeTiming = { graceMs, now: () => Date.now(), elapsed: () => performance.now() };

/**
 * Removes for good what was deleted ten minutes ago or longer, by whichever window. Durability depends on
 * none of it: what is not purged now is purged after the next start.
 */
export class DeletionPurge implements Disposable {
  readonly #dependencies: DeletionPurgeDependencies;
  readonly #timing: PurgeTiming;
  readonly #listening: Disposable;
  /** When each deletion is due, by the clock that nobody sets; the key distinguishes two deletions of one conversation. */
  #due = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #disposed = false;

  /** @param onListChanged takes a listener for every deletion, among other changes. */
  constructor(
    dependencies: DeletionPurgeDependencies,
    onListChanged: (listener: () => void) => Disposable,
    timing: PurgeTiming = usualTiming,
  ) {
    this.#dependencies = dependencies;
    this.#timing = timing;
    this.#listening = onListChanged(() => this.#schedule(timing.graceMs));
  }

  /** Purges what is due, and comes back for the rest. Never rejects. */
  async run(): Promise<void> {
    this.#cancel();
    const waiting = await this.#purge().catch((error: unknown) => {
      this.#dependencies.logger.warn(`Could not erase deleted chats: ${toScoutError(error).message}`);
      return this.#timing.graceMs;
    });
    if (waiting !== undefined) this.#schedule(waiting);
  }

  dispose(): void {
    this.#disposed = true;
    this.#listening.dispose();
    this.#cancel();
  }

  /** Resolves with the time until the next one is due; `undefined` when none waits. */
  async #purge(): Promise<number | undefined> {
    const deleted = await this.#dependencies.history.deleted();
    const now = this.#timing.elapsed();
    this.#due = new Map(
      deleted.map((entry) => [deletionOf(entry), this.#due.get(deletionOf(entry)) ?? now + this.#remaining(entry)]),
    );
    const dueOf = (entry: Conversation): number => this.#due.get(deletionOf(entry)) ?? now;
    const ids = deleted.filter((entry) => dueOf(entry) <= now).map(({ id }) => id);
    if (ids.length > 0) {
      await this.#dependencies.writer.writeOnce(ids.map((id) => ({ type: 'conversation.tombstone', id })));
      this.#dependencies.logger.info(`Permanently erased ${ids.length} deleted chats`);
      this.#dependencies.onPurged(ids);
    }
    const others = deleted.map(dueOf).filter((due) => due > now);
    return others.length === 0 ? undefined : Math.min(...others) - now;
  }

  /** A deletion in the future counts as one of now: the clock was set back since. */
  #remaining({ deletedAt }: Conversation): number {
    const age = Math.max(this.#timing.now() - (deletedAt ?? 0), 0);
    return Math.max(this.#timing.graceMs - age, 0);
  }

  #schedule(waitMs: number): void {
    if (this.#disposed) return;
    this.#timer ??= setTimeout(() => void this.run(), Math.max(waitMs, 1));
  }

  #cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

function deletionOf({ id, deletedAt }: Conversation): string {
  return `${id} ${deletedAt}`;
}
