import type { PreferenceStore } from '../storage/api/users.js';

/** The key of the draft of a chat that has no message yet. */
export const newChat = 'new';

/** The text in the composer of each conversation, which is there again after a reload or a crash. */
export class Drafts {
  readonly #store: PreferenceStore;

  constructor(store: PreferenceStore) {
    this.#store = store;
  }

  /** Empty when nothing was being written. */
  text(conversationId: string): Promise<string> {
    return this.#store.text(`draft:${conversationId}`);
  }

  /** The empty text removes the draft. */
  setText(conversationId: string, text: string): Promise<void> {
    return this.#store.setText(`draft:${conversationId}`, text);
  }
}
