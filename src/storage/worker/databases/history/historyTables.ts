import type { EventTables } from '../../engine/schema.js';
import type { Sql } from '../../sqlite/sql.js';
import { requireId, requireObject } from '../../tables/eventFields.js';
import { addMissingColumns, setFields, unknownEvent } from '../../tables/lastWriterWins.js';
import { conversations, conversationTable, findConversation } from './conversationTable.js';
import { mergeHistory } from './mergeHistory.js';
import { messageTables, putDelta, putJob, putMessage, readDelta, readJob, readMessage } from './messageTables.js';
import { addMissingSearchTables, indexTitle, searchTables } from './search/searchIndex.js';
import { withoutSuperseded } from './supersededEvents.js';
import { addTombstone, isTombstoned, tombstoneTable } from './tombstones.js';

export const historyTables: EventTables = {
  version: 3,
  definition: [conversationTable, tombstoneTable, messageTables, searchTables].join('\n'),
  counted: ['conversations', 'messages', 'jobs'],

  apply(sql, event, stamp) {
    const fields = requireObject(event, 'An event');
    switch (fields['type']) {
      case 'conversation.set':
        setConversation(sql, fields, stamp);
        break;
      case 'conversation.tombstone':
        addTombstone(sql, requireId(fields['id'], 'id'));
        break;
      case 'message.put': {
        const message = readMessage(fields['message'], stamp);
        if (!isTombstoned(sql, message.conversationId)) putMessage(sql, message);
        break;
      }
      case 'message.delta': {
        const delta = readDelta(fields, stamp);
        if (!isTombstoned(sql, delta.conversationId)) putDelta(sql, delta);
        break;
      }
      case 'job.put': {
        const job = readJob(fields['job'], stamp);
        if (!isTombstoned(sql, job.conversationId)) putJob(sql, job);
        break;
      }
      default:
        throw unknownEvent(fields['type']);
    }
  },

  upgrade(sql) {
    addMissingColumns(sql, conversations);
    addMissingSearchTables(sql);
  },
  withoutSuperseded,
  merge: mergeHistory,
};

function setConversation(sql: Sql, event: Readonly<Record<string, unknown>>, stamp: string): void {
  const id = requireId(event['id'], 'id');
  const values = requireObject(event['fields'], 'fields');
  if (isTombstoned(sql, id)) return;
  const before = values['title'] === undefined ? undefined : (findConversation(sql, id)?.title ?? '');
  setFields(sql, conversations, id, values, stamp);
  if (before === undefined) return;
  const { title, createdAt } = findConversation(sql, id)!;
  indexTitle(sql, id, before, title, createdAt);
}
