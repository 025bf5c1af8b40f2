import assert from 'node:assert/strict';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { askedAboveBytes } from '../../../../../src/attachments/limits.js';
import { newAttachment } from '../../../../../src/attachments/newAttachment.js';
import { FileCapture } from '../../../../../src/vscode/context/files/fileCapture.js';
import { vscodeStub } from '../../../../support/vscodeStub/vscodeStub.js';

const never = new AbortController().signal;
/** Not one zero in it. */
const asciiPdf = Buffer.from('%PDF-1.4\n1 0 obj\n<< /Filter /ASCII85Decode >>\nstream\n87cURD]~>\nendstream\n%%EOF\n');
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB', 'base64');

describe('files that are attached together', () => {
  let folder: string;
  const read: string[] = [];
  const capture = new FileCapture((label, mediaType, bytes, uri) => {
    read.push(label);
    const data = Buffer.from(bytes).toString('base64');
    return Promise.resolve([newAttachment({ kind: 'image', label, mediaType, data, uri })]);
  });

  beforeEach(async () => {
    read.length = 0;
    folder = await mkdtemp(path.join(tmpdir(), 'scout-capture-'));
    vscodeStub.workspaceFolders = [{ uri: vscode.Uri.file(folder), index: 0, name: 'work' }];
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function made(name: string, begin: Uint8Array, bytes: number): Promise<vscode.Uri> {
    const file = path.join(folder, name);
    await writeFile(file, begin);
    await truncate(file, bytes);
    return vscode.Uri.file(file);
  }

  it('are read up to what a message can have, which is said', async () => {
    const uris: vscode.Uri[] = [];
    for (let index = 0; index < 20; index += 1) uris.push(await made(`photo${index}.png`, png, 19 * 1024 * 1024));
    const parts = await capture.capture(uris, new AbortController().signal, vscode.Uri.file(folder));
    assert.deepEqual(
      parts.map(({ uri }) => uri),
      uris.slice(0, 5).map(String),
    );
    assert.ok(read.length <= 8, `${read.length} of ${uris.length} were read`);
    assert.match(JSON.stringify(vscodeStub.messages.shown), /too large together/u);
  });

  it('are what their bytes say, whatever they are called', async () => {
    const names = ['scan', 'scan.txt', 'photo.md', 'photo'];
    const uris = await Promise.all(
      names.map((name, index) => {
        const bytes = index < 2 ? asciiPdf : png;
        return made(name, bytes, bytes.length);
      }),
    );
    const parts = await capture.capture(uris, never);
    assert.deepEqual(
      parts.map(({ mediaType, text }) => [mediaType, text]),
      [...['application/pdf', 'application/pdf', 'image/png', 'image/png'].map((type) => [type, undefined])],
    );
    assert.deepEqual(read.toSorted(), names.toSorted());
  });

  for (const [name, content, language] of [
    ['drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'xml'],
    ['notes.png', 'no picture', undefined],
    ['letter.rtf', '{\\rtf1 Hello}', undefined],
    ['page.ps', '%!PS-Adobe-3.0\nshowpage\n', undefined],
    ['about.txt', 'A PDF begins with %PDF-1.4', undefined],
  ] as const)
    it(`are text where they hold text: ${name}`, async () => {
      const [part] = await capture.capture([await made(name, Buffer.from(content), content.length)], never);
      assert.deepEqual([part?.kind, part?.text, part?.languageId, part?.note], ['file', content, language, undefined]);
      assert.deepEqual([read, vscodeStub.messages.shown], [[], []]);
    });

  it('are asked about where they hold neither text nor what a model reads', async () => {
    const zip = Buffer.from('PK\x03\x04\x14\0\x06\0', 'latin1');
    const uri = await made('letter', zip, 100);
    vscodeStub.messages.dismiss();
    assert.deepEqual(await capture.capture([uri], never), []);
    assert.match(vscodeStub.messages.shown[0]?.detail ?? '', /It is no text/u);
  });

  it('are asked about where they are large texts, though they are called pictures', async () => {
    const text = Buffer.alloc(askedAboveBytes + 1, 'abc ');
    const uri = await made('large.png', text, text.length);
    vscodeStub.messages.dismiss();
    assert.deepEqual(await capture.capture([uri], never), []);
    assert.match(vscodeStub.messages.shown[0]?.detail ?? '', /It is large: /u);
    vscodeStub.messages.answer('Attach');
    assert.equal((await capture.capture([uri], never))[0]?.text?.length, text.length);
  });

  it('are attached though there is nothing in them, which is said; an empty picture is none', async () => {
    const [empty, blank] = await Promise.all([made('a.py', Buffer.alloc(0), 0), made('b.py', Buffer.from(' \n\t'), 3)]);
    const parts = await capture.capture([empty, blank], never);
    assert.deepEqual(
      parts.map(({ text, note }) => [text, note]),
      [
        ['', 'The file is empty.'],
        [' \n\t', 'There is only white space in the file.'],
      ],
    );
    await assert.rejects(capture.capture([await made('c.png', Buffer.alloc(0), 0)], never), /“c\.png” is empty/u);
  });
});
