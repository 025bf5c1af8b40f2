import type { SqlJsStatic } from 'sql.js';
import { codeOf, type Files } from '../files/files.js';
import type { HybridClock } from '../log/hybridClock.js';
import { type Followed, LogFollower } from '../log/logFollower.js';
import { VersionVector } from '../log/versionVector.js';
import type { AttachmentSource } from '../blobs/attachmentPlaces.js';
import { BlobReferences } from '../blobs/blobReferences.js';
import type { Erasure, EventSubjects, EventTables } from './schema.js';
import { SnapshotCatalogue, type Snapshot } from '../snapshot/snapshotCatalogue.js';
import { Sql } from '../sqlite/sql.js';
import type { PartialSnapshot } from '../snapshot/partialSnapshot.js';
import { runToEnd } from '../step.js';
import { type Base, emptyImage, newestPartial, newestSound } from './baseImage.js';
import { applyEvents, FrameBatch, stampEvents } from './frameBatch.js';
import { MissingFrames } from './missingFrames.js';
import { runInTransactions, runSome, stepLimits } from './runSome.js';

/** A listing may miss a file that is renamed meanwhile; a second one then finds it. */
const MAX_POLLS = 5;
/** While the database opens nobody waits for anything else, and one transaction costs less than many. */
const openingLimits = { count: 512, bytes: 4 * 1024 ** 2 };

/** What a replica uses of a schema. */
export type ReplicaSchema = EventTables & EventSubjects & Erasure & AttachmentSource;

export interface ReplicaOptions {
  readonly schema: ReplicaSchema;
  readonly files: Files;
  readonly directory: string;
  readonly sqlJs: SqlJsStatic;
  readonly clock: HybridClock;
  /** Bytes the tables may occupy. */
  readonly maximumSize?: number | undefined;
  /** A snapshot whose image has more bytes is read while it is in use. */
  readonly wholeImageBytes: number;
}

/** What other writers have changed since the last poll. */
export interface Changes {
  /** What changed, as `EventSubjects.subjectOf` names it; `undefined` when it could be anything. */
  readonly subjects: ReadonlySet<string> | undefined;
  /** What other processes were seen writing bit by bit, as `EventSubjects.growingOf` names it. */
  readonly growing: ReadonlySet<string>;
}

/**
 * This process's copy of a database: the fold of every frame in the folder, by whomever it was written.
 * `appliedFrames` says exactly which frames that is.
 */
export class Replica {
  readonly sql: Sql;
  /** Frames that are in the tables. */
  readonly appliedFrames: VersionVector;
  readonly snapshots: SnapshotCatalogue;
  readonly #options: ReplicaOptions;
  readonly #follower: LogFollower;
  readonly #warnings: string[] = [];
  readonly #missing: MissingFrames;
  readonly #blobs: BlobReferences;
  readonly #partial: PartialSnapshot | undefined;
  /** Snapshots that hold nothing this copy lacks; that stays so. */
  readonly #covered = new WeakSet<Snapshot>();
  readonly #batch: FrameBatch;
  #isMerging = false;
  #logBytes = 0;
  #framesWritten = 0;
  /** Deletions of which the tables held no trace when they were read. */
  readonly #erasuresAtOpening: number;

  /**
   * Opens what the folder holds: the newest sound snapshot, whatever other snapshots know beyond it, then the log.
   * @throws the system error when the folder, or every snapshot in it, cannot be read: an unreadable history is no empty one.
   */
  static open(options: ReplicaOptions): Replica {
    const { files, directory, schema, wholeImageBytes } = options;
    const snapshots = new SnapshotCatalogue(files, directory, schema.version);
    snapshots.refresh(files.list(directory));
    const base = newestPartial(snapshots, files, wholeImageBytes) ?? newestSound(snapshots);
    // Two snapshots hold whatever is no longer in the log: one that cannot be read does not matter, two do.
    if (snapshots.failure !== undefined && (base === undefined || snapshots.lost > 1)) throw snapshots.failure;
    try {
      return Replica.#openFrom(base, snapshots, options);
    } catch (error) {
      if (systemFailure(base?.partial?.image.failure) === undefined) throw error;
      return Replica.open({ ...options, wholeImageBytes: Number.POSITIVE_INFINITY });
    }
  }

  static #openFrom(base: Base | undefined, snapshots: SnapshotCatalogue, options: ReplicaOptions): Replica {
    const { schema, sqlJs, maximumSize } = options;
    const sql = new Sql(sqlJs, base?.image ?? emptyImage(sqlJs, schema), maximumSize);
    try {
      schema.upgrade?.(sql);
      const replica = new Replica(options, sql, snapshots, base);
      runToEnd(replica.#poll('', true));
      return replica;
    } catch (error) {
      sql.close();
      throw error;
    }
  }

