import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { Backup } from '../../api/maintenance.js';
import type { Database } from '../engine/database.js';
import { codeOf } from '../files/files.js';
import { removeIfThere } from '../files/removeIfThere.js';
import type { Snapshot } from '../snapshot/snapshotCatalogue.js';
import { readSnapshotMeta, type SnapshotMeta, type SnapshotReading, verifySnapshot } from '../snapshot/snapshotFile.js';
import type { IndexOmission } from '../snapshot/writeWithoutIndex.js';
import { formatBackupName, parseBackupName } from './backupName.js';
import { superfluousBackups } from './superfluousBackups.js';
import { writeBackup } from './writeBackup.js';

/** Beside the databases' folders. */
const BACKUP_FOLDER = 'backups';
/** How often a snapshot may vanish while a backup is made of it. */
const ATTEMPTS = 5;
/** How often the folder is read, also after a failure. */
const POLL_INTERVAL_MS = 5 * 60 * 1000;

export interface BackupsOptions extends IndexOmission {
  readonly database: Database;
  /** The folder that holds one folder per database. */
  readonly storage: string;
  /** A backup is made when there is none within this time of now, before or after. */
  readonly periodMs: number;
  /** Unix milliseconds. */
  readonly now: () => number;
}

/** A file of the folder, as far as it can be read. */
interface Found {
  readonly name: string;
  readonly file: string;
  readonly createdAt: number;
  readonly bytes: number;
  readonly meta: SnapshotReading<SnapshotMeta>;
}

/** The backups of one database: what a snapshot holds but the search index, each complete in itself. Several windows share them. */
export class Backups {
  readonly folder: string;
  readonly #options: BackupsOptions;
  #seenBefore: ReadonlySet<string> = new Set();
  #nextPoll = 0;

  constructor(options: BackupsOptions) {
    this.#options = options;
    this.folder = path.join(options.storage, BACKUP_FOLDER);
  }

