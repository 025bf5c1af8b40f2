import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Storage } from '../../../../src/storage/host/storage.js';
import { openStorage, workerSource, type OpenStorage } from '../../storage/support/openStorage.js';

/** The real storage in a folder of its own. */
export class TemporaryStorage {
  readonly #folder = mkdtempSync(path.join(os.tmpdir(), 'scout-storage-'));
  readonly #open: OpenStorage;

  constructor(worker: URL = workerSource) {
    this.#open = openStorage(this.#folder, worker);
  }

  get storage(): Storage {
    return this.#open.storage;
  }

  /** Whether anything has been asked of it. */
  get isStarted(): boolean {
    return this.#open.workers.length > 0;
  }

  async dispose(): Promise<void> {
    // One that fails, as a test wants it to, may fail here, too.
    await Promise.allSettled([this.storage.closeUsers(), this.storage.closeHistory()]);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** One storage for all tests of the `describe` that calls this: its thread takes longer to start than most of them last. */
export function sharedStorage(): { readonly storage: Storage } {
  let shared: TemporaryStorage;
  before(() => {
    shared = new TemporaryStorage();
  });
  after(() => shared.dispose());
  return {
    get storage() {
      return shared.storage;
    },
  };
}
