import assert from 'node:assert/strict';
import { attachedText } from '../../../../src/attachments/attachedText.js';
import { changeOfText, presentLines } from '../../../../src/attachments/changeOf.js';
import { isBinary } from '../../../../src/attachments/files/isBinary.js';
import { linesOf, rangeOfFragment, splitRange } from '../../../../src/attachments/files/lineRange.js';
import type { AttachmentPart } from '../../../../src/core/message.js';

describe('bytes', () => {
  it('are text in UTF-8 and in UTF-16, with a mark and without', () => {
    const text = 'Grüße, a longer text without any sign of its encoding.\n';
    for (const encoding of ['utf8', 'utf16le'] as const) assert.equal(isBinary(Buffer.from(text, encoding)), false);
    const big = Buffer.from(text, 'utf16le').swap16();
    assert.equal(isBinary(Buffer.concat([Buffer.from([0xfe, 0xff]), big])), false);
    assert.equal(isBinary(Buffer.from('plain English text in UTF-16', 'utf16le').swap16()), false);
    assert.equal(isBinary(Buffer.alloc(0)), false);
  });

  it('are no text where there are zeros', () => {
    assert.equal(isBinary(Buffer.from('ELF\0\0\x01\x02abc\0def')), true);
    assert.equal(isBinary(Buffer.alloc(100)), true);
  });
});

describe('a text that is attached', () => {
  it('has line feeds, and no byte order mark', () => {
    assert.deepEqual(attachedText('\ufeffa\r\nb\rc\n'), { text: 'a\nb\nc\n', omitted: 0 });
  });

  it('is never cut within a character', () => {
    assert.deepEqual(attachedText('ab😀cd', 3), { text: 'ab', omitted: 4 });
    assert.deepEqual(attachedText('ab😀cd', 4), { text: 'ab😀', omitted: 2 });
  });
});

describe('lines', () => {
  it('are named as editors name them', () => {
    assert.deepEqual(rangeOfFragment('L12,3-L40,5'), { start: 12, end: 40 });
    assert.deepEqual(rangeOfFragment('12-40'), { start: 12, end: 40 });
    assert.deepEqual(rangeOfFragment('40-12'), { start: 12, end: 40 });
    assert.deepEqual(rangeOfFragment('L7'), { start: 7, end: 7 });
    for (const other of ['', 'heading', 'W0sZmlsZQ==', '0', 'L-3']) assert.equal(rangeOfFragment(other), undefined);
  });

  it('are split off from what was typed', () => {
    assert.deepEqual(splitRange('main.ts:12-40'), { name: 'main.ts', range: { start: 12, end: 40 } });
    assert.deepEqual(splitRange('a:b'), { name: 'a:b', range: undefined });
    assert.deepEqual(splitRange(':5'), { name: ':5', range: undefined });
  });

  it('are cut to those that there are', () => {
    assert.deepEqual(linesOf('a\nb\nc', { start: 2, end: 99 }), { text: 'b\nc', range: { start: 2, end: 3 } });
    assert.equal(linesOf('a\nb', { start: 3, end: 4 }), undefined);
    assert.deepEqual(linesOf('a\nb\n', { start: 3, end: 3 }), { text: '', range: { start: 3, end: 3 } });
    assert.deepEqual(linesOf('a\n\nc\nd', { start: 1, end: 3 }), { text: 'a\n\nc', range: { start: 1, end: 3 } });
    assert.deepEqual(linesOf('', { start: 1, end: 2 }), { text: '', range: { start: 1, end: 1 } });
  });
});

describe('what was attached', () => {
  const part = (fields: Partial<AttachmentPart>): AttachmentPart => ({
    type: 'attachment',
    id: 'a',
    kind: 'file',
    label: 'a.ts',
    mediaType: 'text/plain',
    bytes: 1,
    capturedAt: 0,
    ...fields,
  });

  it('is unchanged in a file that has other line ends by now', () => {
    assert.equal(changeOfText(part({ text: 'a\nb' }), '\ufeffa\r\nb'), 'unchanged');
    assert.equal(changeOfText(part({ text: 'a\nb' }), 'a\nb\n'), 'changed');
  });

  it('is unchanged where its lines have moved, and found there', () => {
    const lines = part({ text: 'x\ny', range: { start: 1, end: 2 } });
    assert.equal(changeOfText(lines, 'new\nx\ny\nz'), 'unchanged');
    assert.deepEqual(presentLines(lines, 'new\nx\ny\nz'), { start: 2, end: 3 });
    assert.equal(changeOfText(lines, 'new\nx\nY\nz'), 'changed');
    assert.deepEqual(presentLines(lines, 'new'), { start: 1, end: 1 });
  });

  it('is compared as far as it was taken, where only its beginning was', () => {
    const cut = part({ text: 'ab', isCut: true, note: 'The first 2 of 4 characters.' });
    assert.equal(changeOfText(cut, 'abcd'), 'unchanged');
    assert.equal(changeOfText(cut, 'acbd'), 'changed');
  });

  it('has changed when something was added to a file that was attached with a note on its encoding', () => {
    assert.equal(changeOfText(part({ text: 'ab', note: 'Some characters could not be read.' }), 'abcd'), 'changed');
  });
});
