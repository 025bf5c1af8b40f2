import { mergeFields } from '../../tables/lastWriterWins.js';
import type { Sql } from '../../sqlite/sql.js';
import { conversations, findConversation, readTitle } from './conversationTable.js';
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

/** Adds what another history holds. Each row wins or loses against its counterpart as the event behind it would. */
export function mergeHistory(sql: Sql, from: Sql): void {
  for (const [id] of from.all('SELECT id FROM tombstones'))
    if (!isTombstoned(sql, String(id))) addTombstone(sql, String(id));
  const lives = (id: string): boolean => !isTombstoned(sql, id);
  mergeConversations(sql, from, lives);
  // Conversation by conversation, so that little of it is in memory twice.
  for (const [id] of from.all('SELECT DISTINCT conversation_id FROM messages'))
    if (lives(String(id))) mergeMessages(sql, from, String(id));
  for (const row of from.all('SELECT conversation_id, message_id, position, stamp, parts FROM deltas')) {
    const [conversationId, messageId, position, stamp, parts] = row as [string, string, number, string, string];
    if (lives(conversationId)) putDelta(sql, { conversationId, messageId, position, stamp, parts } satisfies DeltaRow);
  }
  for (const row of from.all('SELECT conversation_id, id, created_at, stamp, body FROM jobs')) {
    const [conversationId, id, createdAt, stamp, body] = row as [string, string, number, string, string];
    if (lives(conversationId)) putJob(sql, { conversationId, id, createdAt, stamp, body } satisfies JobRow);
  }
}

function mergeConversations(sql: Sql, from: Sql, lives: (id: string) => boolean): void {
  const titles = (): Map<unknown, unknown> =>
    new Map(sql.all('SELECT id, title FROM conversations').map(([id, title]) => [id, title]));
  const before = titles();
  mergeFields(sql, conversations, from, lives);
  for (const [id, title] of titles()) {
    if (title === before.get(id)) continue;
    const { createdAt, title: after } = findConversation(sql, String(id))!;
    indexTitle(sql, String(id), readTitle(before.get(id)), after, createdAt);
  }
}

function mergeMessages(sql: Sql, from: Sql, conversationId: string): void {
  const known = new Map(
    sql
      .all('SELECT id, rank, stamp FROM messages WHERE conversation_id = ?', [conversationId])
      .map(([id, ...version]) => [id, version.join()]),
  );
  for (const row of from.all('SELECT id, created_at, rank, stamp FROM messages WHERE conversation_id = ?', [
    conversationId,
  ])) {
    const [id, createdAt, rank, stamp] = row as [string, number, number, string];
    if (known.get(id) === [rank, stamp].join()) continue;
    const body = String(
      from.first('SELECT body FROM messages WHERE conversation_id = ? AND id = ?', [conversationId, id])![0],
    );
    putMessage(sql, { conversationId, id, createdAt, rank: rankOfBody(body, rank), stamp, body } satisfies MessageRow);
  }
}
