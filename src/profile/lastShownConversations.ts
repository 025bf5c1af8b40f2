import type { PreferenceStore } from '../storage/api/users.js';

/** The conversation each view showed last, which it opens again after a reload or a crash. */
export class LastShownConversations {
  readonly #store: PreferenceStore;

  constructor(store: PreferenceStore) {
    this.#store = store;
  }

  /** @param place where the view is, such as the panel of a workspace. @returns the id; empty for a new chat or none. */
  conversationId(place: string): Promise<string> {
    return this.#store.text(`shown:${place}`);
  }

  /** @param conversationId empty for a new chat. */
  setConversationId(place: string, conversationId: string): Promise<void> {
    return this.#store.setText(`shown:${place}`, conversationId);
  }
}
