import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { ScaleError, type ScaleImage } from '../../../../../src/attachments/imageScaler.js';
import { maximumAttachmentData } from '../../../../../src/attachments/limits.js';
import { abortError } from '../../../../../src/core/errors.js';
import type { AttachmentPart } from '../../../../../src/core/message.js';
import { captureData } from '../../../../../src/vscode/context/documents/captureData.js';
import { DocumentReader } from '../../../../../src/vscode/context/documents/documentReader.js';
import { pdfBytes } from '../../../../support/pdfBytes.js';

const worker = fileURLToPath(new URL('../../../../../src/attachments/documents/main.ts', import.meta.url));
/** Stands for a page of the chat. */
let scale: ScaleImage;
const reader = new DocumentReader(worker, (bytes, signal) => scale(bytes, signal));

const capture = (name: string, bytes: Uint8Array): Promise<AttachmentPart> =>
  captureData({ name, bytes }, reader, new AbortController().signal);

function png(width: number, height: number, length = 33): Buffer {
  const bytes = Buffer.alloc(length);
  bytes.write('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1');
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

describe('a file without a place, as an attachment', () => {
  it('is an image by its bytes, whatever it is called', async () => {
    const part = await capture('shot.txt', png(800, 600));
    assert.deepEqual([part.kind, part.mediaType, part.label, part.bytes], ['image', 'image/png', 'shot.txt', 33]);
    assert.equal(Buffer.from(part.data!, 'base64').equals(png(800, 600)), true);
  });

  it('is scaled as an image that no model takes, and says so', async () => {
    const sizes: number[] = [];
    scale = (bytes) => {
      sizes.push(bytes.length);
      return Promise.resolve({ data: png(4_096, 20).toString('base64') });
    };
    const wide = await capture('wide.png', png(20_000, 100));
    assert.deepEqual([wide.mediaType, wide.bytes, wide.note], ['image/png', 33, 'Scaled from 20000 × 100 pixels']);
    assert.match((await capture('long.png', png(100, 8_001))).note!, /100 × 8001/u);
    const heavy = await capture('heavy.png', png(3_000, 3_000, 30 * 1024 * 1024));
    assert.deepEqual(
      [heavy.note, heavy.bytes, heavy.data?.length],
      ['Scaled from 3000 × 3000 pixels', 30 * 1024 * 1024, 44],
      'the size is that of the original, by which a change is seen',
    );
    assert.deepEqual(sizes, [33, 33, 30 * 1024 * 1024]);
    assert.equal((await capture('small.png', png(8_000, 8_000))).note, undefined);
    assert.equal(sizes.length, 3, 'what fits stays as it is');
  });

  it('is refused as an image with too many pixels before anything decodes it', async () => {
    scale = () => assert.fail('nobody is to decode it');
    await assert.rejects(
      capture('bomb.png', png(20_000, 20_000)),
      /“bomb\.png” has 20,000 × 20,000 pixels, too many to be scaled here\. Nothing was attached/u,
    );
    await assert.rejects(capture('none.png', png(0, 9_000)), /too damaged to be scaled/u);
  });

  it('is refused as an image that could not be scaled, with what helps', async () => {
    scale = () => Promise.reject(new ScaleError('unreadable'));
    await assert.rejects(capture('a.png', png(9_000, 9)), /“a\.png”[^]*Nothing was attached\. Save it anew as PNG/u);
    scale = () => Promise.reject(new ScaleError('no-view'));
    await assert.rejects(capture('a.png', png(9_000, 9)), /Open the chat and try again/u);
    scale = () => Promise.resolve({ data: Buffer.from('no image').toString('base64') });
    await assert.rejects(capture('a.png', png(9_000, 9)), /Save it anew/u);
    scale = () => Promise.reject(abortError());
    await assert.rejects(capture('a.png', png(9_000, 9)), { name: 'AbortError' });
  });

  it('is a PDF with its text', async () => {
    const bytes = pdfBytes(['Hello']);
    const part = await capture('a.pdf', bytes);
    assert.deepEqual(
      [part.kind, part.mediaType, part.text, part.note],
      ['pdf', 'application/pdf', '[Page 1]\nHello', undefined],
    );
    assert.equal(part.bytes, bytes.length);
  });

  it('says what is missing of a PDF', async () => {
    assert.match((await capture('scan.pdf', pdfBytes(['']))).note!, /^without text/u);
    const large = Buffer.concat([pdfBytes(['Hello']), Buffer.alloc(maximumAttachmentData, ' ')]);
    const part = await capture('large.pdf', large);
    assert.deepEqual([part.data, part.mediaType, part.text], [undefined, 'text/plain', '[Page 1]\nHello']);
    assert.match(part.note!, /its text only/u);
  });

  it('is refused as a PDF that nobody can read', async () => {
    await assert.rejects(capture('locked.pdf', pdfBytes(['x'], true)), /“locked\.pdf” is protected by a password/u);
    await assert.rejects(capture('broken.pdf', Buffer.from('%PDF-1.7 nothing')), /“broken\.pdf” is damaged/u);
  });

  it('is text with its language, and refused as anything else', async () => {
    const part = await capture('a\n.ts', Buffer.from('\ufeffconst a = 1;\r\n'));
    assert.deepEqual(
      [part.kind, part.label, part.text, part.languageId],
      ['file', 'a .ts', 'const a = 1;\n', 'typescript'],
    );
    await assert.rejects(capture('a.zip', Buffer.from([80, 75, 3, 4, 0, 0])), /neither text nor a PDF/u);
    await assert.rejects(capture('empty', Buffer.alloc(0)), /“empty” is empty\. Nothing/u);
  });
});
