import { rank } from '../../../api/messageRank.js';
import { stepLimits, stepRoom } from '../../engine/runSome.js';
import type { Sql } from '../../sqlite/sql.js';
import { partCharacters } from './search/messageWords.js';
import { forgetInParts, forgetMessage } from './search/searchIndex.js';

/** A message of which a part has left the index. */
interface BegunMessage {
  readonly conversationId: string;
  readonly number: number;
  /** What is yet to leave it. */
  readonly parts: Generator<number, void>;
}

/** By database. It is not stored: to forget a part once more changes nothing. */
const begun = new WeakMap<Sql, BegunMessage>();

/**
 * Removes some of a conversation's messages, and what the index knows of them; its deltas and jobs too. To be called when an event is applied: what
 * it begins may be undone, so it leaves messages that take several steps to `goOnRemoving`.
 * @returns whether there may be more messages.
 */
export function removeMessages(sql: Sql, conversationId: string): boolean {
  return removeSome(sql, conversationId) !== 'all';
}

/** Removes some more of them. Not inside a transaction. @returns whether there may be more messages. */
export function goOnRemoving(sql: Sql, conversationId: string): boolean {
  const message = begun.get(sql);
  // Unless all goes well, it begins anew.
  begun.delete(sql);
  sql.makeRoom(stepRoom);
  if (message?.conversationId === conversationId) return removePart(sql, message);
  const outcome = sql.atomically(() => removeSome(sql, conversationId));
  if (typeof outcome === 'string') return outcome === 'some';
  const { number, body } = outcome;
  return removePart(sql, { conversationId, number, parts: forgetInParts(sql, number, body) });
}

/** @returns that there may be more. */
function removePart(sql: Sql, message: BegunMessage): true {
  const { number, parts } = message;
  const isOver = sql.atomically(() => {
    const isLast = parts.next().done === true;
    if (isLast) sql.run('DELETE FROM messages WHERE number = ?', [number]);
    return isLast;
  });
  if (!isOver) begun.set(sql, message);
  return true;
}

/** @returns whether all of them are gone; a message that takes several steps, when it is the next. */
function removeSome(
  sql: Sql,
  conversationId: string,
): 'all' | 'some' | { readonly number: number; readonly body: string } {
  for (const table of ['deltas', 'jobs']) sql.run(`DELETE FROM ${table} WHERE conversation_id = ?`, [conversationId]);
  let bytes = 0;
  const rows = sql
    .all('SELECT number, rank FROM messages WHERE conversation_id = ? LIMIT ?', [conversationId, stepLimits.count])
    .map(([number, itsRank]) => [Number(number), Number(itsRank)] as const)
    // The index writes what it has collected whenever a number is less than the one before.
    .sort(([a], [b]) => a - b);
  for (const [number, itsRank] of rows) {
    if (bytes >= stepLimits.bytes) return 'some';
    const body = String(sql.first('SELECT body FROM messages WHERE number = ?', [number])![0]);
    if (itsRank > rank.streaming && body.length > partCharacters) return { number, body };
    if (itsRank > rank.streaming) forgetMessage(sql, number, body);
    sql.run('DELETE FROM messages WHERE number = ?', [number]);
    bytes += body.length;
  }
  return rows.length === stepLimits.count ? 'some' : 'all';
}
