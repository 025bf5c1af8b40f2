import type { PreferenceStore } from '../storage/api/users.js';

/** Under which earlier versions stored the one draft that all new chats shared. */
const sharedByNewChats = 'draft:new';

/** The text in the composer of each conversation, which is there again after a reload or a crash. A new chat has its own, by its id. */
export class Drafts {
  readonly #store: PreferenceStore;
  #isSharedTaken = false;
  /** The last change of each draft that is under way. */
  readonly #changing = new Map<string, Promise<boolean>>();

  constructor(store: PreferenceStore) {
    this.#store = store;
  }

  /** Empty when nothing was being written. */
  text(conversationId: string): Promise<string> {
    return this.#store.text(keyOf(conversationId));
  }

  /** The draft of a chat that has no message yet: the first one that is asked for takes over what an earlier version stored. */
  async textOfNewChat(conversationId: string): Promise<string> {
    const text = await this.text(conversationId);
    if (text !== '' || this.#isSharedTaken) return text;
    this.#isSharedTaken = true;
    const shared = await this.#store.text(sharedByNewChats);
    if (shared === '' || !(await this.save(conversationId, shared))) return '';
    await this.#store.setText(sharedByNewChats, '');
    return shared;
  }

  /**
   * The empty text removes the draft. Of several at once, each waits for the one before it. Resolves with whether it is stored: the
   * store itself does not fail.
   */
  save(conversationId: string, text: string): Promise<boolean> {
    return this.#inOrder(conversationId, (key) => this.#saveNow(key, text));
  }

  /** Stores what becomes of the text that is stored. Resolves with whether that is stored. */
  change(conversationId: string, changed: (stored: string) => string): Promise<boolean> {
    return this.#inOrder(conversationId, async (key) => this.#saveNow(key, changed(await this.#store.text(key))));
  }

  /** Removes the draft when it is this text, which has been sent. */
  async removeSent(conversationId: string, text: string): Promise<void> {
    await this.#inOrder(
      conversationId,
      async (key) => (await this.#store.text(key)) !== text || this.#saveNow(key, ''),
    );
  }

  /** What is read before something is written must still hold then. */
  #inOrder(conversationId: string, change: (key: string) => Promise<boolean>): Promise<boolean> {
    const key = keyOf(conversationId);
    const before = this.#changing.get(key) ?? Promise.resolve(true);
    const changing = before.catch(() => false).then(() => change(key));
    this.#changing.set(key, changing);
    return changing.finally(() => {
      if (this.#changing.get(key) === changing) this.#changing.delete(key);
    });
  }

  async #saveNow(key: string, text: string): Promise<boolean> {
    // Nothing is written for a chat that never had a draft.
    if ((await this.#store.text(key)) === text) return true;
    await this.#store.setText(key, text);
    return (await this.#store.text(key)) === text;
  }
}

function keyOf(conversationId: string): string {
  return `draft:${conversationId}`;
}
