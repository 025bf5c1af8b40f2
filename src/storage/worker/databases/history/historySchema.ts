import type { Schema } from '../../engine/schema.js';
import { historyAttachments } from './historyAttachments.js';
import { historyQueries, longHistoryQueries } from './historyQueries.js';
import { historySubjects } from './historySubjects.js';
import { historyTables } from './historyTables.js';
import { missingFromHistory } from './missingFromHistory.js';
import { salvageHistory } from './salvageHistory.js';
import { isIndexSound } from './search/checkIndex.js';
import { deferIndexing } from './search/deferIndexing.js';
import { indexPending } from './search/indexMessages.js';
import { mergeIndex } from './search/mergeIndex.js';
import { scrubIndex } from './search/searchIndex.js';
import { finishDeletions } from './tombstones.js';

/** Messages that are indexed in one part of the deferred work. Each takes about half a millisecond. */
const INDEXED_AT_ONCE = 16;
/** The same for long ones. A part in a script of many letters takes twice as long as one in English. */
const CHARACTERS_AT_ONCE = 16 * 1024;

/** The chat-history database. */
export const historySchema: Schema = {
  ...historyTables,
  ...historySubjects,

  scrub(copy) {
    scrubIndex(copy);
    copy.compact();
  },
  erasures: (sql) => Number(sql.first('SELECT count(*) FROM tombstones')![0]),

  runDeferredWork: (sql) =>
    finishDeletions(sql) || mergeIndex(sql) || indexPending(sql, INDEXED_AT_ONCE, CHARACTERS_AT_ONCE),
  finishDeletions,
  isIndexSound,
  deferIndexing,
  missing: missingFromHistory,
  salvage: salvageHistory,
  attachments: historyAttachments,
  queries: historyQueries,
  longQueries: longHistoryQueries,
};
