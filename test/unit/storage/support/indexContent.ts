import { indexPending } from '../../../../src/storage/worker/databases/history/search/indexMessages.js';
import type { Sql } from '../../../../src/storage/worker/sqlite/sql.js';

/** Every word the search index has, with what it is found in. Not its numbers, which differ from window to window. */
export function indexContent(sql: Sql): readonly string[] {
  while (indexPending(sql, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER));
  const words = [
    { index: 'message_words', owner: "SELECT number, conversation_id || ' ' || id FROM messages" },
    { index: 'title_words', owner: 'SELECT number, conversation_id FROM titles' },
  ].flatMap(({ index, owner }) => {
    const owners = new Map(sql.all(owner).map(([number, name]) => [number, String(name)]));
    sql.execute(`CREATE VIRTUAL TABLE temp.terms USING fts4aux(main, ${index})`);
    // How often it counts them is no use: until the index is merged it counts what was deleted, too.
    const terms = sql.all("SELECT term FROM temp.terms WHERE col = '*'");
    sql.execute('DROP TABLE temp.terms');
    return terms.flatMap(([term]) => {
      const found = sql.all(`SELECT docid FROM ${index} WHERE ${index} MATCH ?`, [`"${String(term)}"`]);
      return found.length === 0
        ? []
        : [
            `${index} ${String(term)}: ${found
              .map(([number]) => owners.get(number) ?? 'nothing')
              .sort()
              .join(', ')}`,
          ];
    });
  });
  return [...words, `forgotten ${sql.all('SELECT words FROM forgotten').join()}`].sort();
}
