import { batch, computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import type {
  AttachmentHostMessage,
  AttachmentView,
  OfferedAttachmentView,
  PendingAttachmentView,
} from '../../protocol/attachments.js';
import type { ViewRequest } from '../../protocol/delivery.js';
import type { ViewMessage } from '../../protocol/protocol.js';
import { createMessageId } from '../delivery/messageId.js';
import type { Outbox } from '../delivery/outbox.js';
import type { AttachmentNotice } from './attachmentNotice.js';

type State = Extract<AttachmentHostMessage, { readonly type: 'attachments' }>;
export type AttachEnd = Extract<AttachmentHostMessage, { readonly type: 'attach-ended' }>;

export interface AttachmentsModelDependencies {
  readonly post: (message: ViewMessage) => void;
  readonly outbox: Outbox;
  /** The conversation on screen. */
  readonly chatId: ReadonlySignal<string>;
}

interface Asked {
  readonly conversationId: string;
  /** `null` for what nobody waits for. */
  readonly label: string | null;
}

/** What a request for an attachment is made with. */
export interface AttachTarget {
  readonly request: string;
  readonly conversationId: string;
}

/** What is attached to what is being written in one view. The host has it; this is what the view shows of it. */
export class AttachmentsModel {
  /** Those that a message sent now would take along, in their order. */
  readonly shown: ReadonlySignal<readonly AttachmentView[]>;
  /** What is on its way here. */
  readonly pending: ReadonlySignal<readonly PendingAttachmentView[]>;
  /** What one click attaches; `null` when there is nothing, or it is attached. */
  readonly offered: ReadonlySignal<OfferedAttachmentView | null>;
  /** Whether anything can be attached: the host has said what is. */
  readonly isAvailable: ReadonlySignal<boolean>;
  /** The last thing that the user should know about attaching. */
  readonly notice = signal<AttachmentNotice | null>(null);
  readonly #post: (message: ViewMessage) => void;
  readonly #outbox: Outbox;
  readonly #chatId: ReadonlySignal<string>;
  readonly #state = signal<State | null>(null);
  /** What was asked for that the host has not answered, by request. */
  readonly #asked = signal<ReadonlyMap<string, Asked>>(new Map());
  /** Of these, what waits here for its turn, and the host knows nothing of. */
  readonly #held = new Set<string>();
  readonly #onEnd = new Map<string, (end: AttachEnd) => void>();
  /** Went with messages of this page: the host may say so a moment later. */
  readonly #sent = signal<ReadonlySet<string>>(new Set());
  /** Waits for the chat that was asked for: what is attached from now on belongs there. */
  #waiting: (() => void)[] = [];
  /** Whether what is attached by itself has been, since the last message. */
  #isOfferTaken = false;

  constructor({ post, outbox, chatId }: AttachmentsModelDependencies) {
    this.#post = post;
    this.#outbox = outbox;
    this.#chatId = chatId;
    const current = computed(() => (this.#state.value?.conversationId === chatId.value ? this.#state.value : null));
    this.isAvailable = computed(() => this.#state.value !== null);
    this.shown = computed(() => {
      const gone = this.#goneIds();
      return current.value?.attachments.filter(({ id }) => !gone.has(id)) ?? [];
    });
    this.pending = computed(() => {
      const told = current.value?.pending ?? [];
      const own = [...this.#asked.value].flatMap(([request, { conversationId, label }]) =>
        conversationId !== chatId.value || label === null || told.some((pending) => pending.request === request)
          ? []
          : [{ request, label }],
      );
      return [...told, ...own];
    });
    this.offered = computed(() => current.value?.offered ?? null);
    effect(() => {
      if (!outbox.isOpening.value) this.#waiting.splice(0).forEach((action) => action());
    });
    effect(() => {
      void chatId.value;
      this.notice.value = null;
      this.#isOfferTaken = false;
    });
  }

  /** An attachment that the host still counts to the draft, as one of a message on its way. */
  find(attachmentId: string): AttachmentView | undefined {
    return this.#state.value?.attachments.find(({ id }) => id === attachmentId);
  }

  receive(
    message: Extract<AttachmentHostMessage, { readonly type: 'attachments' | 'attach-ended' | 'attach-settled' }>,
  ): void {
    if (message.type === 'attachments') this.#state.value = message;
    else if (message.type === 'attach-ended') this.#end(message);
    else this.#endLost(message.underWay);
  }

  /** Something of a list, or what is offered. */
  attach(candidateId: string, label: string): void {
    this.#endNotice();
    this.ask(label, (target) => this.#post({ type: 'attach', ...target, candidateId }));
  }

  attachOffered(): void {
    const offered = this.offered.peek();
    if (offered === null) return;
    this.#isOfferTaken = true;
    this.attach(offered.candidateId, offered.label);
  }

  /** Has the editor ask. */
  pick(): void {
    this.#endNotice();
    // Its list is on top of everything: nothing is on its way until something is chosen.
    this.ask(null, (target) => this.#post({ type: 'attach-pick', ...target }));
  }

  /** @param label of the first, for as long as it is on its way */
  attachUris(uris: readonly string[], label: string): void {
    this.#endNotice();
    this.ask(label, (target) => this.#post({ type: 'attach-uris', ...target, uris }));
  }

  /**
   * Asks the host for an attachment of the conversation on screen, or of the one that is about to be there.
   * @param label of what is on its way; `null` when it is not shown as that, and no message waits for it
   * @param begin posts it. @param onEnd is given the answer
   */
  ask(label: string | null, begin: (target: AttachTarget) => void, onEnd?: (end: AttachEnd) => void): void {
    this.#whenShown((conversationId) => {
      const request = createMessageId();
      this.#asked.value = new Map([...this.#asked.peek(), [request, { conversationId, label }]]);
      if (onEnd !== undefined) this.#onEnd.set(request, onEnd);
      begin({ request, conversationId });
    });
  }

  /** Whether the host is still to answer this. */
  isAsked(request: string): boolean {
    return this.#asked.peek().has(request);
  }

  /** It is posted later: until `notePosted`, the host is not expected to know of it. */
  hold(request: string): void {
    this.#held.add(request);
  }

  notePosted(request: string): void {
    this.#held.delete(request);
  }

  cancel(request: string): void {
    this.#post({ type: 'attach-cancel', request });
    this.#end({ type: 'attach-ended', request, outcome: 'nothing', attachmentIds: [], label: '', problem: '' });
  }

  /** Ends here what never reached the host. */
  fail(request: string, notice: AttachmentNotice): void {
    this.#forget(request);
    this.notice.value = notice;
  }

  remove(attachmentIds: readonly string[]): void {
    this.#post({ type: 'attachment-remove', conversationId: this.#chatId.peek(), attachmentIds });
  }

  /** @param messageId `null` for the draft */
  open(messageId: string | null, attachmentId: string): void {
    this.#post({ type: 'attachment-open', messageId, attachmentId });
  }

  /** Shows an attachment of a message beside its source as it is now. */
  compare(messageId: string, attachmentId: string): void {
    this.#post({ type: 'attachment-compare', messageId, attachmentId });
  }

  /** Attaches the source of an attachment of a message as it is now. */
  attachPresent(messageId: string, attachmentId: string, label: string): void {
    this.ask(label, (target) => this.#post({ type: 'attach-present', ...target, messageId, attachmentId }));
  }

  /** Something was written: what is attached by itself is attached now, so that it is seen before it is sent. */
  noteTyped(text: string): void {
    if (this.#isOfferTaken || text.trim() === '' || this.offered.peek()?.isAutomatic !== true) return;
    this.attachOffered();
  }

  /** A message has taken these along. */
  noteSent(attachmentIds: readonly string[]): void {
    const kept = [...this.#sent.peek()].filter((id) => this.find(id) !== undefined);
    this.#sent.value = new Set([...kept, ...attachmentIds]);
    this.notice.value = null;
    this.#isOfferTaken = false;
  }

  /** The host did not take this: what it took along is shown again. */
  takeRefused(request: ViewRequest): void {
    if (request.type !== 'send') return;
    const refused = request.attachmentIds;
    this.#sent.value = new Set([...this.#sent.peek()].filter((id) => !refused.includes(id)));
  }

  /** What went wrong before is over with the next thing that is attached. */
  #endNotice(): void {
    if (this.notice.peek()?.type !== 'send-waits') this.notice.value = null;
  }

  /** Of messages on their way, and of what is being removed. */
  #goneIds(): ReadonlySet<string> {
    const gone = new Set(this.#sent.value);
    for (const { request } of this.#outbox.entries.value)
      // An earlier version of SCOUT may have left a message without any.
      if (request.type === 'send' || request.type === 'attachment-remove')
        for (const id of (request as Partial<typeof request>).attachmentIds ?? []) gone.add(id);
    return gone;
  }

  #whenShown(action: (conversationId: string) => void): void {
    if (!this.#outbox.isOpening.peek()) return action(this.#chatId.peek());
    this.#waiting.push(() => action(this.#chatId.peek()));
  }

  #end(end: AttachEnd): void {
    batch(() => {
      const onEnd = this.#onEnd.get(end.request);
      this.#forget(end.request);
      if (end.outcome === 'failed') this.notice.value = { type: 'problem', text: end.problem };
      onEnd?.(end);
    });
  }

  /** What is asked for and not under way has been answered while nobody heard it: what was pasted is written then, and no message goes without it. */
  #endLost(underWay: readonly string[]): void {
    const lost = [...this.#asked.peek().keys()].filter((id) => !this.#held.has(id) && !underWay.includes(id));
    batch(() => {
      for (const request of lost) {
        this.#end({ type: 'attach-ended', request, outcome: 'failed', attachmentIds: [], label: '', problem: '' });
        this.notice.value = { type: 'unknown' };
      }
    });
  }

  #forget(request: string): void {
    this.#held.delete(request);
    this.#onEnd.delete(request);
    this.#asked.value = new Map([...this.#asked.peek()].filter(([asked]) => asked !== request));
  }
}
