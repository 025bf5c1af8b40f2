import assert from 'node:assert/strict';
import { pageContentKind, pageText } from '../../../../src/attachments/page/pageContent.js';

const bytes = (text: string, encoding: BufferEncoding = 'utf8'): Uint8Array => Buffer.from(text, encoding);

describe('the content of a page', () => {
  it('is what its bytes say, before what the server says', () => {
    assert.equal(pageContentKind('text/html', bytes('%PDF-1.4')), 'pdf');
    assert.equal(pageContentKind('text/plain', bytes('\x89PNG\r\n\x1a\n', 'latin1')), 'image');
    assert.equal(pageContentKind('Text/HTML; charset=x', bytes('<p>')), 'html');
    assert.equal(pageContentKind('application/problem+json', bytes('{}')), 'text');
    assert.equal(pageContentKind('image/svg+xml', bytes('<svg/>')), 'text');
    assert.equal(pageContentKind('application/zip', bytes('PK')), 'other');
    assert.equal(pageContentKind('video/mp4', bytes('x')), 'other');
  });

  it('is told from text where nobody says', () => {
    assert.equal(pageContentKind('', bytes('\n<!DOCTYPE html><p>')), 'html');
    assert.equal(pageContentKind('application/octet-stream', bytes('plain')), 'text');
    assert.equal(pageContentKind('', new Uint8Array([65, 0, 66])), 'other');
  });

  const texts: readonly (readonly [what: string, contentType: string, bytes: Uint8Array, text: string])[] = [
    ['the server names', 'text/html; charset=ISO-8859-1', bytes('grün', 'latin1'), 'grün'],
    [
      'the page names',
      'text/html',
      bytes('<meta charset="windows-1252">\x80', 'latin1'),
      '<meta charset="windows-1252">€',
    ],
    [
      'an older page names',
      'text/html',
      bytes('<META http-equiv=x content="text/html; charset=latin2">\xb1', 'latin1'),
      '<META http-equiv=x content="text/html; charset=latin2">ą',
    ],
    [
      'its first bytes tell',
      'text/html; charset=latin1',
      Buffer.concat([Buffer.from([0xff, 0xfe]), bytes('grün', 'utf16le')]),
      'grün',
    ],
    ['nobody names, and is UTF-8', 'text/html', bytes('grün 👍'), 'grün 👍'],
    ['nobody names, and is not UTF-8', 'text/html', bytes('gr\xfcn', 'latin1'), 'grün'],
    ['nobody knows', 'text/html; charset=klingon', bytes('grün'), 'grün'],
    ['is cut within a character', 'text/html', bytes('grün👍').subarray(0, -2), 'grün'],
  ];
  for (const [what, contentType, content, text] of texts)
    it(`is decoded in an encoding that ${what}`, () => assert.equal(pageText(contentType, content, 'html'), text));
});
