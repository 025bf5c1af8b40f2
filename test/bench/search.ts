/**
 * Searching 100,000 messages: SCOUT's search against SQLite's newest full-text index, FTS5, native in Node, over the same prepared texts. The peer is
 * asked for the same number of messages, newest first, with a snippet; it knows no titles and checks nothing twice.
 */
import path from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { historySchema } from '../../src/storage/worker/databases/history/historySchema.js';
import { readSearchable } from '../../src/storage/worker/databases/history/search/searchable.js';
import { runToEnd } from '../../src/storage/worker/step.js';
import { searchHistory } from '../../src/storage/worker/databases/history/search/searchHistory.js';
import { indexText } from '../../src/storage/worker/databases/history/search/tokens.js';
import { stampOf } from '../../src/storage/worker/log/hybridClock.js';
import { loadSqlJs } from '../../src/storage/worker/sqlite/loadSqlJs.js';
import { Sql } from '../../src/storage/worker/sqlite/sql.js';
import type { HistoryEvent } from '../../src/storage/api/chatHistory.js';
import { projectFolder } from '../support/projectFolder.js';
import { historyTransactions } from './historyData.js';
import { quantile } from './quantile.js';
import { type BenchQuery, searchQueries } from './searchQueries.js';

export interface SearchReport {
  readonly messages: number;
  readonly runs: number;
  /** Of all queries together, in milliseconds. */
  readonly scout: SearchTimes;
  readonly peer: SearchTimes;
  readonly queries: readonly QueryReport[];
  /** Exact searches for something rare and for nothing, which read everything. */
  readonly exact: readonly number[];
  /** MB of the database in memory, and of the index in it. */
  readonly memory: { readonly database: number; readonly index: number };
}

export interface SearchTimes {
  readonly p50: number;
  readonly p95: number;
  readonly greatest: number;
}

export interface QueryReport {
  readonly kind: string;
  readonly text: string;
  readonly hits: number;
  readonly scout: SearchTimes;
  readonly peer: SearchTimes;
}

const limit = 50;

/** A few messages with what nothing else has: old ones, in the middle, and new ones, as a model tried now and then leaves them. */
function* rareTransactions(): Generator<readonly HistoryEvent[]> {
  for (let index = 0; index < 12; index++) {
    const [id, createdAt] = [`rare-${index}`, Date.UTC(2023, 1 + index * 2, 3)];
    yield [
      {
        type: 'conversation.set',
        id,
        fields: { title: 'rare', createdAt, updatedAt: createdAt, workspace: 'file:///home/ada/tiny', tags: ['rare'] },
      },
    ];
    const message = { conversationId: id, parentId: null, createdAt, status: 'complete' } as const;
    yield [
      {
        type: 'message.put',
        message: {
          ...message,
          id: `${id}-q`,
          role: 'user',
          parts: [{ type: 'text', text: 'the question about an error' }],
        },
      },
    ];
    const answer = {
      ...message,
      id: `${id}-a`,
      role: 'assistant',
      provider: 'compatible',
      model: 'rare-model',
    } as const;
    yield [{ type: 'message.put', message: { ...answer, parts: [{ type: 'text', text: 'the answer' }] } }];
  }
}

/** @param runs of each query, in turns with the peer. */
export async function measureSearch(messages: number, runs: number): Promise<SearchReport> {
  const sql = new Sql(await loadSqlJs(path.join(projectFolder, 'node_modules/sql.js/dist')));
  sql.execute(historySchema.definition);
  let clock = 0n;
  for (const transactions of [historyTransactions(messages), rareTransactions()]) {
    for (const events of transactions) {
      clock++;
      sql.atomically(() =>
        events.forEach((event, index) => historySchema.apply(sql, event, stampOf(clock, '00000000000000aa', index))),
      );
      // One by one, as in a chat with pauses: an index that took up many at once would be in better order.
      while (historySchema.runDeferredWork!(sql));
    }
  }
  const peer = new Peer(sql);
  const queries = searchQueries.map((query) => ({
    query,
    statement: peer.prepare(query),
    scout: [] as number[],
    peer: [] as number[],
    hits: 0,
  }));
  // The first round fills caches and warms the compiler.
  for (let run = -1; run < runs; run++) {
    for (const entry of queries) {
      const scout = timed(
        () => (entry.hits = runToEnd(searchHistory(sql, { text: entry.query.text, limit }, Date.now())).hits.length),
      );
      const peer = timed(() => entry.statement.all());
      if (run < 0) continue;
      entry.scout.push(scout);
      entry.peer.push(peer);
    }
  }
  const exact = ['errorValue', 'zzyzx'].map((text) =>
    timed(() => runToEnd(searchHistory(sql, { text, limit, exact: true }, Date.now()))),
  );
  const report: SearchReport = {
    messages,
    runs,
    scout: timesOf(queries.flatMap(({ scout }) => scout)),
    peer: timesOf(queries.flatMap(({ peer }) => peer)),
    queries: queries.map(({ query: { kind, text }, hits, scout, peer }) => ({
      kind,
      text,
      hits,
      scout: timesOf(scout),
      peer: timesOf(peer),
    })),
    exact,
    memory: {
      database: sql.size / 1e6,
      index: Number(sql.first('SELECT sum(length(block)) FROM message_words_segments')![0]) / 1e6,
    },
  };
  sql.close();
  peer.close();
  return report;
}

