import path from 'node:path';
import type { Conversation } from '../../api/chatHistory.js';
import { listCacheFileName } from '../../protocol/listCacheFile.js';
import type { Erased } from '../../api/maintenance.js';
import type { Database } from '../engine/database.js';
import { DatabaseError } from '../engine/databaseError.js';
import { memoryFailure } from '../files/storageFailure.js';
import { isTombstoned } from '../databases/history/tombstones.js';
import { QUARANTINE_FOLDER } from '../log/quarantine.js';
import { parseSegmentName } from '../log/segmentName.js';
import { removeIfThere } from '../files/removeIfThere.js';
import { parseSnapshotName } from '../snapshot/snapshotName.js';
import { preferenceKeys } from '../databases/users/preferenceTable.js';
import type { Step } from '../step.js';
import { appendEvents } from './addMissing.js';
import { collectAttachments } from './collectAttachments.js';
import type { MaintenanceContext, MaintainedDatabase, OnProgress } from './maintainedDatabase.js';

/** Another window's checkpoint that began before the deletion was known may publish the text once more. */
const MAX_ROUNDS = 3;

/**
 * Removes what was deleted from every file, in steps: after two scrubbed snapshots the log and the snapshots before are superfluous, and backups
 * and what was set aside simply go. A fresh backup is made.
 * @throws the system error; DatabaseError when something cannot be saved, or memory does not suffice. Calling it again goes on.
 */
export function* eraseDeleted(
  context: MaintenanceContext,
  { history, users }: { readonly history: MaintainedDatabase; readonly users: MaintainedDatabase },
  onProgress: OnProgress,
): Generator<Step, Erased> {
  for (const { database } of [history, users]) yield* requireWritable(database);
  const conversations = yield* addTombstones(context, history);
  forgetPreferences(context, history, users);
  const left: string[] = [];
  let files = 0;
  for (const [index, maintained] of [history, users].entries()) {
    const erased = yield* eraseFrom(context, maintained);
    left.push(...erased.left);
    files += erased.removed;
    onProgress((index + 1) / 3);
  }
  // What cannot be read or removed may still refer to them.
  if (left.length === 0) files += yield* collectAttachments(context, history, new Set(), true);
  for (const { backups } of [history, users]) yield* backups.makeOfNewest();
  return { conversations, files, left };
}

function* requireWritable(database: Database): Generator<void, void> {
  database.open();
  yield* database.catchUpInSteps();
  const { state, reason } = database.health;
  if (state === 'read-only') throw new DatabaseError({ message: reason!, retryable: false });
}

/** Deletes for good what could still be brought back, and is not meanwhile. */
function* addTombstones(context: MaintenanceContext, history: MaintainedDatabase): Generator<void, number> {
  const { database } = history;
  let erased = 0;
  for (const { id } of database.query('deleted', []) as readonly Conversation[]) {
    const found = database.query('conversation', [id]) as Conversation | undefined;
    if (typeof found?.deletedAt !== 'number') continue;
    appendEvents(context, history, [{ type: 'conversation.tombstone', id }]);
    erased += 1;
    yield;
  }
  return erased;
}

/** A draft, for instance, is a part of its conversation. */
function forgetPreferences(context: MaintenanceContext, history: MaintainedDatabase, users: MaintainedDatabase): void {
  const { sql } = history.database.open();
  const keys = preferenceKeys(users.database.open().sql).filter(({ key }) =>
    isTombstoned(sql, key.slice(key.lastIndexOf(':') + 1)),
  );
  appendEvents(
    context,
    users,
    keys.map(({ userId, key }) => ({ type: 'preference.set', userId, key, value: null })),
  );
}

function* eraseFrom(
  context: MaintenanceContext,
  maintained: MaintainedDatabase,
): Generator<Step, { readonly left: readonly string[]; readonly removed: number }> {
  const { files, storage } = context;
  const { database, compaction, backups } = maintained;
  const before = new Set<string>();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    for (const name of files.list(database.directory)) if (!isOther(name)) before.add(finalName(name));
    if (!(yield* compaction.erase()))
      throw new DatabaseError(memoryFailure(database.label, database.open().sql.size / 1024 ** 2));
    const { snapshots, erasures } = database.open();
    snapshots.refresh(files.list(database.directory));
    if (snapshots.all.every(({ meta }) => meta.erasures >= erasures)) break;
  }
  const quarantine = path.join(database.directory, QUARANTINE_FOLDER);
  const superfluous = [
    // Whoever writes it anew has read what is deleted.
    path.join(database.directory, listCacheFileName),
    ...files
      .list(database.directory)
      .filter((name) => name.endsWith('.tmp'))
      .map((name) => path.join(database.directory, name)),
    ...files.list(quarantine).map((name) => path.join(quarantine, name)),
    ...backups.fileNames().map((name) => path.join(backups.folder, name)),
  ];
  const removed = superfluous.filter((file) => removeIfThere(files, file));
  const still = files
    .list(database.directory)
    .filter((name) => before.has(finalName(name)))
    .map((name) => path.join(database.directory, name));
  const left = [...still, ...superfluous.filter((file) => !removed.includes(file) && files.exists(file))];
  for (const folder of [quarantine, backups.folder, database.directory])
    if (files.exists(folder)) files.syncDirectory(folder);
  yield;
  return {
    left: left.map((file) => path.relative(storage, file)),
    removed: before.size - still.length + removed.length,
  };
}

/** The same before and after a segment is sealed. */
function finalName(name: string): string {
  const segment = parseSegmentName(name);
  return segment === undefined ? name : `${segment.writer}-${segment.number}`;
}

function isOther(name: string): boolean {
  return parseSegmentName(name) === undefined && parseSnapshotName(name) === undefined && !name.endsWith('.tmp');
}
