import path from 'node:path';
import { codeOf, type Files } from '../files/files.js';
import type { LogWriter } from '../log/logWriter.js';
import { formatSegmentName, parseSegmentName } from '../log/segmentName.js';
import type { Replica } from '../engine/replica.js';
import type { ImageWork } from '../image/imageWork.js';
import type { DatabaseName } from '../../protocol/workerProtocol.js';
import { copyImage } from '../sqlite/copyImage.js';
import type { ImageCapture } from '../sqlite/imageCapture.js';
import type { Step } from '../step.js';
import type { Snapshot } from './snapshotCatalogue.js';
import { formatSnapshotName, parseSnapshotName, type SnapshotName } from './snapshotName.js';
import { publishSnapshot } from './publishSnapshot.js';
import { writeSnapshotFile } from './writeSnapshotFile.js';

export interface CheckpointOptions {
  readonly files: Files;
  readonly directory: string;
  readonly schemaVersion: number;
  readonly replica: Replica;
  readonly writer: LogWriter;
  /** Different for every checkpoint ever made. */
  readonly maker: Omit<SnapshotName, 'number'>;
  /** Unix milliseconds. */
  readonly now: () => number;
  /** Writes a snapshot also of what two others hold. */
  readonly always: boolean;
  /** Scrubs the image also when nothing was deleted. */
  readonly scrub: boolean;
  readonly database: DatabaseName;
  readonly images: ImageWork;
  /** Reads what others have written, in steps. */
  readonly catchUp: () => Generator<void, void>;
}

/**
 * Writes a snapshot of everything there is, in steps: whoever runs it may append between any two of them.
 * Other processes may do the same at the same time.
 *
 * Every segment is sealed by renaming it, which makes its writer begin a new one, and read to its end only then. What
 * the snapshot says it holds is exactly what is in it, so that whatever was missed stays in the log.
 *
 * @returns the snapshot, read back and found sound; `undefined` when nothing is new, or others have removed it.
 * @throws the system error; nothing is changed then but that segments may be sealed.
 */
export function* writeCheckpoint(options: CheckpointOptions): Generator<Step, Snapshot | undefined> {
  const { files, directory, replica, writer } = options;
  // Before anything is read: whoever makes a snapshot with a higher number has begun after this one was there to be read. The number between is
  // for a copy of the one before.
  const number = 2 + Math.max(0, ...files.list(directory).map((name) => parseSnapshotName(name)?.number ?? 0));
  writer.close();
  sealAll(files, directory);
  yield;
  const blobs = yield* settle(options);
  if (replica.newer || replica.appliedFrames.count === 0 || (!options.always && isCovered(replica))) return undefined;
  const contents = { rows: replica.countRows(), blobs: [...blobs] };
  const meta = {
    vector: replica.appliedFrames.clone(),
    clock: replica.clock.latest,
    erasures: replica.erasures,
    createdAt: options.now(),
    contents,
  };
  const captured = replica.sql.capture();
  const name = { number, ...options.maker };
  const file = path.join(directory, formatSnapshotName(name));
  let stored;
  try {
    const image = options.scrub || replica.holdsErased ? yield* scrub(options, captured) : captured;
    stored = yield* publishSnapshot(files, file, (descriptor) =>
      writeSnapshotFile(files, descriptor, image, options.schemaVersion, meta),
    );
  } catch (error) {
    // Others were faster: they took what was half written for a dead process's, or have greater ones and removed this one.
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  } finally {
    captured.release();
  }
  return replica.snapshots.addVerified(name, file, { ...meta, image: stored });
}

/**
 * Reads what others have written, and makes the tables exactly what the frames say that were read.
 * @returns the blobs that the tables refer to.
 */
function* settle({ replica, catchUp }: CheckpointOptions): Generator<void, ReadonlySet<string>> {
  for (;;) {
    yield* catchUp();
    while (replica.finishDeletions()) yield;
    const blobs = yield* replica.referredBlobs();
    // Meanwhile something may have been deleted, or begun.
    if (!replica.isMerging && !replica.finishDeletions()) return blobs;
  }
}

/** What came since the capture is in the tables or in the log, and the vector says which. */
function* scrub({ images, database }: CheckpointOptions, captured: ImageCapture): Generator<Step, Uint8Array> {
  const copy = yield* copyImage(captured);
  captured.release();
  return yield* images.scrub(database, copy);
}

/** A name that is gone was sealed by somebody else; one that may not be renamed is in use, and stays in the log. */
function sealAll(files: Files, directory: string): void {
  const names = files.list(directory);
  // A database that was never written has no folder.
  if (names.length === 0) return;
  for (const fileName of names) {
    const name = parseSegmentName(fileName);
    if (name === undefined || name.sealed) continue;
    try {
      files.rename(path.join(directory, fileName), path.join(directory, formatSegmentName({ ...name, sealed: true })));
    } catch (error) {
      if (!['ENOENT', 'EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error))) throw error;
    }
  }
  files.syncDirectory(directory);
}

/** Two snapshots make what they hold superfluous in the log. */
function isCovered(replica: Replica): boolean {
  const covering = replica.snapshots.all.filter(({ meta }) => meta.vector.covers(replica.appliedFrames));
  return covering.length > 1;
}
