import type { UnsavableStore } from '../../src/storage/api/unsavable.js';

/** What could not be saved, in memory, as it was given. */
export class MemoryUnsavable implements UnsavableStore {
  /** By the conversation's and the message's id. */
  readonly kept = new Map<string, unknown>();

  keep(conversationId: string, messageId: string, content: unknown): Promise<void> {
    this.kept.set(`${conversationId}/${messageId}`, content);
    return Promise.resolve();
  }

  fileOf(conversationId: string, messageId: string): Promise<string | undefined> {
    const name = `${conversationId}/${messageId}`;
    return Promise.resolve(this.kept.has(name) ? name : undefined);
  }

  forget(conversationIds: readonly string[]): Promise<void> {
    for (const name of [...this.kept.keys()])
      if (conversationIds.some((id) => name.startsWith(`${id}/`))) this.kept.delete(name);
    return Promise.resolve();
  }
}
