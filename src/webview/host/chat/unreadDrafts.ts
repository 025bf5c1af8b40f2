import { keepBoth, replacePart } from '../../protocol/keepBoth.js';

interface UnreadDraft {
  /** How many of the drafts that the page was told it has not read. */
  readonly count: number;
  /** What the draft would be, had the page read them. */
  readonly whole: string;
  /** What it is. */
  readonly last: string;
}

/**
 * The drafts that a page was told and has not read yet. A page puts what it reads together with what it has written since; of one that ends
 * before that, `take` does it.
 */
export class UnreadDrafts {
  readonly #unread = new Map<string, UnreadDraft>();
  /** What the page has last said of each draft, or was given of it; empty ones are left out. */
  readonly #written = new Map<string, string>();

  /** The conversations with a draft that the page may not have read. */
  get ids(): readonly string[] {
    return [...this.#unread.keys()];
  }

  /** Somebody else has changed the draft, and the page was told. */
  told(conversationId: string, text: string): void {
    const { count, whole, last } = this.#unread.get(conversationId) ?? { count: 0, whole: text, last: text };
    this.#unread.set(conversationId, { count: count + 1, whole: changed(whole, last, text), last: text });
  }

  /** What the page has written is stored in place of what was there. */
  written(conversationId: string, text: string): void {
    const unread = this.#unread.get(conversationId);
    const before = this.#written.get(conversationId) ?? '';
    if (unread !== undefined)
      this.#unread.set(conversationId, { ...unread, whole: changed(unread.whole, before, text), last: text });
    this.#setWritten(conversationId, text);
  }

  /** The page is given this draft with a chat that it shows from now on. */
  given(conversationId: string, text: string): void {
    this.#unread.delete(conversationId);
    this.#setWritten(conversationId, text);
  }

  /** The page has read one of the drafts that it was told, which is in all that it writes from now on. */
  read(conversationId: string): void {
    const unread = this.#unread.get(conversationId);
    if (unread === undefined || unread.count === 1) this.#unread.delete(conversationId);
    else this.#unread.set(conversationId, { ...unread, count: unread.count - 1 });
  }

  /** @returns what is stored, with what the page will not read any more. */
  take(conversationId: string, stored: string): string {
    const unread = this.#unread.get(conversationId);
    this.#unread.delete(conversationId);
    return unread === undefined ? stored : changed(unread.whole, unread.last, stored);
  }

  #setWritten(conversationId: string, text: string): void {
    if (text === '') this.#written.delete(conversationId);
    else this.#written.set(conversationId, text);
  }
}

/** The whole draft, after somebody who knew this part of it has put a text in its place. */
function changed(whole: string, part: string, text: string): string {
  if (whole === part || (text !== '' && keepBoth(whole, text) === text)) return text;
  return replacePart(whole, part, text) ?? keepBoth(whole, text);
}
