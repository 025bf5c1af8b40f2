import type { PlainTextChats } from '../../../profile/plainTextChats.js';

/** How long a view may take to show what it was sent, in milliseconds. */
const longestShowingMs = 5_000;

/**
 * Notices when a view does not show what it was sent: then the chat is shown as plain text the next time that a page is
 * made for it. A view that shows it after all takes that back.
 */
export class SnapshotWatch {
  readonly #chats: PlainTextChats;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #awaitedId: string | undefined;
  #isLate = false;

  constructor(chats: PlainTextChats) {
    this.#chats = chats;
  }

  /** Something of this chat was sent that is shown formatted. */
  expect(conversationId: string): void {
    if (this.#awaitedId === conversationId) return;
    this.forget();
    this.#awaitedId = conversationId;
    this.#timer = setTimeout(() => {
      this.#isLate = true;
      void this.#chats.add(conversationId);
    }, longestShowingMs);
  }

  /** The view shows this chat. */
  confirm(conversationId: string): void {
    if (this.#awaitedId !== conversationId) return;
    const wasLate = this.#isLate;
    this.forget();
    if (wasLate) void this.#chats.remove(conversationId);
  }

  /** Nothing is awaited any more: the page is gone. What was late stays so. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#awaitedId = undefined;
    this.#isLate = false;
  }
}
