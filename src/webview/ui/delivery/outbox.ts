import { computed, signal } from '@preact/signals';
import { isDurable, isOpening, type RequestEnvelope, type ViewRequest } from '../../protocol/delivery.js';
import { createMessageId } from './messageId.js';
import { PacedAction, type Pace } from './pacedAction.js';

/** When a draft is posted. The host writes the whole of it to the disk each time. */
const draftPace: Pace = { pauseMs: 300, freeCharacters: 50_000, charactersPerMs: 200 };

export interface OutboxDependencies {
  readonly post: (envelope: RequestEnvelope) => void;
  /** Stores what is to be delivered after a reload as well. Called with every change. @param isTyping only a draft has changed, and will again. */
  readonly remember: (envelopes: readonly RequestEnvelope[], isTyping: boolean) => void;
}

/**
 * The requests that the host has not acknowledged, in their order. Whatever is in here has no other owner yet: it leaves only
 * when the host has it, or has refused it.
 */
export class Outbox {
  readonly entries = signal<readonly RequestEnvelope[]>([]);
  /** Whether another chat was asked for that is still on its way. */
  readonly isOpening = computed(() => this.entries.value.some(({ request }) => isOpening(request)));
  readonly #dependencies: OutboxDependencies;
  /** The draft that waits for the typing to pause. */
  #unposted: RequestEnvelope | undefined;
  /** The ids of drafts that wait for the chat that was asked for: what is written before it is there may move into it. */
  readonly #held = new Set<string>();
  /** The drafts that the host may have, with what it has acknowledged last, the oldest first. */
  #posted: readonly RequestEnvelope[] = [];
  readonly #posting = new PacedAction(() => this.#postDraft(), draftPace);

  /** @param restored what an earlier page of this view had not delivered; posted with `resend`. */
  constructor(dependencies: OutboxDependencies, restored: readonly RequestEnvelope[]) {
    this.#dependencies = dependencies;
    this.entries.value = restored.map((envelope) => ({ ...envelope, late: true }));
  }

  /** Posts the request, and keeps it. @returns its id. */
  add(request: ViewRequest): string {
    return this.addAll([request])[0]!;
  }

