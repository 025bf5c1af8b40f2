import type { Row } from '../../../sqlite/sql.js';
import { collectHits } from './collectHits.js';
import { changedConversations, timeSpan } from './conversationFilter.js';
import type { Found, SearchContext } from './searchContext.js';

/** Titles come in the order in which conversations were begun: of so many the most recently changed are taken. */
const mostTitles = 200;

const indexed = `
  SELECT number, conversation_id FROM title_words CROSS JOIN titles ON number = docid CROSS JOIN conversations ON id = conversation_id
  WHERE title_words MATCH ?1 AND docid BETWEEN ?2 AND ?3 AND (?4 IS NULL OR conversation_id IN (SELECT value FROM json_each(?4)))
    AND deleted_at IS NULL AND recency >= ?5 AND recency < ?6
  ORDER BY docid DESC`;

/** Conversations whose titles are hits, in no order. */
export function* titleHits(context: SearchContext): Generator<void, readonly Found[]> {
  const { sql, expressions, unlabelled, conversations, query } = context;
  if (conversations?.size === 0) return [];
  const examine = ([, id]: Row): Found | undefined => conversationHit(context, String(id));
  return yield* collectHits(
    sql,
    {
      statement: indexed,
      expressions,
      leastRows: mostTitles,
      lowest: 1,
      highest: 2 ** 31 - 1,
      conversations: unlabelled,
      more: timeSpan(query.filters),
      examine,
    },
    mostTitles,
  );
}

/** The most recently changed conversations that fit the filters, up to so many. */
export function filteredConversations(context: SearchContext, count: number): readonly Found[] {
  const { sql, query } = context;
  const { after, before } = query.filters;
  const conversations = context.conversations ?? changedConversations(sql, query.filters, count);
  const fitting = [...conversations].filter(([, time]) => time >= after && time < before).sort(([, a], [, b]) => b - a);
  return fitting
    .slice(0, count)
    .map(([id]) => conversationHit(context, id))
    .filter((found) => found !== undefined);
}

function conversationHit({ conversation, matches }: SearchContext, id: string): Found | undefined {
  const found = conversation(id);
  if (found === undefined) return undefined;
  const match = matches(found.title);
  return (
    match && {
      hit: { conversation: found, messageId: null, role: null, time: found.updatedAt },
      text: found.title,
      match,
    }
  );
}
