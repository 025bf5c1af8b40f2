import { mergeFields } from '../../tables/lastWriterWins.js';
import type { Sql } from '../../sqlite/sql.js';
import { conversations, findConversation } from './conversationTable.js';
import {
  type DeltaRow,
  type JobRow,
  type MessageRow,
  putDelta,
  putJob,
  putMessage,
  rankOfBody,
} from './messageTables.js';
import { indexTitle } from './search/searchIndex.js';
import { addTombstone, isTombstoned } from './tombstones.js';

/** Adds what another history holds. Each row wins or loses against its counterpart as the event behind it would. See `EventTables.merge`. */
export function* mergeHistory(sql: Sql, from: Sql): Generator<number, void> {
  for (const [id] of from.iterate('SELECT id FROM tombstones')) {
    if (!isTombstoned(sql, String(id))) addTombstone(sql, String(id));
    yield 0;
  }
  for (const [id] of from.iterate('SELECT id FROM conversations')) {
    if (!isTombstoned(sql, String(id))) mergeConversation(sql, from, String(id));
    yield 0;
  }
  yield* mergeMessages(sql, from);
  for (const row of from.iterate('SELECT conversation_id, message_id, position, stamp, parts FROM deltas')) {
    const [conversationId, messageId, position, stamp, parts] = row as [string, string, number, string, string];
    const delta: DeltaRow = { conversationId, messageId, position, stamp, parts };
    if (!isTombstoned(sql, conversationId)) putDelta(sql, delta);
    yield parts.length;
  }
  for (const row of from.iterate('SELECT conversation_id, id, created_at, stamp, body FROM jobs')) {
    const [conversationId, id, createdAt, stamp, body] = row as [string, string, number, string, string];
    const job: JobRow = { conversationId, id, createdAt, stamp, body };
    if (!isTombstoned(sql, conversationId)) putJob(sql, job);
    yield body.length;
  }
}

function mergeConversation(sql: Sql, from: Sql, id: string): void {
  const before = findConversation(sql, id)?.title ?? '';
  mergeFields(sql, conversations, from, id);
  const { createdAt, title } = findConversation(sql, id)!;
  indexTitle(sql, id, before, title, createdAt);
}

/** Reads only those texts that are not the same here: most are. */
function* mergeMessages(sql: Sql, from: Sql): Generator<number, void> {
  const theirs = 'SELECT number, conversation_id, id, created_at, rank, stamp FROM messages';
  const ours = 'SELECT rank, stamp FROM messages WHERE conversation_id = ? AND id = ?';
  for (const row of from.iterate(theirs)) {
    const [number, conversationId, id, createdAt, rank, stamp] = row as [
      number,
      string,
      string,
      number,
      number,
      string,
    ];
    if (isTombstoned(sql, conversationId) || sql.first(ours, [conversationId, id])?.join() === [rank, stamp].join()) {
      yield 0;
      continue;
    }
    const body = String(from.first('SELECT body FROM messages WHERE number = ?', [number])![0]);
    const message: MessageRow = { conversationId, id, createdAt, rank: rankOfBody(body, rank), stamp, body };
    putMessage(sql, message);
    yield body.length;
  }
}
