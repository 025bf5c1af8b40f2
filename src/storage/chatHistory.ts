import type { FinishReason, MessagePart, MessageRole, Usage } from '../core/message.js';
import type { ErrorCode } from '../core/errors.js';

/** A conversation without its messages. Times are Unix milliseconds. */
export interface Conversation {
  /** UUIDv7. */
  readonly id: string;
  readonly title: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** The folder it was begun in, as a URI; a label, never a key. */
  readonly workspace: string | null;
  /** The last message of the branch on screen; `null` while there is none. */
  readonly headId: string | null;
}

/**
 * How a message came to its end. `streaming`: its writer has not finished it; read after a restart that
 * means `interrupted`, which is what `messages` reports then.
 */
export type MessageStatus = 'streaming' | 'complete' | 'interrupted' | 'failed';

/** One message of the tree. Immutable once it is not `streaming`. */
export interface StoredMessage {
  /** UUIDv7. */
  readonly id: string;
  readonly conversationId: string;
  /** The message it answers or follows; `null` at the root. */
  readonly parentId: string | null;
  readonly role: MessageRole;
  readonly parts: readonly MessagePart[];
  readonly createdAt: number;
  readonly status: MessageStatus;
  /** Assistant messages: who answered. */
  readonly provider?: string;
  readonly model?: string;
  readonly usage?: Usage;
  readonly finishReason?: FinishReason;
  readonly rawFinishReason?: string;
  /** Why it is `failed` or `interrupted`, where that was an error. Never holds a key or a prompt. */
  readonly error?: { readonly code: ErrorCode; readonly message: string };
}

/** Something the background provider did for a conversation, and what it cost. Written once, when it has ended. */
export interface StoredJob {
  /** UUIDv7. */
  readonly id: string;
  readonly conversationId: string;
  readonly kind: 'title';
  readonly provider: string;
  readonly model: string;
  readonly createdAt: number;
  readonly status: 'complete' | 'failed';
  /** What the job replaced, to be put back on request. */
  readonly before: string;
  /** What it put in its place; absent when it failed. */
  readonly after?: string;
  readonly usage?: Usage;
  readonly error?: { readonly code: ErrorCode; readonly message: string };
}

/**
 * A change to the history, in domain terms. Applying is idempotent; fields are last-writer-wins.
 *
 * - `conversation.set` creates the conversation when there is none with this id.
 * - `message.put` adds a message, or finishes a `streaming` one; it replaces everything its deltas said.
 * - `message.delta` appends to a `streaming` message. `index` counts a message's deltas from 0; adjacent
 *   text parts (and reasoning parts) join.
 * - `job.put` records a job that has ended.
 * - `conversation.tombstone` removes the conversation, its messages and jobs for good.
 */
export type HistoryEvent =
  | { readonly type: 'conversation.set'; readonly id: string; readonly fields: Partial<Omit<Conversation, 'id'>> }
  | { readonly type: 'conversation.tombstone'; readonly id: string }
  | { readonly type: 'message.put'; readonly message: StoredMessage }
  | { readonly type: 'job.put'; readonly job: StoredJob }
  | {
      readonly type: 'message.delta';
      readonly conversationId: string;
      readonly messageId: string;
      readonly index: number;
      readonly parts: readonly MessagePart[];
    };

/**
 * `synced`: resolves when the change would survive a power loss. `written`: resolves when it would
 * survive the death of this process; for the deltas of a stream.
 */
export type Durability = 'synced' | 'written';

/** The chat-history database. Failures reject with `ScoutError('storage')`. */
export interface ChatHistory {
  /** Appends the events as one transaction: after any crash all of them are there or none. */
  append(events: readonly HistoryEvent[], durability: Durability): Promise<void>;
  /** Most recently updated first. */
  conversations(limit: number): Promise<readonly Conversation[]>;
  conversation(id: string): Promise<Conversation | undefined>;
  /** Every message of every branch, oldest first. */
  messages(conversationId: string): Promise<readonly StoredMessage[]>;
  /** What the background provider did for it, oldest first. */
  jobs(conversationId: string): Promise<readonly StoredJob[]>;
}
