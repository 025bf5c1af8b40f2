import type { FinishReason, MessageRole, Usage } from '../../core/message.js';
import type { ErrorCode } from '../../core/errors.js';
import type { ImportedPart, SourceKind } from '../importedConversation.js';

/** A message as another program has it, with that program's ids. */
export interface ExternalMessage {
  readonly id: string;
  /** `null` at the root. May name a message that is missing, or come full circle: nothing here is sure. */
  readonly parentId: string | null;
  readonly role: MessageRole;
  /** In order. Results of tools may stand among other parts. Without any the message only holds the tree together. */
  readonly parts: readonly ImportedPart[];
  /** Unix milliseconds; where it is missing, the message follows its parent at once. */
  readonly createdAt?: number | undefined;
  /** `complete` by default. */
  readonly status?: 'complete' | 'interrupted' | 'failed' | undefined;
  readonly provider?: string | undefined;
  readonly model?: string | undefined;
  readonly usage?: Usage | undefined;
  readonly finishReason?: FinishReason | undefined;
  readonly rawFinishReason?: string | undefined;
  readonly error?: { readonly code: ErrorCode; readonly message: string } | undefined;
}

/** A conversation as another program has it: the form between its format and SCOUT's history. */
export interface ExternalConversation {
  readonly kind: SourceKind;
  /** The same in every export of this conversation. */
  readonly id: string;
  readonly title?: string | undefined;
  readonly createdAt?: number | undefined;
  readonly updatedAt?: number | undefined;
  readonly workspace?: string | undefined;
  readonly pinned?: boolean | undefined;
  readonly archived?: boolean | undefined;
  readonly tags?: readonly string[] | undefined;
  /** The last message of the branch that was on screen; the newest leaf where it is unknown. */
  readonly headId?: string | undefined;
  readonly messages: readonly ExternalMessage[];
  /** The program stores one answer as several messages in a row, such as thoughts and then text. */
  readonly joinAnswers?: boolean | undefined;
  /** The ids of the messages are made of what they say. */
  readonly hasDerivedIds?: boolean | undefined;
}
