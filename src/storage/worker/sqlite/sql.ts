import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Database, InitSqlJsStatic, SqlJsStatic, SqlValue, Statement } from 'sql.js';
import { ImageCapture } from './imageCapture.js';
import { addStep } from '../progress.js';
import { clearGaps, PAGE_SIZE } from './imageGaps.js';
import { allocateImage, maximumDatabaseSize, releaseImage, alwaysAllowedRoom } from './imageMemory.js';
import { PartialImage } from './partialImage.js';

export type Row = readonly SqlValue[];

/**
 * Loads sql.js from a folder that holds `sql-wasm.wasm` and either `sql-wasm.cjs` (as SCOUT ships it: its
 * own package is one of ES modules) or `sql-wasm.js` (as the sql.js package names it).
 */
export async function loadSqlJs(directory: string): Promise<SqlJsStatic> {
  const require = createRequire(import.meta.url);
  const script = ['sql-wasm.cjs', 'sql-wasm.js']
    .map((name) => path.join(directory, name))
    .find((file) => existsSync(file));
  if (script === undefined) throw new Error(`sql.js is missing from ${directory}.`);
  const initialise = require(script) as InitSqlJsStatic;
  const wasm = readFileSync(path.join(directory, 'sql-wasm.wasm'));
  return initialise({ wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) });
}

/** What is no larger, a deletion for example, may be written when nothing else may. */
const alwaysAllowedBytes = 16 * 1024;
/** Merging an index takes some room for a while. Memory that nothing was written into costs nothing but addresses. */
const headroomBytes = 32 * 1024 ** 2;
/** A database of which this share is unused is rewritten, if it is worth the effort. */
const vacuumThreshold = 0.25;
const minimumVacuumBytes = 1024 ** 2;

/** The system has no memory for what is to be added; what there is is as it was. */
export class OutOfMemoryError extends RangeError {
  constructor() {
    super('out of memory');
  }
}

/** One in-memory database with its prepared statements, each prepared once. */
export class Sql {
  readonly #sqlJs: SqlJsStatic;
  #database: Database;
  readonly #statements = new Map<string, Statement>();
  /** Where the pages are, if `image` can grow; then it is given back when the database is closed. */
  #memory: ArrayBuffer | undefined;
  /** Of what the pages are read while SQLite asks for them, if of anything. */
  #partial: PartialImage | undefined;
  /** By how many bytes the database may have grown before `makeRoom` has to look again. */
  #room = 0;
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
    this.#memory = memoryOf(bytes);
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
    const memory = this.#memory;
    if (memory !== undefined && !this.#isElsewhere(memory)) return new ImageCapture(memory, this.size);
    const image = this.export();
    return new ImageCapture(image.buffer as ArrayBuffer, image.length);
  }

  /** Runs a script without parameters. */
  execute(script: string): void {
    try {
      this.#database.exec(script);
    } finally {
      this.#throwReadFailure();
    }
  }

  run(statement: string, parameters: readonly SqlValue[] = []): void {
    try {
      this.#prepare(statement).run([...parameters]);
    } finally {
      this.#throwReadFailure();
    }
    addStep();
  }

  all(statement: string, parameters: readonly SqlValue[] = []): readonly Row[] {
    const rows: Row[] = [];
    try {
      const prepared = this.#prepare(statement);
      try {
        prepared.bind([...parameters]);
        for (; prepared.step(); addStep()) rows.push(prepared.get());
      } finally {
        prepared.reset();
      }
    } finally {
      this.#throwReadFailure();
    }
    return rows;
  }

  /** Gives the rows one after another, so that those before a damaged one can be read; other rows of the same statement must not be asked for meanwhile. */
  *iterate(statement: string, parameters: readonly SqlValue[] = []): Generator<Row, void> {
    try {
      const prepared = this.#prepare(statement);
      try {
        prepared.bind([...parameters]);
        for (; prepared.step(); addStep()) {
          this.#throwReadFailure();
          yield prepared.get();
        }
      } finally {
        prepared.reset();
      }
    } finally {
      this.#throwReadFailure();
    }
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
      if (this.#undo('ROLLBACK TO atomic')) this.run('RELEASE atomic');
      throw error;
    }
  }

