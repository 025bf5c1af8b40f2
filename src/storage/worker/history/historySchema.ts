import type { MessagePart } from '../../../core/message.js';
import type { Conversation, MessageStatus, StoredJob, StoredMessage } from '../../chatHistory.js';
import { joinParts } from './joinParts.js';
import {
  InvalidEvent,
  requireArray,
  requireId,
  requireIdOrNull,
  requireObject,
  requireText,
  requireTextOrNull,
  requireTime,
  toJson,
} from '../tables/eventFields.js';
import { createFieldTable, type FieldTable, setFields, unknownEvent } from '../tables/lastWriterWins.js';
import type { Schema } from '../schema.js';
import type { Row, Sql } from '../sql.js';

const conversations: FieldTable = {
  table: 'conversations',
  fields: {
    title: { column: 'title', read: requireText },
    createdAt: { column: 'created_at', read: requireTime },
    updatedAt: { column: 'updated_at', read: requireTime },
    workspace: { column: 'workspace', read: requireTextOrNull },
    headId: { column: 'head_id', read: requireIdOrNull },
  },
};

const conversationColumns = 'id, title, created_at, updated_at, workspace, head_id';
const recency = 'COALESCE(updated_at, created_at, 0) DESC, id DESC';

/**
 * Which of two versions of a message stays: the higher rank, and of equal ranks the one written first.
 * A finished answer beats somebody else's belief that it was interrupted, and nothing beats itself, so a
 * finished message never changes.
 */
const rank: Readonly<Record<MessageStatus, number>> = { streaming: 0, interrupted: 1, failed: 2, complete: 3 };

export const historyQueries = {
  conversations: (sql: Sql, limit: number): readonly Conversation[] =>
    sql.all(`SELECT ${conversationColumns} FROM conversations ORDER BY ${recency} LIMIT ?`, [limit]).map(toConversation),

  conversation(sql: Sql, id: string): Conversation | undefined {
    const row = sql.first(`SELECT ${conversationColumns} FROM conversations WHERE id = ?`, [id]);
    return row === undefined ? undefined : toConversation(row);
  },

  /** A streaming message comes with what its deltas added. */
  messages: (sql: Sql, conversationId: string): readonly StoredMessage[] =>
    sql
      .all('SELECT body, rank FROM messages WHERE conversation_id = ? ORDER BY created_at, id', [conversationId])
      .map(([body, messageRank]) => {
        const message = JSON.parse(String(body)) as StoredMessage;
        return messageRank === rank.streaming ? { ...message, parts: joinParts(message.parts, deltasOf(sql, message)) } : message;
      }),

  jobs: (sql: Sql, conversationId: string): readonly StoredJob[] =>
    sql
      .all('SELECT body FROM jobs WHERE conversation_id = ? ORDER BY created_at, id', [conversationId])
      .map(([body]) => JSON.parse(String(body)) as StoredJob),
};

/** The chat-history database. Messages are rows with a rowid, as a full-text index over them will need. */
export const historySchema: Schema = {
  definition: `
    ${createFieldTable(conversations)}
    CREATE INDEX conversations_by_recency ON conversations (${recency});
    CREATE TABLE tombstones (id TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE messages (
      number INTEGER PRIMARY KEY, conversation_id TEXT NOT NULL, id TEXT NOT NULL, created_at NOT NULL,
      rank INTEGER NOT NULL, stamp TEXT NOT NULL, body TEXT NOT NULL, UNIQUE (conversation_id, id));
    CREATE TABLE deltas (
      conversation_id TEXT, message_id TEXT, position INTEGER, stamp TEXT NOT NULL, parts TEXT NOT NULL,
      PRIMARY KEY (conversation_id, message_id, position)) WITHOUT ROWID;
    CREATE TABLE jobs (
      conversation_id TEXT, id TEXT, created_at NOT NULL, stamp TEXT NOT NULL, body TEXT NOT NULL,
      PRIMARY KEY (conversation_id, id)) WITHOUT ROWID;`,

  counted: ['conversations', 'messages', 'jobs'],

  apply(sql, event, stamp) {
    const fields = requireObject(event, 'An event');
    switch (fields['type']) {
      case 'conversation.set':
        setConversation(sql, fields, stamp);
        break;
      case 'conversation.tombstone':
        buryConversation(sql, requireId(fields['id'], 'id'));
        break;
      case 'message.put':
        putMessage(sql, requireObject(fields['message'], 'message'), stamp);
        break;
      case 'job.put':
        putJob(sql, requireObject(fields['job'], 'job'), stamp);
        break;
      case 'message.delta':
        appendDelta(sql, fields, stamp);
        break;
      default:
        throw unknownEvent(fields['type']);
    }
  },

  queries: historyQueries,
};

