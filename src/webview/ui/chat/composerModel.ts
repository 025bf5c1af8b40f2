import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import type { DurableRequest } from '../../protocol/delivery.js';
import { createMessageId } from '../delivery/messageId.js';
import type { Outbox } from '../delivery/outbox.js';

/** A message that was sent and is not part of the conversation yet. */
export type PendingMessage = Extract<DurableRequest, { readonly type: 'send' }>;

/** The text that is being written in one view, and what was sent of it that the host has not taken yet. */
export class ComposerModel {
  /** The text in the composer. */
  readonly draft = signal('');
  /** Those of the conversation on screen, in their order, as long as the host has not made them part of it. */
  readonly pending: ReadonlySignal<readonly PendingMessage[]>;
  readonly #outbox: Outbox;
  readonly #chatId = signal('');

  /** @param isShown whether a message with this id is in the list. */
  constructor(outbox: Outbox, isShown: (messageId: string) => boolean) {
    this.#outbox = outbox;
    this.pending = computed(() =>
      outbox.entries.value
        .map(({ request }) => request)
        .filter((request): request is PendingMessage => request.type === 'send')
        .filter(({ conversationId, messageId }) => conversationId === this.#chatId.value && !isShown(messageId)),
    );
  }

  /**
   * This conversation is on screen. When it was before, the view knows best what is being written; otherwise what the host
   * does not have yet of the draft counts more than what it has.
   */
  show(chatId: string, hostDraft: string): void {
    if (chatId === this.#chatId.peek()) return;
    this.#chatId.value = chatId;
    this.draft.value = this.#outbox.draft(chatId) ?? hostDraft;
  }

  /** Takes over what stands in the composer, and has it saved. */
  type(text: string): void {
    this.draft.value = text;
    this.#outbox.setDraft(this.#chatId.peek(), text);
  }

  /** Sends the composer's text and empties it. @returns whether there was any. */
  send(): boolean {
    const text = this.draft.peek();
    if (text.trim() === '') return false;
    const conversationId = this.#chatId.peek();
    batch(() => {
      this.#outbox.addAll([
        { type: 'send', messageId: createMessageId(), conversationId, text },
        { type: 'draft', conversationId, text: '' },
      ]);
      this.draft.value = '';
    });
    return true;
  }

  /** Asks for a message back that the host has not made part of the conversation. */
  takeBack(messageId: string): void {
    this.#outbox.add({ type: 'withdraw', messageId });
  }

  /** The host did not take the message: its text stands before what was written since. */
  giveBack({ text }: PendingMessage): void {
    const written = this.draft.peek();
    this.type(written.trim() === '' ? text : `${text}\n\n${written}`);
  }
}
