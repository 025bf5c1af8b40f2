import assert from 'node:assert/strict';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { newAttachment } from '../../../../../src/attachments/newAttachment.js';
import { FileCapture } from '../../../../../src/vscode/context/files/fileCapture.js';
import { vscodeStub } from '../../../../support/vscodeStub/vscodeStub.js';

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
});
