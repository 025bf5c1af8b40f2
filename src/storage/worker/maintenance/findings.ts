import path from 'node:path';
import type { CheckedFiles, Finding, FindingKind } from '../../api/maintenance.js';
import { codeOf } from '../files/files.js';
import type { OnProgress } from './maintainedDatabase.js';

export type Tally = { -readonly [Key in keyof CheckedFiles]: CheckedFiles[Key] };

/** What a check has found so far, and how far it is. */
export class Findings {
  readonly all: Finding[] = [];
  readonly #storage: string;
  readonly #expected: number;
  readonly #onProgress: OnProgress;
  #read = 0;

  /**
   * @param storage the folder that holds one folder per database.
   * @param expected about how many bytes will be read.
   */
  constructor(storage: string, expected: number, onProgress: OnProgress) {
    this.#storage = storage;
    this.#expected = expected;
    this.#onProgress = onProgress;
  }

  add(kind: FindingKind, where: string, count?: number): void {
    this.all.push({ kind, where, ...(count === undefined ? {} : { count }) });
  }

  addFile(kind: FindingKind, file: string, count?: number): void {
    this.add(kind, path.relative(this.#storage, file), count);
  }

  /** Notes that a file was read. */
  count(tally: Tally, bytes: number): void {
    tally.files++;
    tally.bytes += bytes;
    this.#read += bytes;
    this.#onProgress(Math.min(1, this.#read / Math.max(1, this.#expected)));
  }

  /** Runs the check of a file that may turn out to be unreadable. One that is gone was superfluous. */
  *tolerating(kind: FindingKind, file: string, steps: Generator<void, void>): Generator<void, void> {
    try {
      yield* steps;
    } catch (error) {
      if (codeOf(error) === '') throw error;
      if (codeOf(error) !== 'ENOENT') this.addFile(kind, file);
    }
  }
}
