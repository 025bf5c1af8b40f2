import assert from 'node:assert/strict';
import path from 'node:path';
import { BlobStore } from '../../../../../src/storage/worker/blobs/blobStore.js';
import { collectAttachments } from '../../../../../src/storage/worker/maintenance/collectAttachments.js';
import type {
  MaintainedDatabase,
  MaintenanceContext,
} from '../../../../../src/storage/worker/maintenance/maintainedDatabase.js';
import { attachment, blobNames, historyWithUnusedBlob } from '../../support/blobHistory.js';
import { finish } from '../../support/compaction.js';
import { newerFrame } from '../../support/newerFrame.js';
import { directory, logDirectory, openDatabase } from '../../support/openDatabase.js';

describe('removing attachments that nobody refers to', () => {
  /** @param meanwhile happens once the first of them has lost its name, before what others have written is read */
  function collected(meanwhile: (put: (name: string, bytes: Buffer) => void) => void): readonly [number, number] {
    const files = historyWithUnusedBlob(attachment());
    const database = openDatabase(files);
    const maintained = { database, backups: { referredBlobs: () => [] } } as unknown as MaintainedDatabase;
    const now = (): number => {
      meanwhile((name, bytes) => files.put(path.join(logDirectory, name), bytes));
      return Date.now();
    };
    const context = { files, blobs: new BlobStore(files, directory), now } as unknown as MaintenanceContext;
    const removed = finish(collectAttachments(context, maintained, new Set(), true));
    return [removed, blobNames(files).length];
  }

  it('removes them', () => {
    assert.deepEqual(
      collected(() => undefined),
      [1, 0],
    );
  });

  it('removes none when a newer version of SCOUT turns out to be there, which may refer to them', () => {
    assert.deepEqual(
      collected((put) => put('seg-00000000000000aa-1.log', newerFrame())),
      [0, 1],
    );
  });
});
