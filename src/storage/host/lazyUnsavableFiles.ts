import { Lazy } from '../../core/lazy.js';
import type { UnsavableFiles } from './unsavableFiles.js';

/** As `createUnsavableFiles`, imported with its first use: hardly anybody ever needs it. */
export function lazyUnsavableFiles(folder: string): UnsavableFiles {
  const files = new Lazy(async () => (await import('./unsavableFiles.js')).createUnsavableFiles(folder));
  return {
    keep: async (...request) => (await files.get()).keep(...request),
    fileOf: async (...request) => (await files.get()).fileOf(...request),
    forget: async (...request) => (await files.get()).forget(...request),
    forgetDeleted: async (...request) => (await files.get()).forgetDeleted(...request),
  };
}
