import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compressImage, type ImagePiece, PieceReader } from '../../../../../src/storage/worker/snapshot/imagePieces.js';
import { randomNumbers } from '../../../../support/randomNumbers.js';

const KIB = 1024;
const random = randomNumbers(1);
/** Text, then bytes that cannot be compressed, then a part of a piece. */
const image = Buffer.concat([
  Buffer.from('What was said, again and again. '.repeat(20 * KIB)),
  Buffer.from(Uint8Array.from({ length: 300 * KIB }, () => Math.floor(random() * 256))),
]);
const stored = Buffer.concat([...compressImage(image)]);

function read(portions: readonly Buffer[]): readonly ImagePiece[] {
  const reader = new PieceReader();
  return [...portions.flatMap((portion) => [...reader.push(portion)]), ...reader.end()];
}

/** The image that the pieces make up, with zeros where there is none. */
function join(pieces: readonly ImagePiece[]): Buffer {
  const joined = Buffer.alloc(image.length);
  for (const { offset, bytes } of pieces) bytes.copy(joined, offset);
  return joined;
}

describe('the pieces of a stored image', () => {
  it('are shorter, and give the image back', () => {
    assert.ok(stored.length < image.length / 2);
    assert.ok(join(read([stored])).equals(image));
    assert.deepEqual(read([Buffer.concat([...compressImage(Buffer.alloc(0))])]), []);
  });

  it('are found in portions of any size', () => {
    const cut = fc.integer({ min: 0, max: stored.length });
    fc.assert(
      fc.property(fc.array(cut, { maxLength: 12 }), (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), stored.length];
        const portions = places.slice(1).map((place, index) => stored.subarray(places[index], place));
        assert.ok(join(read(portions)).equals(image));
      }),
      { numRuns: 30 },
    );
  });

  it('are lost one at a time, wherever a byte is damaged', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: stored.length - 1 }), fc.integer({ min: 1, max: 255 }), (place, change) => {
        const damaged = Buffer.from(stored);
        damaged[place]! ^= change;
        const pieces = read([damaged]);
        assert.equal(pieces.length, Math.ceil(image.length / (128 * KIB)) - 1);
        for (const { offset, bytes } of pieces)
          assert.ok(bytes.equals(image.subarray(offset, offset + bytes.length)), `at ${offset}`);
      }),
      { numRuns: 60 },
    );
  });

  it('are found behind missing bytes, and before a torn end', () => {
    const whole = read([stored]);
    assert.deepEqual(
      read([stored.subarray(5)]).map(({ offset }) => offset),
      whole.slice(1).map(({ offset }) => offset),
    );
    assert.equal(read([stored.subarray(0, stored.length - 5)]).length, whole.length - 1);
  });
});
