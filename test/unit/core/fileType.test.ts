import assert from 'node:assert/strict';
import { mediaTypeOf, ownMediaType, pictureTypeOf, usualMediaType } from '../../../src/core/fileType.js';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

/** The first bytes of files, and what they are. */
const heads: readonly (readonly [string, string | undefined])[] = [
  ['\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'image/png'],
  ['\xff\xd8\xff\xe1\0\x10Exif', 'image/jpeg'],
  ['GIF87a', 'image/gif'],
  ['GIF89a\x01', 'image/gif'],
  ['RIFF\x24\0\0\0WEBPVP8 ', 'image/webp'],
  ['%PDF-1.7\n', 'application/pdf'],
  ['\xef\xbb\xbf\r\n%PDF-1.4', 'application/pdf'],
  // What looks like them.
  ['\x89PNG\n\x1a\n', undefined],
  ['GIF90a', undefined],
  ['RIFF\x24\0\0\0WAVEfmt ', undefined],
  ['<p>%PDF-1.7', undefined],
  ['<svg xmlns="http://www.w3.org/2000/svg"/>', undefined],
  ['BM\x36\x10', undefined],
  ['', undefined],
];

describe('what a file is', () => {
  it('is said by its first bytes, as bytes and as base64, whatever follows', () => {
    for (const [head, type] of heads)
      for (const rest of ['', 'x'.repeat(5_000)]) {
        assert.equal(mediaTypeOf(bytes(head + rest)), type, JSON.stringify(head));
        assert.equal(ownMediaType(bytes(head + rest).toString('base64')), type, JSON.stringify(head));
      }
  });

  it('has one name', () => {
    for (const [name, usual] of [
      ['image/png', 'image/png'],
      [' IMAGE/JPG ; q=1', 'image/jpeg'],
      ['image/x-png', 'image/png'],
      ['application/x-pdf', 'application/pdf'],
      ['__proto__', '__proto__'],
      ['', ''],
    ] as const)
      assert.equal(usualMediaType(name), usual);
  });

  it('is no picture where it is empty, or neither content nor name are a picture’s', () => {
    const png = bytes(heads[0]![0]);
    assert.equal(pictureTypeOf('text/html', png), 'image/png');
    assert.equal(pictureTypeOf('image/png', bytes('<html>')), 'image/png');
    for (const [name, data] of [
      ['image/png', bytes('')],
      ['image/png', bytes('%PDF-1.7')],
      ['text/html', bytes('<html>')],
      ['image/', bytes('x')],
      ['image/a b', bytes('x')],
    ] as const)
      assert.equal(pictureTypeOf(name, data), undefined, name);
  });
});
