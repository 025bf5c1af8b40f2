import { requireId, requireObject } from '../../tables/eventFields.js';
import { setFields, unknownEvent } from '../../tables/lastWriterWins.js';
import type { HistoryQueries } from '../../../protocol/queries.js';
import type { QueryTable, Schema } from '../../engine/schema.js';
import type { Sql } from '../../sqlite/sql.js';
import { historyAttachments } from './attachmentPlaces.js';
import {
  conversations,
  conversationTable,
  deletedConversations,
  findConversation,
  labelsInUse,
  listConversations,
} from './conversationTable.js';
import { mergeHistory } from './mergeHistory.js';
import {
  jobsOf,
  messagesOf,
  messageTables,
  putDelta,
  putJob,
  putMessage,
  readDelta,
  readJob,
  readMessage,
} from './messageTables.js';
import { missingFromHistory } from './missingFromHistory.js';
import { salvageHistory } from './salvageHistory.js';
import { searchHistory } from './search/searchHistory.js';
import { isIndexSound } from './search/checkIndex.js';
import { indexPending, indexTitle, scrubIndex, searchTables } from './search/searchIndex.js';
import { addTombstone, isTombstoned, tombstoneTable } from './tombstones.js';

export const historyQueries = {
  conversations: listConversations,
  deleted: deletedConversations,
  conversation: findConversation,
  isTombstoned,
  messages: messagesOf,
  jobs: jobsOf,
  labels: labelsInUse,
  search: (sql, request) => searchHistory(sql, request, Date.now()),
} satisfies QueryTable<HistoryQueries>;

/** A message takes about half a millisecond. */
const INDEXED_AT_ONCE = 16;

type Fields = Readonly<Record<string, unknown>>;

/** The chat-history database. */
export const historySchema: Schema = {
  version: 1,
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

  merge: mergeHistory,
  missing: missingFromHistory,
  salvage: salvageHistory,

  subjectOf(event) {
    const { id, message, job, conversationId } = event as Fields;
    const subject = id ?? conversationId ?? ((message ?? job) as Fields | undefined)?.['conversationId'];
    return typeof subject === 'string' ? subject : undefined;
  },

  growingOf(event) {
    const { type, messageId, message } = event as Fields;
    if (type === 'message.delta') return String(messageId);
    if (type !== 'message.put') return undefined;
    const { id, status } = message as Fields;
    return status === 'streaming' ? String(id) : undefined;
  },

  runDeferredWork: (sql) => indexPending(sql, INDEXED_AT_ONCE),

  scrub(sql) {
    scrubIndex(sql);
    sql.compact();
  },

  isIndexSound,

  erasures: (sql) => Number(sql.first('SELECT count(*) FROM tombstones')![0]),

  attachments: historyAttachments,

  queries: historyQueries,
};

function setConversation(sql: Sql, event: Fields, stamp: string): void {
  const id = requireId(event['id'], 'id');
  const values = requireObject(event['fields'], 'fields');
  if (isTombstoned(sql, id)) return;
  const before = values['title'] === undefined ? undefined : (findConversation(sql, id)?.title ?? '');
  setFields(sql, conversations, id, values, stamp);
  if (before === undefined) return;
  const { title, createdAt } = findConversation(sql, id)!;
  indexTitle(sql, id, before, title, createdAt);
}
