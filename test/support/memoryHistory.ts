import type { Disposable } from '../../src/core/disposables.js';
import type { ScoutError } from '../../src/core/errors.js';
import { Emitter } from '../../src/core/event.js';
import type {
  ChatHistory,
  Conversation,
  ConversationCursor,
  ConversationFilter,
  Durability,
  HistoryEvent,
  SearchRequest,
  SearchResult,
  StoredJob,
  StoredMessage,
} from '../../src/storage/api/chatHistory.js';
import { connectHistory, type HistoryChange } from '../../src/storage/host/connectHistory.js';
import type { Ask } from '../../src/storage/protocol/queries.js';
import { historySchema } from '../../src/storage/worker/databases/history/historySchema.js';
import { historySubjects } from '../../src/storage/worker/databases/history/historySubjects.js';
import { MemoryDatabase } from './memoryDatabase.js';

/**
 * A chat history in memory, for tests of what stands above it. It keeps the port's promises but for durability, which the
 * suite in test/unit/storage/api compares with the real storage.
 */
export class MemoryHistory implements ChatHistory {
  /** What this window has saved, in order. */
  readonly appended: { readonly events: readonly HistoryEvent[]; readonly durability: Durability }[] = [];
  /** While set, every append fails with it. */
  failure: ScoutError | undefined;
  readonly #database: MemoryDatabase;
  readonly #history: ReturnType<typeof connectHistory>;
  readonly #changed = new Emitter<HistoryChange>((error) => {
    throw error;
  });

  /** @param earlier a window that has ended; this one finds what it has saved. */
  constructor(earlier?: MemoryHistory) {
    this.#database = new MemoryDatabase(historySchema, earlier === undefined ? undefined : earlier.#database.export());
    const ask = ((query: string, ...parameters: readonly unknown[]) =>
      Promise.resolve(this.#database.query(query, parameters))) as Ask<'history'>;
    this.#history = connectHistory(
      ask,
      (events, durability) => this.#append(events, durability),
      (listener) => this.#changed.on(listener),
    );
  }

  /** Frees its memory, for tests that make hundreds. */
  close(): void {
    this.#database.close();
  }

  append(events: readonly HistoryEvent[], durability: Durability): Promise<void> {
    return this.#history.append(events, durability);
  }

  conversations(
    filter: ConversationFilter,
    limit: number,
    after?: ConversationCursor,
  ): Promise<readonly Conversation[]> {
    return this.#history.conversations(filter, limit, after);
  }

  firstConversations(filter: ConversationFilter, limit: number): Promise<readonly Conversation[]> {
    return this.conversations(filter, limit);
  }

  deleted(): Promise<readonly Conversation[]> {
    return this.#history.deleted();
  }

  conversation(id: string): Promise<Conversation | undefined> {
    return this.#history.conversation(id);
  }

  isTombstoned(id: string): Promise<boolean> {
    return this.#history.isTombstoned(id);
  }

  messages(conversationId: string, ids?: readonly string[]): Promise<readonly StoredMessage[]> {
    return this.#history.messages(conversationId, ids);
  }

  messagePages(conversationId: string): ReturnType<ChatHistory['messagePages']> {
    return this.#history.messagePages(conversationId);
  }

  messageRanks(conversationId: string): ReturnType<ChatHistory['messageRanks']> {
    return this.#history.messageRanks(conversationId);
  }

  jobs(conversationId: string): Promise<readonly StoredJob[]> {
    return this.#history.jobs(conversationId);
  }

  search(request: SearchRequest): Promise<SearchResult> {
    return this.#history.search(request);
  }

  labels(): ReturnType<ChatHistory['labels']> {
    return this.#history.labels();
  }

  onChanged(listener: (conversationIds: ReadonlySet<string> | undefined) => void): Disposable {
    return this.#history.onChanged(listener);
  }

  onGrown(listener: (messageIds: ReadonlySet<string>) => void): Disposable {
    return this.#history.onGrown(listener);
  }

  notifyChanged(conversationIds: ReadonlySet<string>): void {
    this.#changed.fire({ conversationIds, growing: [] });
  }

  /** What another window saves: it is there, and listeners are notified. */
  changeElsewhere(events: readonly HistoryEvent[], conversationIds: ReadonlySet<string> | undefined): void {
    this.#database.append(events);
    const growing = events.flatMap((event) => historySubjects.growingOf(event) ?? []);
    this.#changed.fire({ conversationIds, growing });
  }

  async #append(events: readonly HistoryEvent[], durability: Durability): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    if (events.length === 0) return;
    this.#database.append(events);
    this.appended.push({ events, durability });
    await Promise.resolve();
  }
}
