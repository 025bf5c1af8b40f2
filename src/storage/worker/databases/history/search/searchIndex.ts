import type { Sql } from '../../../sqlite/sql.js';
import { PAGE_SIZE } from '../../../sqlite/imageGaps.js';
import { dequeue, indexPending } from './indexMessages.js';
import { attachedLabel, authorLabel, anyLabel, conversationLabel } from './labels.js';
import { isLarge, isWorthFinding, wordsInParts } from './messageWords.js';
import { readSearchable } from './searchable.js';
import { indexText } from './tokens.js';

/**
 * - The index is in the order of its numbers, newest first, so that a search stops at its limit. `prefix`: beginnings of two and three letters
 *   are words of their own. `automerge`: what is added is merged a little at a time, not all at once now and then; see also `mergeIndex`.
 * - `simple` makes words of ASCII; all others are made by `indexText`, so that one definition of a word holds everywhere.
 * - `content`: the index keeps no text. It asks for it only to forget something: then `forgotten` holds what was indexed.
 */
const index = (table: string): string => `
  CREATE VIRTUAL TABLE ${table} USING fts4(content="forgotten", words, tokenize=simple, order=desc, matchinfo=fts3, prefix="2,3");
  INSERT INTO ${table} (${table}) VALUES ('automerge=8');`;

const attachedTable = 'CREATE TABLE attached (name TEXT PRIMARY KEY) WITHOUT ROWID;';

/** Adds to the tables of an earlier version what they lack. They know of no attachments: all that is indexed stays as it is. */
export function addMissingSearchTables(sql: Sql): void {
  if (sql.first("SELECT 1 FROM sqlite_schema WHERE name = 'attached'") !== undefined) return;
  sql.makeRoom(2 * PAGE_SIZE);
  sql.run(attachedTable);
}

/**
 * `unindexed` has messages that are yet to be taken up. A title's `number` means nothing but its place in the index. `answerers` has everybody
 * whose messages are indexed, `attached` what is attached to them.
 */
export const searchTables = `
  CREATE TABLE unindexed (number INTEGER PRIMARY KEY);
  CREATE TABLE forgotten (number INTEGER PRIMARY KEY, words);
  ${index('message_words')}
  ${index('title_words')}
  CREATE TABLE titles (number INTEGER PRIMARY KEY, conversation_id TEXT NOT NULL UNIQUE);
  CREATE TABLE answerers (provider TEXT, model TEXT, PRIMARY KEY (provider, model)) WITHOUT ROWID;
  ${attachedTable}`;

type IndexedTable = 'message_words' | 'title_words';

/** @param body what was indexed under the number, or noted down. */
export function forgetMessage(sql: Sql, number: number, body: string): void {
  for (const parts = forgetInParts(sql, number, body); parts.next().done !== true;);
}

/** The same, of a large message a part at a time. Gives the number of characters of each. */
export function* forgetInParts(sql: Sql, number: number, body: string): Generator<number, void> {
  const wasNoted = dequeue(sql, number);
  const message = readSearchable(body);
  if (!isWorthFinding(message) || (wasNoted && !isLarge(message))) return;
  for (const words of wordsInParts(message)) {
    forget(sql, 'message_words', number, words);
    yield words.length;
  }
}

/** Indexes a conversation by its new title instead of its old one; `''` is none. */
export function indexTitle(sql: Sql, conversationId: string, before: string, after: string, createdAt: number): void {
  if (before === after) return;
  const known = sql.first('SELECT number FROM titles WHERE conversation_id = ?', [conversationId])?.[0];
  const number = known === undefined ? freeNumber(sql, 'titles', createdAt) : Number(known);
  if (known === undefined)
    sql.run('INSERT INTO titles (number, conversation_id) VALUES (?, ?)', [number, conversationId]);
  if (before !== '') forget(sql, 'title_words', number, titleWords(conversationId, before));
  if (after !== '')
    sql.run('INSERT INTO title_words (docid, words) VALUES (?, ?)', [number, titleWords(conversationId, after)]);
}

/** Also the place of a conversation's title. */
export function forgetTitle(sql: Sql, conversationId: string, title: string): void {
  indexTitle(sql, conversationId, title, '', 0);
  sql.run('DELETE FROM titles WHERE conversation_id = ?', [conversationId]);
}

/** Rewrites the index without what was forgotten, of which it otherwise keeps every word. */
export function scrubIndex(sql: Sql): void {
  while (indexPending(sql, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER));
  for (const [provider, model] of sql.all('SELECT provider, model FROM answerers')) {
    const label = authorLabel({
      provider: JSON.parse(String(provider)) as string,
      model: JSON.parse(String(model)) as string,
    });
    if (isInUse(sql, label)) continue;
    sql.run('DELETE FROM answerers WHERE provider = ? AND model = ?', [provider!, model!]);
  }
  for (const [name] of sql.all('SELECT name FROM attached'))
    if (!isInUse(sql, attachedLabel(String(name)))) sql.run('DELETE FROM attached WHERE name = ?', [name!]);
  for (const table of ['message_words', 'title_words']) {
    // The new index is there before the old one goes.
    sql.makeRoom(Number(sql.first(`SELECT total(length(block)) FROM ${table}_segments`)![0]));
    sql.run(`INSERT INTO ${table} (${table}) VALUES ('optimize')`);
  }
}

function isInUse(sql: Sql, label: string): boolean {
  return sql.first('SELECT 1 FROM message_words WHERE message_words MATCH ? LIMIT 1', [`"${label}"`]) !== undefined;
}

/** Numbers grow with time, a minute each, because the index gives the greatest first. Up to the year 4011: sql.js makes greater ones fractions. */
export function numberAt(time: number): number {
  return Math.min(Math.max(1, Math.floor(time / 60_000)), 2 ** 30);
}

/** A free number from a time on; not far beyond it, unless there are very many of the same time. */
export function freeNumber(sql: Sql, table: 'messages' | 'titles', time: number): number {
  const isTaken = (number: number): boolean =>
    sql.first(`SELECT 1 FROM ${table} WHERE number = ?`, [number]) !== undefined;
  let free = numberAt(time);
  let taken = free - 1;
  for (let step = 1; isTaken(free); step *= 2) [taken, free] = [free, free + step];
  while (free - taken > 1) {
    const middle = Math.floor((taken + free) / 2);
    if (isTaken(middle)) taken = middle;
    else free = middle;
  }
  return free;
}

/** What the index holds of a title that is not empty. */
export function titleWords(conversationId: string, title: string): string {
  return `${indexText(title)} ${anyLabel} ${conversationLabel(conversationId)}`;
}

function forget(sql: Sql, table: IndexedTable, number: number, words: string): void {
  sql.run('INSERT INTO forgotten (number, words) VALUES (?, ?)', [number, words]);
  sql.run(`DELETE FROM ${table} WHERE docid = ?`, [number]);
  sql.run('DELETE FROM forgotten');
}
