import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { Files } from '../files/files.js';
import { writeDurably } from '../files/writeDurably.js';
import { type Scan, scanFrames } from './frame.js';
import { formatSegmentName, type SegmentName } from './segmentName.js';

/** Beside the files of a database; holds damaged ones as they were found. */
export const QUARANTINE_FOLDER = 'quarantine';

/**
 * Replaces a damaged segment by one that holds its whole frames, and keeps the original in `quarantine/`.
 * The segment is sealed first, so that a writer still using it moves on and nothing it reported as saved
 * is missed; at every moment either the original or its whole frames are in place.
 *
 * @returns what the segment holds now; `undefined` when that was nothing, and all of it went into quarantine.
 */
export function salvageSegment(files: Files, directory: string, name: SegmentName): Scan | undefined {
  const sealed = path.join(directory, formatSegmentName({ ...name, sealed: true }));
  if (!name.sealed) {
    files.rename(path.join(directory, formatSegmentName(name)), sealed);
    files.syncDirectory(directory);
  }
  const original = files.read(sealed);
  const scan = scanFrames(original);
  if (scan.frames.length === 0) {
    moveToQuarantine(files, sealed);
    return undefined;
  }
  const target = placeInQuarantine(files, sealed);
  const salvaged = `${sealed}.${randomBytes(4).toString('hex')}.tmp`;
  writeDurably(files, target, original);
  files.syncDirectory(path.dirname(target));
  writeDurably(files, salvaged, Buffer.concat(scan.frames.map(({ bytes }) => bytes)));
  files.rename(salvaged, sealed);
  files.syncDirectory(directory);
  return scan;
}

/** Moves a damaged file out of the way, for a later recovery. */
export function moveToQuarantine(files: Files, file: string): void {
  const target = placeInQuarantine(files, file);
  files.rename(file, target);
  files.syncDirectory(path.dirname(target));
  files.syncDirectory(path.dirname(file));
}

/** A free name for the file in the `quarantine` folder beside it, which exists then. */
function placeInQuarantine(files: Files, file: string): string {
  const quarantine = path.join(path.dirname(file), QUARANTINE_FOLDER);
  files.makeDirectory(quarantine);
  return path.join(quarantine, `${path.basename(file)}.${randomBytes(4).toString('hex')}`);
}
