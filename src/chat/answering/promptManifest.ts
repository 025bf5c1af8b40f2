import type { AttachmentPart, SendablePart } from '../../core/message.js';
import type { ModelSelection } from '../../models/modelSelection.js';
import type { ChatMessage } from '../../providers/provider.js';

/** What a part of a request comes from. `continuation` asks for the rest of an answer. */
export type PromptOrigin = 'question' | 'answer' | 'attachment' | 'continuation';

/**
 * Why something of the chat is not sent. `unchanged`: an attachment that an earlier part of the request has; `failed`: a question that was
 * given up; `other-model`: what another model left for itself; `thoughts` and `sources` are for the reader.
 */
export type PromptOmission = 'unchanged' | 'failed' | 'other-model' | 'thoughts' | 'sources' | 'picture' | 'empty';

/** One part of a request, or something of the chat that is left out of it. */
export interface PromptEntry {
  readonly origin: PromptOrigin;
  readonly role: 'user' | 'assistant';
  /** The message it belongs to; the answer that is continued, for a `continuation`. */
  readonly messageId: string;
  /** What is sent, exactly; absent when nothing is. */
  readonly part?: SendablePart;
  /** What an `attachment` is made from. */
  readonly attachment?: AttachmentPart;
  /** Why nothing is sent, or something shorter. */
  readonly omission?: PromptOmission;
}

/** A request before it is sent: to whom, and everything in its order. The request itself is made from it. */
export interface PromptManifest {
  readonly selection: ModelSelection;
  readonly entries: readonly PromptEntry[];
}

/** The messages of a request: what its entries send, in their order, those of one role that follow each other joined. */
export function messagesOf(entries: readonly PromptEntry[]): ChatMessage[] {
  const messages: { role: ChatMessage['role']; parts: SendablePart[] }[] = [];
  for (const { role, part } of entries) {
    if (part === undefined) continue;
    const last = messages.at(-1);
    if (last?.role === role) last.parts.push(part);
    else messages.push({ role, parts: [part] });
  }
  return messages;
}
