import assert from 'node:assert/strict';
import fc from 'fast-check';
import { encodeFrame, type Frame, HEADER_SIZE, scanFrames } from '../../../../../src/storage/worker/log/frame.js';

function frame(sequence: number, text: string): Frame {
  return {
    type: 1,
    version: 1,
    sequence,
    clock: 0x0199_0000_0000_0000n + BigInt(sequence),
    payload: Buffer.from(JSON.stringify([text])),
  };
}

const frames = [frame(1, 'first'), frame(2, ''), frame(3, 'thïrd – ☃'), frame(4, 'x'.repeat(200))];
const encoded = frames.map(encodeFrame);
const log = Buffer.concat(encoded);
/** Where each frame ends in `log`. */
const ends = encoded.map((_, index) => Buffer.concat(encoded.slice(0, index + 1)).length);

describe('a log file', function () {
  this.timeout(180_000);

  it('gives back the frames that were written', () => {
    const scan = scanFrames(log);
    assert.deepEqual(
      scan.frames.map(({ frame }) => frame),
      frames,
    );
    assert.deepEqual(
      scan.frames.map(({ bytes }) => bytes),
      encoded,
    );
    assert.deepEqual([scan.damagedBytes, scan.tornBytes], [0, 0]);
  });

  it('recovers from every byte prefix exactly its whole frames, and calls the rest an incomplete write', () => {
    for (let length = 0; length <= log.length; length++) {
      const scan = scanFrames(log.subarray(0, length));
      const whole = ends.filter((end) => end <= length).length;
      const wholeBytes = ends[whole - 1] ?? 0;
      assert.deepEqual(
        scan.frames.map(({ frame }) => frame),
        frames.slice(0, whole),
        `prefix of ${length} bytes`,
      );
      assert.deepEqual([scan.damagedBytes, scan.tornBytes], [0, length - wholeBytes], `prefix of ${length} bytes`);
    }
  });

  it('loses one frame, and no other, to any single flipped bit', () => {
    for (let bit = 0; bit < log.length * 8; bit++) {
      const flipped = Buffer.from(log);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      const hit = ends.findIndex((end) => end > bit >> 3);
      const scan = scanFrames(flipped);
      assert.deepEqual(
        scan.frames.map(({ frame }) => frame),
        frames.filter((_, index) => index !== hit),
        `bit ${bit}`,
      );
      assert.equal(scan.damagedBytes + scan.tornBytes, encoded[hit]!.length, `bit ${bit}`);
    }
  });

  it('takes zeros at the end, which a power loss leaves, for an incomplete write', () => {
    const scan = scanFrames(Buffer.concat([log, Buffer.alloc(4096)]));
    assert.deepEqual([scan.frames.length, scan.damagedBytes, scan.tornBytes], [4, 0, 4096]);
  });

  it('finds every whole frame between strange bytes and counts the strange bytes', () => {
    const strange = fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(fc.array(strange, { minLength: 5, maxLength: 5 }), (between) => {
        const file = Buffer.concat(between.flatMap((bytes, index) => [bytes, encoded[index] ?? Buffer.alloc(0)]));
        const scan = scanFrames(file);
        assert.deepEqual(
          scan.frames.map(({ frame }) => frame),
          frames,
        );
        assert.equal(scan.damagedBytes + scan.tornBytes, file.length - log.length);
      }),
    );
  });

  it('does not believe a clock beyond the year 9999 or a sequence number beyond exact integers', () => {
    const late = encodeFrame({ ...frame(1, 'late'), clock: (1n << 64n) - 1n });
    assert.deepEqual(scanFrames(late).frames, []);
    assert.equal(scanFrames(late).damagedBytes, late.length);
    const far = encodeFrame({ ...frame(1, 'far'), sequence: 2 ** 53 });
    assert.deepEqual(scanFrames(far).frames, []);
  });

  it('lays a frame out as documented', () => {
    const bytes = encodeFrame({
      type: 1,
      version: 1,
      sequence: 2,
      clock: 0x0102030405060708n,
      payload: Buffer.from('[]'),
    });
    assert.equal(bytes.length, HEADER_SIZE + 2);
    assert.equal(bytes.subarray(0, 8).toString('hex'), 'ff53435402000000');
    assert.equal(bytes.subarray(12).toString('hex'), '01000100' + '0200000000000000' + '0807060504030201' + '5b5d');
  });
});
