import path from 'node:path';
import type { Restored } from '../../api/maintenance.js';
import { DatabaseError } from '../engine/databaseError.js';
import { codeOf } from '../files/files.js';
import { readSnapshotMeta, type SnapshotMeta, type SnapshotReading } from '../snapshot/snapshotFile.js';
import { addMissing } from './addMissing.js';
import type { MaintenanceContext, MaintainedDatabase, OnProgress } from './maintainedDatabase.js';
import { openImage, readImage } from './readImage.js';

/**
 * Brings back, in steps, what a backup of this database holds and what is missing now.
 * @param name the backup's file name, which is one.
 * @throws the system error; DatabaseError for a backup that cannot be used, and for what cannot be saved.
 */
export function* restoreBackup(
  context: MaintenanceContext,
  maintained: MaintainedDatabase,
  name: string,
  onProgress: OnProgress,
): Generator<void, Restored> {
  const file = path.join(maintained.backups.folder, name);
  const meta = readMeta(context, maintained, file);
  if (meta === 'unknown-version')
    throw refused(`The backup ${name} was made by another version of SCOUT. Update SCOUT and try again.`);
  if (meta === 'damaged') throw damaged(name);
  maintained.database.open();
  yield* maintained.database.catchUpInSteps();
  const { image, isSound } = yield* readImage(context, maintained, file, meta.image);
  const other = isSound ? openImage(context, maintained, image) : undefined;
  if (other === undefined) throw damaged(name);
  yield;
  try {
    return yield* addMissing(context, maintained, other, 'restore', onProgress);
  } finally {
    other.close();
  }
}

function readMeta(
  { files }: MaintenanceContext,
  { schema }: MaintainedDatabase,
  file: string,
): SnapshotReading<SnapshotMeta> {
  try {
    return readSnapshotMeta(files, file, schema.version);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw refused(`The backup ${path.basename(file)} no longer exists.`);
    throw error;
  }
}

function damaged(name: string): DatabaseError {
  return refused(
    `The backup ${name} is damaged and was not used. Run "SCOUT: Recover History" to recover what is left of it.`,
  );
}

function refused(message: string): DatabaseError {
  return new DatabaseError({ message, retryable: false });
}
