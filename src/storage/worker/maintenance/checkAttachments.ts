import type { Checked } from '../../api/maintenance.js';
import { isBlobHash } from '../blobs/blobReference.js';
import type { BlobStore } from '../blobs/blobStore.js';
import type { Findings, Tally } from './findings.js';
import type { MaintenanceContext, MaintainedDatabase } from './maintainedDatabase.js';

/** Every blob that a row refers to must be there, and every one that is there must be whole; a blob is a step. */
export function* checkAttachments(
  { files, blobs }: MaintenanceContext,
  all: readonly MaintainedDatabase[],
  findings: Findings,
): Generator<void, Checked['attachments']> {
  const referred = new Set<string>();
  for (const { database } of all) for (const hash of yield* database.open().referredBlobs()) referred.add(hash);
  const tally = { files: 0, bytes: 0 };
  const there = files.list(blobs.directory).filter(isBlobHash);
  for (const hash of new Set([...there, ...referred])) {
    yield* findings.tolerating(
      'attachment-unreadable',
      blobs.fileOf(hash),
      checkBlob(blobs, hash, referred.has(hash), tally, findings),
    );
  }
  return { ...tally, unused: there.filter((hash) => !referred.has(hash)).length };
}

function* checkBlob(
  blobs: BlobStore,
  hash: string,
  isReferred: boolean,
  tally: Tally,
  findings: Findings,
): Generator<void, void> {
  const reading = blobs.read(hash);
  yield;
  if (Buffer.isBuffer(reading)) findings.count(tally, reading.length);
  else if (isReferred || reading === 'damaged') findings.addFile(`attachment-${reading}`, blobs.fileOf(hash));
}
