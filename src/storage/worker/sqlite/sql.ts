import type { Database, SqlJsStatic, SqlValue } from 'sql.js';
import { GrowingMemory } from './growingMemory.js';
import { ImageCapture } from './imageCapture.js';
import { clearGaps, PAGE_SIZE } from './imageGaps.js';
import { alwaysAllowedRoom, maximumDatabaseSize } from './imageMemory.js';
import { PartialImage } from './partialImage.js';
import { Statements } from './statements.js';
import { vacuumedImage } from './vacuumedImage.js';

/** What is no larger, a deletion for example, may be written when nothing else may. */
const alwaysAllowedBytes = 16 * 1024;
/** A database of which this share is unused is rewritten, if it is worth the effort. */
const vacuumThreshold = 0.25;
const minimumVacuumBytes = 1024 ** 2;

export type Row = readonly SqlValue[];

/** One in-memory database with its prepared statements, each prepared once. */
export class Sql {
  readonly #sqlJs: SqlJsStatic;
  #database: Database;
  #statements: Statements;
  /** It is given back when the database is closed. */
  #memory: GrowingMemory;
  /** Of what the pages are read while SQLite asks for them, if of anything. */
  #partial: PartialImage | undefined;
  readonly #maximum: number;

  /**
   * @param image what `export` gave, or `allocateImage` filled with it; an empty database without it. Damage shows with the first
   * query only.
   * @param maximum bytes it may occupy, but for a little.
   * @throws why a part of the image cannot be read, as everything else here does from then on.
   */
  constructor(sqlJs: SqlJsStatic, image?: Uint8Array | PartialImage, maximum = maximumDatabaseSize) {
    this.#sqlJs = sqlJs;
    this.#maximum = maximum;
    this.#partial = image instanceof PartialImage ? image : undefined;
    const bytes = image instanceof PartialImage ? image.bytes : image;
    this.#database = new sqlJs.Database(bytes);
    this.#statements = this.#newStatements();
    this.#memory = new GrowingMemory(bytes);
    try {
      this.#configure();
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** Why a part of the image could not be read: then the database is of no use any more. */
  get readFailure(): Error | undefined {
    return this.#partial?.failure;
  }

  /**
   * The whole database as the bytes of an SQLite file, without a trace of what was deleted from tables. Not inside a transaction: sql.js throws then.
   * Doubles the memory for a moment.
   */
  export(): Uint8Array {
    this.#readWhole();
    const image = this.#database.export();
    clearGaps(image);
    return image;
  }

  /**
   * The same as it is now, to be read piece by piece while the database goes on changing, and to be released then. Not inside a transaction. Where
   * the pages are not in memory of ours it is a copy, which takes long.
   */
  capture(): ImageCapture {
    this.#readWhole();
    const memory = this.#memory.holding(this.size);
    if (memory !== undefined) return new ImageCapture(memory, this.size);
    const image = this.export();
    return new ImageCapture(image.buffer as ArrayBuffer, image.length);
  }

  /** Runs a script without parameters. */
  execute(script: string): void {
    this.#statements.execute(script);
  }

  run(statement: string, parameters: readonly SqlValue[] = []): void {
    this.#statements.run(statement, parameters);
  }

  all(statement: string, parameters: readonly SqlValue[] = []): readonly Row[] {
    return this.#statements.all(statement, parameters);
  }

  /** Gives the rows one after another, so that those before a damaged one can be read; other rows of the same statement must not be asked for meanwhile. */
  iterate(statement: string, parameters: readonly SqlValue[] = []): Generator<Row, void> {
    return this.#statements.iterate(statement, parameters);
  }

  first(statement: string, parameters: readonly SqlValue[] = []): Row | undefined {
    return this.all(statement, parameters)[0];
  }

  /** Runs `action` so that either all it wrote stays or, when it throws, nothing. Calls may nest. */
  atomically<T>(action: () => T): T {
    this.run('SAVEPOINT atomic');
    try {
      const result = action();
      this.run('RELEASE atomic');
      return result;
    } catch (error) {
      if (this.#statements.undo('ROLLBACK TO atomic')) this.run('RELEASE atomic');
      throw error;
    }
  }

  /** Begins a transaction. */
  begin(): void {
    this.run('BEGIN');
    this.#memory.letGoUnlessHolding(() => this.size);
  }

  /** Ends a transaction without what it has written. */
  rollBack(): void {
    this.#statements.undo('ROLLBACK');
  }

  /** Bytes the database occupies in memory. */
  get size(): number {
    return Number(this.first('PRAGMA page_count')![0]) * PAGE_SIZE;
  }

  /** Whether the database stays within its greatest size when it grows by so many bytes; with little it always does. */
  hasRoomFor(bytes: number): boolean {
    const wanted = this.size + bytes;
    if (bytes <= alwaysAllowedBytes || wanted <= this.#maximum) return true;
    return wanted - Number(this.first('PRAGMA freelist_count')![0]) * PAGE_SIZE <= this.#maximum;
  }

  /**
   * To be called before the database grows by up to so many bytes, so that it does so where it is: sql.js itself would copy the whole of it to
   * a greater place.
   * @throws OutOfMemoryError when there is no memory. Nothing has changed then.
   */
  makeRoom(bytes: number): void {
    this.#memory.makeRoom(bytes, () => this.size);
  }

  /**
   * Gives back what the database has long not needed, when that is much. Not inside a transaction. Needs the memory of three for a moment; SQLite's own
   * way would take that of WebAssembly, which has 2 GB and is never given back.
   * @throws whatever SQLite does, RangeError when there is no memory; nothing has changed then.
   */
  compact(): void {
    const unused = Number(this.first('PRAGMA freelist_count')![0]) * PAGE_SIZE;
    if (unused < minimumVacuumBytes || unused < this.size * vacuumThreshold) return;
    const image = vacuumedImage(this.#sqlJs, (script) => this.execute(script));
    this.close();
    this.#database = new this.#sqlJs.Database(image);
    this.#statements = this.#newStatements();
    this.#memory = new GrowingMemory(image);
    this.#partial = undefined;
    this.#configure();
  }

  close(): void {
    this.#database.close();
    this.#memory.release();
  }

  #configure(): void {
    // Nothing here outlives the process: durability is the event log's business.
    this.execute(
      'PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE; PRAGMA temp_store=MEMORY;',
    );
    // So that nothing has to be rewritten when something was deleted: see `export`.
    this.execute('PRAGMA secure_delete=ON;');
    this.execute(`PRAGMA max_page_count=${Math.floor((this.#maximum + alwaysAllowedRoom) / PAGE_SIZE)}`);
  }

  #newStatements(): Statements {
    return new Statements(this.#database, () => this.#throwReadFailure());
  }

  /** What is written before all of it is there would be read without the file layer. */
  #readWhole(): void {
    this.#partial?.load();
    this.#throwReadFailure();
  }

  #throwReadFailure(): void {
    const failure = this.#partial?.failure;
    if (failure !== undefined) throw failure;
  }
}
