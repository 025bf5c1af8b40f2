import { randomBytes } from 'node:crypto';
import type { Database } from './database.js';
import { isOutOfMemory } from '../files/storageFailure.js';
import type { ImageWork } from '../image/imageWork.js';
import type { Replica } from './replica.js';
import { type CheckpointOptions, writeCheckpoint } from '../snapshot/writeCheckpoint.js';
import type { Step } from '../step.js';
import { collectGarbage } from '../snapshot/collectGarbage.js';
import type { SnapshotName } from '../snapshot/snapshotName.js';
import { thinSnapshotBefore } from '../snapshot/thinSnapshot.js';
import type { IndexOmission } from '../snapshot/writeWithoutIndex.js';

/** When a database's log is worth a snapshot. */
export interface CompactionLimits {
  /** Bytes of log that no snapshot holds. */
  readonly checkpointBytes: number;
  /** Transactions that no snapshot holds. */
  readonly checkpointFrames: number;
  /** Of a larger image, in bytes, only the newest snapshot has the search index. */
  readonly doubleIndexBytes: number;
}

export interface CompactionOptions extends IndexOmission {
  readonly database: Database;
  readonly images: ImageWork;
  readonly limits: CompactionLimits;
  /** Unix milliseconds. */
  readonly now: () => number;
}

/** A snapshot costs as much as there is: it waits until an eighth is new. */
const snapshotGrowth = 1 / 8;
/** Every window leaves a segment behind, however little it has saved, and each is looked at every second. */
const MAX_SEGMENTS = 50;
/** In a history that hardly changes, what was deleted is gone from its files after two days of use. */
const ERASURE_DELAY_MS = 24 * 60 * 60 * 1000;
/** A copy, what is left of it when it was scrubbed, and that once more. */
const SCRUB_MEMORY_FACTOR = 3;
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
  #hasErased = false;
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
    if (!this.#holdsErased(replica)) return false;
    const newest = replica.snapshots.all[0]?.meta.createdAt ?? 0;
    return Math.abs(now() - newest) > ERASURE_DELAY_MS;
  }

  /**
   * Writes a snapshot of what is new and removes what is superfluous, in steps.
   * @returns what was done, for the log.
   * @throws the system error; nothing is lost by it.
   */
  *checkpoint(): Generator<Step, string> {
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
  *erase(): Generator<Step, boolean> {
    // What was replaced leaves no other mark in the tables: what they hold of it must not get into a later snapshot.
    this.#hasErased = true;
    try {
      for (let round = 0; round < 2; round++)
        if ((yield* this.#checkpoint({ always: true, scrub: true })) === undefined) return false;
      return true;
    } catch (error) {
      if (isOutOfMemory(error)) return false;
      throw error;
    }
  }

  /** `undefined` when memory does not suffice. */
  *#checkpoint(how: Pick<CheckpointOptions, 'always' | 'scrub'>): Generator<Step, string | undefined> {
    const { database, files, schema, images, limits, now, availableMemory } = this.#options;
    database.open();
    yield* database.readAll();
    const replica = database.open();
    const { directory, writer } = database;
    const scrub = how.scrub || this.#hasErased || replica.holdsErased;
    const factor = scrub ? SCRUB_MEMORY_FACTOR : MEMORY_FACTOR;
    if (availableMemory() < replica.sql.size * factor) return undefined;
    this.#damages = database.health.warnings.length;
    const snapshot = yield* writeCheckpoint({
      files,
      directory,
      schemaVersion: schema.version,
      replica,
      writer,
      maker: this.#nextMaker(),
      now,
      ...how,
      scrub,
      database: database.name,
      images,
      catchUp: () => database.catchUpInSteps(),
    });
    if (snapshot !== undefined) {
      const [maker, minimumBytes] = [this.#nextMaker(), limits.doubleIndexBytes];
      yield* thinSnapshotBefore(snapshot, { ...this.#options, directory, replica, maker, minimumBytes });
    }
    const removed = yield* collectGarbage({ files, directory, replica, seenBefore: this.#seenBefore });
    const made = snapshot === undefined ? 'no changes' : `a snapshot of ${snapshot.meta.image.storedSize} bytes`;
    return `${made}, ${removed} files removed`;
  }

  #nextMaker(): Omit<SnapshotName, 'number'> {
    return { writer: this.#maker, attempt: ++this.#attempts };
  }

  /** Whether a snapshot, or the log without one, is older than the last deletion. */
  #holdsErased({ snapshots: { all }, erasures, holdsErased }: Replica): boolean {
    return all.some(({ meta }) => meta.erasures < erasures) || (all.length === 0 && holdsErased);
  }
}
