import type { Recovered } from '../../api/maintenance.js';
import { addMissing } from './addMissing.js';
import { RecoveryMerger } from './recoveryMerger.js';
import type { MaintenanceContext, MaintainedDatabase, OnProgress } from './maintainedDatabase.js';
import { findSources } from './findSources.js';

/** Reading the files is about so much of the work; the rest is saving what is missing. */
const READING = 0.7;

/**
 * Makes a second database of everything that any file holds, in steps, and saves what the live one lacks.
 * @throws the system error when the folders cannot be read; DatabaseError when memory does not suffice, and for what cannot be saved.
 */
export function* recoverDatabase(
  context: MaintenanceContext,
  maintained: MaintainedDatabase,
  onProgress: OnProgress,
): Generator<void, Recovered> {
  const { database, schema } = maintained;
  database.open();
  yield* database.catchUpInSteps();
  const sources = findSources(context.files, maintained);
  const merger = new RecoveryMerger(context, maintained);
  try {
    yield* merger.mergeAll(sources, (fraction) => onProgress(READING * fraction));
    const added = yield* addMissing(context, maintained, merger.database(), 'recover', (fraction) =>
      onProgress(READING + (1 - READING) * fraction),
    );
    return {
      ...added,
      files: sources.length,
      unreadable: merger.unreadable,
      stayDeleted: schema.erasures(database.open().sql),
    };
  } finally {
    merger.close();
  }
}
