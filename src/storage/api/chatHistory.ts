import type { Disposable } from '../../core/disposables.js';
import type { ChatParameters } from '../../core/chatParameters.js';
import type { FinishReason, MessagePart, MessageRole, Usage } from '../../core/message.js';
import type { ErrorCode, ErrorFault } from '../../core/errors.js';

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
  /** The name of the persona that answers; `null` for none. */
  readonly persona: string | null;
  /** Who answers, and with what; `null` as long as nobody was chosen or asked. */
  readonly selection: StoredSelection | null;
  /** Stands above all others in the list. */
  readonly pinned: boolean;
  /** Out of the list, but found by search and in the list of archived ones. */
  readonly archived: boolean;
  /** Without repetitions, in the user's order. */
  readonly tags: readonly string[];
  /** When the user deleted it: hidden everywhere, but until its tombstone is written it can be brought back. */
  readonly deletedAt: number | null;
}

/** Whom a conversation asks. */
export interface StoredSelection {
  readonly ref: {
    /** The id of an endpoint, which may be gone. */
    readonly endpoint: string;
    /** Empty: the endpoint's default, or nothing is chosen yet. */
    readonly model: string;
  };
  readonly parameters: ChatParameters;
}

/**
 * How a message came to its end. `streaming`: its writer has not finished it; read after a restart that
 * means `interrupted`, which is what `messages` reports then.
 */
export type MessageStatus = 'streaming' | 'complete' | 'interrupted' | 'failed';

/** One message of the tree. Immutable once it is not `streaming`, but for a higher `revision`. */
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
  /** What that provider was called at that time. */
  readonly providerName?: string;
  readonly model?: string;
  readonly usage?: Usage;
  readonly finishReason?: FinishReason;
  readonly rawFinishReason?: string;
  /**
   * Why it is `failed` or `interrupted`, where that was an error. Never holds a key or a prompt. `retryAt` is the time before which the
   * vendor accepts no further request, in milliseconds since the epoch.
   */
  readonly error?: {
    readonly code: ErrorCode;
    readonly message: string;
    readonly fault?: ErrorFault;
    readonly retryAt?: number;
  };
  /** Of an imported message, a positive integer: the version with the higher one stays, whatever its status. */
  readonly revision?: number;
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

/** Which conversations a list shows. Deleted ones are in none. */
export interface ConversationFilter {
  /** Those begun in this folder only. */
  readonly workspace?: string;
  /** Archived ones instead of the others. */
  readonly archived?: boolean;
}

/** Where a page of the list ended. */
export type ConversationCursor = Pick<Conversation, 'pinned' | 'updatedAt' | 'id'>;

/** What is looked for, as the user typed it. docs/search.md has the language. */
export interface SearchRequest {
  readonly text: string;
  /** At most so many hits, from 1 to 200. */
  readonly limit: number;
  /** Takes the words outside of filters as one piece of text that must occur as it stands, upper and lower case alike; reads everything. */
  readonly exact?: boolean;
  /** The window's folder, for `in:here`. */
  readonly workspace?: string | null;
}

/** A message, or a conversation by its title, that matches. */
export interface SearchHit {
  readonly conversation: Conversation;
  /** `null`: the title matches, or nothing but conversations was asked about. */
  readonly messageId: string | null;
  readonly role: MessageRole | null;
  /** Unix milliseconds: the message's, or of the conversation's last change. */
  readonly time: number;
  readonly provider?: string;
  readonly model?: string;
  /** About a line around the first match; the pieces in order, matches marked. */
  readonly snippet: readonly SnippetPiece[];
  /** What matched in the message, as it is written there: whole words, and phrases; each once, at most 20 of at most 100 characters. */
  readonly words: readonly string[];
}

export interface SnippetPiece {
  readonly text: string;
  readonly isMatch: boolean;
}

export interface SearchResult {
  /** With `more`, the newest, newest first. Else all there are, the best first: words side by side, then whole words, then beginnings; titles before messages. */
  readonly hits: readonly SearchHit[];
  /** There are more hits than the limit. */
  readonly more: boolean;
  /** What is not understood, as typed, such as `before:soon` or a lone `=>`; it was left out. */
  readonly ignored: readonly string[];
  /** So many messages, of an import for example, are yet to be indexed: what is in them was not found. */
  readonly pending: number;
}

/** The chat-history database. Failures reject with `ScoutError('storage')`, and pass. */
export interface ChatHistory {
  /**
   * Appends the events as one transaction: after any crash all of them are there or none. Rejects with `ScoutError('unsavable')` when these
   * events can never be saved, whenever that is tried.
   */
  append(events: readonly HistoryEvent[], durability: Durability): Promise<void>;
  /** Pinned ones first, then the most recently updated; those behind `after`. Reads no message. */
  conversations(
    filter: ConversationFilter,
    limit: number,
    after?: ConversationCursor,
  ): Promise<readonly Conversation[]>;
  /**
   * The same for a list that is shown at once: while the history is being opened, which takes its time, the answer is what the last window
   * saw, and `onChanged` is notified when that was not right.
   * @param mayAsk the history itself is not asked before it has resolved, so that what is more urgent does not wait for it. Must not reject.
   */
  firstConversations(
    filter: ConversationFilter,
    limit: number,
    mayAsk?: Promise<void>,
  ): Promise<readonly Conversation[]>;
  /** Those that wait for their tombstone, whoever deleted them; oldest deletion first. */
  deleted(): Promise<readonly Conversation[]>;
  conversation(id: string): Promise<Conversation | undefined>;
  /** Whether it was deleted for good: its tombstone is written, and whatever is said about it is dropped. */
  isTombstoned(id: string): Promise<boolean>;
  /** The messages of all branches, oldest first; only those with the given ids, if any are given. */
  messages(conversationId: string, ids?: readonly string[]): Promise<readonly StoredMessage[]>;
  /** The ids of the same messages, newest first, in groups that can be read at once without anybody waiting for it. */
  messagePages(conversationId: string): Promise<readonly (readonly string[])[]>;
  /** The ranks of the same messages, as `messageRank` has them, without reading what they say. */
  messageRanks(conversationId: string): Promise<readonly (readonly [id: string, rank: number])[]>;
  /** What the background provider did for it, oldest first. */
  jobs(conversationId: string): Promise<readonly StoredJob[]>;
  /** @param signal stops it: it rejects with `AbortError` then. */
  search(request: SearchRequest, signal?: AbortSignal): Promise<SearchResult>;
  /** Every tag in use, and every workspace with conversations, for suggestions; sorted. */
  labels(): Promise<{ readonly tags: readonly string[]; readonly workspaces: readonly string[] }>;
  /**
   * Notifies of the conversations that another window has changed, or `notifyChanged` names; `undefined` when it could be any. What is
   * asked afterwards shows the change.
   */
  onChanged(listener: (conversationIds: ReadonlySet<string> | undefined) => void): Disposable;
  /** Notifies of answers that have grown in another window, by the messages' ids: news for nobody but who shows them. */
  onGrown(listener: (messageIds: ReadonlySet<string>) => void): Disposable;
  /** Notifies the listeners of `onChanged` of changes that this window made in bulk, such as an import's. */
  notifyChanged(conversationIds: ReadonlySet<string>): void;
}
