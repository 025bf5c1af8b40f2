import { randomBytes } from 'node:crypto';
import type { Database } from './database.js';
import { isOutOfMemory } from '../files/storageFailure.js';
import type { Files } from '../files/files.js';
import type { Replica } from './replica.js';
import { type CheckpointOptions, writeCheckpoint } from '../snapshot/writeCheckpoint.js';
import { collectGarbage } from '../snapshot/collectGarbage.js';

/** When a database's log is worth a snapshot. */
export interface CompactionLimits {
  /** Bytes of log that no snapshot holds. */
  readonly checkpointBytes: number;
  /** Transactions that no snapshot holds. */
  readonly checkpointFrames: number;
}

export interface CompactionOptions {
  readonly database: Database;
  readonly schemaVersion: number;
  readonly files: Files;
  readonly limits: CompactionLimits;
  /** Unix milliseconds. */
  readonly now: () => number;
  /** Bytes of memory this process can still get. */
  readonly availableMemory: () => number;
}

/** A snapshot costs as much as there is: it waits until an eighth is new. */
const snapshotGrowth = 1 / 8;
/** Every window leaves a segment behind, however little it has saved, and each is looked at every second. */
const MAX_SEGMENTS = 50;
/** In a history that hardly changes, what was deleted is gone from its files after two days of use. */
const ERASURE_DELAY_MS = 24 * 60 * 60 * 1000;
/** Scrubbing builds a second image, and may copy it. */
const SCRUB_MEMORY_FACTOR = 2.5;
/** Writing a snapshot keeps what changes meanwhile. */
const MEMORY_FACTOR = 0.5;
/** After a checkpoint that failed. */
const PAUSE_MS = 5 * 60 * 1000;

/** Compacts the files of one database: writes snapshots, and removes what they make superfluous. */
export class Compaction {
  readonly #options: CompactionOptions;
  readonly #maker = randomBytes(8).toString('hex');
  readonly #seenBefore = new Set<string>();
  #attempts = 0;
  #pausedUntil = 0;
  /** The number of warnings about damage at the last checkpoint. */
  #damages = 0;

  constructor(options: CompactionOptions) {
    this.#options = options;
  }

  /** Whether a checkpoint is worth its cost now. */
  isDue(): boolean {
    const { database, limits, now } = this.#options;
    const { replica } = database;
    if (replica === undefined || database.health.state !== 'ok' || performance.now() < this.#pausedUntil) return false;
    // After damage, what is left gets into two snapshots, and what is missing is known to the next one.
    if (database.health.warnings.length > this.#damages) return true;
    const { frames, bytes } = replica.sinceSnapshot();
    const size = replica.sql.size;
    if (bytes >= Math.max(limits.checkpointBytes, size * snapshotGrowth)) return true;
    // A transaction takes about 2 KiB.
    if (frames >= Math.max(limits.checkpointFrames, (size * snapshotGrowth) / 2048)) return true;
    if (replica.segmentCount > MAX_SEGMENTS) return true;
    if (!replica.needsScrub && !this.#holdsErased(replica)) return false;
    const newest = replica.snapshots.all[0]?.meta.createdAt ?? 0;
    return Math.abs(now() - newest) > ERASURE_DELAY_MS;
  }

  /**
   * Writes a snapshot of what is new and removes what is superfluous, in steps.
   * @returns what was done, for the log.
   * @throws the system error; nothing is lost by it.
   */
  *checkpoint(): Generator<void, string> {
    // Lifted below: whatever goes wrong in between would go wrong again at once.
    this.#pausedUntil = performance.now() + PAUSE_MS;
    try {
      const outcome = yield* this.#checkpoint({ always: false, scrub: false });
      if (outcome !== undefined) this.#pausedUntil = 0;
      return outcome ?? 'postponed, not enough memory';
    } catch (error) {
      if (isOutOfMemory(error)) return 'postponed, not enough memory';
      throw error;
    }
  }

  /**
   * Removes every trace of what was deleted or replaced from the database's snapshots and log, in steps: that takes two snapshots, whatever is
   * new. Segments that somebody has open where that is in the way stay.
   * @returns whether memory sufficed.
   * @throws the system error; nothing is lost by it.
   */
  *erase(): Generator<void, boolean> {
    try {
      for (let round = 0; round < 2; round++)
        if ((yield* this.#checkpoint({ always: true, scrub: round === 0 })) === undefined) return false;
      return true;
    } catch (error) {
      if (isOutOfMemory(error)) return false;
      throw error;
    }
  }

  /** `undefined` when memory does not suffice. */
  *#checkpoint(how: Pick<CheckpointOptions, 'always' | 'scrub'>): Generator<void, string | undefined> {
    const { database, files, schemaVersion, now, availableMemory } = this.#options;
    database.open();
    yield* database.readAll();
    const replica = database.open();
    const { directory, writer } = database;
    const factor = how.scrub || replica.needsScrub ? SCRUB_MEMORY_FACTOR : MEMORY_FACTOR;
    if (availableMemory() < replica.sql.size * factor) return undefined;
    this.#damages = database.health.warnings.length;
    const snapshot = yield* writeCheckpoint({
      files,
      directory,
      schemaVersion,
      replica,
      writer,
      maker: { writer: this.#maker, attempt: ++this.#attempts },
      now,
      ...how,
      catchUp: () => database.catchUp(),
    });
    const removed = yield* collectGarbage({ files, directory, replica, seenBefore: this.#seenBefore });
    const made = snapshot === undefined ? 'no changes' : `a snapshot of ${snapshot.meta.image.storedSize} bytes`;
    return `${made}, ${removed} files removed`;
  }

  /** Whether a snapshot, and so the log behind it, is older than the last deletion. */
  #holdsErased({ snapshots, erasuresScrubbed }: Replica): boolean {
    return snapshots.all.some(({ meta }) => meta.erasures < erasuresScrubbed);
  }
}
