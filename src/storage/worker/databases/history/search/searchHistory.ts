import type { SearchHit, SearchRequest, SearchResult } from '../../../../api/chatHistory.js';
import type { Sql } from '../../../sqlite/sql.js';
import { filteredConversations, titleHits } from './conversationHits.js';
import { anything } from './matchExpression.js';
import { matchedWords } from './matchedWords.js';
import { mergeIndex } from './mergeIndex.js';
import { messageHits } from './messageHits.js';
import { parseQuery } from './parseQuery.js';
import { createSearchContext, type Found, type SearchContext } from './searchContext.js';
import { countPending, indexPending } from './indexMessages.js';
import { snippetOf } from './snippet.js';

const mostHits = 200;
/** What was said just now is found at once. More, as after an import, is indexed between requests: nobody waits for it. */
const indexedFirst = { parts: 4, messages: 8, characters: 16 * 1024 };

/**
 * Searches all conversations that are not deleted, in steps of some milliseconds. docs/search.md has the language and what it costs.
 * @param now Unix milliseconds.
 */
export function* searchHistory(sql: Sql, request: SearchRequest, now: number): Generator<void, SearchResult> {
  yield* indexFirst(sql);
  const limit = Math.min(Math.max(1, Math.trunc(request.limit) || 1), mostHits);
  const query = parseQuery(request, now);
  const context = createSearchContext(sql, query, request.workspace ?? null);
  const newest = (yield* find(context, limit + 1)).toSorted((a, b) => b.hit.time - a.hit.time);
  const more = newest.length > limit;
  const hits = more ? newest.slice(0, limit) : bestFirst(newest);
  return {
    hits: hits.map(shownHit),
    more,
    ignored: query.ignored,
    pending: context.expressions.precise === anything ? 0 : countPending(sql),
  };
}

function* indexFirst(sql: Sql): Generator<void, void> {
  const { parts, messages, characters } = indexedFirst;
  for (let part = 0; part < parts && indexPending(sql, messages, characters); part++) {
    mergeIndex(sql);
    yield;
  }
}

function shownHit({ hit, text, match }: Found): SearchHit {
  const ranges = match.ranges();
  const words = hit.messageId === null ? [] : matchedWords(text, ranges);
  return { ...hit, snippet: snippetOf(text, ranges), words };
}

/** At least the newest so many hits, if there are, in no order. */
function* find(context: SearchContext, count: number): Generator<void, readonly Found[]> {
  const { query, messages, conversations } = context;
  const { terms, exactText = '', filters } = query;
  if (terms.length > 0 || exactText !== '')
    return [...(messages.isActive ? [] : yield* titleHits(context)), ...(yield* messageHits(context, count))];
  if (messages.isActive) return yield* messageHits(context, count);
  const isFiltered = conversations !== undefined || Number.isFinite(filters.after) || Number.isFinite(filters.before);
  return isFiltered ? filteredConversations(context, count) : [];
}

/** What matches best, then titles, then the newest. */
function bestFirst(found: readonly Found[]): readonly Found[] {
  const ranked = found.map((entry) => ({
    entry,
    rank: 2 * entry.match.quality() + Number(entry.hit.messageId !== null),
  }));
  return ranked.sort((a, b) => a.rank - b.rank).map(({ entry }) => entry);
}
