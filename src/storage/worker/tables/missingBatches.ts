import type { MissingBatch } from './recoverableTables.js';

/** A transaction of about this size is written and applied within a few milliseconds. */
const MAX_EVENTS = 50;
const MAX_BYTES = 256 * 1024;

type Count = 'conversations' | 'copies' | 'messages' | 'preferences';

/** Collects events into transactions of limited size. */
export class MissingBatches {
  #events: unknown[] = [];
  #bytes = 0;
  #counts: Record<Count, number> = { conversations: 0, copies: 0, messages: 0, preferences: 0 };

  /** @param size of the event, in bytes, more or less. */
  add(event: unknown, size: number, ...counts: readonly Count[]): void {
    this.#events.push(event);
    this.#bytes += size;
    for (const count of counts) this.#counts[count]++;
  }

  get isFull(): boolean {
    return this.#events.length >= MAX_EVENTS || this.#bytes >= MAX_BYTES;
  }

  take(fraction: number): MissingBatch {
    const batch = { events: this.#events, ...this.#counts, fraction };
    this.#events = [];
    this.#bytes = 0;
    this.#counts = { conversations: 0, copies: 0, messages: 0, preferences: 0 };
    return batch;
  }
}
