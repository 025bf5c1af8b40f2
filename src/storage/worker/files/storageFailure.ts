import type { Failure } from '../../protocol/workerProtocol.js';
import { codeOf } from './files.js';

/**
 * Says what a failed system call means to the person whose history it is. `what` names the database. Whether it is tried again says who
 * wanted it saved: messages are, while an import, a restored backup or another title is not.
 */
export function writeFailure(error: unknown, what: string, directory: string): Failure {
  return passingFailure(
    error,
    `The ${what} could not be saved: ${cause(error, directory)} Nothing already saved is lost.`,
  );
}

/** @param outcome what has become of the history. */
export function readFailure(
  error: unknown,
  what: string,
  directory: string,
  outcome = 'Nothing was changed.',
): Failure {
  return passingFailure(error, `The ${what} could not be read: ${cause(error, directory)} ${outcome}`);
}

/** Of an erasure, which may have been in the middle. */
export function eraseFailure(error: unknown, directory: string): Failure {
  return passingFailure(
    error,
    `Not all files of the history could be changed: ${cause(error, directory)} What was erased by then stays erased; the next attempt goes on from there.`,
  );
}

function passingFailure(error: unknown, message: string): Failure {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { message, retryable: true, detail };
}

/** SQLite, WebAssembly below it, or JavaScript around it got no more memory, or the database has its greatest size. */
export function isOutOfMemory(error: unknown): boolean {
  return (
    error instanceof Error &&
    /out of memory|memory\.grow|allocation failed|ArrayBuffer\.prototype\.resize|database or disk is full/iu.test(
      error.message,
    )
  );
}

/** `megabytes`: what the database occupies. */
export function memoryFailure(what: string, megabytes: number): Failure {
  const size = megabytes > 0 ? ` (it uses ${megabytes.toFixed(0)} MB)` : '';
  return {
    message: `There is not enough memory for the ${what}${size}. Nothing already saved is lost. Close other windows, or export and delete old chats.`,
    retryable: true,
  };
}

function cause(error: unknown, directory: string): string {
  const code = codeOf(error);
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `the disk that holds ${directory} is full. Free up some space.`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `SCOUT has no permission to use ${directory}. Grant access to it.`;
    case 'ENOTDIR':
    case 'EEXIST':
      return `${directory} is not a folder. Move or rename the file with that name.`;
    default:
      return `the system reported ${code || 'an error'} for ${directory}.`;
  }
}
