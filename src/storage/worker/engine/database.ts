import path from 'node:path';
import { Attachments, type Blob } from '../blobs/attachments.js';
import { BlobStore } from '../blobs/blobStore.js';
import {
  type DatabaseHealth,
  databaseLabels,
  type DatabaseName,
  type DatabaseReport,
  type DatabaseSize,
  type Failure,
} from '../../protocol/workerProtocol.js';
import { isOutOfMemory, memoryFailure, readFailure, writeFailure } from '../files/storageFailure.js';
import { isDiskFull } from '../files/files.js';
import { HybridClock } from '../log/hybridClock.js';
import { LogWriter } from '../log/logWriter.js';
import { DiskReserveFile } from '../log/diskReserveFile.js';
import { HealthReporter } from './healthReporter.js';
import { applyTransaction } from './applyTransaction.js';
import { DatabaseError } from './databaseError.js';
import type { DatabaseOptions } from './databaseOptions.js';
import { Replica } from './replica.js';
import { SharedSteps } from './sharedSteps.js';
import { OutOfMemoryError } from '../sqlite/growingMemory.js';
import type { Sql } from '../sqlite/sql.js';
import { runToEnd } from '../step.js';

export interface Transaction {
  readonly events: readonly unknown[];
  /** Whether it must survive a power loss before it counts as saved. */
  readonly sync: boolean;
}

/**
 * One database: an event log on disk that keeps it, and SQLite in memory that answers. It opens on first
 * use. Nothing is ever reported as saved, or visible to a query, before it is in the log.
 */
export class Database {
  readonly name: DatabaseName;
  readonly label: string;
  readonly directory: string;
  readonly writer: LogWriter;
  readonly #options: DatabaseOptions;
  readonly #clock: HybridClock;
  readonly #reserve: DiskReserveFile;
  readonly #health: HealthReporter;
  readonly #attachments: Attachments | undefined;
  #replica: Replica | undefined;
  #following: SharedSteps | undefined;
  #closed = false;
  /** Memory did not suffice for it: only a user's request is worth another try. */
  #isTooLarge = false;
  /** A snapshot that was in use was found to be damaged or unreadable: now each is checked before it is used. */
  #readsWhole = false;
  /** Memory did not suffice for what was put off: who saves something is not to suffer from that again and again. */
  #canRunDeferredWork = true;

  constructor(options: DatabaseOptions) {
    this.#options = options;
    this.name = options.name;
    this.label = databaseLabels[options.name];
    this.directory = path.join(options.directory, options.name);
    this.writer = new LogWriter(options.files, this.directory);
    this.#clock = new HybridClock(options.now);
    this.#health = new HealthReporter(this.label, this.directory, options.onHealth);
    this.#reserve = new DiskReserveFile(options.files, this.directory);
    const places = options.schema.attachments;
    this.#attachments = places && new Attachments(new BlobStore(options.files, options.directory), places);
  }

  get health(): DatabaseHealth {
    return this.#health.current;
  }

  /** What is in memory; `undefined` before the first use, and after the end. */
  get replica(): Replica | undefined {
    return this.#replica?.readFailure === undefined ? this.#replica : undefined;
  }

