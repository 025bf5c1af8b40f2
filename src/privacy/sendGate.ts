import type { Disposable } from '../core/disposables.js';
import type { AttachmentPart } from '../core/message.js';

/** Where a request would go. */
export interface SendTarget {
  /** Of the endpoint. */
  readonly id: string;
  /** As shown to users. */
  readonly name: string;
  /** The address in force; `undefined` where there is none to look at, as for the models in VS Code: such are never local. */
  readonly baseUrl: string | undefined;
}

/** Whether requests go to the same place: what was allowed for one is allowed for the other. */
export function isSameTarget(target: SendTarget, other: SendTarget | undefined): boolean {
  return target.id === other?.id && target.baseUrl === other.baseUrl;
}

/** What goes into a request besides SCOUT's own words. */
export interface OutgoingContent {
  /** What the user typed; empty where only attachments are in question. */
  readonly text: string;
  /** Those of the question; what of earlier messages goes along is looked at with the whole request: see `RequestGate`. */
  readonly attachments: readonly AttachmentPart[];
}

export interface SendQuery extends OutgoingContent {
  /** Decisions are remembered for it as long as the window lives. */
  readonly conversationId: string;
  readonly target: SendTarget;
  /** `false` for work in the background: secrets nobody has decided about are then replaced, without a question. */
  readonly mayAsk: boolean;
  /** What of the chat will go along: where the user is asked anyway, once about all of it. None unless given. */
  readonly earlier?: readonly RequestText[];
}

/** Everything that is sent passes it: nothing leaves that a rule keeps here, and no likely secret without a decision. */
export interface SendGate {
  /**
   * What may be sent, in the order of what was given: attachments keep their ids, secrets may have become placeholders.
   * @throws ScoutError `local-only` when a rule refuses an attachment, `AbortError` when the user cancelled or the signal is aborted
   */
  check(query: SendQuery, signal: AbortSignal): Promise<OutgoingContent>;
}

/** One text of a request to a model, exactly as it would be sent. */
export interface RequestText {
  readonly text: string;
  /** What it is made from; `undefined` for what was said. */
  readonly attachment: AttachmentPart | undefined;
}

export interface RequestQuery {
  readonly conversationId: string;
  readonly target: SendTarget;
  /** All of them, in their order; what they are made of may have been sent before, to this endpoint or to another one. */
  readonly texts: readonly RequestText[];
  /** `false` to see what would be sent: what nobody has decided about stays as it is. */
  readonly mayAsk: boolean;
}

/** What every request of a chat passes as a whole, right before it is sent: earlier messages may go to an endpoint that nobody was asked about. */
export interface RequestGate {
  /** The texts as they may be sent, in their order. @throws `AbortError` when the user sends nothing or the signal is aborted */
  checkRequest(query: RequestQuery, signal: AbortSignal): Promise<readonly string[]>;
}

/** Stands for what is no conversation: what is replaced there is put back at once, and kept nowhere. */
export const passingConversation = 'commit-message';

/** Puts secrets back where an answer repeats their placeholders: for what is shown, copied, inserted and applied, never for what is sent or stored. */
export interface SecretRestorer {
  /** Has read what is known of this conversation from earlier windows, for `onChanged` to tell of; does nothing when it is known. */
  prepare(conversationId: string): void;
  /** The text with the secrets of this conversation; whatever else looks like a placeholder stays. */
  restore(conversationId: string, text: string): string;
  /** How much of the end of a growing text may become a placeholder, in UTF-16 code units. */
  heldBack(conversationId: string, text: string): number;
  /** More of a conversation can be restored than before. */
  onChanged(listener: (conversationId: string) => void): Disposable;
}
