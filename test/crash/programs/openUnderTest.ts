import { Worker } from 'node:worker_threads';
import { type Logger, silentLogger } from '../../../src/core/logger.js';
import { createStorage, type Storage } from '../../../src/storage/host/storage.js';
import type { FaultOptions } from '../faultInjector.js';
import { report } from './report.js';

/** What every program of the crash test is started with, as JSON in its only argument. */
export interface ProgramOptions {
  readonly name: string;
  readonly directory: string;
  readonly workerFile: string;
  readonly sqlJsDirectory: string;
  readonly faults: FaultOptions;
}

export interface UnderTest {
  readonly options: ProgramOptions;
  readonly storage: Storage;
  /** The storage thread that runs now. */
  readonly thread: () => Worker | undefined;
}

/** Storage with a real thread, interfered with. The process ends when whoever started it is gone. */
export function openUnderTest(): UnderTest {
  const options = JSON.parse(process.argv[2]!) as ProgramOptions;
  const { directory, workerFile, sqlJsDirectory, faults } = options;
  let thread: Worker | undefined;
  const logger: Logger = {
    ...silentLogger,
    error: (message, error) =>
      report('error', `${message} ${error instanceof Error ? error.stack : String(error)}`.replaceAll('\n', ' ')),
  };
  const storage = createStorage({ directory, workerFile, sqlJsDirectory, logger }, (file, workerOptions) => {
    thread = new Worker(file, { workerData: { ...workerOptions, faults } });
    return thread;
  });
  const warned = new Set<string>();
  storage.onHealthChanged(({ warnings, reason }) => {
    for (const warning of [...warnings, ...(reason === undefined ? [] : [reason])]) {
      if (!warned.has(warning)) report('warning', warning);
      warned.add(warning);
    }
  });
  process.stdin.on('end', () => process.exit(0)).on('error', () => process.exit(0));
  process.stdin.resume();
  return { options, storage, thread: () => thread };
}
