import assert from 'node:assert/strict';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Database } from '../../../../src/storage/worker/engine/database.js';
import { DatabaseError } from '../../../../src/storage/worker/engine/databaseError.js';
import { scanFrames } from '../../../../src/storage/worker/log/frame.js';
import { parseSegmentName, type SegmentName } from '../../../../src/storage/worker/log/segmentName.js';
import type { VersionVector } from '../../../../src/storage/worker/log/versionVector.js';
import { historySchema } from '../../../../src/storage/worker/databases/history/historySchema.js';
import { SnapshotCatalogue } from '../../../../src/storage/worker/snapshot/snapshotCatalogue.js';
import type { Replica } from '../../../../src/storage/worker/engine/replica.js';
import type { Compaction } from '../../../../src/storage/worker/engine/compaction.js';
import { foldOf, rowsOf, rowsOfImage, type WrittenFrame } from './historyRows.js';
import { interposedFiles } from './interposedFiles.js';
import { logDirectory, openDatabase } from './openDatabase.js';
import { type Operation, SimulatedFiles, systemError } from './simulatedFiles.js';
import { compactionOf } from './compaction.js';

/** Something a window does. An interruption happens to a window in the middle of what it does, at a system call. */
export type Action =
  | { readonly kind: 'append'; readonly window: number; readonly sync: boolean; readonly events: readonly unknown[] }
  | { readonly kind: 'catchUp'; readonly window: number }
  /** Goes on with the window's checkpoint, or begins one. */
  | { readonly kind: 'compaction'; readonly window: number; readonly steps: number }
  | { readonly kind: 'clock'; readonly window: number; readonly offset: number };

export type Interruption =
  | { readonly kind: 'nothing' }
  /** Another window does something at this moment. */
  | { readonly kind: 'other'; readonly action: Action }
  /** The process dies; of what it is about to write a part is written. */
  | { readonly kind: 'kill'; readonly part: number }
  | { readonly kind: 'fail' }
  | { readonly kind: 'powerLoss'; readonly draws: readonly number[] };

interface Window {
  database: Database | undefined;
  compaction: Compaction | undefined;
  checkpoint: Generator<unknown, string> | undefined;
  clockOffset: number;
  isBusy: boolean;
}

/** No error of the engine's: whoever catches it must let it pass. */
class Death extends Error {
  readonly window: Window | undefined;

  /** @param window the one that died; all, when there is none. */
  constructor(window?: Window) {
    super('The process is dead.');
    this.window = window;
  }
}

/**
 * Several windows on one simulated disk, which do things in the middle of each other's system calls, die, and lose power. It
 * remembers every frame ever written and every one acknowledged, and checks the engine's invariants against them.
 */
export class SharedHistory {
  disk = new SimulatedFiles();
  /** Whether a call was made to fail; damage may be reported then. */
  #disturbed = false;
  #interruptions: readonly Interruption[] = [];
  #nextInterruption = 0;
  readonly #windows: Window[];
  /** By writer and sequence number. */
  readonly #written = new Map<string, WrittenFrame>();
  readonly #violations: string[] = [];
  /** What dead windows had in memory; what goes on around a death may still use it. */
  #remains: Replica[] = [];
  #acknowledged: { readonly writer: string; readonly sequence: number; readonly sync: boolean }[] = [];
  #now = Date.UTC(2026, 0);

