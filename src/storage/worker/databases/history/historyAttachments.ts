import { blobOf } from '../../blobs/blobReference.js';
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

  referred(sql: Sql) {
    const hashes = new Set<string>();
    const collect = (parts: unknown): void => {
      for (const part of Array.isArray(parts) ? (parts as unknown[]) : []) {
        const hash = blobOf(part);
        if (hash !== undefined) hashes.add(hash);
      }
    };
    for (const [body] of sql.all(`SELECT body FROM messages WHERE ${mentionsBlob('body')}`))
      collect((JSON.parse(String(body)) as Fields)['parts']);
    for (const [parts] of sql.all(`SELECT parts FROM deltas WHERE ${mentionsBlob('parts')}`))
      collect(JSON.parse(String(parts)));
    return hashes;
  },
};

type Fields = Readonly<Record<string, unknown>>;

function replaceIn(owner: Fields, replace: ReplacePart): Fields {
  const { parts } = owner;
  return Array.isArray(parts) ? { ...owner, parts: parts.map(replace) } : owner;
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
