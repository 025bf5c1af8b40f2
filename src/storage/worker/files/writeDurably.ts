import type { Files } from './files.js';

/** Creates the file, which must not exist, with these bytes, which survive a power loss then. Its name does so once its folder is synced. @throws the system error. */
export function writeDurably(files: Files, file: string, bytes: Buffer): void {
  const descriptor = files.create(file);
  try {
    files.append(descriptor, bytes);
    files.sync(descriptor);
  } finally {
    files.close(descriptor);
  }
}
