import type { Sql } from '../../sqlite/sql.js';
import { findConversation } from './conversationTable.js';
import { goOnRemoving, removeMessages } from './removeMessages.js';
import { mergeIndex } from './search/mergeIndex.js';
import { forgetTitle } from './search/searchIndex.js';

/** Conversations that are gone for good. */
export const tombstoneTable = 'CREATE TABLE tombstones (id TEXT PRIMARY KEY) WITHOUT ROWID;';

/** Conversations of which messages are left, by database. It names too many when a tombstone was rolled back. */
const unfinished = new WeakMap<Sql, Set<string>>();

/** Removes a conversation, and some of its messages at once; from now on `isTombstoned`. `finishDeletions` removes the others. */
export function addTombstone(sql: Sql, id: string): void {
  sql.run('INSERT OR IGNORE INTO tombstones (id) VALUES (?)', [id]);
  forgetTitle(sql, id, findConversation(sql, id)?.title ?? '');
  sql.run('DELETE FROM conversations WHERE id = ?', [id]);
  if (!removeMessages(sql, id)) return;
  const ids = unfinished.get(sql) ?? new Set();
  unfinished.set(sql, ids.add(id));
}

/** See `Erasure.finishDeletions`. Not inside a transaction. */
export function finishDeletions(sql: Sql): boolean {
  const ids = unfinished.get(sql);
  const [id] = ids ?? [];
  if (ids === undefined || id === undefined) return false;
  // What is forgotten takes room in the index, like what is added.
  if (mergeIndex(sql)) return true;
  if (!isTombstoned(sql, id) || !goOnRemoving(sql, id)) ids.delete(id);
  return ids.size > 0;
}

/** Whoever applies an event about a conversation asks this first: a tombstone beats everything, whenever it was written. */
export function isTombstoned(sql: Sql, id: string): boolean {
  return sql.first('SELECT 1 FROM tombstones WHERE id = ?', [id]) !== undefined;
}
