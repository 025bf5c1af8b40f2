import type { SqlJsStatic } from 'sql.js';
import path from 'node:path';
import { type DatabaseHealth, databaseLabels, type DatabaseName, type DatabaseReport, type Failure } from '../workerProtocol.js';
import { InvalidEvent, toJson } from './tables/eventFields.js';
import { readFailure, writeFailure } from './failure.js';
import type { Files } from './files.js';
import { encodeFrame, FRAME_TRANSACTION, FRAME_VERSION } from './log/frame.js';
import { HybridClock } from './log/hybridClock.js';
import { LogWriter } from './log/logWriter.js';
import { applyEvents, replay } from './replay.js';
import type { Schema } from './schema.js';
import { Sql } from './sql.js';

export interface DatabaseOptions {
  readonly name: DatabaseName;
  readonly schema: Schema;
  /** The folder that holds one folder per database. */
  readonly directory: string;
  readonly files: Files;
  readonly sqlJs: SqlJsStatic;
  /** The system clock, in Unix milliseconds. */
  readonly now: () => number;
  readonly onHealth: (health: DatabaseHealth) => void;
  readonly onOpened: (report: DatabaseReport, milliseconds: number) => void;
}

export interface Transaction {
  readonly events: readonly unknown[];
  /** Whether it must survive a power loss before it counts as saved. */
  readonly sync: boolean;
}

/** A request the database refuses, with the sentence for the user. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/**
 * One database: an event log on disk that keeps it, and SQLite in memory that answers. It opens on first
 * use by replaying the log. Nothing is ever reported as saved, or visible to a query, before it is in the log.
 */
export class Database {
  readonly #options: DatabaseOptions;
  readonly #directory: string;
  readonly #label: string;
  readonly #clock: HybridClock;
  readonly #writer: LogWriter;
  #sql: Sql | undefined;
  #logBytes = 0;
  #closed = false;
  #health: DatabaseHealth = { state: 'ok', warnings: [] };

  constructor(options: DatabaseOptions) {
    this.#options = options;
    this.#directory = path.join(options.directory, options.name);
    this.#label = databaseLabels[options.name];
    this.#clock = new HybridClock(options.now);
    this.#writer = new LogWriter(options.files, this.#directory);
  }

  get health(): DatabaseHealth {
    return this.#health;
  }

  /**
   * Saves the transactions with one write and at most one sync. The result has one entry per transaction:
   * `undefined` when it is saved, else why it is not.
   * @throws DatabaseError when the log cannot be read; any other error leaves the database unusable.
   */
  append(transactions: readonly Transaction[]): readonly (Failure | undefined)[] {
    const sql = this.#open();
    const { state, reason } = this.#health;
    if (state === 'read-only') return transactions.map(() => ({ message: reason!, retryable: false }));
    sql.run('BEGIN');
    const results: (Failure | undefined)[] = [];
    const frames: Buffer[] = [];
    for (const transaction of transactions) {
      const frame = this.#apply(sql, transaction.events, this.#writer.nextSequence + frames.length);
      if (Buffer.isBuffer(frame)) frames.push(frame);
      results.push(Buffer.isBuffer(frame) ? undefined : frame);
    }
    try {
      if (frames.length > 0) this.#writer.append(frames, transactions.some(({ sync }) => sync));
    } catch (error) {
      sql.run('ROLLBACK');
      const failure = writeFailure(error, this.#label, this.#directory);
      this.#report({ ...this.#health, state: 'failing', reason: failure.message });
      return results.map((result) => result ?? failure);
    }
    // Should this fail, memory no longer mirrors the log: the error ends the worker, and the next one replays.
    sql.run('COMMIT');
    for (const frame of frames) this.#logBytes += frame.length;
    if (state === 'failing' && frames.length > 0) this.#report({ state: 'ok', warnings: this.#health.warnings });
    return results;
  }

  /** @throws DatabaseError when the log cannot be read. */
  query(name: string, parameters: readonly unknown[]): unknown {
    const query = this.#options.schema.queries[name];
    if (query === undefined) throw new TypeError(`The ${this.#label} has no query ${name}.`);
    return query(this.#open(), ...(parameters as never[]));
  }

  /** After a failure: finds out, with an empty transaction, whether the log can be used again. */
  probe(): void {
    if (this.#closed || this.#health.state !== 'failing') return;
    try {
      this.append([{ events: [], sync: true }]);
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
    }
  }

  /** `undefined` while it is not open. */
  report(): DatabaseReport | undefined {
    const sql = this.#sql;
    if (sql === undefined) return undefined;
    const rows = this.#options.schema.counted.map((table) => [table, Number(sql.first(`SELECT count(*) FROM ${table}`)![0])]);
    return { memoryBytes: sql.size, logBytes: this.#logBytes, rows: Object.fromEntries(rows) as Record<string, number> };
  }

  /**
   * Makes everything durable that was written without a sync. Not to be used afterwards.
   * @throws DatabaseError when that fails; it is closed all the same.
   */
  close(): void {
    this.#closed = true;
    this.#sql?.close();
    this.#sql = undefined;
    try {
      this.#writer.close();
    } catch (error) {
      throw new DatabaseError(writeFailure(error, this.#label, this.#directory));
    }
  }

  /** The transaction's frame, or why it has none. */
  #apply(sql: Sql, events: readonly unknown[], sequence: number): Buffer | Failure {
    try {
      return sql.atomically(() => {
        const payload = Buffer.from(toJson(events, 'A transaction'));
        const clock = this.#clock.tick();
        const frame = encodeFrame({ type: FRAME_TRANSACTION, version: FRAME_VERSION, sequence, clock, payload });
        applyEvents(sql, this.#options.schema, events, clock, this.#writer.id);
        return frame;
      });
    } catch (error) {
      if (!(error instanceof InvalidEvent || error instanceof RangeError)) throw error;
      return { message: `The ${this.#label} refused a change: ${error.message}`, retryable: false, detail: error.stack ?? error.message };
    }
  }

  #open(): Sql {
    if (this.#sql !== undefined) return this.#sql;
    const { schema, files, sqlJs } = this.#options;
    const started = performance.now();
    const sql = new Sql(sqlJs);
    try {
      sql.execute(schema.definition);
      const { warnings, newer, logBytes } = replay(sql, schema, files, this.#directory, this.#clock);
      this.#sql = sql;
      this.#logBytes = logBytes;
      this.#report(newer ? { state: 'read-only', reason: newerVersion(this.#label), warnings } : { state: 'ok', warnings });
      this.#options.onOpened(this.report()!, performance.now() - started);
      return sql;
    } catch (error) {
      sql.close();
      if (!isSystemError(error)) throw error;
      const failure = readFailure(error, this.#label, this.#directory);
      this.#report({ state: 'failing', reason: failure.message, warnings: [] });
      throw new DatabaseError(failure);
    }
  }

  #report(health: DatabaseHealth): void {
    this.#health = health;
    this.#options.onHealth(health);
  }
}

function newerVersion(label: string): string {
  return `The ${label} was written by a newer version of SCOUT, so this window only reads it. Update SCOUT and reload the window.`;
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
