import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Recovered } from '../../../../src/storage/api/maintenance.js';
import { historySchema } from '../../../../src/storage/worker/databases/history/historySchema.js';
import { parseSegmentName } from '../../../../src/storage/worker/log/segmentName.js';
import {
  readSnapshotImage,
  readSnapshotMeta,
  type SnapshotMeta,
} from '../../../../src/storage/worker/snapshot/snapshotFile.js';
import { MaintenanceWindow } from './maintenanceWindow.js';
import { directory, logDirectory } from './openDatabase.js';
import { SimulatedFiles } from './simulatedFiles.js';

export const backups = path.join(directory, 'backups');
export const quarantine = path.join(logDirectory, 'quarantine');
/** That nothing came back. */
export const nothing = { conversations: 0, copies: 0, messages: 0, preferences: 0 };

export function namesIn(files: SimulatedFiles, folder: string): readonly string[] {
  return [...files.contents().keys()]
    .filter((file) => path.dirname(file) === folder)
    .map((file) => path.basename(file))
    .sort();
}

export function snapshotsIn(files: SimulatedFiles, folder = logDirectory): readonly string[] {
  return namesIn(files, folder)
    .filter((name) => /\.db(\.[0-9a-f]{8})?$/.test(name))
    .map((name) => path.join(folder, name));
}

export function change(files: SimulatedFiles, file: string, to: (bytes: Buffer) => Buffer): void {
  files.overwrite(file, to(Buffer.from(files.contents().get(file)!)));
}

export function imageOf(files: SimulatedFiles, file: string): Buffer {
  const meta = readSnapshotMeta(files, file, historySchema.version) as SnapshotMeta;
  const image = readSnapshotImage(files, file, meta);
  assert.ok(image !== 'damaged');
  return Buffer.from(image);
}

export function flip(bytes: Buffer, at: number): Buffer {
  bytes[at]! ^= 0x10;
  return bytes;
}

export function recover(window: MaintenanceWindow): Recovered {
  return window.run({ name: 'recover' });
}

/** A history of two snapshots whose log is collected. */
export function collected(conversations = 3): SimulatedFiles {
  const files = new SimulatedFiles();
  const window = new MaintenanceWindow(files);
  for (let index = 0; index < conversations; index++)
    window.converse(`c${index}`, `question ${index}`, `answer ${index}`);
  window.checkpoint();
  window.converse('last', 'one more');
  for (let time = 0; time < 2; time++) window.checkpoint();
  window.history.database.close();
  assert.deepEqual(
    namesIn(files, logDirectory).filter((name) => parseSegmentName(name) !== undefined),
    [],
  );
  assert.equal(snapshotsIn(files).length, 2);
  return files;
}

/** So many different texts that cannot be compressed to less than half. */
export function longTexts(name: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const filling = createHash('shake256', { outputLength: 1_000 }).update(`${name} ${index}`).digest('hex');
    return `${name} ${index} ${filling}`;
  });
}
