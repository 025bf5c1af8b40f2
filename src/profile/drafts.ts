import type { PreferenceStore } from '../storage/api/users.js';

/** The composer's text of a chat that has no message yet is kept under this name. */
export const newChat = 'new';

/** What a chat view finds again after a reload or a crash: the text in the composer, and the conversation it was showing. */
export class Preferences {
  readonly #store: PreferenceStore;

  constructor(store: PreferenceStore) {
    this.#store = store;
  }

  /** What was being written into the composer of this conversation; empty when nothing was. */
  draft(conversationId: string): Promise<string> {
    return this.#store.text(`draft:${conversationId}`);
  }

  setDraft(conversationId: string, text: string): Promise<void> {
    return this.#store.setText(`draft:${conversationId}`, text);
  }

  /** The conversation a view was showing, such as the panel of a workspace; empty for a new chat or none. */
  shownConversation(place: string): Promise<string> {
    return this.#store.text(`shown:${place}`);
  }

  setShownConversation(place: string, conversationId: string): Promise<void> {
    return this.#store.setText(`shown:${place}`, conversationId);
  }
}
