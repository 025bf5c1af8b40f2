import path from 'node:path';
import { ScoutError } from '../../src/core/errors.js';
import type { Schema } from '../../src/storage/worker/engine/schema.js';
import { HybridClock, stampOf } from '../../src/storage/worker/log/hybridClock.js';
import { loadSqlJs } from '../../src/storage/worker/sqlite/loadSqlJs.js';
import { Sql } from '../../src/storage/worker/sqlite/sql.js';
import { runToEnd } from '../../src/storage/worker/step.js';
import { InvalidEvent } from '../../src/storage/worker/tables/eventFields.js';
import { projectFolder } from './projectFolder.js';

const sqlJs = await loadSqlJs(path.join(projectFolder, 'node_modules/sql.js/dist'));

/** A database of the engine's own tables and rules, without a log, files and a thread: it ends with the test process. */
export class MemoryDatabase {
  readonly #schema: Schema;
  readonly #sql: Sql;
  readonly #clock = new HybridClock(Date.now);

  /** @param image of another such database, to begin with what that holds. */
  constructor(schema: Schema, image?: Uint8Array) {
    this.#schema = schema;
    this.#sql = new Sql(sqlJs, image);
    if (image === undefined) this.#sql.execute(schema.definition);
  }

  /** Applies the events as one transaction. @throws ScoutError when they are refused; nothing of them is there then. */
  append(events: readonly unknown[]): void {
    const stamped = this.#clone(events);
    const clock = this.#clock.tick();
    try {
      this.#sql.atomically(() => {
        stamped.forEach((event, index) => this.#schema.apply(this.#sql, event, stampOf(clock, 'memory', index)));
      });
    } catch (error) {
      if (!(error instanceof InvalidEvent)) throw error;
      throw new ScoutError('unsavable', `The database rejected a change: ${error.message}`);
    }
  }

  query(name: string, parameters: readonly unknown[]): unknown {
    const long = this.#schema.longQueries?.[name];
    if (long !== undefined) return runToEnd(long(this.#sql, ...(parameters as never[])));
    return this.#schema.queries[name]!(this.#sql, ...(parameters as never[]));
  }

  export(): Uint8Array {
    return this.#sql.export();
  }

  /** Frees its memory, for tests that make hundreds. */
  close(): void {
    this.#sql.close();
  }

  /** As on the way to another thread and into a log. */
  #clone(events: readonly unknown[]): readonly unknown[] {
    try {
      return JSON.parse(JSON.stringify(structuredClone(events))) as readonly unknown[];
    } catch (error) {
      throw new ScoutError('unsavable', 'This could not be sent to the database.', { cause: error });
    }
  }
}
