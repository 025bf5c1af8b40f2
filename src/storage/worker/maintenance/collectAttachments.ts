import path from 'node:path';
import { collectBlobs } from '../blobs/collectBlobs.js';
import { QUARANTINE_FOLDER } from '../log/quarantine.js';
import type { MaintenanceContext, MaintainedDatabase } from './maintainedDatabase.js';

/**
 * Removes, in steps, attachments that neither the database nor any of its snapshots and backups refers to. As long as something of the
 * database is damaged, unreadable or set aside, none goes: what that holds may refer to it.
 *
 * @param immediately none of that counts, nor how long an attachment has been superfluous.
 * @returns how many files were removed.
 * @throws the system error, or DatabaseError when the log cannot be read; nothing is lost by it.
 */
export function* collectAttachments(
  context: MaintenanceContext,
  maintained: MaintainedDatabase,
  seenBefore: Set<string>,
  immediately: boolean,
): Generator<void, number> {
  const { blobs, now } = context;
  const { database, backups } = maintained;
  const inBackups = backups.referredBlobs();
  if (inBackups === undefined) return 0;
  // Asked anew after what other processes have written was read: one of them may be newer than this one.
  const referred = function* (): Generator<void, ReadonlySet<string> | undefined> {
    const replica = database.open();
    if (replica.newer || (!immediately && isDamaged(context, maintained))) return undefined;
    return new Set([
      ...(yield* replica.referredBlobs()),
      ...replica.snapshots.all.flatMap(({ meta }) => meta.contents.blobs),
      ...inBackups,
    ]);
  };
  return yield* collectBlobs({
    store: blobs,
    referred,
    catchUp: () => database.catchUpInSteps(),
    now,
    seenBefore,
    immediately,
  });
}

function isDamaged({ files }: MaintenanceContext, { database }: MaintainedDatabase): boolean {
  return database.health.warnings.length > 0 || files.list(path.join(database.directory, QUARANTINE_FOLDER)).length > 0;
}
