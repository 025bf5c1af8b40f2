import { type FSWatcher, watch } from 'node:fs';

/**
 * Calls `look` when something may have changed in a folder: at once where the system says so, and every `pollMs` in any
 * case, since on network shares it does not. Hints that come while one waits are one.
 */
export class FolderWatch {
  readonly #directory: string;
  readonly #pollMs: number;
  readonly #look: () => void;
  #timer: NodeJS.Timeout | undefined;
  #watcher: FSWatcher | undefined;
  #hinted: NodeJS.Timeout | undefined;

  constructor(directory: string, pollMs: number, look: () => void) {
    this.#directory = directory;
    this.#pollMs = pollMs;
    this.#look = look;
  }

  /** Calling it again is harmless. */
  begin(): void {
    this.#timer ??= setInterval(() => {
      this.#watcher ??= this.#startWatching();
      this.#look();
    }, this.#pollMs).unref();
    this.#watcher ??= this.#startWatching();
  }

  end(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#hinted);
    this.#watcher?.close();
    this.#watcher = undefined;
  }

  /** `undefined` while the folder does not exist, or where it cannot be watched. */
  #startWatching(): FSWatcher | undefined {
    try {
      const watcher = watch(this.#directory, { persistent: false }, () => this.#hint());
      watcher.on('error', () => {
        watcher.close();
        if (this.#watcher === watcher) this.#watcher = undefined;
      });
      return watcher;
    } catch {
      return undefined;
    }
  }

  #hint(): void {
    this.#hinted ??= setTimeout(() => {
      this.#hinted = undefined;
      this.#look();
    }, HINT_DELAY_MS).unref();
  }
}

/** Several changes that belong together are looked at once. */
const HINT_DELAY_MS = 50;
