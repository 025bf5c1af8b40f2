import path from 'node:path';
import { createStorage, type Storage } from '../../../../src/storage/host/storage.js';
import { quietLogger } from './quietLogger.js';

/** SCOUT's storage, as the extension host has it: with its worker in a thread. */
export function openStorage(
  directory: string,
  worker = 'storageWorker',
  onInfo: (line: string) => void = () => undefined,
): Storage {
  const workerFile = path.join(import.meta.dirname, `${worker}.js`);
  return createStorage({
    directory,
    sqlJsDirectory: import.meta.dirname,
    workerFile,
    imageWorkerFile: path.join(import.meta.dirname, 'imageWorker.js'),
    logger: { ...quietLogger, info: onInfo },
  });
}
