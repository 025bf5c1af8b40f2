import type { Conversation, SearchHit } from '../../../../api/chatHistory.js';
import type { Sql } from '../../../sqlite/sql.js';
import { findConversation } from '../conversationTable.js';
import { type FittingConversations, fittingConversations } from './conversationFilter.js';
import { conversationLabel, largeLabel } from './labels.js';
import { type MatchExpressions, matchExpressions } from './matchExpression.js';
import { type MessageFilter, messageFilter } from './messageFilter.js';
import type { SearchQuery } from './searchQuery.js';
import { createTextMatcher, type TextMatch, type TextMatcher } from './textMatcher.js';

/** Of so few conversations the index itself finds the messages; each costs it a lookup. */
const mostLabels = 64;

export interface Found {
  readonly hit: Omit<SearchHit, 'snippet' | 'words'>;
  readonly text: string;
  readonly match: TextMatch;
}

/** One search, in all the forms in which its parts are needed. */
export interface SearchContext {
  readonly sql: Sql;
  readonly query: SearchQuery;
  readonly matches: TextMatcher;
  readonly messages: MessageFilter;
  readonly expressions: MatchExpressions;
  /** Those in which anything is looked for; `undefined` for all. */
  readonly conversations: FittingConversations | undefined;
  /** Their ids, as JSON, if there are so many that they are not part of the expressions; else `null`. */
  readonly unlabelled: string | null;
  /** The conversation, if anything is looked for in it. */
  readonly conversation: (id: string) => Conversation | undefined;
}

function hasLarge(sql: Sql): boolean {
  return (
    sql.first('SELECT 1 FROM message_words WHERE message_words MATCH ? LIMIT 1', [`"${largeLabel}"`]) !== undefined
  );
}

export function createSearchContext(sql: Sql, query: SearchQuery, here: string | null): SearchContext {
  const conversations = fittingConversations(sql, query.filters, here);
  const isLabelled = conversations !== undefined && conversations.size <= mostLabels;
  const messages = messageFilter(sql, query.filters);
  const labels = [...messages.labels, ...(isLabelled ? [[...conversations.keys()].map(conversationLabel)] : [])];
  const looked = new Map<string, Conversation | undefined>();
  return {
    sql,
    query,
    matches: createTextMatcher(query),
    messages,
    expressions: matchExpressions(query.terms, labels, query.terms.length > 0 && hasLarge(sql)),
    conversations,
    unlabelled: conversations === undefined || isLabelled ? null : JSON.stringify([...conversations.keys()]),
    conversation(id) {
      if (conversations?.has(id) === false) return undefined;
      if (!looked.has(id)) {
        const found = findConversation(sql, id);
        looked.set(id, found?.deletedAt === null ? found : undefined);
      }
      return looked.get(id);
    },
  };
}
