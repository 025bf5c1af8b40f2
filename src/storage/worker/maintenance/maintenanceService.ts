import { type MaintenanceWork, databaseLabels, type DatabaseName } from '../../protocol/workerProtocol.js';
import { DatabaseError } from '../engine/databaseError.js';
import { isOutOfMemory, memoryFailure } from '../files/storageFailure.js';
import type { Step } from '../step.js';
import { isSqliteError } from '../tables/salvageRows.js';
import { parseBackupName } from './backupName.js';
import { checkStorage } from './checkStorage.js';
import { collectAttachments } from './collectAttachments.js';
import { eraseDeleted } from './eraseDeleted.js';
import type { MaintenanceContext, MaintainedDatabase, OnProgress } from './maintainedDatabase.js';
import { recoverDatabase } from './recoverDatabase.js';
import { restoreBackup } from './restoreBackup.js';

/** Maintains the files of both databases: what is due by itself, and what the user asks for. All of it in steps. */
export class MaintenanceService {
  readonly #context: MaintenanceContext;
  readonly #databases: Readonly<Record<DatabaseName, MaintainedDatabase>>;
  readonly #seenBefore = new Set<string>();

  constructor(context: MaintenanceContext, databases: Readonly<Record<DatabaseName, MaintainedDatabase>>) {
    this.#context = context;
    this.#databases = databases;
  }

  /** What is worth doing for a database while nothing else is asked for; it returns what was done, for the log. */
  due(name: DatabaseName): Generator<Step, string> | undefined {
    const { compaction, backups } = this.#databases[name];
    if (compaction.isDue()) return this.#checkpoint(name);
    return backups.pollDue() ? this.#backUp(name) : undefined;
  }

  /** @throws DatabaseError, or the system error, with the first step or a later one. */
  *work(work: MaintenanceWork, onProgress: OnProgress): Generator<Step, unknown> {
    try {
      return yield* this.#work(work, onProgress);
    } catch (error) {
      if (isOutOfMemory(error)) throw new DatabaseError(memoryFailure(databaseLabels.history, 0));
      // Of a file's image: what goes wrong with the database itself is noticed where it happens.
      if (isSqliteError(error) || error instanceof SyntaxError) {
        throw new DatabaseError({
          message: `A history file contains data SCOUT cannot read: ${error.message}.`,
          retryable: false,
          detail: error.stack!,
        });
      }
      throw error;
    }
  }

  *#work(work: MaintenanceWork, onProgress: OnProgress): Generator<Step, unknown> {
    const { history, users } = this.#databases;
    for (const { database } of [history, users]) yield* database.readAll();
    switch (work.name) {
      case 'backups':
        return [...history.backups.list(), ...users.backups.list()].sort((a, b) => b.createdAt - a.createdAt);
      case 'restore': {
        const backup = parseBackupName(work.backup);
        if (backup === undefined) throw new DatabaseError({ message: 'Not the name of a backup.', retryable: false });
        return yield* restoreBackup(this.#context, this.#databases[backup.database], work.backup, onProgress);
      }
      case 'check':
        return yield* checkStorage(this.#context, [history, users], onProgress);
      case 'recover': {
        const ofUsers = yield* recoverDatabase(this.#context, users, (fraction) => onProgress(fraction / 10));
        const ofHistory = yield* recoverDatabase(this.#context, history, (fraction) =>
          onProgress((1 + 9 * fraction) / 10),
        );
        return {
          ...ofHistory,
          preferences: ofUsers.preferences,
          files: ofUsers.files + ofHistory.files,
          unreadable: ofUsers.unreadable + ofHistory.unreadable,
        };
      }
      case 'erase':
        return yield* eraseDeleted(this.#context, this.#databases, onProgress);
    }
  }

  *#checkpoint(name: DatabaseName): Generator<Step, string> {
    const outcome = yield* this.#databases[name].compaction.checkpoint();
    if (name !== 'history') return outcome;
    const removed = yield* collectAttachments(this.#context, this.#databases.history, this.#seenBefore, false);
    return removed === 0 ? outcome : `${outcome}, ${removed} attachments removed`;
  }

  *#backUp(name: DatabaseName): Generator<Step, string> {
    const { database, backups } = this.#databases[name];
    const replica = database.open();
    const isCurrent = replica.snapshots.all[0]?.meta.vector.covers(replica.appliedFrames) === true;
    const outcome = isCurrent ? '' : `${yield* this.#checkpoint(name)}, `;
    const bytes = yield* backups.makeOfNewest();
    return bytes === undefined ? `${outcome}no backup` : `${outcome}a backup of ${bytes} bytes`;
  }
}
