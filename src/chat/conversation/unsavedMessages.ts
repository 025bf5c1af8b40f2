import type { MessageStatus, StoredMessage } from '../../storage/api/chatHistory.js';

/** The messages whose newest state is not on disk. */
export class UnsavedMessages {
  readonly #newest = new Map<string, MessageStatus>();

  get size(): number {
    return this.#newest.size;
  }

  has(messageId: string): boolean {
    return this.#newest.has(messageId);
  }

  add({ id, status }: StoredMessage): void {
    this.#newest.set(id, status);
  }

  /** This state is on disk. Returns whether it is the newest: the beginning of an answer is saved before its end is. */
  markSaved({ id, status }: StoredMessage): boolean {
    return this.#newest.get(id) === status && this.#newest.delete(id);
  }
}
