import { createHash, randomBytes } from 'node:crypto';
import path from 'node:path';
import { codeOf, type Files } from '../files/files.js';
import { removeIfThere } from '../files/removeIfThere.js';
import { writeDurably } from '../files/writeDurably.js';
import { isBlobHash } from './blobReference.js';
import { renameIfThere } from '../files/renameIfThere.js';

/** So often a blob is written when what was half written vanishes each time. */
const ATTEMPTS = 5;

/** What a blob's file turned out to hold. */
export type BlobReading = Buffer | 'missing' | 'damaged';

/** The name of a file that nobody seemed to refer to when it got that name. */
export interface UnusedName {
  readonly hash: string;
  /** Unix milliseconds, by the clock of whoever renamed it. */
  readonly since: number;
}

/**
 * Attachments as files, each named by the SHA-256 of its bytes and so stored once, whoever writes it how often. A file never
 * changes; one that nobody refers to is renamed first and removed later (`collectBlobs`).
 */
export class BlobStore {
  readonly files: Files;
  readonly directory: string;

  /** @param storage the folder that holds one folder per database. */
  constructor(files: Files, storage: string) {
    this.files = files;
    this.directory = path.join(storage, 'blobs');
  }

  fileOf(hash: string): string {
    return path.join(this.directory, hash);
  }

  /**
   * When it returns, the bytes are there and survive a power loss. A damaged file in their place is replaced.
   * @throws the system error.
   */
  put(hash: string, bytes: Buffer): void {
    const { files, directory } = this;
    const file = this.fileOf(hash);
    for (let attempt = 1; !this.#holds(file, bytes); attempt++) {
      files.makeDirectory(directory);
      try {
        this.#replace(file, bytes);
      } catch (error) {
        // An erasure in another window has taken what was half written for a dead process's.
        if (codeOf(error) !== 'ENOENT' || attempt === ATTEMPTS) throw error;
      }
    }
    // Also for one that was there: whoever wrote it may not have come so far.
    files.syncDirectory(directory);
  }

  /**
   * To be called when what refers to the blob is in the log: whoever removes blobs, and has not seen that, has renamed it before this
   * looks, or sees it afterwards.
   * @throws the system error.
   */
  confirm(hash: string, bytes: Buffer): void {
    while (!this.files.exists(this.fileOf(hash))) this.put(hash, bytes);
  }

  /** @throws the system error for a file that is there and cannot be read. */
  read(hash: string): BlobReading {
    let reading: BlobReading = 'missing';
    for (const name of this.#namesOf(hash)) {
      const bytes = this.#readIfThere(name);
      if (bytes !== undefined && hashOf(bytes) === hash) return bytes;
      if (bytes !== undefined) reading = 'damaged';
    }
    return reading;
  }

  /** Whether the file of this name in the folder holds the blob, to the last bit. */
  isWhole(name: string, hash: string): boolean {
    const bytes = this.#readIfThere(name);
    return bytes !== undefined && hashOf(bytes) === hash;
  }

  /** Gives the blob its name back, if it was about to be removed; for whoever refers to it without having its bytes. */
  reclaim(hash: string): void {
    if (this.files.exists(this.fileOf(hash))) return;
    const name = this.files.list(this.directory).find((candidate) => parseUnusedName(candidate)?.hash === hash);
    if (name !== undefined && renameIfThere(this.files, path.join(this.directory, name), this.fileOf(hash)))
      this.files.syncDirectory(this.directory);
  }

  #replace(file: string, bytes: Buffer): void {
    const { files } = this;
    const temporary = `${file}.${randomBytes(4).toString('hex')}.tmp`;
    try {
      writeDurably(files, temporary, bytes);
      files.rename(temporary, file);
    } catch (error) {
      removeIfThere(files, temporary);
      throw error;
    }
  }

  /** Where it may be, and at last where it may have come back to. */
  *#namesOf(hash: string): Generator<string, void> {
    yield hash;
    yield* this.files.list(this.directory).filter((name) => parseUnusedName(name)?.hash === hash);
    yield hash;
  }

  #readIfThere(name: string): Buffer | undefined {
    try {
      return this.files.read(path.join(this.directory, name));
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  #holds(file: string, bytes: Buffer): boolean {
    try {
      return this.files.size(file) === bytes.length && this.files.read(file).equals(bytes);
    } catch (error) {
      if (codeOf(error) === '') throw error;
      return false;
    }
  }
}

export function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function formatUnusedName({ hash, since }: UnusedName): string {
  return `${hash}.unused-${since}`;
}

/** `undefined` when the file has another name. */
export function parseUnusedName(name: string): UnusedName | undefined {
  const [hash, since, ...rest] = name.split('.unused-');
  return rest.length === 0 && isBlobHash(hash) && since !== undefined && /^[0-9]{1,15}$/.test(since)
    ? { hash, since: Number(since) }
    : undefined;
}