function setConversation(sql: Sql, event: Readonly<Record<string, unknown>>, stamp: string): void {
  const id = requireId(event['id'], 'id');
  const values = requireObject(event['fields'], 'fields');
  if (!isBuried(sql, id)) setFields(sql, conversations, id, values, stamp);
}

function buryConversation(sql: Sql, id: string): void {
  sql.run('INSERT OR IGNORE INTO tombstones (id) VALUES (?)', [id]);
  sql.run('DELETE FROM conversations WHERE id = ?', [id]);
  sql.run('DELETE FROM messages WHERE conversation_id = ?', [id]);
  sql.run('DELETE FROM deltas WHERE conversation_id = ?', [id]);
  sql.run('DELETE FROM jobs WHERE conversation_id = ?', [id]);
}

function putMessage(sql: Sql, message: Readonly<Record<string, unknown>>, stamp: string): void {
  const id = requireId(message['id'], 'message.id');
  const conversationId = requireId(message['conversationId'], 'message.conversationId');
  const createdAt = requireTime(message['createdAt'], 'message.createdAt');
  const status = message['status'];
  if (typeof status !== 'string' || !Object.hasOwn(rank, status)) throw new InvalidEvent('message.status is not known.');
  requireIdOrNull(message['parentId'], 'message.parentId');
  requireArray(message['parts'], 'message.parts');
  const messageRank = rank[status as MessageStatus];
  const body = toJson(message, 'message');
  if (isBuried(sql, conversationId)) return;
  sql.run(
    `INSERT INTO messages (conversation_id, id, created_at, rank, stamp, body) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (conversation_id, id) DO UPDATE SET
       created_at = excluded.created_at, rank = excluded.rank, stamp = excluded.stamp, body = excluded.body
     WHERE excluded.rank > rank OR (excluded.rank = rank AND excluded.stamp < stamp)`,
    [conversationId, id, createdAt, messageRank, stamp, body],
  );
  if (messageRank > rank.streaming) sql.run('DELETE FROM deltas WHERE conversation_id = ? AND message_id = ?', [conversationId, id]);
}

/** A record is written once; of two with one id, which only a fault could bring about, the earlier stays. */
function putJob(sql: Sql, job: Readonly<Record<string, unknown>>, stamp: string): void {
  const id = requireId(job['id'], 'job.id');
  const conversationId = requireId(job['conversationId'], 'job.conversationId');
  const createdAt = requireTime(job['createdAt'], 'job.createdAt');
  const body = toJson(job, 'job');
  if (isBuried(sql, conversationId)) return;
  sql.run(
    `INSERT INTO jobs (conversation_id, id, created_at, stamp, body) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET created_at = excluded.created_at, stamp = excluded.stamp, body = excluded.body
     WHERE excluded.stamp < stamp`,
    [conversationId, id, createdAt, stamp, body],
  );
}

/** A delta may come before the message it belongs to. One index belongs to one delta; a repeated one is ignored. */
function appendDelta(sql: Sql, event: Readonly<Record<string, unknown>>, stamp: string): void {
  const conversationId = requireId(event['conversationId'], 'conversationId');
  const messageId = requireId(event['messageId'], 'messageId');
  const index = event['index'];
  if (!Number.isSafeInteger(index) || (index as number) < 0) throw new InvalidEvent('index must count from 0.');
  const parts = JSON.stringify(requireArray(event['parts'], 'parts'));
  if (isBuried(sql, conversationId)) return;
  const message = sql.first('SELECT rank FROM messages WHERE conversation_id = ? AND id = ?', [conversationId, messageId]);
  if (message !== undefined && message[0] !== rank.streaming) return;
  sql.run(
    `INSERT INTO deltas (conversation_id, message_id, position, stamp, parts) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET stamp = excluded.stamp, parts = excluded.parts WHERE excluded.stamp < stamp`,
    [conversationId, messageId, index as number, stamp, parts],
  );
}

function deltasOf(sql: Sql, { conversationId, id }: StoredMessage): readonly MessagePart[] {
  return sql
    .all('SELECT parts FROM deltas WHERE conversation_id = ? AND message_id = ? ORDER BY position', [conversationId, id])
    .flatMap(([parts]) => JSON.parse(String(parts)) as readonly MessagePart[]);
}

function isBuried(sql: Sql, id: string): boolean {
  return sql.first('SELECT 1 FROM tombstones WHERE id = ?', [id]) !== undefined;
}

function toConversation([id, title, createdAt, updatedAt, workspace, headId]: Row): Conversation {
  return {
    id: String(id),
    title: title === null ? '' : (JSON.parse(String(title)) as string),
    createdAt: Number(createdAt),
    updatedAt: Number(updatedAt ?? createdAt),
    workspace: workspace === null ? null : (JSON.parse(String(workspace)) as string),
    headId: headId === null ? null : String(headId),
  };
}