  /** The latest first. @throws the system error when the folder cannot be read. */
  list(): readonly Backup[] {
    const of = this.#options.database.name === 'history' ? 'chats' : 'profile';
    return this.#find().map(({ name, createdAt, bytes, meta }) => {
      const state = meta === 'damaged' ? meta : meta === 'unknown-version' ? 'newer' : 'usable';
      return { name, of, createdAt, bytes, state, rows: typeof meta === 'string' ? {} : meta.contents.rows };
    });
  }

  /** Names of this database's files in the folder, those that are not finished included. */
  fileNames(): readonly string[] {
    return this.#options.files
      .list(this.folder)
      .filter((name) => parseBackupName(finishedName(name))?.database === this.#options.database.name);
  }

  /** The hashes of the blobs that backups refer to; `undefined` when one of them does not say. */
  referredBlobs(): ReadonlySet<string> | undefined {
    const hashes = new Set<string>();
    for (const { meta } of this.#find()) {
      if (typeof meta === 'string') return undefined;
      for (const hash of meta.contents.blobs) hashes.add(hash);
    }
    return hashes;
  }

  /** Whether there is something new, and no backup of late. Reads the folder once in five minutes at most, and answers no in between. */
  pollDue(): boolean {
    const { database } = this.#options;
    const { replica } = database;
    if (
      replica === undefined ||
      database.health.state !== 'ok' ||
      replica.appliedFrames.count === 0 ||
      performance.now() < this.#nextPoll
    )
      return false;
    this.#nextPoll = performance.now() + POLL_INTERVAL_MS;
    try {
      const found = this.#find();
      return (
        !this.#isRecent(found) &&
        !found.some(({ meta }) => typeof meta !== 'string' && meta.vector.covers(replica.appliedFrames))
      );
    } catch (error) {
      if (codeOf(error) === '') throw error;
      return false;
    }
  }

  /**
   * Makes one of the newest snapshot, in steps.
   * @returns its size in bytes; `undefined` when there is no snapshot.
   * @throws the system error; there is no new backup then.
   */
  *makeOfNewest(): Generator<void, number | undefined> {
    const { files, database } = this.#options;
    for (let attempt = 1; ; attempt++) {
      const { snapshots } = database.open();
      snapshots.refresh(files.list(database.directory));
      const [newest] = snapshots.all;
      try {
        return newest && (yield* this.make(newest));
      } catch (error) {
        // Another window has written a newer one meanwhile, and collected this.
        const isCollected = newest !== undefined && codeOf(error) === 'ENOENT' && !files.exists(newest.file);
        if (!isCollected || attempt === ATTEMPTS) throw error;
      }
    }
  }

  /**
   * Makes one of a snapshot, in steps, checks it to the last bit, and removes superfluous backups. Another window may be doing the same: one
   * backup comes of it.
   * @returns its size in bytes.
   * @throws the system error; there is no new backup then.
   */
  *make(snapshot: Snapshot): Generator<void, number> {
    const { files, database } = this.#options;
    const { file: source, meta } = snapshot;
    files.makeDirectory(this.folder);
    const file = path.join(this.folder, formatBackupName({ database: database.name, createdAt: meta.createdAt }));
    const temporary = `${file}.${randomBytes(4).toString('hex')}.tmp`;
    let bytes: number;
    try {
      yield* writeBackup(this.#options, snapshot, temporary);
      if (!(yield* verifySnapshot(files, temporary))) {
        throw Object.assign(new Error(`${path.basename(file)} does not match ${path.basename(source)}.`), {
          code: 'EIO',
          syscall: 'verify',
        });
      }
      bytes = files.size(temporary);
      if (files.exists(file) || this.#isRecent(this.#find())) return bytes;
      files.rename(temporary, file);
      files.syncDirectory(this.folder);
    } finally {
      // Also when whoever runs this has stopped in the middle.
      removeIfThere(files, temporary);
    }
    this.#rotate();
    return bytes;
  }

  #rotate(): void {
    const { files } = this.#options;
    const found = this.#find();
    const usable = found.flatMap((each) =>
      typeof each.meta === 'string' ? [] : [{ ...each, clock: each.meta.clock }],
    );
    const superfluous = superfluousBackups(usable);
    const oldest = usable.filter((backup) => !superfluous.includes(backup)).at(-1);
    // A damaged one may be of use as long as one of its age would be maintained.
    const outlived = found.filter(
      ({ meta, createdAt }) => meta === 'damaged' && oldest !== undefined && createdAt < oldest.createdAt,
    );
    for (const { file } of [...superfluous, ...outlived]) removeIfThere(files, file);
    const temporary = this.fileNames().filter((name) => name.endsWith('.tmp'));
    for (const name of temporary.filter((name) => this.#seenBefore.has(name)))
      removeIfThere(files, path.join(this.folder, name));
    this.#seenBefore = new Set(temporary);
  }

  #isRecent(found: readonly Found[]): boolean {
    const { now, periodMs } = this.#options;
    return found.some(({ createdAt, meta }) => typeof meta !== 'string' && Math.abs(now() - createdAt) < periodMs);
  }

  /** The latest first; what vanishes meanwhile is left out, and what cannot be read is as good as damaged. */
  #find(): readonly Found[] {
    const { files, database } = this.#options;
    const found: Found[] = [];
    for (const name of files.list(this.folder)) {
      const parsed = parseBackupName(name);
      if (parsed?.database !== database.name) continue;
      const file = path.join(this.folder, name);
      try {
        found.push({ name, file, createdAt: parsed.createdAt, bytes: files.size(file), meta: this.#metaOf(file) });
      } catch (error) {
        if (codeOf(error) !== 'ENOENT') throw error;
      }
    }
    return found.sort((a, b) => b.createdAt - a.createdAt);
  }

  #metaOf(file: string): Found['meta'] {
    const { files, schema } = this.#options;
    try {
      return readSnapshotMeta(files, file, schema.version);
    } catch (error) {
      if (['', 'ENOENT'].includes(codeOf(error))) throw error;
      return 'damaged';
    }
  }
}

/** The name a file gets when it is finished. */
export function finishedName(name: string): string {
  return name.replace(/\.[0-9a-f]{8}\.tmp$/, '');
}
