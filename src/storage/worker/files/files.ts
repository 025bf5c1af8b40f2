import * as fs from 'node:fs';
import path from 'node:path';

/**
 * The system calls the log is made of. Synchronous, because a worker thread has nothing else to do
 * meanwhile and because what is on disk between any two of them is then easy to reason about.
 * Failures throw Node's system errors with their `code`.
 */
export interface Files {
  /** Names of the files in the folder; an absent folder has none. Folders are none of SCOUT's files, and reading a pipe would never end. */
  list(directory: string): readonly string[];
  /** The file's bytes from `offset` on, at most `length` of them: all there are by default. */
  read(file: string, offset?: number, length?: number): Buffer;
  /** How many bytes the file has. */
  size(file: string): number;
  /** Creates the folder and its parents where missing, durably, and for this user alone. */
  makeDirectory(directory: string): void;
  /** Creates the file, which must not exist, for appending. Its name is durable once its folder is synced. */
  create(file: string): number;
  /** Writes all of the bytes at the file's end. */
  append(descriptor: number, bytes: Buffer): void;
  /** Resolves the file's content to the disk (`fdatasync`). */
  sync(descriptor: number): void;
  close(descriptor: number): void;
  exists(file: string): boolean;
  /** Replaces `to` when it exists. */
  rename(from: string, to: string): void;
  remove(file: string): void;
  /** Makes creations, renames and removals in the folder durable, as far as the file system can. */
  syncDirectory(directory: string): void;
}

const PRIVATE_FOLDER = 0o700;

export const nodeFiles: Files = {
  list: (directory) =>
    (ignoring('ENOENT', () => fs.readdirSync(directory, { withFileTypes: true })) ?? [])
      .filter((entry) => !entry.isDirectory() && !entry.isFIFO() && !entry.isSocket())
      .map(({ name }) => name),
  read(file, offset = 0, length = Number.POSITIVE_INFINITY) {
    const descriptor = fs.openSync(file, 'r');
    try {
      const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(length, fs.fstatSync(descriptor).size - offset)));
      let filled = 0;
      for (let count = -1; count !== 0 && filled < bytes.length; filled += count) {
        count = fs.readSync(descriptor, bytes, filled, bytes.length - filled, offset + filled);
      }
      return bytes.subarray(0, filled);
    } finally {
      fs.closeSync(descriptor);
    }
  },
  size: (file) => fs.statSync(file).size,
  makeDirectory(directory) {
    const created = makeFolders(directory);
    if (created === undefined) {
      makePrivate(directory);
      return;
    }
    for (let folder = directory; folder.length >= created.length; folder = path.dirname(folder)) {
      this.syncDirectory(path.dirname(folder));
    }
  },
  create: (file) => fs.openSync(file, 'ax', 0o600),
  append(descriptor, bytes) {
    for (let written = 0; written < bytes.length;) written += fs.writeSync(descriptor, bytes, written);
  },
  sync: (descriptor) => fs.fdatasyncSync(descriptor),
  close: (descriptor) => fs.closeSync(descriptor),
  exists: (file) => fs.statSync(file, { throwIfNoEntry: false }) !== undefined,
  rename: (from, to) => fs.renameSync(from, to),
  remove: (file) => fs.unlinkSync(file),
  syncDirectory(directory) {
    // Windows cannot open a folder; NTFS journals names by itself.
    if (process.platform === 'win32') return;
    const descriptor = fs.openSync(directory, 'r');
    try {
      fs.fsyncSync(descriptor);
    } catch (error) {
      // Some file systems, of network shares for example, cannot do that for a folder; there is no better guarantee on them.
      if (!['EINVAL', 'ENOTSUP', 'ENOSYS', 'EBADF'].includes(codeOf(error))) throw error;
    } finally {
      fs.closeSync(descriptor);
    }
  },
};

/** Whether a system call failed, or was not made because the database was closed meanwhile. */
export function isSystemError(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error;
}

/** For work in steps on a database that was closed between two of them. */
export function closedMeanwhile(message: string): Error {
  return Object.assign(new Error(message), { code: 'ECANCELED', syscall: 'read' });
}

/** The `code` of a system error; an empty string for anything else. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Whether a system call failed for want of room. */
export function isDiskFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes(codeOf(error));
}

/** @returns the first of the folders that were missing; `undefined` when none was. */
function makeFolders(directory: string): string | undefined {
  try {
    return fs.mkdirSync(directory, { recursive: true, mode: PRIVATE_FOLDER });
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    // Where the file system is read-only, Node says that folders are missing. Making one of them says what the matter is.
    let missing = directory;
    while (!fs.existsSync(path.dirname(missing))) missing = path.dirname(missing);
    fs.mkdirSync(missing, PRIVATE_FOLDER);
    throw error;
  }
}

/** Earlier versions left folders open to other users of the machine. */
function makePrivate(directory: string): void {
  if (process.platform === 'win32') return;
  // Somebody else's folder, or a file system without permissions: not a reason to save nothing.
  ignoring('EPERM', () => fs.chmodSync(directory, PRIVATE_FOLDER));
}

function ignoring<T>(code: string, action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    if (codeOf(error) === code) return undefined;
    throw error;
  }
}
