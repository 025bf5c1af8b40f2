import type { Sql } from '../../../sqlite/sql.js';

/** Blocks of the index, each about a page, and messages that are handled in one step. */
const BLOCKS = 256;
const MESSAGES = 2_000;

/**
 * Empties the index of messages, in steps, and notes all of them down for it again. What was in it is overwritten, and hardly takes room in a
 * compressed image.
 * @param copy of a history that nobody else has.
 */
export function* deferIndexing(copy: Sql): Generator<void, void> {
  const numbers = copy.all('SELECT blockid FROM message_words_segments ORDER BY blockid');
  yield;
  for (let index = 0; index < numbers.length; index += BLOCKS) {
    const last = numbers[Math.min(index + BLOCKS, numbers.length) - 1]!;
    copy.run('DELETE FROM message_words_segments WHERE blockid <= ?', [last[0]!]);
    yield;
  }
  copy.run('DELETE FROM message_words_segdir');
  for (let after = 0, last = 0; ; after = last) {
    const next = 'SELECT number FROM messages WHERE number > ? ORDER BY number LIMIT ?';
    last = Number(copy.first(`SELECT max(number) FROM (${next})`, [after, MESSAGES])![0]);
    if (last === 0) break;
    copy.makeRoom(64 * MESSAGES);
    copy.run(
      'INSERT OR IGNORE INTO unindexed (number) SELECT number FROM messages WHERE rank > 0 AND number > ? AND number <= ?',
      [after, last],
    );
    yield;
  }
}