class Peer {
  readonly #database = new DatabaseSync(':memory:');

  constructor(history: Sql) {
    this.#database.exec(`
      CREATE TABLE conversations (id TEXT PRIMARY KEY, workspace, persona, tags, pinned, archived, updated_at) WITHOUT ROWID;
      CREATE INDEX updates ON conversations (updated_at);
      CREATE TABLE messages (number INTEGER PRIMARY KEY, conversation_id, role, model, code, created_at, text);
      CREATE INDEX roles ON messages (role, number); CREATE INDEX models ON messages (model, number); CREATE INDEX places ON messages (conversation_id, number);
      CREATE VIRTUAL TABLE words USING fts5(text, content='messages', content_rowid='number', tokenize='unicode61', prefix='2 3');
      BEGIN`);
    const conversation = this.#database.prepare('INSERT INTO conversations VALUES (?, ?, ?, ?, ?, ?, ?)');
    for (const [id, workspace, persona, ...others] of history.iterate(
      'SELECT id, workspace, persona, tags, pinned, archived, updated_at FROM conversations',
    )) {
      conversation.run(...([id, plain(workspace), plain(persona), ...others] as string[]));
    }
    const [message, words] = [
      this.#database.prepare('INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?, ?)'),
      this.#database.prepare('INSERT INTO words (rowid, text) VALUES (?, ?)'),
    ];
    for (const [number, conversationId, createdAt, body] of history.iterate(
      'SELECT number, conversation_id, created_at, body FROM messages ORDER BY number',
    )) {
      const { role, author, contents, text } = readSearchable(String(body));
      const prepared = indexText(text);
      message.run(
        Number(number),
        String(conversationId),
        role,
        author?.model ?? null,
        Number(contents.includes('code')),
        Number(createdAt),
        prepared,
      );
      words.run(Number(number), prepared);
    }
    this.#database.exec('COMMIT');
  }

  prepare({ peer: { match, where = 'TRUE' } }: BenchQuery): StatementSync {
    if (match !== undefined) {
      return this.#database.prepare(`
        SELECT m.number, m.conversation_id, m.created_at, snippet(words, 0, '[', ']', '…', 20) FROM words
        CROSS JOIN messages m ON m.number = words.rowid JOIN conversations c ON c.id = m.conversation_id
        WHERE words MATCH '${match}' AND ${where} ORDER BY words.rowid DESC LIMIT ${limit + 1}`);
    }
    const [from, order] = where.includes('m.')
      ? ['messages m JOIN conversations c ON c.id = m.conversation_id', 'm.number']
      : ['conversations c', 'c.updated_at'];
    return this.#database.prepare(`SELECT * FROM ${from} WHERE ${where} ORDER BY ${order} DESC LIMIT ${limit + 1}`);
  }

  close(): void {
    this.#database.close();
  }
}

function plain(json: unknown): unknown {
  return typeof json === 'string' ? JSON.parse(json) : null;
}

function timed(action: () => unknown): number {
  const started = performance.now();
  action();
  return performance.now() - started;
}

function timesOf(milliseconds: readonly number[]): SearchTimes {
  return { p50: quantile(milliseconds, 0.5), p95: quantile(milliseconds, 0.95), greatest: quantile(milliseconds, 1) };
}
