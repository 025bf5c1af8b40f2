import type { MessagePart } from '../../../../core/message.js';
import type { MessageStatus, StoredJob, StoredMessage } from '../../../api/chatHistory.js';
import { isRevisedRank, messageRank, rank } from '../../../api/messageRank.js';
import {
  InvalidEvent,
  requireArray,
  requireId,
  requireIdOrNull,
  requireObject,
  requireTime,
  toJson,
} from '../../tables/eventFields.js';
import type { Sql } from '../../sqlite/sql.js';
import { mentionsBlob } from './historyAttachments.js';
import { joinParts } from './joinParts.js';
import { enqueueForIndex } from './search/indexMessages.js';
import { forgetMessage, freeNumber, numberAt } from './search/searchIndex.js';

/**
 * Messages, what streams into them, and jobs. `number` is this window's own: the minute of the message's creation, or one later
 * where that is taken (`messages_moved` says by how much, at least 2). The search index is in its order.
 */
export const messageTables = `
  CREATE TABLE messages (
    number INTEGER PRIMARY KEY, conversation_id TEXT NOT NULL, id TEXT NOT NULL, created_at NOT NULL,
    rank INTEGER NOT NULL, stamp TEXT NOT NULL, body TEXT NOT NULL, UNIQUE (conversation_id, id));
  CREATE INDEX messages_moved ON messages (number - created_at / 60000) WHERE number - created_at / 60000 > 1;
  CREATE INDEX messages_streaming ON messages (number) WHERE rank = 0;
  CREATE INDEX messages_with_blobs ON messages (number) WHERE ${mentionsBlob('body')};
  CREATE TABLE deltas (
    conversation_id TEXT, message_id TEXT, position INTEGER, stamp TEXT NOT NULL, parts TEXT NOT NULL,
    PRIMARY KEY (conversation_id, message_id, position)) WITHOUT ROWID;
  CREATE TABLE jobs (
    conversation_id TEXT, id TEXT, created_at NOT NULL, stamp TEXT NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (conversation_id, id)) WITHOUT ROWID;`;

/** A row of `messages` without its number. */
export interface MessageRow {
  readonly conversationId: string;
  readonly id: string;
  readonly createdAt: number;
  readonly rank: number;
  readonly stamp: string;
  readonly body: string;
}

export interface JobRow {
  readonly conversationId: string;
  readonly id: string;
  readonly createdAt: number;
  readonly stamp: string;
  readonly body: string;
}

export interface DeltaRow {
  readonly conversationId: string;
  readonly messageId: string;
  readonly position: number;
  readonly stamp: string;
  readonly parts: string;
}

/** @throws InvalidEvent when it is no message. */
export function readMessage(value: unknown, stamp: string): MessageRow {
  const message = requireObject(value, 'message');
  const id = requireId(message['id'], 'message.id');
  const conversationId = requireId(message['conversationId'], 'message.conversationId');
  const createdAt = requireTime(message['createdAt'], 'message.createdAt');
  const status = message['status'];
  if (typeof status !== 'string' || !Object.hasOwn(rank, status)) throw new InvalidEvent('message.status is unknown.');
  requireIdOrNull(message['parentId'], 'message.parentId');
  requireParts(message['parts'], 'message.parts');
  return {
    conversationId,
    id,
    createdAt,
    rank: messageRank(status as MessageStatus, message['revision']),
    stamp,
    body: toJson(message, 'message'),
  };
}

/** @throws InvalidEvent when it is no job. */
export function readJob(value: unknown, stamp: string): JobRow {
  const job = requireObject(value, 'job');
  const id = requireId(job['id'], 'job.id');
  const conversationId = requireId(job['conversationId'], 'job.conversationId');
  const createdAt = requireTime(job['createdAt'], 'job.createdAt');
  return { conversationId, id, createdAt, stamp, body: toJson(job, 'job') };
}

/** @throws InvalidEvent when it is no delta. */
export function readDelta(event: Readonly<Record<string, unknown>>, stamp: string): DeltaRow {
  const conversationId = requireId(event['conversationId'], 'conversationId');
  const messageId = requireId(event['messageId'], 'messageId');
  const position = event['index'];
  if (!Number.isSafeInteger(position) || (position as number) < 0) throw new InvalidEvent('index must start at 0.');
  return {
    conversationId,
    messageId,
    position: position as number,
    stamp,
    parts: JSON.stringify(requireParts(event['parts'], 'parts')),
  };
}

function requireParts(value: unknown, what: string): readonly unknown[] {
  return requireArray(value, what).map((part) => requireObject(part, `Each of ${what}`));
}

