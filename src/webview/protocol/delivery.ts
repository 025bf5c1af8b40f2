/** How requests of a view are delivered: each is kept by the view until the host has acknowledged it. */
import type { AttachmentViewMessage } from './attachments.js';
import type { ChatViewMessage } from './chat.js';
import type { CodeViewMessage } from './code.js';
import type { ListViewMessage } from './conversationList.js';
import type { PageViewMessage } from './page.js';
import type { PictureViewMessage } from './pictures.js';
import type { ProblemViewMessage } from './problems.js';

/**
 * Requests that are acknowledged once what they change is stored. Each can be made twice with the outcome of once, so the
 * view makes it again after a reload, or when another host has taken over.
 */
export const durableRequestTypes = [
  'send',
  'withdraw',
  'draft',
  'keep-draft',
  'attachment-remove',
  'list-rename',
  'list-pin',
  'list-archive',
  'list-delete',
  'list-undo-delete',
] as const;

/** Requests for another chat: acknowledged once it is on screen, or is not coming; made again by the page that waits for it. */
export const openingRequestTypes = ['new-chat', 'open-conversation'] as const;

/** Requests that mean something only at once: acknowledged when they arrive, never made again. */
export const momentaryRequestTypes = [
  'stop',
  'select-branch',
  'list-edit-tags',
  'list-export',
  'action',
  'copy',
  'picture-open',
  'picture-save',
  'attach',
  'attach-pick',
  'attach-uris',
  'attach-cancel',
  'attachment-open',
  'attachment-compare',
  'attach-present',
  'prompt-accept',
  'prompt-call',
  'prompt-save',
  'code-action',
  'code-apply-all',
] as const;

type Message =
  | ChatViewMessage
  | CodeViewMessage
  | ListViewMessage
  | PageViewMessage
  | PictureViewMessage
  | AttachmentViewMessage
  | ProblemViewMessage;

export type DurableRequest = Extract<Message, { readonly type: (typeof durableRequestTypes)[number] }>;
export type MomentaryRequest = Extract<Message, { readonly type: (typeof momentaryRequestTypes)[number] }>;
export type OpeningRequest = Extract<Message, { readonly type: (typeof openingRequestTypes)[number] }>;
export type ViewRequest = DurableRequest | OpeningRequest | MomentaryRequest;

export function isDurable(message: { readonly type: string }): message is DurableRequest {
  return durableRequestTypes.some((type) => type === message.type);
}

export function isOpening(message: { readonly type: string }): message is OpeningRequest {
  return openingRequestTypes.some((type) => type === message.type);
}

export function isRequest(message: { readonly type: string }): message is ViewRequest {
  return isDurable(message) || isOpening(message) || momentaryRequestTypes.some((type) => type === message.type);
}

/** A request with the id by which the host recognizes it when it comes again. The id of `send` is that of its message. */
export interface RequestEnvelope {
  readonly type: 'request';
  readonly id: string;
  readonly request: ViewRequest;
  /** An earlier page has made it: somebody else may have changed the same since then. */
  readonly late?: true;
}

export type DeliveryViewMessage =
  /** Answered by `pong`: whether anybody is there. */
  { readonly type: 'ping' };

export type DeliveryHostMessage =
  | { readonly type: 'acknowledged'; readonly id: string }
  /** What was asked for was not done, and will not be. Whoever wants to know why finds it in the status. */
  | { readonly type: 'refused'; readonly id: string }
  /** `missed` when the page counted as hidden: it has been sent nothing since, acknowledgments included. */
  | { readonly type: 'pong'; readonly missed?: true };
