import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { FilePart } from '../../../../src/core/message.js';
import { savePicture } from '../../../../src/vscode/pictures/savePicture.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';

const bytes = Buffer.from([1, 2, 3, 4]);
const picture: FilePart = { type: 'file', mediaType: 'image/jpeg', data: bytes.toString('base64') };

describe('saving a picture', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'scout-picture-'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  const shown = (): unknown[] => vscodeStub.messages.shown.map(({ severity, message }) => [severity, message]);

  it('writes it to the file that is chosen, and says where it is', async () => {
    const file = path.join(folder, 'cat.jpg');
    vscodeStub.fileDialogs.answer(vscode.Uri.file(file));
    await savePicture(picture, 'Image 1');
    assert.deepEqual(await readFile(file), bytes);
    assert.equal(path.basename(vscodeStub.fileDialogs.saved[0]!.defaultUri!.fsPath), 'Image 1.jpg');
    assert.deepEqual(vscodeStub.fileDialogs.saved[0]!.filters, { JPG: ['jpg', 'jpeg'] });
    assert.deepEqual(shown(), [['information', `The image was saved to ${file}`]]);
  });

  it('writes to places that only the editor reaches', async () => {
    const remote = vscode.Uri.parse('vscode-remote://ssh/home/ada/cat.jpg');
    vscodeStub.fileDialogs.answer(remote);
    await savePicture(picture, 'Image 1');
    assert.deepEqual(Buffer.from(await vscode.workspace.fs.readFile(remote)), bytes);
    assert.deepEqual(shown(), [['information', 'The image was saved to /home/ada/cat.jpg']]);
  });

  it('does nothing when the dialog is closed', async () => {
    vscodeStub.fileDialogs.dismiss();
    await savePicture(picture, 'Image 1');
    assert.deepEqual(shown(), []);
  });

  it('says why it failed, and that nothing is lost', async () => {
    const failures: readonly [Error, string][] = [
      [
        new vscode.FileSystemError('Unable to write file (Unknown (FileSystemError): Error: ENOSPC: no space left)'),
        'The image could not be saved: the disk is full. It is still in the chat; the file may be incomplete.',
      ],
      [
        vscode.FileSystemError.NoPermissions('EACCES'),
        'The image could not be saved: SCOUT has no write permission there. It is still in the chat.',
      ],
      [
        vscode.FileSystemError.FileNotFound('gone'),
        'The image could not be saved (FileNotFound). It is still in the chat; the file may be incomplete.',
      ],
      [
        new Error('EIO: i/o error'),
        'The image could not be saved (EIO). It is still in the chat; the file may be incomplete.',
      ],
    ];
    for (const [failure, text] of failures) {
      vscodeStub.files.failure = failure;
      vscodeStub.fileDialogs.answer(vscode.Uri.file(path.join(folder, 'cat.jpg')));
      await savePicture(picture, 'Image 1');
      assert.deepEqual(shown().at(-1), ['error', text]);
    }
  });
});
