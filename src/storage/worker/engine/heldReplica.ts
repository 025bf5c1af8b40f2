import type { DatabaseSize, Failure } from '../../protocol/workerProtocol.js';
import { isSystemError } from '../files/files.js';
import { isOutOfMemory, memoryFailure, readFailure } from '../files/storageFailure.js';
import type { HybridClock } from '../log/hybridClock.js';
import { DatabaseError } from './databaseError.js';
import type { DatabaseOptions } from './databaseOptions.js';
import type { HealthReporter } from './healthReporter.js';
import { Replica } from './replica.js';

export interface HeldReplicaOptions {
  readonly database: DatabaseOptions;
  readonly directory: string;
  /** For sentences. */
  readonly label: string;
  readonly clock: HybridClock;
  readonly health: HealthReporter;
}

/**
 * A database's replica: opened on first use, opened anew when its snapshot turns out to be damaged, and let go of when memory does not suffice.
 */
export class HeldReplica {
  readonly #options: HeldReplicaOptions;
  #replica: Replica | undefined;
  #isClosed = false;
  #isTooLarge = false;
  /** A snapshot that was in use was found to be damaged or unreadable: now each is checked before it is used. */
  #readsWhole = false;

  constructor(options: HeldReplicaOptions) {
    this.#options = options;
  }

  /** The one in memory, whether it can be read or not; `undefined` before the first use, and after the end. */
  get current(): Replica | undefined {
    return this.#replica;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Memory did not suffice for it: only a user's request is worth another try. */
  get isTooLarge(): boolean {
    return this.#isTooLarge;
  }

  /** @throws DatabaseError when the folder cannot be read, or memory does not suffice. */
  open(): Replica {
    const before = this.#replica;
    if (before !== undefined && before.readFailure === undefined) return before;
    before?.close();
    this.#replica = undefined;
    this.#readsWhole ||= before !== undefined;
    const { database, health } = this.#options;
    const started = performance.now();
    try {
      const replica = this.#read();
      this.#replica = replica;
      this.#isTooLarge = false;
      health.restart(replica.newer, replica.takeWarnings());
      database.onOpened(sizeOf(replica), performance.now() - started);
      if (before !== undefined) database.onChanged({ subjects: undefined, growing: new Set() });
      return replica;
    } catch (error) {
      const failure = this.failureOf(error);
      if (!isOutOfMemory(error)) health.failToOpen(failure.message);
      throw failure;
    }
  }

  /** Does it again with the snapshots that are sound when the one in use turns out to be none of them. */
  *whileReadable<T>(action: (replica: Replica) => Generator<void, T>): Generator<void, T> {
    const replica = this.open();
    try {
      return yield* action(replica);
    } catch (error) {
      if (replica.readFailure === undefined) throw error;
      return yield* action(this.open());
    }
  }

  /** Until the replica is let go of. */
  *whileOpen<T>(replica: Replica, steps: Generator<void, T>): Generator<void, T | undefined> {
    while (replica === this.#replica) {
      const step = steps.next();
      if (step.done === true) return step.value;
      yield;
    }
    steps.return(undefined as T);
    return undefined;
  }

  /** Why a replica that was in use is none any more. */
  goneFailure(): Failure {
    return this.#isClosed
      ? { message: `The ${this.#options.label} is closed.`, retryable: false }
      : this.memoryFailure();
  }

  memoryFailure(): Failure {
    return memoryFailure(this.#options.label, this.#replica === undefined ? 0 : this.#replica.sql.size / 1024 ** 2);
  }

  /**
   * What to throw for an error of the files, or for a lack of memory. Then what is in memory may be half a change: it is let go, and read again with
   * the next use.
   * @throws any other error.
   */
  failureOf(error: unknown): DatabaseError {
    const { label, directory, health } = this.#options;
    if (!isOutOfMemory(error)) {
      if (!isSystemError(error)) throw error;
      return new DatabaseError(readFailure(error, label, directory));
    }
    const failure = this.memoryFailure();
    this.#replica?.close();
    this.#replica = undefined;
    this.#isTooLarge = true;
    health.fail(failure.message);
    return new DatabaseError(failure);
  }

  /** For good. */
  close(): void {
    this.#isClosed = true;
    this.#replica?.close();
    this.#replica = undefined;
  }

  #read(): Replica {
    const { database, directory, clock } = this.#options;
    const { schema, files, sqlJs, maximumSize, wholeImageBytes } = database;
    return Replica.open({
      schema,
      files,
      directory,
      sqlJs,
      clock,
      maximumSize,
      wholeImageBytes: this.#readsWhole ? Number.POSITIVE_INFINITY : wholeImageBytes,
    });
  }
}

export function sizeOf({ sql, logBytes }: Replica): DatabaseSize {
  return { memoryBytes: sql.size, logBytes };
}
