import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Logger } from '../../../../src/core/logger.js';
import type { StoredMessage } from '../../../../src/storage/api/chatHistory.js';
import { createStorage, type Storage } from '../../../../src/storage/host/storage.js';
import { sqlJsDirectory } from './sqlJsDirectory.js';

const imageWorkerSource = new URL('../../../../src/storage/worker/image/main.ts', import.meta.url);
export const workerSource = new URL('../../../../src/storage/worker/main.ts', import.meta.url);

/** A storage over a real thread, which the test can reach. */
export interface OpenStorage {
  readonly storage: Storage;
  /** Every thread that was started, the latest last. */
  readonly workers: readonly Worker[];
  /** What was logged: level and message. */
  readonly lines: readonly string[];
}

export function openStorage(
  directory: string,
  workerFile: string | URL = workerSource,
  sqlJs = sqlJsDirectory,
  hangMs?: number,
): OpenStorage {
  const workers: Worker[] = [];
  const lines: string[] = [];
  const storage = createStorage(
    {
      directory,
      workerFile,
      imageWorkerFile: imageWorkerSource,
      sqlJsDirectory: sqlJs,
      logger: recordingLogger(lines),
      ...(hangMs === undefined ? {} : { hangMs }),
    },
    (file, workerData) => {
      const worker = new Worker(file, { workerData });
      // A test that fails before it closes its storage must not keep the test run alive.
      worker.unref();
      workers.push(worker);
      return worker;
    },
  );
  return { storage, workers, lines };
}

export async function closeStorage({ storage }: OpenStorage): Promise<void> {
  await storage.closeUsers();
  await storage.closeHistory();
}

/** Calls `use` with an empty folder and removes it afterwards. */
export async function withFolder(use: (folder: string) => Promise<void> | void): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'scout-storage-'));
  try {
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function putMessage(message: StoredMessage) {
  return { type: 'message.put', message } as const;
}

function recordingLogger(lines: string[]): Logger {
  const record = (level: string) => (message: string, error?: unknown) => {
    lines.push(`${level} ${message}${error instanceof Error ? ` ${error.stack}` : ''}`);
  };
  const logger: Logger = {
    trace: record('trace'),
    debug: record('debug'),
    info: record('info'),
    warn: record('warn'),
    error: record('error'),
    child: () => logger,
  };
  return logger;
}
