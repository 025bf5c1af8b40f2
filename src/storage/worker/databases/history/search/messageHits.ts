import type { MessageRole } from '../../../../../core/message.js';
import type { StoredMessage } from '../../../../api/chatHistory.js';
import type { Row, Sql } from '../../../sqlite/sql.js';
import { joinParts } from '../joinParts.js';
import { deltasOf } from '../messageTables.js';
import { collectHits } from './collectHits.js';
import { readSearchable } from './searchable.js';
import type { Found, SearchContext } from './searchContext.js';
import { anything } from './matchExpression.js';
import { isWorthFinding } from './messageWords.js';
import { numberAt } from './searchIndex.js';

/** Messages that are being written, or never were finished, are not in the index: so many are looked at one by one. */
const mostUnfinished = 200;
/** They are read for so long in one step. */
const stepMs = 8;

const indexed = `
  SELECT number, conversation_id, created_at, body FROM message_words CROSS JOIN messages ON number = docid
  WHERE message_words MATCH ?1 AND docid BETWEEN ?2 AND ?3 AND (?4 IS NULL OR conversation_id IN (SELECT value FROM json_each(?4))) ORDER BY docid DESC`;

/** To find every message, the table itself is read: to begin anew somewhere in the index takes it several milliseconds. */
const all = `
  SELECT number, conversation_id, created_at, body FROM messages
  WHERE ?1 IS NOT NULL AND rank > 0 AND number BETWEEN ?2 AND ?3 AND (?4 IS NULL OR conversation_id IN (SELECT value FROM json_each(?4)))
  ORDER BY number DESC`;

/** The newest messages that are hits, at least so many if there are, in no order. */
export function* messageHits(context: SearchContext, count: number): Generator<void, readonly Found[]> {
  const { sql, expressions, unlabelled, messages } = context;
  if (context.conversations?.size === 0 || messages.labels.some((choice) => choice.length === 0)) return [];
  const examine = (row: Row): Found | undefined => examineMessage(context, row, String(row[3]));
  const finished = yield* collectHits(
    sql,
    {
      ...(expressions.precise === anything
        ? { statement: all, leastRows: 16 }
        : { statement: indexed, leastRows: 256 }),
      expressions,
      ...numbersBetween(context),
      conversations: unlabelled,
      examine,
    },
    count,
  );
  return [...finished, ...(yield* unfinishedHits(sql, examine))];
}

/** Each may be as long as an answer can be, so they are read one at a time. */
function* unfinishedHits(sql: Sql, examine: (row: Row) => Found | undefined): Generator<void, readonly Found[]> {
  const hits: Found[] = [];
  let until = performance.now() + stepMs;
  const newest = sql.all('SELECT number FROM messages WHERE rank = 0 ORDER BY number DESC LIMIT ?', [mostUnfinished]);
  for (const [number] of newest) {
    // It may be gone since.
    const row = sql.first('SELECT number, conversation_id, created_at, body FROM messages WHERE number = ?', [number!]);
    const hit = row && examine([...row.slice(0, 3), withDeltas(sql, String(row[3]))]);
    if (hit !== undefined) hits.push(hit);
    if (performance.now() < until) continue;
    yield;
    until = performance.now() + stepMs;
  }
  return hits;
}

function examineMessage(
  { query: { filters }, messages, matches, conversation }: SearchContext,
  [, conversationId, createdAt]: Row,
  body: string,
): Found | undefined {
  const time = Number(createdAt);
  const itsConversation = conversation(String(conversationId));
  if (itsConversation === undefined || time < filters.after || time >= filters.before) return undefined;
  const message = readSearchable(body);
  const match = isWorthFinding(message) && messages.fits(message) ? matches(message.text) : undefined;
  if (match === undefined) return undefined;
  const { id, role, author, text } = message;
  return {
    hit: { conversation: itsConversation, messageId: id, role: role as MessageRole, time, ...author },
    text,
    match,
  };
}

function withDeltas(sql: Sql, body: string): string {
  const message = JSON.parse(body) as StoredMessage;
  return JSON.stringify({ ...message, parts: joinParts(message.parts, deltasOf(sql, message)) });
}

/** The numbers of the messages of that time, and few others. */
function numbersBetween({ sql, query: { filters } }: SearchContext): {
  readonly lowest: number;
  readonly highest: number;
} {
  const [moved] = sql.first(
    'SELECT max(number - created_at / 60000) FROM messages WHERE number - created_at / 60000 > 1',
  )!;
  return { lowest: numberAt(filters.after), highest: numberAt(filters.before) + Math.ceil(Number(moved ?? 1)) };
}