  /**
   * Saves the transactions with one write and at most one sync. The result has one entry per transaction:
   * `undefined` when it is saved, else why it is not.
   * @throws DatabaseError when the log cannot be read; any other error leaves the database unusable.
   */
  append(transactions: readonly Transaction[]): readonly (Failure | undefined)[] {
    const replica = this.open();
    const { state, reason } = this.health;
    if (state === 'read-only') return transactions.map(() => ({ message: reason!, retryable: false }));
    const results: (Failure | undefined)[] = [];
    const frames: Buffer[] = [];
    const { id, nextSequence } = this.writer;
    let isBegun = false;
    try {
      const blobs = new Map<string, Blob>();
      const detached = transactions.map(({ events }) => this.#attachments?.detach(events, blobs) ?? events);
      replica.sql.begin();
      isBegun = true;
      for (const [index, events] of detached.entries()) {
        const target = { replica, label: this.label, clock: this.#clock, writer: id };
        const frame = applyTransaction(target, events, nextSequence + frames.length);
        if (frame === 'out of memory') return this.#appendWithout(transactions, index, replica);
        if (Buffer.isBuffer(frame)) frames.push(frame);
        results.push(Buffer.isBuffer(frame) ? undefined : frame);
      }
      const sync = transactions.some(({ sync: wanted }) => wanted);
      if (frames.length > 0) this.writer.append(frames, sync, () => this.#attachments?.confirm(blobs));
    } catch (error) {
      if (replica.readFailure !== undefined) return this.append(transactions);
      if (isBegun) replica.sql.rollBack();
      if (!isSystemError(error)) throw error;
      if (isDiskFull(error) && this.#reserve.release()) return this.append(transactions);
      const failure = writeFailure(error, this.label, this.directory);
      this.#health.fail(failure.message);
      return transactions.map((_, index) => results[index] ?? failure);
    }
    // Should this fail, memory no longer mirrors the log: the error ends the worker, and the next one replays.
    replica.sql.run('COMMIT');
    frames.forEach((frame, index) => replica.noteWritten(id, nextSequence + index, frame.length));
    if (frames.length > 0) this.#health.reportSpace(this.#reserve.isUsedUp);
    return results;
  }

  /** The same as `queryInSteps`, at once. */
  query(name: string, parameters: readonly unknown[]): unknown {
    return runToEnd(this.queryInSteps(name, parameters));
  }

  /**
   * Answers a query, most of them in one step. Between two steps the database may change.
   * @throws DatabaseError when the log cannot be read, memory does not suffice, or the database was closed meanwhile.
   */
  *queryInSteps(name: string, parameters: readonly unknown[]): Generator<void, unknown> {
    try {
      const answer = yield* this.#whileReadable((replica) => this.#answer(replica, name, parameters));
      return this.#attachments === undefined ? answer : yield* this.#attach(this.#attachments, name, answer);
    } catch (error) {
      if (error instanceof OutOfMemoryError) throw new DatabaseError(this.#memoryFailure());
      if (isOutOfMemory(error)) throw this.#outOfMemory();
      throw error;
    }
  }

  /** @throws why a part of the snapshot in use cannot be read: then the replica of now gives the answer. */
  *#answer(replica: Replica, name: string, parameters: readonly unknown[]): Generator<void, unknown> {
    const { queries, longQueries } = this.#options.schema;
    const [query, longQuery] = [queries[name], longQueries?.[name]];
    let answer: unknown;
    if (longQuery !== undefined)
      answer = yield* this.#whileOpen(replica, longQuery(replica.sql, ...(parameters as never[])));
    else if (query !== undefined) answer = query(replica.sql, ...(parameters as never[]));
    else throw new TypeError(`The ${this.label} has no query ${name}.`);
    if (replica === this.#replica) return answer;
    throw replica.readFailure ?? new DatabaseError(this.#closed ? this.#closedFailure() : this.#memoryFailure());
  }

  /** The same as `catchUpInSteps`, at once: for what was written in the last second, or where nobody waits. */
  catchUp(): void {
    runToEnd(this.catchUpInSteps());
  }

  /**
   * Reads what other processes have written until now, in steps. Nothing happens while the database is not open. It may be called while another
   * such reading is under way, which is then carried on with first.
   * @throws DatabaseError when the folder cannot be read, or memory does not suffice.
   */
  *catchUpInSteps(): Generator<void, void> {
    const before = this.#following;
    if (before !== undefined) yield* before.carryOn();
    // Another caller may have begun anew since then.
    this.#following ??= new SharedSteps(this.#follow(), () => (this.#following = undefined));
    yield* this.#following.carryOn();
  }

  /** Whether a reading in steps is under way, by whomever. */
  get isCatchingUp(): boolean {
    return this.#following !== undefined;
  }

  *#follow(): Generator<void, void> {
    const replica = this.#replica;
    if (replica === undefined) return;
    try {
      const changes = yield* this.#whileOpen(replica, replica.catchUp(this.writer.id));
      if (changes === undefined) return;
      this.#health.addWarnings(replica.takeWarnings());
      if (replica.newer) this.#health.becomeReadOnly();
      if (changes.subjects?.size !== 0 || changes.growing.size > 0) this.#options.onChanged(changes);
    } catch (error) {
      if (replica.readFailure !== undefined) return void this.open();
      if (isOutOfMemory(error)) throw this.#outOfMemory();
      if (!isSystemError(error)) throw error;
      throw new DatabaseError(readFailure(error, this.label, this.directory));
    }
  }

  /** Until the replica is let go of. */
  *#whileOpen<T>(replica: Replica, steps: Generator<void, T>): Generator<void, T | undefined> {
    while (replica === this.#replica) {
      const step = steps.next();
      if (step.done === true) return step.value;
      yield;
    }
    steps.return(undefined as T);
    return undefined;
  }

  /**
   * To be called when there is nothing else to do: reads a part of a snapshot that is in use before all of it was read, or does a part of what was
   * put off.
   * @returns whether there may be more.
   * @throws DatabaseError when memory does not suffice, or a snapshot is damaged and the others cannot be read.
   */
  runDeferredWork(): boolean {
    if (this.#readPart()) return true;
    const replica = this.#replica;
    if (replica === undefined || !this.#canRunDeferredWork) return false;
    try {
      return this.#options.schema.runDeferredWork?.(replica.sql) ?? false;
    } catch (error) {
      if (!isOutOfMemory(error)) throw error;
      this.#canRunDeferredWork = false;
      if (error instanceof OutOfMemoryError) return false;
      throw this.#outOfMemory();
    }
  }

  /**
   * Reads and checks the snapshot that is in use to its end, in steps. If it is damaged, the database is opened anew, from others.
   * @throws DatabaseError when they cannot be read.
   */
  *readAll(): Generator<void, void> {
    while (this.#readPart()) yield;
  }

  #readPart(): boolean {
    const replica = this.#replica;
    try {
      return replica?.readPart() ?? false;
    } catch (error) {
      if (replica?.readFailure === undefined) throw error;
      this.open();
      return true;
    }
  }

  /** To be called now and then: sees whether a log that failed can be used again, and keeps a reserve of disk space. */
  probe(): void {
    if (this.#closed || this.#isTooLarge) return;
    const { state } = this.health;
    try {
      if (state === 'failing') this.append([{ events: [], sync: true }]);
      if (state === 'read-only' || this.writer.nextSequence === 1) return;
      this.#reserve.ensure();
      this.#health.reportSpace(this.#reserve.isUsedUp);
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
    }
  }

  /** `undefined` while it is not open. @throws DatabaseError when a snapshot is damaged and the others cannot be read. */
  report(): DatabaseReport | undefined {
    if (this.#replica === undefined) return undefined;
    return runToEnd(this.#whileReadable(reportOf));
  }

  /**
   * Makes everything durable that was written without a sync. Not to be used afterwards.
   * @throws DatabaseError when that fails; it is closed all the same.
   */
  close(): void {
    this.#closed = true;
    this.#replica?.close();
    this.#replica = undefined;
    try {
      this.writer.close();
    } catch (error) {
      throw new DatabaseError(writeFailure(error, this.label, this.directory));
    }
  }

  /** @throws DatabaseError when the folder cannot be read, or memory does not suffice. */
  open(): Replica {
    const before = this.#replica;
    if (before !== undefined && before.readFailure === undefined) return before;
    before?.close();
    this.#replica = undefined;
    this.#readsWhole ||= before !== undefined;
    const started = performance.now();
    try {
      const replica = this.#readReplica();
      this.#replica = replica;
      this.#isTooLarge = false;
      this.#health.restart(replica.newer, replica.takeWarnings());
      this.#options.onOpened(sizeOf(replica), performance.now() - started);
      if (before !== undefined) this.#options.onChanged({ subjects: undefined, growing: new Set() });
      return replica;
    } catch (error) {
      if (isOutOfMemory(error)) throw this.#outOfMemory();
      if (!isSystemError(error)) throw error;
      const failure = readFailure(error, this.label, this.directory);
      this.#health.failToOpen(failure.message);
      throw new DatabaseError(failure);
    }
  }

  #readReplica(): Replica {
    const { schema, files, sqlJs, maximumSize, wholeImageBytes } = this.#options;
    return Replica.open({
      schema,
      files,
      directory: this.directory,
      sqlJs,
      clock: this.#clock,
      maximumSize,
      wholeImageBytes: this.#readsWhole ? Number.POSITIVE_INFINITY : wholeImageBytes,
    });
  }

  /** Does it again with the snapshots that are sound when the one in use turns out to be none of them. */
  *#whileReadable<T>(action: (replica: Replica) => Generator<void, T>): Generator<void, T> {
    const replica = this.open();
    try {
      return yield* action(replica);
    } catch (error) {
      if (replica.readFailure === undefined) throw error;
      return yield* action(this.open());
    }
  }

  /** Saves the transactions but for the one there was no memory for, of which SQLite may have taken others along as it rolled back. */
  #appendWithout(
    transactions: readonly Transaction[],
    index: number,
    replica: Replica,
  ): readonly (Failure | undefined)[] {
    replica.sql.rollBack();
    const saved = this.append(transactions.toSpliced(index, 1));
    return saved.toSpliced(index, 0, memoryFailure(this.label, megabytes(replica.sql)));
  }

  *#attach(attachments: Attachments, query: string, answer: unknown): Generator<void, unknown> {
    const attached = yield* attachments.attach(query, answer);
    this.#health.addWarnings(attachments.takeWarnings());
    return attached;
  }

  /** What is in memory may be half a change: it is let go, and read again with the next use. */
  #outOfMemory(): DatabaseError {
    const failure = this.#memoryFailure();
    this.#replica?.close();
    this.#replica = undefined;
    this.#isTooLarge = true;
    this.#health.fail(failure.message);
    return new DatabaseError(failure);
  }

  #closedFailure(): Failure {
    return { message: `The ${this.label} is closed.`, retryable: false };
  }

  #memoryFailure(): Failure {
    return memoryFailure(this.label, this.#replica === undefined ? 0 : megabytes(this.#replica.sql));
  }
}

function* reportOf(replica: Replica): Generator<void, DatabaseReport> {
  return { ...sizeOf(replica), rows: replica.countRows() };
}

function sizeOf({ sql, logBytes }: Replica): DatabaseSize {
  return { memoryBytes: sql.size, logBytes };
}

function megabytes(sql: Sql): number {
  return sql.size / 1024 ** 2;
}

function isSystemError(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error;
}
