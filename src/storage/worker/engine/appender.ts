import type { Attachments, Blob } from '../blobs/attachments.js';
import type { Failure } from '../../protocol/workerProtocol.js';
import { isDiskFull, isSystemError } from '../files/files.js';
import { writeFailure } from '../files/storageFailure.js';
import type { DiskReserveFile } from '../log/diskReserveFile.js';
import type { HybridClock } from '../log/hybridClock.js';
import type { LogWriter } from '../log/logWriter.js';
import { applyTransaction } from './applyTransaction.js';
import type { HealthReporter } from './healthReporter.js';
import type { HeldReplica } from './heldReplica.js';
import type { Replica } from './replica.js';

export interface Transaction {
  readonly events: readonly unknown[];
  /** Whether it must survive a power loss before it counts as saved. */
  readonly sync: boolean;
}

export interface AppenderOptions {
  readonly held: HeldReplica;
  readonly directory: string;
  /** For sentences. */
  readonly label: string;
  readonly clock: HybridClock;
  readonly writer: LogWriter;
  readonly reserve: DiskReserveFile;
  readonly health: HealthReporter;
  readonly attachments: Attachments | undefined;
}

/** Saves what this process says and changes: in the log, then in the tables. */
export class Appender {
  readonly #options: AppenderOptions;

  constructor(options: AppenderOptions) {
    this.#options = options;
  }

  /** As `Database.append`. */
  append(transactions: readonly Transaction[]): readonly (Failure | undefined)[] {
    const { held, label, clock, writer, health, reserve, attachments } = this.#options;
    const replica = held.open();
    const { state, reason } = health.current;
    if (state === 'read-only') return transactions.map(() => ({ message: reason!, retryable: false }));
    const results: (Failure | undefined)[] = [];
    const frames: Buffer[] = [];
    const { id, nextSequence } = writer;
    let isBegun = false;
    try {
      const blobs = new Map<string, Blob>();
      const detached = transactions.map(({ events }) => attachments?.detach(events, blobs) ?? events);
      replica.sql.begin();
      isBegun = true;
      for (const [index, events] of detached.entries()) {
        const frame = applyTransaction({ replica, label, clock, writer: id }, events, nextSequence + frames.length);
        if (frame === 'out of memory') return this.#appendWithout(transactions, index, replica);
        if (Buffer.isBuffer(frame)) frames.push(frame);
        results.push(Buffer.isBuffer(frame) ? undefined : frame);
      }
      const sync = transactions.some(({ sync: wanted }) => wanted);
      if (frames.length > 0) writer.append(frames, sync, () => attachments?.confirm(blobs));
    } catch (error) {
      if (replica.readFailure !== undefined) return this.append(transactions);
      if (isBegun) replica.sql.rollBack();
      if (!isSystemError(error)) throw error;
      if (isDiskFull(error) && reserve.release()) return this.append(transactions);
      const failure = writeFailure(error, label, this.#options.directory);
      health.fail(failure.message);
      return transactions.map((_, index) => results[index] ?? failure);
    }
    // Should this fail, memory no longer mirrors the log: the error ends the worker, and the next one replays.
    replica.sql.run('COMMIT');
    frames.forEach((frame, index) => replica.noteWritten(id, nextSequence + index, frame.length));
    if (frames.length > 0) health.reportSpace(reserve.isUsedUp);
    return results;
  }

  /** Saves the transactions but for the one there was no memory for, of which SQLite may have taken others along as it rolled back. */
  #appendWithout(
    transactions: readonly Transaction[],
    index: number,
    replica: Replica,
  ): readonly (Failure | undefined)[] {
    replica.sql.rollBack();
    const saved = this.append(transactions.toSpliced(index, 1));
    return saved.toSpliced(index, 0, this.#options.held.memoryFailure());
  }
}
