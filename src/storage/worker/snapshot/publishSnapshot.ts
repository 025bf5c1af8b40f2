import path from 'node:path';
import type { Files } from '../files/files.js';
import { removeIfThere } from '../files/removeIfThere.js';
import { verifySnapshot } from './snapshotFile.js';

/**
 * Makes a snapshot's file, in steps: when it gets its name it is whole, and survives a power loss. Then it is read back and checked.
 * @param write writes its content to an open file, and syncs it.
 * @throws the system error; there is no such file then, or it turned out to be damaged.
 */
export function* publishSnapshot<T>(
  files: Files,
  file: string,
  write: (descriptor: number) => Generator<void, T>,
): Generator<void, T> {
  const temporary = `${file}.tmp`;
  const descriptor = files.create(temporary);
  let isOpen = true;
  let isPublished = false;
  let written: T;
  try {
    written = yield* write(descriptor);
    files.close(descriptor);
    isOpen = false;
    files.rename(temporary, file);
    isPublished = true;
    files.syncDirectory(path.dirname(file));
  } finally {
    // Also when whoever runs this has stopped in the middle.
    if (isOpen) files.close(descriptor);
    if (!isPublished) removeIfThere(files, temporary);
  }
  if (yield* verifySnapshot(files, file)) return written;
  throw Object.assign(new Error(`${path.basename(file)} does not match what was written.`), {
    code: 'EIO',
    syscall: 'verify',
  });
}
