import { codeOf, type Files } from './files.js';

/** What Windows says while a virus scanner, an indexer or another window has a file open. */
const passing = new Set(['EPERM', 'EBUSY', 'EACCES']);
/** Milliseconds before each further attempt: about a second in all. */
const DELAYS = [5, 10, 20, 40, 80, 160, 320, 400];

/**
 * File calls that outlast what blocks a file for a moment. For Windows: elsewhere these errors do not pass by waiting.
 *
 * @param sleep blocks the thread for so many milliseconds.
 */
export function retryingFiles(files: Files, sleep: (milliseconds: number) => void = block): Files {
  function retrying<A extends unknown[], R>(action: (...parameters: A) => R): (...parameters: A) => R {
    return (...parameters) => {
      for (const delay of DELAYS) {
        try {
          return action(...parameters);
        } catch (error) {
          if (!passing.has(codeOf(error))) throw error;
          sleep(delay);
        }
      }
      return action(...parameters);
    };
  }

  return {
    list: retrying((directory) => files.list(directory)),
    read: retrying((file, offset, length) => files.read(file, offset, length)),
    size: retrying((file) => files.size(file)),
    makeDirectory: retrying((directory) => files.makeDirectory(directory)),
    create: retrying((file) => files.create(file)),
    exists: retrying((file) => files.exists(file)),
    rename: retrying((from, to) => files.rename(from, to)),
    remove: retrying((file) => files.remove(file)),
    // On an open file a second attempt could write twice, or believe a sync that failed.
    append: (descriptor, bytes) => files.append(descriptor, bytes),
    sync: (descriptor) => files.sync(descriptor),
    close: (descriptor) => files.close(descriptor),
    syncDirectory: (directory) => files.syncDirectory(directory),
  };
}

function block(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
