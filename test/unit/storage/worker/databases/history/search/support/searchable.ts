import { finish } from '../../../../../support/compaction.js';
import type {
  Conversation,
  HistoryEvent,
  SearchHit,
  SearchRequest,
  SearchResult,
  StoredMessage,
} from '../../../../../../../../src/storage/api/chatHistory.js';
import { historySchema } from '../../../../../../../../src/storage/worker/databases/history/historySchema.js';
import { searchHistory } from '../../../../../../../../src/storage/worker/databases/history/search/searchHistory.js';
import { stampOf } from '../../../../../../../../src/storage/worker/log/hybridClock.js';
import { Sql } from '../../../../../../../../src/storage/worker/sqlite/sql.js';
import { sqlJs } from '../../../../../support/openDatabase.js';

/** When the tests' searches take place: a Saturday noon, local time. */
export const now = new Date(2026, 0, 31, 12).getTime();
/** A minute in Unix milliseconds, so that message `n` can be said to be `n` minutes old. */
export const minutesAgo = (minutes: number): number => now - minutes * 60_000;

/** A history to search in, written event by event. */
export class SearchableHistory {
  readonly sql = new Sql(sqlJs);
  #clock = 0n;

  constructor() {
    this.sql.execute(historySchema.definition);
  }

  apply(event: HistoryEvent): this {
    historySchema.apply(this.sql, event, stampOf(++this.#clock, '00000000000000aa', 0));
    return this;
  }

  conversation(id: string, fields: Partial<Conversation> = {}): this {
    return this.apply({
      type: 'conversation.set',
      id,
      fields: { createdAt: minutesAgo(1000), updatedAt: minutesAgo(1000), ...fields },
    });
  }

  /** A message of the conversation `c`, unless `more` says otherwise; each is a minute younger than the one before. */
  message(id: string, text: string, more: Partial<StoredMessage> = {}): this {
    const createdAt = minutesAgo(500 - Number(this.#clock));
    const parts = [{ type: 'text', text }] as const;
    return this.apply({
      type: 'message.put',
      message: { id, conversationId: 'c', parentId: null, role: 'user', parts, createdAt, status: 'complete', ...more },
    });
  }

  /** When everything is indexed. */
  search(text: string, more: Partial<SearchRequest> = {}): SearchResult {
    while (historySchema.runDeferredWork!(this.sql));
    return this.searchNow(text, more);
  }

  searchNow(text: string, more: Partial<SearchRequest> = {}): SearchResult {
    return finish(searchHistory(this.sql, { text, limit: 50, ...more }, now));
  }

  /** Ids of the messages found, and of the conversations found by themselves, in order. */
  find(text: string, more: Partial<SearchRequest> = {}): readonly string[] {
    return this.search(text, more).hits.map(({ conversation, messageId }) => messageId ?? conversation.id);
  }

  /** The same, sorted. */
  findAll(text: string, more: Partial<SearchRequest> = {}): readonly string[] {
    return [...this.find(text, more)].sort();
  }
}

/** Messages of one conversation, by id. */
export function historyOf(texts: Readonly<Record<string, string>>): SearchableHistory {
  const history = new SearchableHistory().conversation('c');
  for (const [id, text] of Object.entries(texts)) history.message(id, text);
  return history;
}

/** A snippet with its matches in brackets. */
export function marked({ snippet }: SearchHit): string {
  return snippet.map(({ text, isMatch }) => (isMatch ? `[${text}]` : text)).join('');
}
