import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { newAttachment } from '../../../../src/attachments/newAttachment.js';
import { AttachmentChanges } from '../../../../src/vscode/context/attachmentChanges.js';
import { FileCapture } from '../../../../src/vscode/context/files/fileCapture.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';

describe('what became of an attached file that an editor shows', () => {
  let folder: string;
  let uri: vscode.Uri;
  let changes: AttachmentChanges;
  const attached = () => newAttachment({ kind: 'file', label: 'a.ts', text: 'one', uri: uri.toString() });

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'scout-changes-'));
    uri = vscode.Uri.file(path.join(folder, 'a.ts'));
    await writeFile(uri.fsPath, 'one');
    await vscodeStub.documents.open(uri);
    changes = new AttachmentChanges(new FileCapture(() => Promise.resolve([])));
  });
  afterEach(async () => {
    changes.dispose();
    await rm(folder, { recursive: true });
  });

  it('is that it is gone, once it is deleted', async () => {
    const part = attached();
    assert.equal(await changes.changeOf(part), 'unchanged');
    await rm(uri.fsPath);
    assert.equal(await changes.changeOf(part), 'gone');
  });

  it('is what the editor has, where that was not saved', async () => {
    await vscodeStub.documents.write(uri, 'two');
    await rm(uri.fsPath);
    assert.equal(await changes.changeOf(attached()), 'changed');
  });

  it('is nothing where nobody else has it', async () => {
    const { uri: untitled } = await vscodeStub.documents.openUntitled('one');
    const part = newAttachment({ kind: 'file', label: 'Untitled-1', text: 'one', uri: untitled.toString() });
    assert.equal(await changes.changeOf(part), 'unchanged');
  });
});
