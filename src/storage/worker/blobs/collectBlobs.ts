import path from 'node:path';
import { removeIfThere } from '../files/removeIfThere.js';
import { isBlobHash } from './blobReference.js';
import { type BlobStore, formatUnusedName, parseUnusedName } from './blobStore.js';
import { renameIfThere } from '../files/renameIfThere.js';

/** How long nobody must have referred to a blob before it goes. Safety does not depend on it: see below. */
const UNUSED_MS = 24 * 60 * 60 * 1000;

export interface BlobGarbageOptions {
  readonly store: BlobStore;
  /** The hash of every blob that anything refers to, as far as this process knows; in steps. `undefined` when it cannot know: none goes then. */
  readonly referred: () => Generator<void, ReadonlySet<string> | undefined>;
  /** Reads what other processes have written, in steps. @throws when that cannot be read. */
  readonly catchUp: () => Generator<void, void>;
  /** Unix milliseconds. */
  readonly now: () => number;
  /** Temporary files that were there at the last collection; brought up to date. */
  readonly seenBefore: Set<string>;
  /** Whether blobs nobody refers to go at once. */
  readonly immediately: boolean;
}

/**
 * Removes blobs that nobody refers to, in steps. It needs no lock: a blob gets another name first, and only then what others have
 * written is read. Whoever wrote a reference before that is seen, and the blob gets its name back; whoever writes one later
 * misses the blob under its name, and writes it again before anything counts as saved (`BlobStore.confirm`).
 *
 * @returns how many files were removed.
 * @throws the system error; nothing is lost by it.
 */
export function* collectBlobs(options: BlobGarbageOptions): Generator<void, number> {
  const { store, now, catchUp } = options;
  const { files, directory } = store;
  const before = yield* options.referred();
  if (before === undefined) return 0;
  let renamed = 0;
  for (const name of files.list(directory)) {
    if (!isBlobHash(name) || before.has(name)) continue;
    if (renameIfThere(files, store.fileOf(name), path.join(directory, formatUnusedName({ hash: name, since: now() }))))
      renamed++;
    yield;
  }
  if (renamed > 0) files.syncDirectory(directory);
  yield* catchUp();
  const referred = yield* options.referred();
  // Those with another name are found under it, and get their own back the next time.
  if (referred === undefined) return 0;
  let removed = 0;
  for (const name of files.list(directory)) {
    const unused = parseUnusedName(name);
    if (unused === undefined) continue;
    const file = path.join(directory, name);
    if (referred.has(unused.hash)) bringBack(store, file, unused.hash);
    else if ((options.immediately || Math.abs(now() - unused.since) > UNUSED_MS) && removeIfThere(files, file))
      removed++;
    yield;
  }
  return removed + removeLeftovers(options);
}

/** Its writer may meanwhile have written it again. */
function bringBack(store: BlobStore, file: string, hash: string): void {
  const { files } = store;
  if (store.isWhole(hash, hash)) removeIfThere(files, file);
  else if (store.isWhole(path.basename(file), hash)) renameIfThere(files, file, store.fileOf(hash));
  files.syncDirectory(store.directory);
}

/** What a dead process has left; one that lives writes it again. */
function removeLeftovers({ store, seenBefore, immediately }: BlobGarbageOptions): number {
  const { files, directory } = store;
  const temporary = files.list(directory).filter((name) => name.endsWith('.tmp'));
  const removed = temporary.filter(
    (name) => (immediately || seenBefore.has(name)) && removeIfThere(files, path.join(directory, name)),
  );
  seenBefore.clear();
  for (const name of temporary) seenBefore.add(name);
  return removed.length;
}
