import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { codeOf, exportFailure } from './exportFailure.js';

/** Text is collected up to about so many characters before it is written. */
const BUFFER_SIZE = 256 * 1024;
/** On Windows a virus scanner or an indexer may hold a new file for a moment. */
const RENAME_ATTEMPTS = 10;
const RENAME_PAUSE_MS = 200;

/**
 * A file, or a folder of files, that is there whole or not at all: it is written under another name beside its place, and renamed
 * when it is complete.
 */
export class OutputPlace {
  readonly #target: string;
  readonly #temporary: string;
  /** Files are written one after the other. */
  #latest: OutputFile | undefined;

  /** @param target where it is going to be. A file that is there is replaced; a folder must not be there. */
  constructor(target: string) {
    this.#target = target;
    this.#temporary = path.join(
      path.dirname(target),
      `.${path.basename(target).slice(0, 40)}.${randomBytes(6).toString('hex')}.partial`,
    );
  }

  /** The file itself. */
  file(): Promise<OutputFile> {
    return this.#create(this.#temporary);
  }

  async makeFolder(): Promise<void> {
    await mkdir(this.#temporary, { mode: 0o700 }).catch(fail);
  }

  /** A file in the folder. @param name a bare file name */
  fileIn(name: string): Promise<OutputFile> {
    if (name !== path.basename(name) || name === '..' || name === '.')
      throw new RangeError('A file name in the export points outside the export folder.');
    return this.#create(path.join(this.#temporary, name));
  }

  /** Puts what was written into its place. */
  async commit(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await rename(this.#temporary, this.#target);
      } catch (error) {
        if (attempt === RENAME_ATTEMPTS || !['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error))) fail(error);
        await delay(RENAME_PAUSE_MS);
      }
    }
  }

  /** Removes what was written so far. Never rejects. */
  async discard(): Promise<void> {
    // Windows removes no file that is open.
    await this.#latest?.abandon();
    await rm(this.#temporary, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
  }

  async #create(file: string): Promise<OutputFile> {
    this.#latest = await OutputFile.create(file);
    return this.#latest;
  }
}

/** A file under construction. Failures reject with `ExportFailure`. */
export class OutputFile {
  readonly #handle: FileHandle;
  #waiting: string[] = [];
  #size = 0;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  static async create(file: string): Promise<OutputFile> {
    // For its owner alone, like the history it comes from.
    return new OutputFile(await open(file, 'wx', 0o600).catch(fail));
  }

  /** Resolves when there is room for more. */
  async write(text: string): Promise<void> {
    this.#waiting.push(text);
    this.#size += text.length;
    if (this.#size >= BUFFER_SIZE) await this.#flush();
  }

  /** Resolves when all of it is on the disk. */
  async finish(): Promise<void> {
    await this.#flush();
    await this.#handle.sync().catch(fail);
    await this.#handle.close().catch(fail);
  }

  /** Closes it as it is; harmless when it is finished. Never rejects. */
  async abandon(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
  }

  async #flush(): Promise<void> {
    const text = this.#waiting.join('');
    this.#waiting = [];
    this.#size = 0;
    await this.#handle.writeFile(text.toWellFormed()).catch(fail);
  }
}

function fail(error: unknown): never {
  throw exportFailure(error);
}
