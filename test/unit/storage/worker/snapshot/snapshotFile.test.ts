import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { VersionVector } from '../../../../../src/storage/worker/log/versionVector.js';
import {
  encodeSnapshot,
  readSnapshotImage,
  readSnapshotMeta,
  type SnapshotMeta,
  verifySnapshot,
} from '../../../../../src/storage/worker/snapshot/snapshotFile.js';
import { SimulatedFiles } from '../../support/simulatedFiles.js';

const file = '/folder/snap-1-00000000000000aa-1.db';
const image = Buffer.from(Array.from({ length: 300 }, (_, index) => index % 251));
const vector = new VersionVector();
vector.add('00000000000000aa', 1);
const contents = { rows: { messages: 7 }, blobs: ['ab'.repeat(32)] };

function written(schemaVersion = 3, isCompressed = true): { files: SimulatedFiles; bytes: Buffer } {
  const bytes = Buffer.concat([
    ...encodeSnapshot(
      image,
      schemaVersion,
      { vector, clock: 0xabcn, erasures: 2, createdAt: 5, contents },
      isCompressed,
    ),
  ]);
  const files = new SimulatedFiles();
  files.put(file, bytes);
  return { files, bytes };
}

function metaOf(bytes: Buffer): SnapshotMeta {
  const files = new SimulatedFiles();
  files.put(file, bytes);
  return readSnapshotMeta(files, file, 3) as SnapshotMeta;
}

function isSound(files: SimulatedFiles): boolean {
  const verifying = verifySnapshot(files, file);
  for (;;) {
    const step = verifying.next();
    if (step.done === true) return step.value;
  }
}

describe('a snapshot file', () => {
  it('gives back the image, and what is said about it', () => {
    const { files } = written();
    const meta = readSnapshotMeta(files, file, 3) as SnapshotMeta;
    assert.deepEqual(
      { ...meta, vector: meta.vector.toJSON() },
      { vector: vector.toJSON(), clock: 0xabcn, erasures: 2, createdAt: 5, contents, image: meta.image },
    );
    assert.deepEqual(Buffer.from(readSnapshotImage(files, file, meta)), image);
    assert.equal(meta.image.size, 300);
    assert.equal(isSound(files), true);
  });

  it('holds the image as it is where Node cannot compress, and is read everywhere', () => {
    const { files, bytes } = written(3, false);
    const meta = readSnapshotMeta(files, file, 3) as SnapshotMeta;
    assert.deepEqual(meta.image, { size: 300, storedSize: 300, isCompressed: false, pieceSizes: undefined });
    assert.ok(bytes.subarray(0, 300).equals(image));
    assert.deepEqual(Buffer.from(readSnapshotImage(files, file, meta)), image);
  });

  it('is read when it was compressed before vectors were packed', () => {
    const { bytes } = written();
    const [stored, footer] = [bytes.subarray(0, metaOf(bytes).image.storedSize), bytes.subarray(bytes.length - 64)];
    const { writers: _, ...others } = JSON.parse(bytes.subarray(stored.length, bytes.length - 64).toString()) as Record<
      string,
      unknown
    >;
    const json = Buffer.from(JSON.stringify({ ...others, vector }));
    footer.writeUInt16LE(2, 8);
    footer.writeUInt32LE(json.length, 12);
    footer.writeUInt32LE(crc32(json, crc32(footer.subarray(0, 24))), 24);
    createHash('sha256')
      .update(Buffer.concat([stored, json, footer.subarray(0, 32)]))
      .digest()
      .copy(footer, 32);
    const before = Buffer.concat([stored, json, footer]);
    const meta = metaOf(before);
    assert.deepEqual(meta.vector.toJSON(), vector.toJSON());
    const files = new SimulatedFiles();
    files.put(file, before);
    assert.deepEqual(Buffer.from(readSnapshotImage(files, file, meta)), image);
  });

  it('shows the change of any single bit', () => {
    const { files, bytes } = written();
    const meta = readSnapshotMeta(files, file, 3) as SnapshotMeta;
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const damaged = Buffer.from(bytes);
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      files.overwrite(file, damaged);
      assert.equal(isSound(files), false, `bit ${bit}`);
      assert.equal(readSnapshotImage(files, file, meta), 'damaged');
    }
  });

  it('is damaged, not of an unknown version, when a bit of its version is another', () => {
    const { files, bytes } = written();
    bytes[bytes.length - 64 + 8]! ^= 2;
    files.overwrite(file, bytes);
    assert.equal(readSnapshotMeta(files, file, 3), 'damaged');
  });

  it('is damaged when it is shorter or longer than it was', () => {
    const { files, bytes } = written();
    for (let length = 0; length < bytes.length; length++) {
      files.overwrite(file, bytes.subarray(0, length));
      assert.equal(readSnapshotMeta(files, file, 3), 'damaged', `${length} bytes`);
      assert.equal(isSound(files), false);
    }
    files.overwrite(file, Buffer.concat([bytes.subarray(0, 10), bytes]));
    assert.equal(readSnapshotMeta(files, file, 3), 'damaged');
  });

  it('is of an unknown version when its format is of another version, or its tables of a later one', () => {
    assert.equal(readSnapshotMeta(written(4).files, file, 3), 'unknown-version');
    assert.notEqual(typeof readSnapshotMeta(written(2).files, file, 3), 'string');
    const { files, bytes } = written(3, false);
    const footer = bytes.subarray(bytes.length - 64);
    footer.writeUInt16LE(4, 8);
    footer.writeUInt32LE(crc32(bytes.subarray(image.length, bytes.length - 64), crc32(footer.subarray(0, 24))), 24);
    files.overwrite(file, bytes);
    assert.equal(readSnapshotMeta(files, file, 3), 'unknown-version');
  });
});