  /** Begins a transaction. */
  begin(): void {
    this.run('BEGIN');
    if (this.#memory !== undefined && this.#isElsewhere(this.#memory)) this.#memory = undefined;
  }

  /** Ends a transaction without what it has written. */
  rollBack(): void {
    this.#undo('ROLLBACK');
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
   * @throws NoRoom when there is no memory. Nothing has changed then.
   */
  makeRoom(bytes: number): void {
    this.#room -= bytes;
    if (this.#memory === undefined || this.#room >= 0) return;
    const wanted = this.size + bytes + headroomBytes;
    try {
      if (wanted > this.#memory.byteLength)
        this.#memory.resize(Math.min(this.#memory.maxByteLength, wanted + headroomBytes));
    } catch (error) {
      if (error instanceof RangeError) throw new OutOfMemoryError();
      throw error;
    }
    this.#room = this.#memory.byteLength - wanted;
  }

  /**
   * Gives back what the database has long not needed, when that is much. Not inside a transaction. Needs the memory of three for a moment; SQLite's own
   * way would take that of WebAssembly, which has 2 GB and is never given back.
   * @throws whatever SQLite does, RangeError when there is no memory; nothing has changed then.
   */
  compact(): void {
    const unused = Number(this.first('PRAGMA freelist_count')![0]) * PAGE_SIZE;
    if (unused < minimumVacuumBytes || unused < this.size * vacuumThreshold) return;
    const image = this.#vacuumed();
    this.close();
    this.#statements.clear();
    this.#database = new this.#sqlJs.Database(image);
    this.#memory = memoryOf(image);
    this.#partial = undefined;
    this.#room = 0;
    this.#configure();
  }

  close(): void {
    this.#database.close();
    if (this.#memory !== undefined) releaseImage(new Uint8Array(this.#memory));
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

  /** What is written before all of it is there would be read without the file layer. */
  #readWhole(): void {
    this.#partial?.load();
    this.#throwReadFailure();
  }

  #throwReadFailure(): void {
    const failure = this.#partial?.failure;
    if (failure !== undefined) throw failure;
  }

  #vacuumed(): Uint8Array {
    // The types do not know of it: the name of the file in sql.js's own file system.
    const copy = new this.#sqlJs.Database() as Database & { readonly filename: string };
    try {
      this.execute(`VACUUM INTO '${copy.filename}'`);
      const exported = copy.export();
      const image = allocateImage(exported.length);
      image.set(exported);
      releaseImage(exported);
      return image;
    } finally {
      copy.close();
    }
  }

  /** Whether sql.js keeps the database in other memory all the same, as it does when it has become smaller. Its first page says how large it is. */
  #isElsewhere(memory: ArrayBuffer): boolean {
    return new DataView(memory).getUint32(28) * PAGE_SIZE !== this.size;
  }

  /** Whether that was left to do: out of memory, SQLite itself rolls everything back. */
  #undo(statement: string): boolean {
    try {
      this.run(statement);
      return true;
    } catch (error) {
      if (error instanceof Error && /no such savepoint|no transaction is active/u.test(error.message)) return false;
      throw error;
    }
  }

  #prepare(statement: string): Statement {
    let prepared = this.#statements.get(statement);
    if (prepared === undefined) {
      prepared = this.#database.prepare(statement);
      this.#statements.set(statement, prepared);
    }
    return prepared;
  }
}

/** Where an image that can grow lies. */
function memoryOf(image: Uint8Array | undefined): ArrayBuffer | undefined {
  return image?.buffer instanceof ArrayBuffer && image.buffer.resizable ? image.buffer : undefined;
}