export function putMessage(sql: Sql, row: MessageRow): void {
  const { conversationId, id, createdAt, stamp, body } = row;
  const known = sql.first('SELECT number, rank, stamp, created_at FROM messages WHERE conversation_id = ? AND id = ?', [
    conversationId,
    id,
  ]);
  const [knownNumber, knownRank, knownStamp, knownTime] = (known ?? []) as [number?, number?, string?, number?];
  if (knownRank !== undefined && !(row.rank > knownRank || (row.rank === knownRank && stamp < knownStamp!))) return;
  if (knownRank !== undefined && knownRank > rank.streaming) {
    const knownBody = String(sql.first('SELECT body FROM messages WHERE number = ?', [knownNumber!])![0]);
    const itsRank = rankOfBody(knownBody, knownRank);
    if (itsRank > row.rank || (itsRank === row.rank && stamp >= knownStamp!)) return;
    forgetMessage(sql, knownNumber!, knownBody);
  }
  // A search by date looks for a message near the number of its time.
  const isMoved = knownTime !== undefined && numberAt(knownTime) !== numberAt(createdAt);
  if (isMoved) sql.run('DELETE FROM messages WHERE number = ?', [knownNumber!]);
  const number = knownNumber === undefined || isMoved ? freeNumber(sql, 'messages', createdAt) : knownNumber;
  sql.run(
    `INSERT INTO messages (number, conversation_id, id, created_at, rank, stamp, body) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (number) DO UPDATE SET created_at = excluded.created_at, rank = excluded.rank, stamp = excluded.stamp, body = excluded.body`,
    [number, conversationId, id, createdAt, row.rank, stamp, body],
  );
  if (row.rank === rank.streaming) return;
  enqueueForIndex(sql, number);
  sql.run('DELETE FROM deltas WHERE conversation_id = ? AND message_id = ?', [conversationId, id]);
}

/** What a row's rank should be: earlier versions of SCOUT, which know no revisions, leave those out of the rank in their snapshots. */
export function rankOfBody(body: string, itsRank: number): number {
  if (isRevisedRank(itsRank) || !body.includes('"revision":')) return itsRank;
  const { status, revision } = JSON.parse(body) as StoredMessage;
  return messageRank(status, revision);
}

/** A record is written once; of two with one id, which only a fault could bring about, the earlier stays. */
export function putJob(sql: Sql, { conversationId, id, createdAt, stamp, body }: JobRow): void {
  sql.run(
    `INSERT INTO jobs (conversation_id, id, created_at, stamp, body) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET created_at = excluded.created_at, stamp = excluded.stamp, body = excluded.body
     WHERE excluded.stamp < stamp`,
    [conversationId, id, createdAt, stamp, body],
  );
}

/** A delta may come before the message it belongs to. One index belongs to one delta; a repeated one is ignored. */
export function putDelta(sql: Sql, { conversationId, messageId, position, stamp, parts }: DeltaRow): void {
  const message = sql.first('SELECT rank FROM messages WHERE conversation_id = ? AND id = ?', [
    conversationId,
    messageId,
  ]);
  if (message !== undefined && message[0] !== rank.streaming) return;
  sql.run(
    `INSERT INTO deltas (conversation_id, message_id, position, stamp, parts) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET stamp = excluded.stamp, parts = excluded.parts WHERE excluded.stamp < stamp`,
    [conversationId, messageId, position, stamp, parts],
  );
}

/** Bytes of messages that are read at once, unless a single one is larger. */
const PAGE_BYTES = 256 * 1024;

/** The ids of its messages, newest first, in pages; reads no message. @param ids only these, if given. */
export function messagePagesOf(
  sql: Sql,
  conversationId: string,
  ids?: readonly string[],
): readonly (readonly string[])[] {
  const pages: string[][] = [];
  let free = 0;
  for (const [id, bytes] of sql.all(
    `SELECT id, octet_length(body) FROM messages WHERE conversation_id = ? ${amongIds(ids)} ORDER BY created_at DESC, id DESC`,
    parametersOf(conversationId, ids),
  )) {
    if (Number(bytes) > free) {
      pages.push([]);
      free = PAGE_BYTES;
    }
    pages.at(-1)!.push(String(id));
    free = Math.max(0, free - Number(bytes));
  }
  return pages;
}

/** A streaming message comes with what its deltas added. @param ids only these, if given. */
export function messagesOf(sql: Sql, conversationId: string, ids?: readonly string[]): readonly StoredMessage[] {
  return sql
    .all(
      `SELECT body, rank FROM messages WHERE conversation_id = ? ${amongIds(ids)} ORDER BY created_at, id`,
      parametersOf(conversationId, ids),
    )
    .map(([body, itsRank]) => {
      const message = JSON.parse(String(body)) as StoredMessage;
      return itsRank === rank.streaming
        ? { ...message, parts: joinParts(message.parts, deltasOf(sql, message)) }
        : message;
    });
}

function amongIds(ids: readonly string[] | undefined): string {
  return ids === undefined ? '' : 'AND id IN (SELECT value FROM json_each(?))';
}

function parametersOf(conversationId: string, ids: readonly string[] | undefined): string[] {
  return ids === undefined ? [conversationId] : [conversationId, JSON.stringify(ids)];
}

/** @returns ids and ranks, in no order */
export function ranksOf(sql: Sql, conversationId: string): readonly (readonly [string, number])[] {
  return sql
    .all('SELECT id, rank FROM messages WHERE conversation_id = ?', [conversationId])
    .map(([id, itsRank]) => [String(id), Number(itsRank)] as const);
}

export function jobsOf(sql: Sql, conversationId: string): readonly StoredJob[] {
  return sql
    .all('SELECT body FROM jobs WHERE conversation_id = ? ORDER BY created_at, id', [conversationId])
    .map(([body]) => JSON.parse(String(body)) as StoredJob);
}

/** What a message's deltas add to it. */
export function deltasOf(
  sql: Sql,
  { conversationId, id }: Pick<StoredMessage, 'conversationId' | 'id'>,
): readonly MessagePart[] {
  return sql
    .all('SELECT parts FROM deltas WHERE conversation_id = ? AND message_id = ? ORDER BY position', [
      conversationId,
      id,
    ])
    .flatMap(([parts]) => JSON.parse(String(parts)) as readonly MessagePart[]);
}
