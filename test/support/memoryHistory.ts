import { blankConversation } from '../../src/chat/conversation/conversationRecord.js';
import type { Disposable } from '../../src/core/disposables.js';
import type { ScoutError } from '../../src/core/errors.js';
import { Emitter } from '../../src/core/event.js';
import { textOf } from '../../src/core/message.js';
import type {
  ChatHistory,
  Conversation,
  ConversationCursor,
  ConversationFilter,
  Durability,
  HistoryEvent,
  SearchHit,
  SearchRequest,
  SearchResult,
  StoredJob,
  StoredMessage,
} from '../../src/storage/api/chatHistory.js';

/** A chat history in memory, for tests of what stands above it. Keeps what was appended, in order. */
export class MemoryHistory implements ChatHistory {
  readonly appended: { readonly events: readonly HistoryEvent[]; readonly durability: Durability }[] = [];
  /** While set, every append fails with it. */
  failure: ScoutError | undefined;
  readonly #conversations = new Map<string, Conversation>();
  readonly #messages = new Map<string, StoredMessage>();
  readonly #jobs: StoredJob[] = [];
  readonly #buried = new Set<string>();
  readonly #changed = new Emitter<ReadonlySet<string> | undefined>((error) => {
    throw error;
  });

  append(events: readonly HistoryEvent[], durability: Durability): Promise<void> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    this.appended.push({ events, durability });
    for (const event of events) this.#apply(event);
    return Promise.resolve();
  }

  conversations(
    { workspace, archived = false }: ConversationFilter,
    limit: number,
    after?: ConversationCursor,
  ): Promise<readonly Conversation[]> {
    const listed = [...this.#conversations.values()]
      .filter(
        (entry) =>
          entry.deletedAt === null &&
          entry.archived === archived &&
          (workspace === undefined || entry.workspace === workspace),
      )
      .filter((entry) => after === undefined || inListOrder(entry, after) > 0)
      .sort(inListOrder);
    return Promise.resolve(listed.slice(0, limit));
  }

  firstConversations(filter: ConversationFilter, limit: number): Promise<readonly Conversation[]> {
    return this.conversations(filter, limit);
  }

  deleted(): Promise<readonly Conversation[]> {
    const deleted = [...this.#conversations.values()].filter(({ deletedAt }) => deletedAt !== null);
    return Promise.resolve(deleted.sort((a, b) => a.deletedAt! - b.deletedAt!));
  }

  conversation(id: string): Promise<Conversation | undefined> {
    return Promise.resolve(this.#conversations.get(id));
  }

  isBuried(id: string): Promise<boolean> {
    return Promise.resolve(this.#buried.has(id));
  }

  messages(conversationId: string): Promise<readonly StoredMessage[]> {
    return Promise.resolve([...this.#messages.values()].filter((message) => message.conversationId === conversationId));
  }

  jobs(conversationId: string): Promise<readonly StoredJob[]> {
    return Promise.resolve(this.#jobs.filter((job) => job.conversationId === conversationId));
  }

  /** Finds messages that contain the whole text, newest first; knows no filters. */
  search({ text, limit }: SearchRequest): Promise<SearchResult> {
    const hits = [...this.#messages.values()].flatMap((message): SearchHit[] => {
      const conversation = this.#conversations.get(message.conversationId);
      const [before, ...others] = textOf(message.parts).split(text);
      if (conversation === undefined || conversation.deletedAt !== null || before === undefined || others.length === 0)
        return [];
      const snippet = [before, text, others.join(text)].map((piece, index) => ({ text: piece, isMatch: index === 1 }));
      return [{ conversation, messageId: message.id, role: message.role, time: message.createdAt, snippet }];
    });
    hits.sort((a, b) => b.time - a.time);
    return Promise.resolve({ hits: hits.slice(0, limit), more: hits.length > limit, ignored: [] });
  }

  labels(): Promise<{ readonly tags: readonly string[]; readonly workspaces: readonly string[] }> {
    const kept = [...this.#conversations.values()].filter(({ deletedAt }) => deletedAt === null);
    const sorted = (labels: readonly (string | null)[]): string[] =>
      [...new Set(labels)].filter((label) => label !== null).sort();
    return Promise.resolve({
      tags: sorted(kept.flatMap(({ tags }) => tags)),
      workspaces: sorted(kept.map(({ workspace }) => workspace)),
    });
  }

  onChanged(listener: (conversationIds: ReadonlySet<string> | undefined) => void): Disposable {
    return this.#changed.on(listener);
  }

  tellChanged(conversationIds: ReadonlySet<string>): void {
    this.#changed.fire(conversationIds);
  }

  /** What another window wrote: it is there, and listeners are told. */
  changeElsewhere(events: readonly HistoryEvent[], conversationIds: ReadonlySet<string> | undefined): void {
    for (const event of events) this.#apply(event);
    this.#changed.fire(conversationIds);
  }

  #apply(event: HistoryEvent): void {
    if (this.#buried.has(conversationOf(event))) return;
    switch (event.type) {
      case 'conversation.set': {
        const before = this.#conversations.get(event.id);
        this.#conversations.set(event.id, { ...blankConversation, ...before, ...event.fields, id: event.id });
        return;
      }
      case 'conversation.tombstone':
        this.#buried.add(event.id);
        this.#conversations.delete(event.id);
        for (const { id, conversationId } of this.#messages.values())
          if (conversationId === event.id) this.#messages.delete(id);
        return;
      case 'message.put':
        this.#messages.set(event.message.id, event.message);
        return;
      case 'job.put':
        this.#jobs.push(event.job);
        return;
      case 'message.delta':
        return;
    }
  }
}

function conversationOf(event: HistoryEvent): string {
  switch (event.type) {
    case 'message.put':
      return event.message.conversationId;
    case 'job.put':
      return event.job.conversationId;
    case 'message.delta':
      return event.conversationId;
    default:
      return event.id;
  }
}

/** Pinned ones first, then the most recently updated. */
function inListOrder(a: ConversationCursor, b: ConversationCursor): number {
  return Number(b.pinned) - Number(a.pinned) || b.updatedAt - a.updatedAt || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}
