import { type FSWatcher, watch } from 'node:fs';

/**
 * Calls `poll` when others may have changed something in a folder: at once where the system says so, and every `pollMs` in any
 * case, since on network shares it does not. Hints that come while one waits are one.
 */
export class FolderWatch {
  readonly #directory: string;
  readonly #pollMs: number;
  readonly #poll: () => void;
  readonly #isOwn: (name: string) => boolean;
  #timer: NodeJS.Timeout | undefined;
  #watcher: FSWatcher | undefined;
  #hinted: NodeJS.Timeout | undefined;

  /** @param isOwn whether only this process writes to the file of that name: what it writes is no news to it. */
  constructor(directory: string, pollMs: number, poll: () => void, isOwn: (name: string) => boolean = () => false) {
    this.#directory = directory;
    this.#pollMs = pollMs;
    this.#poll = poll;
    this.#isOwn = isOwn;
  }

  /** Calling it again is harmless. */
  begin(): void {
    this.#timer ??= setInterval(() => {
      this.#watcher ??= this.#startWatching();
      this.#poll();
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
      const watcher = watch(this.#directory, { persistent: false }, (_, name) => {
        if (name === null || !this.#isOwn(name)) this.#hint();
      });
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
      this.#poll();
    }, HINT_DELAY_MS).unref();
  }
}

/** Several changes that belong together lead to one poll. */
const HINT_DELAY_MS = 50;
