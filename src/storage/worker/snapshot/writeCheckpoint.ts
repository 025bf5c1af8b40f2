import path from 'node:path';
import { codeOf, type Files } from '../files/files.js';
import type { LogWriter } from '../log/logWriter.js';
import { formatSegmentName, parseSegmentName } from '../log/segmentName.js';
import type { Replica } from '../engine/replica.js';
import { removeIfThere } from '../files/removeIfThere.js';
import type { Snapshot } from './snapshotCatalogue.js';
import type { ImageBytes } from './imagePieces.js';
import { encodeSnapshot, type SnapshotMeta, type StoredImage, verifySnapshot } from './snapshotFile.js';
import { formatSnapshotName, parseSnapshotName, type SnapshotName } from './snapshotName.js';

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
  /** Scrubs the tables also when nothing was deleted. */
  readonly scrub: boolean;
  /** Reads what others have written. */
  readonly catchUp: () => void;
}

/** So much of a snapshot is synced at once. */
const SYNC_BYTES = 4 * 1024 ** 2;

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
export function* writeCheckpoint(options: CheckpointOptions): Generator<void, Snapshot | undefined> {
  const { files, directory, replica, writer, catchUp } = options;
  // Before anything is read: whoever makes a snapshot with a higher number has begun after this one was there to be read.
  const number = 1 + Math.max(0, ...files.list(directory).map((name) => parseSnapshotName(name)?.number ?? 0));
  writer.close();
  sealAll(files, directory);
  yield;
  catchUp();
  if (replica.newer || replica.appliedFrames.count === 0 || (!options.always && isCovered(replica))) return undefined;
  const scrubbed = options.scrub || replica.needsScrub ? replica.scrub() : replica.erasuresScrubbed;
  yield;
  // A scrub may take long; what came meanwhile is in the tables or in the log, and `have` says which.
  const contents = { rows: replica.countRows(), blobs: [...replica.referredBlobs()] };
  const meta = {
    vector: replica.appliedFrames.clone(),
    clock: replica.clock.latest,
    erasures: scrubbed,
    createdAt: options.now(),
    contents,
  };
  const image = replica.sql.capture();
  const name = { number, ...options.maker };
  const file = path.join(directory, formatSnapshotName(name));
  let stored;
  try {
    stored = yield* publish(options, file, image, meta);
    if (!(yield* verifySnapshot(files, file))) {
      throw Object.assign(new Error(`${path.basename(file)} does not match what was written.`), {
        code: 'EIO',
        syscall: 'verify',
      });
    }
  } catch (error) {
    // Others were faster: they took what was half written for a dead process's, or have greater ones and removed this one.
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  } finally {
    image.release();
  }
  return replica.snapshots.addVerified(name, file, { ...meta, image: stored });
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

function* publish(
  { files, directory, schemaVersion }: CheckpointOptions,
  file: string,
  image: ImageBytes,
  meta: Omit<SnapshotMeta, 'image'>,
): Generator<void, StoredImage> {
  const temporary = `${file}.tmp`;
  const descriptor = files.create(temporary);
  let isOpen = true;
  let isPublished = false;
  try {
    const encoding = encodeSnapshot(image, schemaVersion, meta);
    let encoded = encoding.next();
    let unsynced = 0;
    for (; encoded.done !== true; encoded = encoding.next()) {
      files.append(descriptor, encoded.value);
      unsynced += encoded.value.length;
      // In between: all of it at once would take seconds, and whoever saves something meanwhile would wait for the disk, too.
      if (unsynced >= SYNC_BYTES) {
        files.sync(descriptor);
        unsynced = 0;
      }
      yield;
    }
    files.sync(descriptor);
    files.close(descriptor);
    isOpen = false;
    files.rename(temporary, file);
    isPublished = true;
    files.syncDirectory(directory);
    return encoded.value;
  } finally {
    // Also when whoever runs this has stopped in the middle.
    if (isOpen) files.close(descriptor);
    if (!isPublished) removeIfThere(files, temporary);
  }
}