  private constructor(options: ReplicaOptions, sql: Sql, snapshots: SnapshotCatalogue, base: Base | undefined) {
    const meta = base?.snapshot.meta;
    this.#options = options;
    this.#blobs = new BlobReferences(options.schema.attachments);
    this.sql = sql;
    this.snapshots = snapshots;
    this.#partial = base?.partial;
    this.appliedFrames = meta?.vector.clone() ?? new VersionVector();
    this.#missing = new MissingFrames(this.appliedFrames);
    const { schema, clock } = options;
    this.#batch = new FrameBatch({ sql, schema, clock, appliedFrames: this.appliedFrames });
    this.#erasuresAtOpening = meta?.erasures ?? 0;
    this.#follower = new LogFollower(options.files, options.directory);
    if (meta !== undefined) options.clock.observe(meta.clock);
  }

  /** Why a part of the snapshot could not be read, or is damaged: then this copy is of no use any more. */
  get readFailure(): Error | undefined {
    return systemFailure(this.sql.readFailure);
  }

  /**
   * Reads and checks a part of what of the snapshot was not read for opening. Nothing may be built on this copy, such as another snapshot, before
   * there is no more.
   * @returns whether there is more.
   * @throws why it cannot be read; so does everything else from then on.
   */
  readPart(): boolean {
    const isMore = this.#partial?.readPart() ?? false;
    if (this.sql.readFailure !== undefined) throw this.sql.readFailure;
    return isMore;
  }

  /** Something was written by a version of SCOUT this one does not understand: nothing may be written. */
  get newer(): boolean {
    return this.#batch.hasNewer || this.snapshots.hasUnknownVersion;
  }

  /** Bytes of log this process has read and written. */
  get logBytes(): number {
    return this.#logBytes;
  }

  get clock(): HybridClock {
    return this.#options.clock;
  }

  /** How much is held that no snapshot has: frames, and about how many bytes of log they are. */
  sinceSnapshot(): { readonly frames: number; readonly bytes: number } {
    const inSnapshot = Math.max(0, ...this.snapshots.all.map(({ meta }) => meta.vector.count));
    const frames = Math.max(0, this.appliedFrames.count - inSnapshot);
    const seen = this.#batch.framesRead + this.#framesWritten;
    return { frames, bytes: seen === 0 ? 0 : (this.#logBytes / seen) * frames };
  }

  /** Whether the tables may hold traces of what was deleted: once they do, it stays so. An image of them is scrubbed before it is written. */
  get holdsErased(): boolean {
    return this.erasures > this.#erasuresAtOpening;
  }

  /** Deletions the tables know of. */
  get erasures(): number {
    return this.#options.schema.erasures(this.sql);
  }

  /** Removes a part of what is left of deleted rows. @returns whether there may be more. */
  finishDeletions(): boolean {
    return this.#options.schema.finishDeletions?.(this.sql) ?? false;
  }

  /** Rows by table. */
  countRows(): Readonly<Record<string, number>> {
    const counts = this.#options.schema.counted.map(
      (table) => [table, Number(this.sql.first(`SELECT count(*) FROM ${table}`)![0])] as const,
    );
    return Object.fromEntries(counts);
  }

  /** The hashes of the blobs its rows refer to, those included that come meanwhile; in steps. */
  referredBlobs(): Generator<void, ReadonlySet<string>> {
    return this.#blobs.find(this.sql);
  }

  get segmentCount(): number {
    return this.#follower.segmentCount;
  }

  framesOf(segment: Parameters<LogFollower['framesOf']>[0]): VersionVector | undefined {
    return this.#follower.framesOf(segment);
  }

  /** Sentences for the user since the last call. */
  takeWarnings(): readonly string[] {
    return this.#warnings.splice(0);
  }

  /** Applies a transaction of this process's own; it counts as held only with `noteWritten`. */
  apply(events: readonly unknown[], clock: bigint, writer: string): void {
    this.#blobs.addOf(events);
    applyEvents(this.sql, this.#options.schema, stampEvents(events, clock, writer));
  }

  /** The frame is in the log. */
  noteWritten(writer: string, sequence: number, bytes: number): void {
    this.appliedFrames.add(writer, sequence);
    this.#logBytes += bytes;
    this.#framesWritten++;
  }

  /**
   * Reads what other writers have added, in steps, outside of transactions. To be run to its end before it is begun again.
   * @param ownWriter the writer whose open segment is this process's own.
   * @throws the system error when the folder cannot be listed.
   */
  catchUp(ownWriter: string): Generator<void, Changes> {
    return this.#poll(ownWriter, false);
  }

  /** Something of another snapshot is in the tables, and some of it is yet to come: the tables are not what `appliedFrames` says. */
  get isMerging(): boolean {
    return this.#isMerging;
  }

  close(): void {
    this.#blobs.close();
    this.sql.close();
  }

  *#poll(ownWriter: string, opening: boolean): Generator<void, Changes> {
    const { files, directory, schema } = this.#options;
    const subjects = new Set<string>();
    const growing = new Set<string>();
    let anything = false;
    for (let poll = 0; poll < MAX_POLLS; poll++) {
      const names = files.list(directory);
      this.snapshots.refresh(names);
      const following = this.#follower.follow({
        names,
        ownWriter,
        opening,
        repair: () => !this.newer,
        onHole: (writer, first, last) => this.#missing.addLost(writer, first, last),
        onFrame: (writer, frame) => this.#batch.add(writer, frame),
      });
      const { vanished, bytes } = yield* this.#applyInSteps(
        following,
        opening ? openingLimits : stepLimits,
        (event) => {
          // Nobody has seen anything yet that could have changed.
          if (opening) return;
          const [subject, grown] = [schema.subjectOf(event), schema.growingOf(event)];
          if (subject !== undefined) subjects.add(subject);
          if (grown !== undefined) growing.add(grown);
        },
      );
      this.#logBytes += bytes;
      if (yield* this.#mergeSnapshots()) anything = true;
      if (!vanished && (this.newer || !this.#missing.hasUnexplained)) break;
    }
    this.#collectWarnings(opening);
    return { subjects: anything ? undefined : subjects, growing };
  }

  *#applyInSteps(
    following: Generator<number, Followed>,
    limits: typeof stepLimits,
    onEvent: (event: unknown) => void,
  ): Generator<void, Followed> {
    for (;;) {
      const ended = runSome(following, limits);
      const applied = this.#batch.apply();
      this.#blobs.addOf(applied);
      applied.forEach(onEvent);
      if (ended !== undefined) return ended.value;
      yield;
    }
  }

