/** The storage worker, which counts what it asks of the disk; the counts are in the file `disk.json` beside the databases. */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import { workerData } from 'node:worker_threads';
import type { WorkerOptions } from '../../../../src/storage/protocol/workerProtocol.js';

/** Of the whole thread. */
export interface DiskCounts {
  readonly syncs: number;
  readonly bytes: number;
}

const file = path.join((workerData as WorkerOptions).directory, 'disk.json');
const { fdatasyncSync, writeSync, writeFileSync } = fs;
const counts = { syncs: 0, bytes: 0 };
const save = (): void => writeFileSync(file, JSON.stringify(counts satisfies DiskCounts));

fs.fdatasyncSync = (descriptor) => {
  fdatasyncSync(descriptor);
  counts.syncs += 1;
  save();
};
fs.writeSync = ((descriptor: number, bytes: NodeJS.ArrayBufferView, ...rest: number[]) => {
  const written = writeSync(descriptor, bytes, ...rest);
  counts.bytes += written;
  save();
  return written;
}) as typeof fs.writeSync;
syncBuiltinESMExports();
await import('../../../../src/storage/worker/main.js');
