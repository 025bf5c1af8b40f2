import { blobsOf } from '../../blobs/blobReference.js';
import type { AttachmentPlaces, ReplacePart } from '../../blobs/attachmentPlaces.js';
import type { Sql } from '../../sqlite/sql.js';

/** SQL that holds for whatever refers to a blob, and for little else: an index over it is short. */
export function mentionsBlob(column: string): string {
  return `instr(${column}, '"blob":"') > 0`;
}

/** Where a history has attachments: in the parts of messages and deltas. */
export const historyAttachments: AttachmentPlaces = {
  inEvent(event, replace) {
    if (!isObject(event)) return event;
    if (event['type'] === 'message.delta') return replaceIn(event, replace);
    if (event['type'] === 'message.put' && isObject(event['message']))
      return { ...event, message: replaceIn(event['message'], replace) };
    return event;
  },

  inAnswer: (query, answer, replace) =>
    query === 'messages' ? (answer as readonly Fields[]).map((message) => replaceIn(message, replace)) : answer,

  *referred(sql: Sql) {
    const hashes = new Set<string>();
    for (const body of messagesWithBlobs(sql)) {
      collect((JSON.parse(body) as Fields)['parts'], hashes);
      yield body.length;
    }
    for (const parts of deltas(sql)) {
      if (parts.includes('"blob":"')) collect(JSON.parse(parts), hashes);
      yield parts.length;
    }
    return hashes;
  },
};

/** The messages that mention a blob, each asked for when it is its turn. */
function* messagesWithBlobs(sql: Sql): Generator<string, void> {
  const next = `SELECT number, body FROM messages WHERE ${mentionsBlob('body')} AND number > ? ORDER BY number LIMIT 1`;
  for (let row = sql.first(next, [0]); row !== undefined; row = sql.first(next, [row[0]!])) yield String(row[1]);
}

/** All deltas, likewise: there are few. */
function* deltas(sql: Sql): Generator<string, void> {
  const key = 'conversation_id, message_id, position';
  const next = `SELECT parts, ${key} FROM deltas WHERE (${key}) > (?, ?, ?) ORDER BY ${key} LIMIT 1`;
  for (let row = sql.first(next, ['', '', -1]); row !== undefined; row = sql.first(next, row.slice(1)))
    yield String(row[0]);
}

function collect(parts: unknown, hashes: Set<string>): void {
  for (const part of Array.isArray(parts) ? (parts as unknown[]) : [])
    for (const hash of blobsOf(part)) hashes.add(hash);
}

type Fields = Readonly<Record<string, unknown>>;

function replaceIn(owner: Fields, replace: ReplacePart): Fields {
  const { parts } = owner;
  return Array.isArray(parts) ? { ...owner, parts: parts.map(replace) } : owner;
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
