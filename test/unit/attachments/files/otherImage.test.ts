import assert from 'node:assert/strict';
import { otherImage } from '../../../../src/attachments/files/otherImage.js';

const of = (head: string) => otherImage(Buffer.from(head, 'latin1'));

describe('an image that no model reads', () => {
  it('is known by its first bytes', () => {
    assert.equal(of('\0\0\0\x18ftypheic\0\0\0\0'), 'HEIC');
    assert.equal(of('\0\0\0\x18ftypmif1'), 'HEIC');
    assert.equal(of('\0\0\0\x1cftypavif'), 'AVIF');
    assert.equal(of('II*\0\x08\0\0\0'), 'TIFF');
    assert.equal(of('BM\x36\x04\0\0\0\0\0\0'), 'BMP');
    assert.equal(of('\0\0\0\x0cJXL \r\n\x87\n'), 'JPEG XL');
    assert.equal(of('8BPS\0\x01'), 'Photoshop');
  });

  it('is nothing else that begins alike', () => {
    for (const head of ['', 'BM', 'BMW is a car', '\0\0\0\x18ftypisom', '\x89PNG\r\n\x1a\n', 'II', '\xff\xd8\xff'])
      assert.equal(of(head), undefined, JSON.stringify(head));
  });
});
