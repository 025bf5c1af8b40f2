import type { Checked, CheckedDatabase } from '../../api/maintenance.js';
import { checkAttachments } from './checkAttachments.js';
import { bytesOf, checkFiles } from './checkFiles.js';
import { checkTables } from './checkTables.js';
import type { Step } from '../step.js';
import { Findings } from './findings.js';
import type { MaintenanceContext, MaintainedDatabase, OnProgress } from './maintainedDatabase.js';

/**
 * Checks everything, in steps, and changes nothing.
 * @throws the system error when a folder cannot be listed; DatabaseError when a database cannot be opened.
 */
export function* checkStorage(
  context: MaintenanceContext,
  all: readonly MaintainedDatabase[],
  onProgress: OnProgress,
): Generator<Step, Checked> {
  const { files, blobs, storage, now } = context;
  for (const { database } of all) {
    database.open();
    yield* database.catchUpInSteps();
  }
  const folders = new Set([
    ...all.flatMap(({ database, backups }) => [database.directory, backups.folder]),
    blobs.directory,
  ]);
  const findings = new Findings(storage, bytesOf(files, [...folders]), onProgress);
  const databases: CheckedDatabase[] = [];
  for (const maintained of all) {
    const { database } = maintained;
    yield* checkTables(context, maintained, findings);
    const checked = yield* checkFiles(context, maintained, findings);
    databases.push({
      of: database.name === 'history' ? 'chats' : 'profile',
      rows: database.open().countRows(),
      ...checked,
    });
  }
  const attachments = yield* checkAttachments(context, all, findings);
  return { takenAt: now(), folder: storage, databases, attachments, findings: findings.all };
}
