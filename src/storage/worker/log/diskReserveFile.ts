import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { codeOf, type Files, isDiskFull } from '../files/files.js';

/** Enough for what a person writes while they make room; no more than nobody minds. */
const RESERVE_SIZE = 1024 * 1024;
const FILE_NAME = 'reserve';

/**
 * A file without a meaning beside the log: when the disk is full it is removed, and what has to be saved
 * finds room in its place. All windows share one.
 */
export class DiskReserveFile {
  readonly #files: Files;
  readonly #directory: string;
  #isUsedUp = false;

  constructor(files: Files, directory: string) {
    this.#files = files;
    this.#directory = directory;
  }

  /** There is no room for one at the moment. */
  get isUsedUp(): boolean {
    return this.#isUsedUp;
  }

  /** Sees to it that there is a reserve, where there is room for one. */
  ensure(): void {
    const file = path.join(this.#directory, FILE_NAME);
    try {
      if (!this.#files.exists(file)) this.#fill(file);
      this.#isUsedUp = false;
    } catch (error) {
      // Another window makes it at this moment, or the folder cannot be written: the next append shows which.
      if (isDiskFull(error)) this.#isUsedUp = true;
      else if (codeOf(error) === '') throw error;
    }
  }

  /** Gives the reserve up. Whether there was one. */
  release(): boolean {
    try {
      this.#files.remove(path.join(this.#directory, FILE_NAME));
    } catch (error) {
      if (codeOf(error) === '') throw error;
      return false;
    }
    this.#isUsedUp = true;
    return true;
  }

  #fill(file: string): void {
    const descriptor = this.#files.create(file);
    let isFilled = false;
    try {
      // Not zeros: some file systems keep those without using room.
      this.#files.append(descriptor, randomBytes(RESERVE_SIZE));
      this.#files.sync(descriptor);
      isFilled = true;
    } finally {
      this.#files.close(descriptor);
      if (!isFilled) this.#files.remove(file);
    }
  }
}
