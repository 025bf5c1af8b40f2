import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { maximumAttachmentData } from '../../../../../src/attachments/limits.js';
import type { AttachmentPart } from '../../../../../src/core/message.js';
import { captureData } from '../../../../../src/vscode/context/documents/captureData.js';
import { DocumentReader } from '../../../../../src/vscode/context/documents/documentReader.js';
import { pdfBytes } from '../../../../support/pdfBytes.js';

const worker = fileURLToPath(new URL('../../../../../src/attachments/documents/main.ts', import.meta.url));
const reader = new DocumentReader(worker);

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

  it('is refused as an image that no model takes, with what helps', async () => {
    await assert.rejects(capture('wide.png', png(20_000, 100)), /20000 × 100 pixels[^]*Paste the image/u);
    await assert.rejects(capture('long.png', png(100, 8_001)), /8001/u);
    await assert.rejects(capture('big.png', png(100, 100, 30 * 1024 * 1024)), /too large: 30\.0 MiB, where 20\.0 MiB/u);
  });

  it('is a PDF with its text', async () => {
    const bytes = pdfBytes(['Hello']);
    const part = await capture('a.pdf', bytes);
    assert.deepEqual([part.kind, part.mediaType, part.text, part.note], ['pdf', 'application/pdf', '[Page 1]\nHello', undefined]);
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
    assert.deepEqual([part.kind, part.label, part.text, part.languageId], ['file', 'a .ts', 'const a = 1;\n', 'typescript']);
    await assert.rejects(capture('a.zip', Buffer.from([80, 75, 3, 4, 0, 0])), /neither text nor a PDF/u);
    await assert.rejects(capture('empty', Buffer.alloc(0)), /neither text/u);
  });
});
