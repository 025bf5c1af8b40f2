import type { ScoutError } from '../../src/core/errors.js';
import type { ChatHistory, Conversation, Durability, HistoryEvent, StoredJob, StoredMessage } from '../../src/storage/chatHistory.js';

/** A chat history in memory, for tests of what stands above it. Keeps what was appended, in order. */
export class MemoryHistory implements ChatHistory {
  readonly appended: { readonly events: readonly HistoryEvent[]; readonly durability: Durability }[] = [];
  /** While set, every append fails with it. */
  failure: ScoutError | undefined;
  readonly #conversations = new Map<string, Conversation>();
  readonly #messages = new Map<string, StoredMessage>();
  readonly #jobs: StoredJob[] = [];

  append(events: readonly HistoryEvent[], durability: Durability): Promise<void> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    this.appended.push({ events, durability });
    for (const event of events) this.#apply(event);
    return Promise.resolve();
  }

  conversations(limit: number): Promise<readonly Conversation[]> {
    const all = [...this.#conversations.values()].sort((a, b) => b.updatedAt - a.updatedAt);
    return Promise.resolve(all.slice(0, limit));
  }

  conversation(id: string): Promise<Conversation | undefined> {
    return Promise.resolve(this.#conversations.get(id));
  }

  messages(conversationId: string): Promise<readonly StoredMessage[]> {
    return Promise.resolve([...this.#messages.values()].filter((message) => message.conversationId === conversationId));
  }

  jobs(conversationId: string): Promise<readonly StoredJob[]> {
    return Promise.resolve(this.#jobs.filter((job) => job.conversationId === conversationId));
  }

  #apply(event: HistoryEvent): void {
    switch (event.type) {
      case 'conversation.set': {
        const before = this.#conversations.get(event.id);
        const blank = { title: '', createdAt: 0, updatedAt: 0, workspace: null, headId: null };
        this.#conversations.set(event.id, { ...blank, ...before, ...event.fields, id: event.id });
        return;
      }
      case 'conversation.tombstone':
        this.#conversations.delete(event.id);
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