  /** Posts the requests in their order; a reload finds all of them or none. @returns their ids. */
  addAll(requests: readonly ViewRequest[]): readonly string[] {
    const replaced = requests.flatMap((request) => (request.type === 'draft' ? [request.conversationId] : []));
    const isReplaced = ({ request }: RequestEnvelope): boolean => replaced.some((id) => isDraftOf(request, id));
    if (this.#unposted !== undefined && isReplaced(this.#unposted)) this.#unposted = undefined;
    this.flush();
    const envelopes = requests.map(enveloped);
    this.#set([...this.entries.peek().filter((entry) => !isReplaced(entry)), ...envelopes]);
    envelopes.forEach((envelope) => this.#post(envelope));
    return envelopes.map(({ id }) => id);
  }

  /**
   * Keeps the newest draft of a conversation, at once, and posts it when the typing pauses, a large one less often, and not before the
   * chat that was asked for is there.
   */
  setDraft(conversationId: string, text: string): void {
    const envelope = enveloped({ type: 'draft', conversationId, text });
    if (this.#unposted?.request.type === 'draft' && this.#unposted.request.conversationId !== conversationId)
      this.flush();
    const isHeld = this.isOpening.peek();
    if (isHeld) this.#held.add(envelope.id);
    this.#unposted = isHeld ? undefined : envelope;
    this.#set([...this.entries.peek().filter(({ request }) => !isDraftOf(request, conversationId)), envelope], true);
    if (!isHeld) this.#posting.request(text.length);
  }

  /** The draft that the host has is the right one: another one that waits for the chat that was asked for is none of this conversation. */
  dropDraft(conversationId: string): void {
    this.#set(this.entries.peek().filter(({ request }) => !isDraftOf(request, conversationId)));
  }

  /** The draft that the host does not have yet; `undefined` when it has the newest. */
  draft(conversationId: string): string | undefined {
    const drafts = this.entries.peek().map(({ request }) => request);
    return drafts
      .filter((request) => request.type === 'draft')
      .findLast((draft) => draft.conversationId === conversationId)?.text;
  }

  /** What of the draft the host may have stored that this view has written, the newest first. */
  postedDrafts(conversationId: string): readonly string[] {
    return this.#posted
      .flatMap(({ request }) =>
        request.type === 'draft' && request.conversationId === conversationId ? [request.text] : [],
      )
      .reverse();
  }

  /** Drafts of the conversation that are to be kept whatever is stored there, the oldest first. The next draft stands for them, too. */
  keptDrafts(conversationId: string): readonly string[] {
    return this.entries
      .peek()
      .flatMap(({ request }) =>
        request.type === 'keep-draft' && request.conversationId === conversationId ? [request.text] : [],
      );
  }

  /** Whether this text is on its way into the conversation as a message. */
  isSending(conversationId: string, text: string): boolean {
    return this.entries
      .peek()
      .some(
        ({ request }) => request.type === 'send' && request.conversationId === conversationId && request.text === text,
      );
  }

  /** Posts what waits for a pause. */
  flush(): void {
    this.#posting.flush();
  }

  /** The host has it. */
  acknowledge(id: string): void {
    const at = this.#posted.findIndex((entry) => entry.id === id);
    const stored = this.#posted[at]?.request;
    if (stored?.type === 'draft')
      this.#posted = this.#posted.filter(
        ({ request }, index) => index >= at || !isDraftOf(request, stored.conversationId),
      );
    this.#set(this.entries.peek().filter((entry) => entry.id !== id));
    if (!this.isOpening.peek()) this.#postHeld();
  }

  /** The host does not take it. @returns what it was; `undefined` when it is unknown, or a draft, which stays until a newer one is taken. */
  refuse(id: string): ViewRequest | undefined {
    const request = this.entries.peek().find((entry) => entry.id === id)?.request;
    if (request === undefined || request.type === 'draft') return undefined;
    this.acknowledge(id);
    return request;
  }

  /** Posts everything again, after a silence of the host in which some of it may have been lost. It recognizes what it has. */
  resend(): void {
    this.#unposted = undefined;
    this.#posting.cancel();
    // What meant something only at its moment is not done later, unasked.
    this.#set(this.entries.peek().filter(({ request }) => isDurable(request) || isOpening(request)));
    if (!this.isOpening.peek()) this.#held.clear();
    this.#postThose(({ id }) => !this.#held.has(id));
  }

  /** Posts again what the page waits for: the answer may have been posted while it was hidden. */
  resendOpening(): void {
    this.#postThose(({ request }) => isOpening(request));
  }

  #postHeld(): void {
    if (this.#held.size === 0) return;
    this.#postThose(({ id }) => this.#held.has(id));
    this.#held.clear();
  }

  #postThose(isMeant: (envelope: RequestEnvelope) => boolean): void {
    for (const envelope of this.entries.peek()) if (isMeant(envelope)) this.#post(envelope);
  }

  #post(envelope: RequestEnvelope): void {
    if (envelope.request.type === 'draft' && !this.#posted.some(({ id }) => id === envelope.id))
      this.#posted = [...this.#posted, envelope];
    this.#dependencies.post(envelope);
  }

  #postDraft(): void {
    const envelope = this.#unposted;
    this.#unposted = undefined;
    if (envelope !== undefined) this.#post(envelope);
  }

  #set(entries: readonly RequestEnvelope[], isTyping = false): void {
    if (
      entries.length === this.entries.peek().length &&
      entries.every((entry, index) => entry === this.entries.peek()[index])
    )
      return;
    this.entries.value = entries;
    this.#dependencies.remember(
      entries.filter(({ request }) => isDurable(request)),
      isTyping,
    );
  }
}

function enveloped(request: ViewRequest): RequestEnvelope {
  return { type: 'request', id: request.type === 'send' ? request.messageId : createMessageId(), request };
}

/** Whether it is a draft of the conversation, one that is to be kept included: who writes there has it on screen. */
function isDraftOf(request: ViewRequest, conversationId: string): boolean {
  return (request.type === 'draft' || request.type === 'keep-draft') && request.conversationId === conversationId;
}
