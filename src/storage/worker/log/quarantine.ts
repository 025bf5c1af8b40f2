import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { Files } from '../files.js';
import { scanFrames } from './frame.js';
import { formatSegmentName, type SegmentName } from './segmentName.js';

/**
 * Replaces a damaged segment by one that holds its whole frames, and keeps the original in `quarantine/`.
 * The segment is sealed first, so that a writer still using it moves on and nothing it reported as saved
 * is missed; at every moment either the original or its whole frames are in place.
 */
export function salvageSegment(files: Files, directory: string, name: SegmentName): void {
  const sealed = path.join(directory, formatSegmentName({ ...name, sealed: true }));
  if (!name.sealed) {
    files.rename(path.join(directory, formatSegmentName(name)), sealed);
    files.syncDirectory(directory);
  }
  const original = files.read(sealed);
  const { frames } = scanFrames(original);
  const quarantine = path.join(directory, 'quarantine');
  const kept = path.join(quarantine, `${path.basename(sealed)}.${randomBytes(4).toString('hex')}`);
  files.makeDirectory(quarantine);
  if (frames.length === 0) {
    files.rename(sealed, kept);
  } else {
    const salvaged = `${sealed}.${randomBytes(4).toString('hex')}.tmp`;
    writeDurably(files, kept, original);
    files.syncDirectory(quarantine);
    writeDurably(files, salvaged, Buffer.concat(frames.map(({ bytes }) => bytes)));
    files.rename(salvaged, sealed);
  }
  files.syncDirectory(quarantine);
  files.syncDirectory(directory);
}

function writeDurably(files: Files, file: string, bytes: Buffer): void {
  const descriptor = files.create(file);
  try {
    files.append(descriptor, bytes);
    files.sync(descriptor);
  } finally {
    files.close(descriptor);
  }
}
