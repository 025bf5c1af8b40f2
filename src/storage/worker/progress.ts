import { WorkerProgress } from '../protocol/workerProgress.js';
import type { Files } from './files/files.js';

/** The thread's own: every statement counts, wherever it is run. */
let progress = new WorkerProgress();

/** From now on progress is shown in this memory. */
export function showProgressIn(buffer: SharedArrayBuffer): void {
  progress = new WorkerProgress(buffer);
}

/** The thread has done something. */
export function addStep(): void {
  progress.addStep();
}

/** The same system calls, which count as progress, and which are waited for as long as they take. */
export function countedFiles(files: Files): Files {
  return {
    list: (directory) => progress.during(() => files.list(directory)),
    read: (file, offset, length) => progress.during(() => files.read(file, offset, length)),
    size: (file) => progress.during(() => files.size(file)),
    makeDirectory: (directory) => progress.during(() => files.makeDirectory(directory)),
    create: (file) => progress.during(() => files.create(file)),
    append: (descriptor, bytes) => progress.during(() => files.append(descriptor, bytes)),
    sync: (descriptor) => progress.during(() => files.sync(descriptor)),
    close: (descriptor) => progress.during(() => files.close(descriptor)),
    exists: (file) => progress.during(() => files.exists(file)),
    rename: (from, to) => progress.during(() => files.rename(from, to)),
    remove: (file) => progress.during(() => files.remove(file)),
    syncDirectory: (directory) => progress.during(() => files.syncDirectory(directory)),
  };
}
