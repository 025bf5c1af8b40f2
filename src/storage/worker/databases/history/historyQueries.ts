import type { HistoryQueries } from '../../../protocol/queries.js';
import type { QueryTable } from '../../engine/schema.js';
import { deletedConversations, findConversation, labelsInUse, listConversations } from './conversationTable.js';
import { jobsOf, messagePagesOf, messagesOf, ranksOf } from './messageTables.js';
import { searchHistory } from './search/searchHistory.js';
import { isTombstoned } from './tombstones.js';

export const historyQueries = {
  conversations: listConversations,
  deleted: deletedConversations,
  conversation: findConversation,
  isTombstoned,
  messagePages: messagePagesOf,
  messages: messagesOf,
  messageRanks: ranksOf,
  jobs: jobsOf,
  labels: labelsInUse,
  search: (sql, request) => searchHistory(sql, request, Date.now()),
} satisfies QueryTable<HistoryQueries>;
