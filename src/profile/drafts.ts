import type { Disposable } from '../core/disposables.js';
import { Emitter } from '../core/event.js';
import { KeyedSequence } from '../core/keyedSequence.js';
import type { Logger } from '../core/logger.js';
import type { PreferenceStore } from '../storage/api/users.js';

/** Under which earlier versions stored the one draft that all new chats shared. */
const sharedByNewChats = 'draft:new';

export interface DraftChange {
  readonly conversationId: string;
  readonly text: string;
  /** The view in which it was written; `undefined` when it is in no view yet. */
  readonly author: symbol | undefined;
}

type Merge = (earlier: string, stored: string, text: string) => string;
type Change = (stored: string, isForeign: boolean) => string;

/** The text in the composer of each conversation, which is there again after a reload or a crash. A new chat has its own, by its id. */
export class Drafts {
  readonly #store: PreferenceStore;
  readonly #changed: Emitter<DraftChange>;
  /** What this window's views have been given, or have written, last. */
  readonly #known = new Map<string, string>();
  /** Who has made the last change in this window. */
  readonly #authors = new Map<string, symbol | undefined>();
  /** Where what was being written in chats that are gone, or new ones that were left, goes on, and what has moved there. */
  readonly #moved = new Map<string, { readonly toId: string; readonly text: string }>();
  #isSharedTaken = false;
  /** What is read before something is written must still hold then. */
  readonly #inOrder = new KeyedSequence();

  constructor(store: PreferenceStore, logger: Logger) {
    this.#store = store;
    this.#changed = new Emitter((error) => logger.error('Could not notify a view of a draft', error));
  }

  /** Empty when nothing was being written. */
  text(conversationId: string): Promise<string> {
    return this.#store.text(keyOf(conversationId));
  }

  /** The same, for a view that shows it from now on: what is written there is written in place of it. */
  open(conversationId: string): Promise<string> {
    return this.#inOrder.run(conversationId, async () => {
      const text = await this.text(conversationId);
      const known = this.#known.get(conversationId) ?? text;
      this.#known.set(conversationId, text);
      if (text !== known) this.#changed.fire({ conversationId, text, author: undefined });
      return text;
    });
  }

  /** What an earlier version stored for all new chats becomes the draft of the first that asks for it; empty for all others. */
  async takeShared(conversationId: string): Promise<string> {
    if (this.#isSharedTaken) return '';
    this.#isSharedTaken = true;
    const shared = await this.#store.text(sharedByNewChats);
    if (shared === '' || !(await this.save(conversationId, shared))) return '';
    await this.#store.setText(sharedByNewChats, '');
    return shared;
  }

  /** What has been changed in this window, or turns out to have been changed in another one. */
  onChanged(listener: (change: DraftChange) => void): Disposable {
    return this.#changed.on(listener);
  }

  /** Whether the last change of the draft in this window, if there was any, was made by somebody else. */
  isChangedByOther(conversationId: string, author: symbol): boolean {
    return this.#authors.has(conversationId) && this.#authors.get(conversationId) !== author;
  }

  /** As `change` to this text. */
  save(conversationId: string, text: string): Promise<boolean> {
    return this.change(conversationId, () => text);
  }

  /**
   * Stores what becomes of the text that is stored; the empty text removes the draft. Of several changes at once, each waits for the
   * one before it. Resolves with whether it is stored: the store itself does not fail.
   *
   * @param changed is told whether another window has stored that text, and no view of this one has seen it.
   */
  change(conversationId: string, changed: Change, author?: symbol): Promise<boolean> {
    return this.#inOrder.run(conversationId, () => this.#changeNow(conversationId, changed, author));
  }

  /** Removes the draft when it is this text, which has been sent. */
  async removeSent(conversationId: string, text: string): Promise<void> {
    await this.change(conversationId, (stored) => (stored === text ? '' : stored));
  }

  /**
   * What was being written in a chat that is gone, or in a new one that was left, goes on in another one: in the one that was named first,
   * whoever names another, since nobody wants it twice.
   *
   * @param merge is given what has moved before, what is there now, and what is to be there in its place.
   * @param removed what had moved, but was removed or sent in the chat that is gone; what is there now, or has moved since, is newer.
   */
  move(fromId: string, toId: string, merge: Merge, removed = ''): Promise<void> {
    const target = this.movedTo(fromId) ?? toId;
    // A chat that was gone may be on screen again.
    if (target === fromId) return Promise.resolve();
    this.#moved.set(fromId, { toId: target, text: this.movedText(fromId) });
    return this.#inOrder.run(fromId, async () => {
      // In its turn: the newest may be on its way to the disk.
      const text = await this.text(fromId);
      if (removed !== '') {
        if (this.movedText(fromId) === removed) this.#moved.set(fromId, { toId: target, text: '' });
        await this.change(target, (stored) => merge(removed, stored, ''));
      }
      if (text === '') return;
      const earlier = this.movedText(fromId);
      const whole = text.includes(earlier) ? text : `${earlier}\n\n${text}`;
      this.#moved.set(fromId, { toId: target, text: whole });
      if (await this.change(target, (stored) => merge(earlier, stored, text))) await this.#changeNow(fromId, () => '');
    });
  }

  /** Where what is written in this chat goes on; `undefined` when it has not moved. */
  movedTo(conversationId: string): string | undefined {
    return this.#moved.get(conversationId)?.toId;
  }

  /** What has moved from this chat so far; empty for nothing. */
  movedText(conversationId: string): string {
    return this.#moved.get(conversationId)?.text ?? '';
  }

  /** The chat is back, and what is written in it stays there. @param removed as in `move`; what is there again is not wanted twice. */
  async stay(conversationId: string, merge: Merge, removed: string): Promise<void> {
    const moved = this.#moved.get(conversationId);
    if (moved === undefined) return;
    this.#moved.delete(conversationId);
    const isBack = moved.text !== '' && (await this.text(conversationId)).includes(moved.text);
    const gone = removed === '' && isBack ? moved.text : removed;
    if (gone !== '') await this.change(moved.toId, (stored) => merge(gone, stored, ''));
  }

  async #changeNow(conversationId: string, changed: Change, author?: symbol): Promise<boolean> {
    const key = keyOf(conversationId);
    const stored = await this.#store.text(key);
    const isForeign = stored !== (this.#known.get(conversationId) ?? stored);
    const text = changed(stored, isForeign);
    // Nothing is written for a chat that never had a draft.
    if (stored === text) {
      this.#known.set(conversationId, text);
      return true;
    }
    await this.#store.setText(key, text);
    if ((await this.#store.text(key)) !== text) return false;
    this.#known.set(conversationId, text);
    this.#authors.set(conversationId, author);
    this.#changed.fire({ conversationId, text, author: isForeign ? undefined : author });
    return true;
  }
}

function keyOf(conversationId: string): string {
  return `draft:${conversationId}`;
}
