import assert from 'node:assert/strict';
import path from 'node:path';
import type { MessagePart } from '../../../../../src/core/message.js';
import { BlobStore } from '../../../../../src/storage/worker/blobs/blobStore.js';
import { collectBlobs } from '../../../../../src/storage/worker/blobs/collectBlobs.js';
import { directory, openDatabase } from '../../support/openDatabase.js';
import { SimulatedFiles } from '../../support/simulatedFiles.js';
import { finish } from '../../support/compaction.js';
import {
  attachment,
  withParts,
  filePart,
  collection,
  blobNames,
  blobHash,
  partsIn,
  blobDirectory,
  attachWhileCollecting,
  historyWithUnusedBlob,
} from '../../support/blobHistory.js';

const day = 24 * 60 * 60 * 1000;

describe('collecting attachments nobody refers to', () => {
  it('keeps those of conversations, and lets the others go after a day', () => {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    const [kept, gone] = [attachment(), attachment()];
    database.append([withParts('a', [filePart(kept)]), withParts('b', [filePart(gone), filePart(kept)], 'deleted')]);
    assert.equal(finish(collection(files, database)), 0);
    database.append([{ events: [{ type: 'conversation.tombstone', id: 'deleted' }], sync: true }]);
    assert.equal(finish(collection(files, database)), 0);
    assert.equal(finish(collection(files, database)), 0);
    assert.equal(blobNames(files).length, 2);
    assert.equal(finish(collection(files, database, () => Date.now() + day + 1)), 1);
    assert.deepEqual(blobNames(files), [blobHash(kept)]);
    assert.deepEqual(partsIn(openDatabase(files)), [filePart(kept)]);
  });

  it('gives one its name back that is referred to again', () => {
    const files = new SimulatedFiles();
    const [one, other] = [openDatabase(files), openDatabase(files)];
    const data = attachment();
    one.append([withParts('b', [filePart(data)], 'deleted')]);
    one.append([{ events: [{ type: 'conversation.tombstone', id: 'deleted' }], sync: true }]);
    finish(collection(files, one));
    // As a restored conversation does: by reference, without the bytes.
    other.append([
      withParts('a', [
        { type: 'file', mediaType: 'image/png', name: 'picture.png', blob: blobHash(data) } as unknown as MessagePart,
      ]),
    ]);
    assert.deepEqual(partsIn(openDatabase(files)), [filePart(data)], 'it is found under its other name, too');
    finish(collection(files, one, () => Date.now() + 2 * day));
    assert.deepEqual(blobNames(files), [blobHash(data)]);
  });

  it('does not put a damaged copy into the place of a sound one', () => {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    const data = attachment();
    database.append([withParts('a', [filePart(data)])]);
    const unused = path.join(blobDirectory, `${blobHash(data)}.unused-1`);
    for (const [main, copy] of [
      ['good', 'bad'],
      ['bad', 'good'],
      [undefined, 'good'],
    ] as const) {
      const contents = { good: Buffer.from(data, 'base64'), bad: Buffer.from('bad') };
      if (main === undefined) files.remove(path.join(blobDirectory, blobHash(data)));
      else files.overwrite(path.join(blobDirectory, blobHash(data)), contents[main]);
      files.put(unused, contents[copy]);
      finish(collection(files, database));
      assert.deepEqual(blobNames(files), [blobHash(data)]);
      assert.deepEqual(partsIn(openDatabase(files)), [filePart(data)]);
    }
  });

  it('loses nothing when another window attaches the same in the middle of it', () => {
    const data = attachment();
    for (const outer of ['append', 'collect'] as const)
      for (const moment of [0, 3, 6])
        assert.ok(attachWhileCollecting(historyWithUnusedBlob(data), data, outer, moment), `${outer} ${moment}`);
  });

  it('removes what a dead process has left half written, at the second look', () => {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    database.append([withParts('a', [])]);
    files.makeDirectory(blobDirectory);
    files.put(path.join(blobDirectory, `${'ab'.repeat(32)}.0011aabb.tmp`), Buffer.from('half'));
    files.put(path.join(blobDirectory, 'notes.txt'), Buffer.from('of somebody else'));
    const seenBefore = new Set<string>();
    const store = new BlobStore(files, directory);
    const look = (): number =>
      finish(
        collectBlobs({
          store,
          *referred() {
            return new Set();
          },
          *catchUp() {},
          now: Date.now,
          seenBefore,
          immediately: false,
        }),
      );
    assert.equal(look(), 0);
    assert.equal(look(), 1);
    assert.deepEqual(blobNames(files), ['notes.txt']);
  });
});
