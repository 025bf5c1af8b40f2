import type { Row, Sql } from '../../../sqlite/sql.js';
import { isWorthFinding, partCharacters, wordsInParts } from './messageWords.js';
import { readSearchable, type Searchable } from './searchable.js';

/** A message of which a part is indexed. */
interface BegunMessage {
  readonly number: number;
  /** What is noted down for filters once all of it is indexed; `undefined` for nothing. */
  readonly named: Named | undefined;
  /** What is yet to be indexed. */
  readonly words: Generator<string, void>;
}

type Named = Pick<Searchable, 'author' | 'attached'>;

const pending = 'FROM unindexed CROSS JOIN messages USING (number) WHERE';

/** By database. It is not stored: to index a part once more changes nothing. */
const begun = new WeakMap<Sql, BegunMessage>();

/**
 * Notes down a finished message for the index. To take it up costs several times what it costs to save it, for many at once much less, and nobody
 * waits for it. What still grows is not indexed: it would be, all of it, with every word that is added.
 */
export function enqueueForIndex(sql: Sql, number: number): void {
  sql.run('INSERT OR IGNORE INTO unindexed (number) VALUES (?)', [number]);
}

/** Whether it is noted down, and then it is so no longer. A part of a large one may be in the index all the same. */
export function dequeue(sql: Sql, number: number): boolean {
  if (begun.get(sql)?.number === number) begun.delete(sql);
  if (!isNoted(sql, number)) return false;
  sql.run('DELETE FROM unindexed WHERE number = ?', [number]);
  return true;
}

/** How many messages are noted down: those of which nothing is indexed, or not all. */
export function countPending(sql: Sql): number {
  return Number(sql.first('SELECT count(*) FROM unindexed CROSS JOIN messages USING (number)')![0]);
}

/**
 * Takes up what was noted down, at most so many messages, and so many characters of them; when only long ones are left, a part of one. Not inside a
 * transaction.
 * @returns whether there may be more.
 */
export function indexPending(sql: Sql, most: number, mostCharacters: number): boolean {
  const noted: Row[] = [];
  let characters = 0;
  // In the order of their numbers: the index writes what it has collected whenever one is less than the one before.
  for (const row of sql.iterate(`SELECT number, body ${pending} octet_length(body) <= ? ORDER BY number LIMIT ?`, [
    partCharacters,
    most,
  ])) {
    characters += String(row[1]).length;
    if (noted.length > 0 && characters > mostCharacters) break;
    noted.push(row);
  }
  if (noted.length === 0) return indexLong(sql);
  sql.makeRoom(roomFor(characters));
  sql.atomically(() => {
    for (const [number, body] of noted) {
      const { named, words } = beginningOf(Number(number), String(body));
      for (const part of words) insertWords(sql, Number(number), part);
      finish(sql, Number(number), named);
    }
  });
  return noted.length === most || characters > mostCharacters || firstLong(sql) !== undefined;
}

/** A part of a long message, if there is one. */
function indexLong(sql: Sql): boolean {
  const message = begun.get(sql);
  if (message !== undefined && isNoted(sql, message.number)) return indexPart(sql, message);
  const number = firstLong(sql);
  if (number === undefined) return false;
  const body = String(sql.first('SELECT body FROM messages WHERE number = ?', [number])![0]);
  return indexPart(sql, beginningOf(number, body));
}

function firstLong(sql: Sql): number | undefined {
  const row = sql.first(`SELECT number ${pending} octet_length(body) > ? ORDER BY number LIMIT 1`, [partCharacters]);
  return row && Number(row[0]);
}

function beginningOf(number: number, body: string): BegunMessage {
  const message = readSearchable(body);
  return isWorthFinding(message)
    ? { number, named: { author: message.author, attached: message.attached }, words: wordsInParts(message) }
    : { number, named: undefined, words: nothing() };
}

function* nothing(): Generator<string, void> {
  // What is not worth finding has no words.
}

/** @returns that there may be more. */
function indexPart(sql: Sql, message: BegunMessage): true {
  const { number, named, words } = message;
  // Unless all goes well, it begins anew.
  begun.delete(sql);
  sql.makeRoom(roomFor(partCharacters));
  const isOver = sql.atomically(() => {
    const part = words.next();
    if (part.done === true) finish(sql, number, named);
    else insertWords(sql, number, part.value);
    return part.done === true;
  });
  if (!isOver) begun.set(sql, message);
  return true;
}

function insertWords(sql: Sql, number: number, words: string): void {
  sql.run('INSERT INTO message_words (docid, words) VALUES (?, ?)', [number, words]);
}

function finish(sql: Sql, number: number, { author, attached = [] }: Partial<Named> = {}): void {
  sql.run('DELETE FROM unindexed WHERE number = ?', [number]);
  for (const name of attached) sql.run('INSERT OR IGNORE INTO attached (name) VALUES (?)', [name]);
  if (author === undefined) return;
  sql.run('INSERT OR IGNORE INTO answerers (provider, model) VALUES (?, ?)', [
    JSON.stringify(author.provider),
    JSON.stringify(author.model),
  ]);
}

function isNoted(sql: Sql, number: number): boolean {
  return sql.first('SELECT 1 FROM unindexed WHERE number = ?', [number]) !== undefined;
}

/** Words and their beginnings, each with its place. */
function roomFor(characters: number): number {
  return 4 * characters;
}
