import type { PreferenceStore } from '../storage/api/users.js';

/** The chats that a view could not show in time: these are shown as plain text at first, also after a reload or a crash. */
export class PlainTextChats {
  readonly #store: PreferenceStore;

  constructor(store: PreferenceStore) {
    this.#store = store;
  }

  async has(conversationId: string): Promise<boolean> {
    return (await this.#store.value(keyOf(conversationId))) === true;
  }

  add(conversationId: string): Promise<void> {
    return this.#store.setValue(keyOf(conversationId), true);
  }

  remove(conversationId: string): Promise<void> {
    return this.#store.setValue(keyOf(conversationId), null);
  }
}

function keyOf(conversationId: string): string {
  return `plainText:${conversationId}`;
}
