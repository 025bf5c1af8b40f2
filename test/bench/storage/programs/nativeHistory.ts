import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { Conversation, HistoryEvent, StoredMessage } from '../../../../src/storage/api/chatHistory.js';

/** The peer's files in a folder: without and with a full-text index. */
export const nativeFiles = { plain: 'plain.sqlite', searchable: 'searchable.sqlite' } as const;

const columns =
  'id, title, created_at AS createdAt, updated_at AS updatedAt, workspace, head_id AS headId, persona, pinned, archived, tags';

/**
 * The peer: the same history as one would keep it with `node:sqlite`, in one file with a write-ahead log and full sync. Each
 * transaction is durable when `append` returns.
 */
export class NativeHistory {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #isSearchable: boolean;

  /** @param isSearchable with an FTS5 index over the messages' text. */
  constructor(file: string, isSearchable: boolean) {
    this.#isSearchable = isSearchable;
    this.#database = new DatabaseSync(file);
    this.#database.exec(`
      PRAGMA journal_mode=WAL;
      PRAGMA synchronous=FULL;
      CREATE TABLE IF NOT EXISTS conversations (
        id TEXT PRIMARY KEY, title TEXT, created_at INTEGER, updated_at INTEGER, workspace TEXT, head_id TEXT, persona TEXT,
        pinned INTEGER DEFAULT 0, archived INTEGER DEFAULT 0, tags TEXT);
      CREATE INDEX IF NOT EXISTS listed ON conversations (archived, pinned DESC, updated_at DESC, id DESC);
      CREATE TABLE IF NOT EXISTS messages (number INTEGER PRIMARY KEY, id TEXT UNIQUE, conversation_id TEXT, created_at INTEGER, body TEXT);
      CREATE INDEX IF NOT EXISTS by_conversation ON messages (conversation_id, created_at);`);
    if (isSearchable)
      this.#database.exec(
        `CREATE VIRTUAL TABLE IF NOT EXISTS texts USING fts5 (text, content='', tokenize='unicode61', prefix='2 3')`,
      );
  }

  append(events: readonly HistoryEvent[]): void {
    this.#atOnce(() => {
      for (const event of events) this.#apply(event);
    });
  }

  /** Carries the appends of `action` out as one transaction. */
  fill(transactions: Iterable<readonly HistoryEvent[]>): void {
    this.#atOnce(() => {
      for (const events of transactions) for (const event of events) this.#apply(event);
    });
  }

  conversations(limit: number): readonly Conversation[] {
    const rows = this.#prepare(
      `SELECT ${columns} FROM conversations WHERE archived = 0 ORDER BY pinned DESC, updated_at DESC, id DESC LIMIT ?`,
    ).all(limit);
    return rows.map((row) => ({
      ...(row as unknown as Conversation),
      pinned: row['pinned'] === 1,
      archived: row['archived'] === 1,
      tags: row['tags'] === null ? [] : (JSON.parse(String(row['tags'])) as string[]),
      deletedAt: null,
    }));
  }

  messages(conversationId: string): readonly StoredMessage[] {
    const rows = this.#prepare('SELECT body FROM messages WHERE conversation_id = ? ORDER BY created_at').all(
      conversationId,
    );
    return rows.map(({ body }) => JSON.parse(String(body)) as StoredMessage);
  }

  close(): void {
    this.#database.close();
  }

  #atOnce(action: () => void): void {
    this.#prepare('BEGIN IMMEDIATE').run();
    action();
    this.#prepare('COMMIT').run();
  }

  #apply(event: HistoryEvent): void {
    if (event.type === 'message.put') {
      const { id, conversationId, createdAt, parts } = event.message;
      const body = JSON.stringify(event.message);
      const { lastInsertRowid } = this.#prepare(
        'INSERT INTO messages (id, conversation_id, created_at, body) VALUES (?, ?, ?, ?)',
      ).run(id, conversationId, createdAt, body);
      if (!this.#isSearchable) return;
      const text = parts.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
      this.#prepare('INSERT INTO texts (rowid, text) VALUES (?, ?)').run(lastInsertRowid, text);
    } else if (event.type === 'conversation.set') {
      const fields = Object.entries(event.fields).filter(([name, value]) => name in columnOf && value !== undefined);
      const assignments = fields.map(([name]) => `${columnOf[name as keyof typeof columnOf]} = ?`);
      this.#prepare('INSERT OR IGNORE INTO conversations (id) VALUES (?)').run(event.id);
      this.#prepare(`UPDATE conversations SET ${assignments.join(', ')} WHERE id = ?`).run(
        ...fields.map(([, value]) => storedAs(value)),
        event.id,
      );
    }
  }

  #prepare(sql: string): StatementSync {
    const statement = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

const columnOf = {
  title: 'title',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
  workspace: 'workspace',
  headId: 'head_id',
  persona: 'persona',
  pinned: 'pinned',
  archived: 'archived',
  tags: 'tags',
};

function storedAs(value: unknown): SQLInputValue {
  if (typeof value === 'boolean') return Number(value);
  return Array.isArray(value) ? JSON.stringify(value) : (value as SQLInputValue);
}