  /** Takes over what any snapshot knows beyond this copy. Whether there was such a one. */
  *#mergeSnapshots(): Generator<void, boolean> {
    let merged = false;
    for (const snapshot of this.snapshots.all) {
      if (this.#covers(snapshot)) continue;
      const image = yield* this.snapshots.readImageInSteps(snapshot);
      if (image === undefined) continue;
      const { schema, sqlJs } = this.#options;
      const other = new Sql(sqlJs, image);
      // Before anything of it can be seen: whatever is written from then on is later.
      this.#options.clock.observe(snapshot.meta.clock);
      try {
        schema.upgrade?.(other);
        this.#isMerging = true;
        this.#blobs.addAll(snapshot.meta.contents.blobs);
        yield* runInTransactions(this.sql, schema.merge(this.sql, other));
      } finally {
        other.close();
        this.#isMerging = false;
      }
      this.appliedFrames.addAll(snapshot.meta.vector);
      this.#missing.addLostIn(snapshot.meta.vector);
      merged = true;
    }
    return merged;
  }

  #covers(snapshot: Snapshot): boolean {
    if (this.#covered.has(snapshot)) return true;
    const covers = this.appliedFrames.covers(snapshot.meta.vector);
    if (covers) this.#covered.add(snapshot);
    return covers;
  }

  #collectWarnings(opening: boolean): void {
    const { directory } = this.#options;
    const found = [...this.snapshots.takeWarnings(), ...this.#follower.takeWarnings()];
    this.#warnings.push(...found);
    const notUnderstood = this.#batch.takeNotUnderstood();
    if (notUnderstood > 0)
      this.#warnings.push(`${notUnderstood} changes in ${directory} are in an unknown format and were skipped.`);
    // A file that is reported as damaged or unreadable explains what is missing.
    if (found.length > 0) this.#missing.explain();
    if (!this.newer && this.#missing.confirm(opening))
      this.#warnings.push(`Changes in ${directory} are missing: a history file was damaged or removed.`);
  }
}

/** What is none of the files' is nothing that other files could help with, such as a lack of memory. */
function systemFailure(failure: Error | undefined): Error | undefined {
  return codeOf(failure) === '' ? undefined : failure;
}
