import type { Row, Sql } from '../../../sqlite/sql.js';
import { isSqliteError } from '../../../tables/salvageRows.js';
import { readTitle } from '../conversationTable.js';
import { indexPending } from './indexMessages.js';
import { indexedWords, partCharacters } from './messageWords.js';
import { forgetMessage, titleWords } from './searchIndex.js';

/** Rows, and characters of them, that are read between two steps. */
const STEP = 500;
const STEP_CHARACTERS = 4 * 1024 ** 2;

/**
 * Whether the search index holds exactly the words of the messages and titles there are: SQLite compares it with what it is given anew. Of
 * messages that are indexed in several parts it finds only what is too much. In steps; the comparison itself is one.
 *
 * @param copy of a history; it is spoiled by this.
 */
export function* isIndexSound(copy: Sql): Generator<void, boolean> {
  while (indexPending(copy, STEP, STEP_CHARACTERS)) yield;
  yield* forgetLarge(copy);
  const messages = 'SELECT number, body FROM messages WHERE rank > 0 AND number > ? ORDER BY number LIMIT ?';
  const titles =
    'SELECT number, id, title FROM titles JOIN conversations ON id = conversation_id WHERE number > ? ORDER BY number LIMIT ?';
  const areMessages = yield* isTableSound(copy, 'message_words', messages, ([, body]) => indexedWords(String(body)));
  const areTitles = yield* isTableSound(copy, 'title_words', titles, ([, id, title]) => {
    const text = readTitle(title);
    return text === '' ? undefined : titleWords(String(id), text);
  });
  return areMessages && areTitles;
}

/** What is indexed in several parts SQLite cannot compare; what is left of it, if anything, is unsound. */
function* forgetLarge(copy: Sql): Generator<void, void> {
  const numbers = copy.all('SELECT number FROM messages WHERE rank > 0 AND length(body) > ?', [partCharacters]);
  for (const [number] of numbers) {
    const body = String(copy.first('SELECT body FROM messages WHERE number = ?', [number!])![0]);
    if (indexedWords(body) === undefined) forgetMessage(copy, Number(number), body);
    yield;
  }
}

function* isTableSound(
  copy: Sql,
  table: 'message_words' | 'title_words',
  statement: string,
  wordsIn: (row: Row) => string | undefined,
): Generator<void, boolean> {
  copy.run('DELETE FROM forgotten');
  for (
    let rows = copy.all(statement, [0, STEP]);
    rows.length > 0;
    rows = copy.all(statement, [rows.at(-1)![0]!, STEP])
  ) {
    for (const row of rows) {
      const words = wordsIn(row);
      if (words !== undefined) copy.run('INSERT INTO forgotten (number, words) VALUES (?, ?)', [row[0]!, words]);
    }
    yield;
  }
  try {
    copy.run(`INSERT INTO ${table} (${table}) VALUES ('integrity-check')`);
    return true;
  } catch (error) {
    if (!isSqliteError(error)) throw error;
    return false;
  }
}
