import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import type { DurableRequest, ViewRequest } from '../../protocol/delivery.js';
import { addedTo, beginsWith, keepBoth, replacePart, restBehind, withKept } from '../../protocol/keepBoth.js';
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
  /** What was given back and stands at the beginning of the draft, in the order in which it was sent. */
  #returned: readonly PendingMessage[] = [];
  /** The same, joined, of conversations that were not on screen then. */
  readonly #returnedElsewhere = new Map<string, string>();
  /** What stood here when another conversation was asked for; it counts until that is on screen, or is not coming. */
  #left: string | undefined;
  /** What the host has told last that it has of the draft. */
  #given = '';
  /** Whether the host has that, and may have something newer by now that was written elsewhere. */
  #isLeftStored = false;
  /** The conversation whose draft a message returned into while another one was on screen; empty when none has, or the user knows. */
  readonly returnedTo = signal('');

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

  /** Another conversation was asked for: what is written until it is on screen belongs there. */
  leave(): void {
    if (this.#kept !== undefined) return;
    this.#left = this.draft.peek();
    this.#isLeftStored = this.#isStored(this.#chatId.peek());
  }

  /**
   * This conversation is on screen. When it was before, the view knows best what is being written; otherwise what the host
   * does not have yet of the draft counts more than what it has.
   */
  show(chatId: string, hostDraft: string): void {
    const left = this.#kept;
    const isLeftStored = this.#isLeftStored;
    const before = this.#chatId.peek();
    if (chatId === before) return;
    const text = this.draft.peek();
    this.#given = hostDraft;
    this.#returned = [];
    this.#returnedElsewhere.delete(chatId);
    if (this.returnedTo.peek() === chatId) this.returnedTo.value = '';
    this.#chatId.value = chatId;
    const draft = this.#shownDraft(chatId, hostDraft);
    // It may be there for a moment only, before the one that was asked for last.
    this.#left = draft;
    this.#isLeftStored = this.#isStored(chatId);
    if (left === undefined || text === left) {
      this.draft.value = draft;
      return;
    }
    if (isLeftStored) this.#outbox.dropDraft(before);
    else this.#outbox.setDraft(before, left);
    this.type(arrived(text, left, draft));
  }

  /**
   * The draft was changed elsewhere: it is shown, before what the host does not have yet of what is being written here.
   * @returns whether it is in what will be posted of this draft; not of a chat that is not on screen.
   */
  receive(conversationId: string, text: string): boolean {
    if (conversationId !== this.#chatId.peek()) return false;
    if (this.#kept === undefined) this.#receiveShown(conversationId, text);
    else this.#receiveLeft(this.#kept, text);
    return true;
  }

  #receiveShown(conversationId: string, text: string): void {
    const own = this.#outbox.draft(conversationId);
    const whole = own === undefined ? text : this.#withOwn(conversationId, text, own);
    this.#given = text;
    if (own === undefined) this.draft.value = text;
    else if (whole !== own) this.type(whole);
  }

  /** What the host has may hold what it had from here before: that is what has been written on since. */
  #withOwn(conversationId: string, text: string, own: string): string {
    for (const base of [...this.#outbox.postedDrafts(conversationId), this.#given]) {
      const whole = replacePart(text, base, own);
      if (whole !== undefined) return whole;
    }
    return keepBoth(addedTo(this.#given, text), own);
  }

  /** The same while another conversation is on its way, into which goes what has been written here since. @param left stays here. */
  #receiveLeft(left: string, text: string): void {
    // What the host has of it counts, also when it was removed.
    const whole = this.#isLeftStored ? text : this.#withOwn(this.#chatId.peek(), text, left);
    this.#given = text;
    if (whole === left) return;
    const written = this.draft.peek();
    const since = written.startsWith(left) ? restBehind(left, written) : written;
    this.#left = whole;
    if (since === '' && this.#isLeftStored) this.draft.value = whole;
    else this.type([whole, since].filter((part) => part !== '').join('\n\n'));
  }

  /** The draft of a conversation that comes on screen, with what is to be kept beside it. */
  #shownDraft(chatId: string, hostDraft: string): string {
    // What the host has may be on its way as a message already.
    const stored = this.#outbox.isSending(chatId, hostDraft) ? '' : hostDraft;
    const draft = this.#outbox.draft(chatId) ?? stored;
    const kept = this.#outbox.keptDrafts(chatId);
    const whole = kept.reduceRight((newer, older) => keepBoth(older, newer), draft);
    if (kept.length > 0) this.#outbox.setDraft(chatId, whole);
    return whole;
  }

  /** Takes over what stands in the composer, and has it saved. */
  type(text: string): void {
    this.draft.value = text;
    this.#outbox.setDraft(this.#chatId.peek(), text);
  }

  /**
   * Sends the composer's text and empties it, unless it is to go into a conversation that is not on screen yet.
   * @param attachmentIds what goes with it. Without any, blank text is not sent.
   * @returns whether it was sent.
   */
  send(attachmentIds: readonly string[] = []): boolean {
    const text = this.draft.peek();
    const isEmpty = text.trim() === '' && attachmentIds.length === 0;
    if (isEmpty || this.#kept !== undefined) return false;
    const conversationId = this.#chatId.peek();
    batch(() => {
      this.#outbox.addAll([
        { type: 'send', messageId: createMessageId(), conversationId, text, attachmentIds },
        { type: 'draft', conversationId, text: '' },
      ]);
      this.draft.value = '';
      this.#returned = [];
    });
    return true;
  }

  /** Asks for a message back that the host has not made part of the conversation. */
  takeBack(messageId: string): void {
    this.#outbox.add({ type: 'withdraw', messageId });
  }

  /** The host did not take this: what was written for it returns into the composer. */
  takeRefused(request: ViewRequest): void {
    if (request.type === 'send' && request.conversationId === this.#chatId.peek()) this.#giveBack(request);
    else if (request.type === 'send') this.#giveBackElsewhere(request);
    if (request.type !== 'keep-draft') return;
    if (request.conversationId === this.returnedTo.peek()) this.returnedTo.value = '';
    const kept = (text: string): string => withKept(text, request.text, request.after);
    // It stays here when the conversation that is on its way comes.
    if (this.#left !== undefined) this.#left = kept(this.#left);
    this.#isLeftStored = false;
    this.type(kept(this.draft.peek()));
  }

  /** What stays in the conversation on screen when the one that was asked for comes; `undefined` when none is on its way. */
  get #kept(): string | undefined {
    return this.#outbox.isOpening.peek() ? this.#left : undefined;
  }

  #isStored(conversationId: string): boolean {
    return this.#outbox.draft(conversationId) === undefined && this.#outbox.keptDrafts(conversationId).length === 0;
  }

  /** The draft of a conversation that is not on screen is with the host, which puts the text before it. */
  #giveBackElsewhere({ conversationId, text }: PendingMessage): void {
    this.returnedTo.value = conversationId;
    // What was attached is in the draft there.
    if (text.trim() === '') return;
    const after = this.#returnedElsewhere.get(conversationId);
    this.#returnedElsewhere.set(conversationId, after === undefined ? text : `${after}\n\n${text}`);
    this.#outbox.add({ type: 'keep-draft', conversationId, text, after: after ?? '' });
  }

  /** The text of the message stands before what was written since, and after what was sent before it. */
  #giveBack(message: PendingMessage): void {
    // There was nothing but attachments, which are shown again.
    if (message.text.trim() === '') return;
    const written = this.draft.peek();
    const before = joined(this.#returned);
    const stands = beginsWith(written, before);
    // Ids grow with time.
    this.#returned = [...(stands ? this.#returned : []), message].sort((a, b) => (a.messageId < b.messageId ? -1 : 1));
    const texts = joined(this.#returned);
    const withReturned = (text: string): string => {
      const rest = stands && text.startsWith(before) ? restBehind(before, text) : text;
      return rest.trim() === '' ? texts : `${texts}\n\n${rest}`;
    };
    // It stays here when the conversation that is on its way comes.
    if (this.#left !== undefined) this.#left = withReturned(this.#left);
    this.#isLeftStored = false;
    this.type(withReturned(written));
  }
}

/** What the composer has of a text once the conversation that it is to go into, with its own draft, is on screen. @param left stays where it was. */
function arrived(text: string, left: string, draft: string): string {
  // A new chat that follows another has come with what was written in that one, and perhaps with some of what was written since.
  if (draft !== '' && draft.startsWith(left) && text.startsWith(draft)) return text;
  const since = text.startsWith(left) ? restBehind(left, text) : text;
  return draft.trim() === '' ? since : `${draft}\n\n${since}`;
}

function joined(messages: readonly PendingMessage[]): string {
  return messages.map(({ text }) => text).join('\n\n');
}
