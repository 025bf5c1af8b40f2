import { runInTransactions, stepRoom } from '../engine/runSome.js';
import { InvalidEvent } from '../tables/eventFields.js';
import { codeOf } from '../files/files.js';
import { FRAME_TRANSACTION, FRAME_VERSION, scanFrames } from '../log/frame.js';
import { stampOf } from '../log/hybridClock.js';
import { VersionVector } from '../log/versionVector.js';
import type { StampedEvent } from '../tables/recoverableTables.js';
import { readSnapshotMeta, type SnapshotMeta } from '../snapshot/snapshotFile.js';
import { Sql } from '../sqlite/sql.js';
import type { MaintenanceContext, MaintainedDatabase, OnProgress } from './maintainedDatabase.js';
import { openImage, readDamagedImage, readImage } from './readImage.js';
import type { Source } from './findSources.js';

interface Image {
  readonly file: string;
  /** `undefined` when the file does not say what it is. */
  readonly meta: SnapshotMeta | undefined;
}

/**
 * Puts everything that files hold into one database. Sound snapshots come first, then the log, then what is left of damaged snapshots, which so
 * only add to what is certain.
 */
export class RecoveryMerger {
  /** Files, or parts of them, that nothing could be read from. */
  unreadable = 0;
  readonly #context: MaintenanceContext;
  readonly #maintained: MaintainedDatabase;
  #sql: Sql | undefined;
  /** The frames that are in it. */
  readonly #have = new VersionVector();

  constructor(context: MaintenanceContext, maintained: MaintainedDatabase) {
    this.#context = context;
    this.#maintained = maintained;
  }

  /** The database with what was merged so far; an empty one when nothing was. */
  database(): Sql {
    if (this.#sql === undefined) {
      this.#sql = new Sql(this.#context.sqlJs);
      this.#sql.execute(this.#maintained.schema.definition);
    }
    return this.#sql;
  }

  close(): void {
    this.#sql?.close();
  }

  /** In steps. @throws DatabaseError when memory does not suffice. */
  *mergeAll(sources: readonly Source[], onProgress: OnProgress): Generator<void, void> {
    let done = 0;
    // An image is read twice, a segment once.
    const expected = sources.reduce((sum, { kind }) => sum + (kind === 'image' ? 2 : 1), 0);
    const advance = (): void => onProgress(++done / expected);
    const images: Image[] = [];
    for (const { file } of sources.filter(({ kind }) => kind === 'image')) {
      yield* this.#tolerating(this.#inspect(file, images));
      advance();
    }
    // The image with the most frames first: most of the others then add nothing.
    images.sort((a, b) => (b.meta?.vector.count ?? 0) - (a.meta?.vector.count ?? 0));
    const damaged = images.filter(({ meta }) => meta === undefined);
    for (const image of images) {
      if (image.meta === undefined) continue;
      if (!this.#have.covers(image.meta.vector)) yield* this.#tolerating(this.#merge(image, image.meta, damaged));
      advance();
    }
    for (const source of sources) {
      if (source.kind !== 'segment') continue;
      yield* this.#tolerating(this.#replay(source.file, source.writer));
      advance();
    }
    for (const image of damaged) {
      if (image.meta !== undefined && this.#have.covers(image.meta.vector)) continue;
      yield* this.#tolerating(this.#salvage(image));
    }
  }

  *#inspect(file: string, images: Image[]): Generator<void, void> {
    const meta = readSnapshotMeta(this.#context.files, file, this.#maintained.schema.version);
    if (meta === 'unknown-version') this.unreadable++;
    else images.push({ file, meta: meta === 'damaged' ? undefined : meta });
    yield;
  }

  *#merge(image: Image, meta: SnapshotMeta, damaged: Image[]): Generator<void, void> {
    const { image: bytes, isSound } = yield* readImage(this.#context, this.#maintained, image.file, meta.image);
    const other = isSound ? openImage(this.#context, this.#maintained, bytes) : undefined;
    if (other === undefined) {
      damaged.push(image);
      return;
    }
    this.#have.addAll(meta.vector);
    // Merging takes long: the first image becomes the database into which the others are merged.
    if (this.#sql === undefined) {
      this.#sql = other;
      return;
    }
    const sql = this.database();
    try {
      yield* runInTransactions(sql, this.#maintained.schema.merge(sql, other));
    } finally {
      other.close();
    }
    yield;
  }

  *#replay(file: string, writer: string): Generator<void, void> {
    const { frames, damagedBytes } = scanFrames(this.#context.files.read(file));
    if (damagedBytes > 0) this.unreadable++;
    yield;
    for (const { frame } of frames) {
      const { type, version, sequence, clock, payload } = frame;
      if (this.#have.has(writer, sequence)) continue;
      // Another version of SCOUT wrote it, and reads it.
      if (type !== FRAME_TRANSACTION || version > FRAME_VERSION) continue;
      const events = parseList(payload);
      if (this.#apply(events.map((event, index) => ({ event, stamp: stampOf(clock, writer, index) }))))
        this.#have.add(writer, sequence);
      yield;
    }
  }

  *#salvage({ file, meta }: Image): Generator<void, void> {
    const image = yield* readDamagedImage(this.#context, this.#maintained, file, meta?.image);
    const other = image && openImage(this.#context, this.#maintained, image);
    this.unreadable++;
    if (other === undefined) return;
    try {
      for (const row of this.#maintained.schema.salvage(other)) {
        this.#apply([row]);
        yield;
      }
    } finally {
      other.close();
    }
    yield;
  }

  /** Whole or not at all; whether it is in now. */
  #apply(events: readonly StampedEvent[]): boolean {
    try {
      const sql = this.database();
      sql.makeRoom(stepRoom);
      sql.atomically(() => events.forEach(({ event, stamp }) => this.#maintained.schema.apply(sql, event, stamp)));
      return true;
    } catch (error) {
      if (!(error instanceof InvalidEvent)) throw error;
      return false;
    }
  }

  /** One file that cannot be read must not keep the others from being read. One that is gone was superfluous. */
  *#tolerating(steps: Generator<void, void>): Generator<void, void> {
    try {
      yield* steps;
    } catch (error) {
      if (codeOf(error) === '') throw error;
      if (codeOf(error) !== 'ENOENT') this.unreadable++;
    }
  }
}

function parseList(payload: Buffer): readonly unknown[] {
  try {
    const events: unknown = JSON.parse(payload.toString());
    return Array.isArray(events) ? events : [];
  } catch {
    return [];
  }
}
