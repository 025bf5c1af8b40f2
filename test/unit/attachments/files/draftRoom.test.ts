import assert from 'node:assert/strict';
import { batchEnd, DraftRoom } from '../../../../src/attachments/files/draftRoom.js';
import { newAttachment } from '../../../../src/attachments/newAttachment.js';

const megabytes = (count: number): number => count * 1024 * 1024;

describe('what files of one act may take', () => {
  it('is 64 MB and eight files at a time, and at least one', () => {
    assert.equal(batchEnd(Array(20).fill(10), 0), 8);
    assert.equal(batchEnd(Array(20).fill(10), 16), 20);
    assert.equal(batchEnd(Array(20).fill(megabytes(20)), 5), 8);
    assert.equal(batchEnd([megabytes(100), megabytes(1)], 0), 1);
  });

  it('is what a message can have of text and of data: from the first that does not fit on, nothing is taken', () => {
    const image = newAttachment({ kind: 'image', label: 'a', data: 'A'.repeat(megabytes(20)), mediaType: 'image/png' });
    const text = newAttachment({ kind: 'file', label: 'b', text: 'x'.repeat(2_000_000) });
    const images = new DraftRoom();
    assert.deepEqual(
      Array.from({ length: 8 }, () => images.take([image])),
      [...Array<boolean>(6).fill(true), false, false],
    );
    assert.deepEqual([images.take([text]), images.isFull], [false, true]);
    const texts = new DraftRoom();
    assert.deepEqual(
      Array.from({ length: 9 }, () => texts.take([text])),
      [...Array<boolean>(8).fill(true), false],
    );
  });
});
