import { stepRoom } from '../../../engine/runSome.js';
import type { Sql } from '../../../sqlite/sql.js';

/**
 * Each part of the index that is added is a segment of its own. SQLite merges those of a level itself once there are many, all at once; so that it
 * never has to, they are merged before that, and a little at a time.
 */
const fewestSegments = 8;
/** Blocks of the index that are written in one step, each about a page. */
const blocksAtOnce = 16;

/** Merges a little of the index of messages, or of titles. @returns whether there may be more. */
export function mergeIndex(sql: Sql): boolean {
  return ['message_words', 'title_words'].some((table) => mergeTable(sql, table));
}

function mergeTable(sql: Sql, table: string): boolean {
  sql.makeRoom(stepRoom);
  const before = countChanges(sql);
  sql.run(`INSERT INTO ${table} (${table}) VALUES ('merge=${blocksAtOnce},${fewestSegments}')`);
  // That is how SQLite says whether it found anything to do.
  return countChanges(sql) - before >= 2;
}

function countChanges(sql: Sql): number {
  return Number(sql.first('SELECT total_changes()')![0]);
}
