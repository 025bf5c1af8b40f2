import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Database, InitSqlJsStatic, SqlJsStatic, SqlValue, Statement } from 'sql.js';

export type Row = readonly SqlValue[];

/**
 * Loads sql.js from a folder that holds `sql-wasm.wasm` and either `sql-wasm.cjs` (as SCOUT ships it: its
 * own package is one of ES modules) or `sql-wasm.js` (as the sql.js package names it).
 */
export async function loadSqlJs(directory: string): Promise<SqlJsStatic> {
  const require = createRequire(import.meta.url);
  const script = ['sql-wasm.cjs', 'sql-wasm.js'].map((name) => path.join(directory, name)).find((file) => existsSync(file));
  if (script === undefined) throw new Error(`sql.js is missing in ${directory}.`);
  const initialise = require(script) as InitSqlJsStatic;
  const wasm = readFileSync(path.join(directory, 'sql-wasm.wasm'));
  return initialise({ wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) });
}

/** One in-memory database with its prepared statements, each prepared once. */
export class Sql {
  readonly #database: Database;
  readonly #statements = new Map<string, Statement>();

  /** @param image what `export` gave; an empty database without it. Damage shows with the first query only. */
  constructor(sqlJs: SqlJsStatic, image?: Uint8Array) {
    this.#database = new sqlJs.Database(image);
    // Nothing here outlives the process: durability is the event log's business.
    this.execute('PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE; PRAGMA temp_store=MEMORY;');
  }

  /** The whole database as the bytes of an SQLite file. Not inside a transaction: sql.js throws then. Doubles the memory for a moment. */
  export(): Uint8Array {
    return this.#database.export();
  }

  /** Runs a script without parameters. */
  execute(script: string): void {
    this.#database.exec(script);
  }

  run(statement: string, parameters: readonly SqlValue[] = []): void {
    this.#prepare(statement).run([...parameters]);
  }

  all(statement: string, parameters: readonly SqlValue[] = []): readonly Row[] {
    const prepared = this.#prepare(statement);
    const rows: Row[] = [];
    try {
      prepared.bind([...parameters]);
      while (prepared.step()) rows.push(prepared.get());
    } finally {
      prepared.reset();
    }
    return rows;
  }

  /** Gives the rows one after another, so that those before a damaged one are had; other rows of the same statement must not be asked for meanwhile. */
  *iterate(statement: string, parameters: readonly SqlValue[] = []): Generator<Row, void> {
    const prepared = this.#prepare(statement);
    try {
      prepared.bind([...parameters]);
      while (prepared.step()) yield prepared.get();
    } finally {
      prepared.reset();
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
      this.run('ROLLBACK TO atomic');
      this.run('RELEASE atomic');
      throw error;
    }
  }

  /** Bytes the database occupies in memory. */
  get size(): number {
    return Number(this.first('PRAGMA page_count')![0]) * Number(this.first('PRAGMA page_size')![0]);
  }

  close(): void {
    this.#database.close();
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
