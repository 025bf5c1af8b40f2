import type { Sql } from '../../sqlite/sql.js';
import { findConversation } from './conversationTable.js';
import { removeMessages } from './messageTables.js';
import { forgetTitle } from './search/searchIndex.js';

/** Conversations that are gone for good. */
export const tombstoneTable = 'CREATE TABLE tombstones (id TEXT PRIMARY KEY) WITHOUT ROWID;';

/** Removes everything about a conversation; from now on `isTombstoned`. */
export function addTombstone(sql: Sql, id: string): void {
  sql.run('INSERT OR IGNORE INTO tombstones (id) VALUES (?)', [id]);
  forgetTitle(sql, id, findConversation(sql, id)?.title ?? '');
  sql.run('DELETE FROM conversations WHERE id = ?', [id]);
  removeMessages(sql, id);
}

/** Whoever applies an event about a conversation asks this first: a tombstone beats everything, whenever it was written. */
export function isTombstoned(sql: Sql, id: string): boolean {
  return sql.first('SELECT 1 FROM tombstones WHERE id = ?', [id]) !== undefined;
}
