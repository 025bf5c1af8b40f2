import path from 'node:path';
import { codeOf, type Files } from '../files/files.js';
import { parseSegmentName } from '../log/segmentName.js';
import type { VersionVector } from '../log/versionVector.js';
import type { Replica } from '../engine/replica.js';
import { removeIfThere } from '../files/removeIfThere.js';
import type { Snapshot } from './snapshotCatalogue.js';
import { verifySnapshot } from './snapshotFile.js';
import { compareSnapshotNames } from './snapshotName.js';

export interface GarbageOptions {
  readonly files: Files;
  readonly directory: string;
  readonly replica: Replica;
  /** Temporary files that were there at the last collection; brought up to date. */
  readonly seenBefore: Set<string>;
}

/**
 * Removes what two snapshots make superfluous, in steps. It needs no lock:
 *
 * - A sealed segment goes only when two snapshots, checked to the last bit, hold all its frames.
 * - A snapshot goes only when two greater ones, checked as well, hold all it holds.
 *
 * So of the snapshots that hold a frame whose segment is gone, the two greatest are never removed by anybody, and whoever opens the
 * folder merges every snapshot that knows more than the greatest one.
 *
 * @returns how many files were removed.
 */
export function* collectGarbage({ files, directory, replica, seenBefore }: GarbageOptions): Generator<void, number> {
  replica.snapshots.refresh(files.list(directory));
  const [first, second] = yield* twoVerified(files, replica);
  if (first === undefined || second === undefined) return 0;
  // Whoever made them may have died before their names were durable; removals must not outlive them.
  files.syncDirectory(directory);
  let removed = 0;
  const remove = (file: string): void => {
    if (removeIfThere(files, file)) removed++;
  };
  const isCovered = (frames: VersionVector): boolean =>
    first.meta.vector.covers(frames) && second.meta.vector.covers(frames);
  const names = files.list(directory);
  for (const fileName of names) {
    const segment = parseSegmentName(fileName);
    const frames = segment?.sealed === true ? replica.framesOf(segment) : undefined;
    if (frames === undefined || !isCovered(frames)) continue;
    remove(path.join(directory, fileName));
    yield;
  }
  // By name, and not by place in the list: the two may have been overtaken and removed since they were checked.
  const smaller = replica.snapshots.all.filter(({ name }) => compareSnapshotNames(name, second.name) < 0);
  for (const snapshot of smaller) {
    if (!isCovered(snapshot.meta.vector)) continue;
    remove(snapshot.file);
    yield;
  }
  // What a dead process has left; one that lives, but has not gone on since then, makes its file again later.
  const temporary = names.filter((name) => name.endsWith('.tmp'));
  for (const name of temporary.filter((name) => seenBefore.has(name))) remove(path.join(directory, name));
  seenBefore.clear();
  for (const name of temporary) seenBefore.add(name);
  return removed;
}

/** The two greatest snapshots that are sound; damaged ones met on the way are put aside. */
function* twoVerified(files: Files, { snapshots }: Replica): Generator<void, readonly Snapshot[]> {
  const verified: Snapshot[] = [];
  for (const snapshot of snapshots.all) {
    if (verified.length === 2) break;
    try {
      snapshot.verified ||= yield* verifySnapshot(files, snapshot.file);
      if (snapshot.verified) verified.push(snapshot);
      else snapshots.setAside(snapshot);
    } catch (error) {
      // Gone, or not to be read now: it does not count.
      if (codeOf(error) === '') throw error;
    }
  }
  return verified;
}