  constructor(windows: number) {
    this.#windows = Array.from({ length: windows }, () => ({
      database: undefined,
      compaction: undefined,
      checkpoint: undefined,
      clockOffset: 0,
      isBusy: false,
    }));
  }

  get acknowledged(): number {
    return this.#acknowledged.length;
  }

  /** Carries out the actions one after another; each system call meets the next interruption. */
  run(actions: readonly Action[], interruptions: readonly Interruption[]): void {
    this.#interruptions = interruptions;
    this.#nextInterruption = 0;
    for (const action of actions) {
      try {
        this.#act(action);
      } catch (error) {
        if (!(error instanceof Death)) throw error;
      }
      this.#closeRemains();
    }
    this.#interruptions = [];
  }

  /** Lets go of what is in memory. */
  close(): void {
    for (const window of this.#windows) this.#forget(window);
    this.#closeRemains();
  }

  /** All windows show the same, what a newly opened one shows, and that is the fold of frames among which are all acknowledged ones. */
  check(): void {
    assert.deepEqual(this.#violations, []);
    for (const snapshot of this.#snapshots()) {
      assert.deepEqual(
        snapshot.rows,
        foldOf(this.#written.values(), snapshot.vector),
        'a snapshot is the fold of its vector',
      );
    }
    this.#checkWithoutEachSnapshot();
    this.#opening(this.disk, (fresh) => this.#checkWindows(fresh));
  }

  #checkWindows(fresh: Replica): void {
    this.#checkAcknowledged(fresh);
    assert.deepEqual(rowsOf(fresh.sql), foldOf(this.#written.values(), fresh.appliedFrames));
    for (const { database } of this.#windows) {
      if (database === undefined) continue;
      // A hole, or a file that vanished, leads to another look.
      for (let look = 0; look < 3; look++) database.catchUp();
      const replica = database.open();
      // Of a write that failed another window may have seen what was then taken back.
      assert.ok(
        replica.appliedFrames.covers(fresh.appliedFrames) &&
          (this.#disturbed || fresh.appliedFrames.covers(replica.appliedFrames)),
        'the windows have the same frames',
      );
      assert.deepEqual(rowsOf(replica.sql), foldOf(this.#written.values(), replica.appliedFrames));
      if (!this.#disturbed) assert.deepEqual(database.health, { state: 'ok', warnings: [] });
    }
  }

  /** What a window that opens at this very moment finds. */
  checkFiles(): void {
    this.#opening(this.disk.copy(), (fresh) => this.#checkAcknowledged(fresh));
  }

  /** Any one snapshot may be damaged. */
  #checkWithoutEachSnapshot(): void {
    for (const [file, bytes] of this.disk.contents()) {
      if (!file.endsWith('.db')) continue;
      const damaged = this.disk.copy();
      bytes[bytes.length >> 1]! ^= 1;
      damaged.put(file, bytes);
      this.#opening(damaged, (replica) => this.#checkAcknowledged(replica), true);
    }
  }

  #checkAcknowledged({ appliedFrames }: Replica): void {
    for (const { writer, sequence, sync } of this.#acknowledged) {
      assert.ok(
        appliedFrames.has(writer, sequence),
        `acknowledged (${sync ? 'synced' : 'written'}) and lost: ${writer} ${sequence}`,
      );
    }
  }

  #act(action: Action): void {
    const window = this.#windows[action.window]!;
    if (window.isBusy) return;
    window.isBusy = true;
    try {
      this.#perform(window, action);
    } catch (error) {
      if (error instanceof Death && error.window === window) this.#forget(window);
      else if (!(error instanceof DatabaseError) && !(error instanceof Error && 'syscall' in error)) throw error;
      // A checkpoint that failed is not gone on with.
      if (action.kind === 'compaction') window.checkpoint = undefined;
    } finally {
      window.isBusy = false;
    }
  }

  #perform(window: Window, action: Action): void {
    switch (action.kind) {
      case 'append':
        this.#append(this.#databaseOf(window), action);
        break;
      case 'catchUp':
        this.#databaseOf(window).catchUp();
        break;
      case 'compaction':
        this.#databaseOf(window);
        this.#goOnWithCheckpoint(window, action.steps);
        break;
      case 'clock':
        window.clockOffset = action.offset;
        break;
    }
  }

  #goOnWithCheckpoint(window: Window, steps: number): void {
    const checkpoint = (window.checkpoint ??= window.compaction!.checkpoint());
    // A death may be taken for a failed call; there is nothing to go on with then either.
    for (let step = 0; step < steps && window.checkpoint === checkpoint; step++) {
      if (checkpoint.next().done === true) window.checkpoint = undefined;
    }
  }

  #append(database: Database, { events, sync }: Action & { kind: 'append' }): void {
    database.open();
    const { id, nextSequence } = database.writer;
    const [failure] = database.append([{ events, sync }]);
    if (failure === undefined) this.#acknowledged.push({ writer: id, sequence: nextSequence, sync });
  }

  #databaseOf(window: Window): Database {
    if (window.database !== undefined) return window.database;
    const files = interposedFiles(this.disk, (operation, parameters) =>
      this.#beforeCall(window, database, operation, parameters),
    );
    const database: Database = openDatabase(files, () => (this.#now += 7) + window.clockOffset);
    window.database = database;
    window.compaction = compactionOf(database, files);
    return database;
  }

  #beforeCall(window: Window, database: Database, operation: Operation, parameters: readonly unknown[]): void {
    if (window.database !== database) throw new Death(window);
    const interruption = this.#interruptions[this.#nextInterruption++];
    switch (interruption?.kind) {
      case 'other':
        this.#act(interruption.action);
        // It may have brought the end of all.
        if (window.database !== database) throw new Death(window);
        break;
      case 'kill':
        if (operation === 'append') {
          // The part may be all of it.
          this.#record(parameters);
          this.#writePart(parameters, interruption.part);
        }
        this.#forget(window);
        throw new Death(window);
      case 'fail':
        this.#disturbed = true;
        throw systemError('EIO', String(parameters[0]));
      case 'powerLoss':
        this.#losePower(interruption.draws);
        throw new Death();
      default:
        break;
    }
    if (operation === 'append') this.#record(parameters);
  }

  #writePart([descriptor, bytes]: readonly unknown[], part: number): void {
    this.disk.append(descriptor as number, (bytes as Buffer).subarray(0, Math.floor((bytes as Buffer).length * part)));
  }

  #losePower(draws: readonly number[]): void {
    let draw = 0;
    this.disk = this.disk.afterPowerLoss(() => draws[draw++ % draws.length]!);
    for (const window of this.#windows) this.#forget(window);
    this.#acknowledged = this.#acknowledged.filter(({ sync }) => sync);
  }

  /** Every frame anybody tries to write, also in vain. */
  #record([descriptor, bytes]: readonly unknown[]): void {
    const name: SegmentName | undefined = parseSegmentName(path.basename(this.disk.fileOf(descriptor as number)));
    if (name === undefined) return;
    for (const { frame } of scanFrames(bytes as Buffer).frames) {
      const key: string = `${name.writer} ${frame.sequence}`;
      const written: WrittenFrame = {
        writer: name.writer,
        sequence: frame.sequence,
        clock: frame.clock,
        payload: frame.payload.toString(),
      };
      // Thrown here it would be taken for a failed write.
      if (!isDeepStrictEqual(this.#written.get(key) ?? written, written))
        this.#violations.push(`${key} carries two contents`);
      this.#written.set(key, written);
    }
  }

  /** What a window finds that opens these files. */
  #opening(files: SimulatedFiles, use: (replica: Replica) => void, isDamaged = this.#disturbed): void {
    const database = openDatabase(files);
    const replica = database.open();
    try {
      if (!isDamaged) assert.deepEqual(database.health, { state: 'ok', warnings: [] });
      use(replica);
    } finally {
      replica.close();
    }
  }

  #snapshots(): readonly { readonly vector: VersionVector; readonly rows: readonly string[] }[] {
    const catalogue = new SnapshotCatalogue(this.disk, logDirectory, historySchema.version);
    catalogue.refresh(this.disk.list(logDirectory));
    return catalogue.all.map((snapshot) => ({
      vector: snapshot.meta.vector,
      rows: rowsOfImage(catalogue.readImage(snapshot)!),
    }));
  }

  /** Its memory is gone; what it left on the disk is not. */
  #forget(window: Window): void {
    if (window.database?.replica !== undefined) this.#remains.push(window.database.replica);
    window.database = undefined;
    window.compaction = undefined;
    window.checkpoint = undefined;
  }

  #closeRemains(): void {
    for (const replica of this.#remains) replica.close();
    this.#remains = [];
  }
}
