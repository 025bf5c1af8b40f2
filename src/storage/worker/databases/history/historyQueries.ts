import type { HistoryQueries } from '../../../protocol/queries.js';
import type { LongQueryTable, QueryTable } from '../../engine/schema.js';
import type { Sql } from '../../sqlite/sql.js';
import { deletedConversations, findConversation, labelsInUse, listConversations } from './conversationTable.js';
import { jobsOf, messagePagesOf, messagesOf, ranksOf } from './messageTables.js';
import { searchHistory } from './search/searchHistory.js';
import { isTombstoned } from './tombstones.js';

export const historyQueries = {
  conversations: listConversations,
  deleted: deletedConversations,
  conversation: findConversation,
  isTombstoned,
  messagePages: ofLiving(messagePagesOf),
  messages: ofLiving(messagesOf),
  messageRanks: (sql, conversationId) => JSON.stringify(ofLiving(ranksOf)(sql, conversationId)),
  jobs: jobsOf,
  labels: labelsInUse,
} satisfies QueryTable<Omit<HistoryQueries, keyof typeof longHistoryQueries>>;

/** See `QuerySource.longQueries`. */
export const longHistoryQueries = {
  search: (sql, request) => searchHistory(sql, request, Date.now()),
} satisfies LongQueryTable<Pick<HistoryQueries, 'search'>>;

/** What is left for a while of a conversation that is deleted for good nobody sees. */
function ofLiving<Rest extends readonly unknown[], T>(
  query: (sql: Sql, conversationId: string, ...rest: Rest) => readonly T[],
): (sql: Sql, conversationId: string, ...rest: Rest) => readonly T[] {
  return (sql, conversationId, ...rest) =>
    isTombstoned(sql, conversationId) ? [] : query(sql, conversationId, ...rest);
}
