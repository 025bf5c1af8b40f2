import path from 'node:path';
import { Attachments } from '../blobs/attachments.js';
import { BlobStore } from '../blobs/blobStore.js';
import {
  type DatabaseHealth,
  databaseLabels,
  type DatabaseName,
  type DatabaseReport,
  type Failure,
} from '../../protocol/workerProtocol.js';
import { isOutOfMemory, writeFailure } from '../files/storageFailure.js';
import { HybridClock } from '../log/hybridClock.js';
import { LogWriter } from '../log/logWriter.js';
import { DiskReserveFile } from '../log/diskReserveFile.js';
import { Appender, type Transaction } from './appender.js';
import { HealthReporter } from './healthReporter.js';
import { DatabaseError } from './databaseError.js';
import type { DatabaseOptions } from './databaseOptions.js';
import { HeldReplica, sizeOf } from './heldReplica.js';
import type { Replica } from './replica.js';
import { SharedSteps } from './sharedSteps.js';
import { OutOfMemoryError } from '../sqlite/growingMemory.js';
import { runToEnd } from '../step.js';

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
  readonly #reserve: DiskReserveFile;
  readonly #health: HealthReporter;
  readonly #attachments: Attachments | undefined;
  readonly #held: HeldReplica;
  readonly #appender: Appender;
  #following: SharedSteps | undefined;
  /** Memory did not suffice for what was put off: who saves something is not to suffer from that again and again. */
  #canRunDeferredWork = true;

  constructor(options: DatabaseOptions) {
    const { name, files, schema } = options;
    this.#options = options;
    this.name = name;
    const label = (this.label = databaseLabels[name]);
    const directory = (this.directory = path.join(options.directory, name));
    const writer = (this.writer = new LogWriter(files, directory));
    const clock = new HybridClock(options.now);
    const health = (this.#health = new HealthReporter(label, directory, options.onHealth));
    const reserve = (this.#reserve = new DiskReserveFile(files, directory));
    const attachments =
      schema.attachments && new Attachments(new BlobStore(files, options.directory), schema.attachments);
    this.#attachments = attachments;
    const held = (this.#held = new HeldReplica({ database: options, directory, label, clock, health }));
    this.#appender = new Appender({ held, directory, label, clock, writer, reserve, health, attachments });
  }

  get health(): DatabaseHealth {
    return this.#health.current;
  }

  /** What is in memory; `undefined` before the first use, and after the end. */
  get replica(): Replica | undefined {
    const { current } = this.#held;
    return current?.readFailure === undefined ? current : undefined;
  }

  /** @throws DatabaseError when the folder cannot be read, or memory does not suffice. */
  open(): Replica {
    return this.#held.open();
  }

  /**
   * Saves the transactions with one write and at most one sync. The result has one entry per transaction:
   * `undefined` when it is saved, else why it is not.
   * @throws DatabaseError when the log cannot be read; any other error leaves the database unusable.
   */
  append(transactions: readonly Transaction[]): readonly (Failure | undefined)[] {
    return this.#appender.append(transactions);
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
      const answer = yield* this.#held.whileReadable((replica) => this.#answer(replica, name, parameters));
      return this.#attachments === undefined ? answer : yield* this.#attach(this.#attachments, name, answer);
    } catch (error) {
      if (error instanceof OutOfMemoryError) throw new DatabaseError(this.#held.memoryFailure());
      throw isOutOfMemory(error) ? this.#held.failureOf(error) : error;
    }
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

  /**
   * To be called when there is nothing else to do: reads a part of a snapshot that is in use before all of it was read, or does a part of what was
   * put off.
   * @returns whether there may be more.
   * @throws DatabaseError when memory does not suffice, or a snapshot is damaged and the others cannot be read.
   */
  runDeferredWork(): boolean {
    if (this.#readPart()) return true;
    const { current } = this.#held;
    if (current === undefined || !this.#canRunDeferredWork) return false;
    try {
      return this.#options.schema.runDeferredWork?.(current.sql) ?? false;
    } catch (error) {
      if (!isOutOfMemory(error)) throw error;
      this.#canRunDeferredWork = false;
      if (error instanceof OutOfMemoryError) return false;
      throw this.#held.failureOf(error);
    }
  }

  /**
   * Reads and checks the snapshot that is in use to its end, in steps. If it is damaged, the database is opened anew, from others.
   * @throws DatabaseError when they cannot be read.
   */
  *readAll(): Generator<void, void> {
    while (this.#readPart()) yield;
  }

  /** To be called now and then: sees whether a log that failed can be used again, and keeps a reserve of disk space. */
  probe(): void {
    if (this.#held.isClosed || this.#held.isTooLarge) return;
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
    if (this.#held.current === undefined) return undefined;
    return runToEnd(this.#held.whileReadable(reportOf));
  }

  /**
   * Makes everything durable that was written without a sync. Not to be used afterwards.
   * @throws DatabaseError when that fails; it is closed all the same.
   */
  close(): void {
    this.#held.close();
    try {
      this.writer.close();
    } catch (error) {
      throw new DatabaseError(writeFailure(error, this.label, this.directory));
    }
  }

  /** @throws why a part of the snapshot in use cannot be read: then the replica of now gives the answer. */
  *#answer(replica: Replica, name: string, parameters: readonly unknown[]): Generator<void, unknown> {
    const { queries, longQueries } = this.#options.schema;
    const [query, longQuery] = [queries[name], longQueries?.[name]];
    let answer: unknown;
    if (longQuery !== undefined)
      answer = yield* this.#held.whileOpen(replica, longQuery(replica.sql, ...(parameters as never[])));
    else if (query !== undefined) answer = query(replica.sql, ...(parameters as never[]));
    else throw new TypeError(`The ${this.label} has no query ${name}.`);
    if (replica === this.#held.current) return answer;
    throw replica.readFailure ?? new DatabaseError(this.#held.goneFailure());
  }

  *#attach(attachments: Attachments, query: string, answer: unknown): Generator<void, unknown> {
    const attached = yield* attachments.attach(query, answer);
    this.#health.addWarnings(attachments.takeWarnings());
    return attached;
  }

  *#follow(): Generator<void, void> {
    const replica = this.#held.current;
    if (replica === undefined) return;
    try {
      const changes = yield* this.#held.whileOpen(replica, replica.catchUp(this.writer.id));
      if (changes === undefined) return;
      this.#health.addWarnings(replica.takeWarnings());
      if (replica.newer) this.#health.becomeReadOnly();
      if (changes.subjects?.size !== 0 || changes.growing.size > 0) this.#options.onChanged(changes);
    } catch (error) {
      if (replica.readFailure === undefined) throw this.#held.failureOf(error);
      this.open();
    }
  }

  #readPart(): boolean {
    const replica = this.#held.current;
    try {
      return replica?.readPart() ?? false;
    } catch (error) {
      if (replica?.readFailure === undefined) throw error;
      this.open();
      return true;
    }
  }
}

function* reportOf(replica: Replica): Generator<void, DatabaseReport> {
  return { ...sizeOf(replica), rows: replica.countRows() };
}
