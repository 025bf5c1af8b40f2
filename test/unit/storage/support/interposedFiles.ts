import type { Files } from '../../../../src/storage/worker/files/files.js';
import type { Operation } from './simulatedFiles.js';

type Calls = Record<Operation, (...parameters: unknown[]) => unknown>;

/** The same files, with something done before each call, which may throw in its place. */
export function interposedFiles(
  files: Files,
  before: (operation: Operation, parameters: readonly unknown[]) => void,
): Files {
  const call =
    (operation: Operation) =>
    (...parameters: unknown[]) => {
      before(operation, parameters);
      return (files as unknown as Calls)[operation](...parameters);
    };
  return {
    list: call('list'),
    read: call('read'),
    size: call('size'),
    makeDirectory: call('makeDirectory'),
    create: call('create'),
    append: call('append'),
    sync: call('sync'),
    close: call('close'),
    exists: call('exists'),
    rename: call('rename'),
    remove: call('remove'),
    syncDirectory: call('syncDirectory'),
  } as Files;
}
