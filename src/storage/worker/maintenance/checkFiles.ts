import path from 'node:path';
import type { CheckedDatabase } from '../../api/maintenance.js';
import { codeOf, type Files } from '../files/files.js';
import { scanFrames } from '../log/frame.js';
import { QUARANTINE_FOLDER } from '../log/quarantine.js';
import { parseSegmentName } from '../log/segmentName.js';
import { VersionVector } from '../log/versionVector.js';
import { readSnapshotMeta, verifySnapshot } from '../snapshot/snapshotFile.js';
import { parseSnapshotName } from '../snapshot/snapshotName.js';
import { finishedName } from './backups.js';
import type { Findings, Tally } from './findings.js';
import type { MaintenanceContext, MaintainedDatabase } from './maintainedDatabase.js';

/** How often the folder is listed anew when a file was removed meanwhile because others hold what it held. */
const MAX_PASSES = 3;

/**
 * Reads every file of one database, to the last bit, and compares what they hold with what is in memory; in steps.
 * @throws the system error when a folder cannot be listed.
 */
export function* checkFiles(
  { files }: MaintenanceContext,
  maintained: MaintainedDatabase,
  findings: Findings,
): Generator<void, Omit<CheckedDatabase, 'of' | 'rows'>> {
  const { database, backups } = maintained;
  const inMemory = database.open().appliedFrames.clone();
  const inFiles = new VersionVector();
  const segments = { files: 0, bytes: 0, changes: 0 };
  const snapshots = { files: 0, bytes: 0 };
  const seen = new Set<string>();
  for (let pass = 0; pass < MAX_PASSES && (pass === 0 || !inFiles.covers(inMemory)); pass++) {
    for (const name of files.list(database.directory)) {
      if (seen.has(name)) continue;
      seen.add(name);
      const file = path.join(database.directory, name);
      const segment = parseSegmentName(name);
      if (segment !== undefined) {
        yield* findings.tolerating(
          'segment-unreadable',
          file,
          checkSegment(files, file, segment.writer, inFiles, segments, findings),
        );
      } else if (parseSnapshotName(name) !== undefined) {
        yield* findings.tolerating(
          'snapshot-unreadable',
          file,
          checkSnapshot(files, file, maintained, 'snapshot', snapshots, findings, inFiles),
        );
      }
    }
  }
  yield* compare(maintained, inMemory, inFiles, findings);
  const inBackups = { files: 0, bytes: 0 };
  for (const name of backups.fileNames().filter((fileName) => finishedName(fileName) === fileName)) {
    const file = path.join(backups.folder, name);
    yield* findings.tolerating(
      'backup-unreadable',
      file,
      checkSnapshot(files, file, maintained, 'backup', inBackups, findings),
    );
  }
  const quarantine = path.join(database.directory, QUARANTINE_FOLDER);
  const setAside = files.list(quarantine).length;
  if (setAside > 0) findings.addFile('quarantine', quarantine, setAside);
  return { segments, snapshots, backups: inBackups };
}

/** Bytes in all files that will be read. */
export function bytesOf(files: Files, folders: readonly string[]): number {
  let bytes = 0;
  for (const folder of folders) {
    for (const name of files.list(folder)) {
      try {
        bytes += files.size(path.join(folder, name));
      } catch (error) {
        if (codeOf(error) === '') throw error;
      }
    }
  }
  return bytes;
}

function* checkSegment(
  files: Files,
  file: string,
  writer: string,
  inFiles: VersionVector,
  tally: Tally & { changes: number },
  findings: Findings,
): Generator<void, void> {
  const bytes = files.read(file);
  const { frames, damagedBytes } = scanFrames(bytes);
  yield;
  for (const { frame } of frames) inFiles.add(writer, frame.sequence);
  tally.changes += frames.length;
  findings.count(tally, bytes.length);
  if (damagedBytes > 0) findings.addFile('segment-damaged', file, damagedBytes);
}

function* checkSnapshot(
  files: Files,
  file: string,
  { schema }: MaintainedDatabase,
  what: 'snapshot' | 'backup',
  tally: Tally,
  findings: Findings,
  inFiles?: VersionVector,
): Generator<void, void> {
  const meta = readSnapshotMeta(files, file, schema.version);
  const isSound = yield* verifySnapshot(files, file);
  findings.count(tally, files.size(file));
  if (!isSound || meta === 'damaged') findings.addFile(`${what}-damaged`, file);
  else if (meta === 'unknown-version') findings.addFile('newer-version', file);
  else inFiles?.addAll(meta.vector);
}

/** What was in memory must be in the files, what is in the files must be in memory now, and nothing in between may be missing. */
function* compare(
  { database }: MaintainedDatabase,
  inMemory: VersionVector,
  inFiles: VersionVector,
  findings: Findings,
): Generator<void, void> {
  yield* database.catchUpInSteps();
  yield;
  const { appliedFrames, newer } = database.open();
  if (newer) {
    findings.add('newer-version', database.name);
    return;
  }
  const all = appliedFrames.clone();
  all.addAll(inFiles);
  if (all.count > appliedFrames.count)
    findings.add('changes-not-shown', database.name, all.count - appliedFrames.count);
  const onDisk = inFiles.clone();
  onDisk.addAll(inMemory);
  if (onDisk.count > inFiles.count) findings.add('changes-not-on-disk', database.name, onDisk.count - inFiles.count);
  const missing = appliedFrames.holes().count;
  if (missing > 0) findings.add('changes-missing', database.name, missing);
}
