import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { FilePart } from '../../../../src/core/message.js';
import type { PictureReference } from '../../../../src/core/picture.js';
import { findPicture } from '../../../../src/vscode/pictures/findPicture.js';
import { openPicture } from '../../../../src/vscode/pictures/openPicture.js';
import { PictureFiles } from '../../../../src/vscode/pictures/pictureFiles.js';
import { pictureFileName, pictureUri, referenceIn } from '../../../../src/vscode/pictures/pictureUri.js';
import { MemoryHistory } from '../../../support/memoryHistory.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';
import { storedMessage } from '../../webview/host/support/storedMessages.js';

const bytes = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0]);
const picture: FilePart = { type: 'file', mediaType: 'image/png', data: bytes.toString('base64') };
const reference: PictureReference = { conversationId: 'c/../ü', messageId: 'm?#%', index: 0 };

describe('pictures as files of the editor', () => {
  let history: MemoryHistory;
  let files: PictureFiles;

  beforeEach(async () => {
    history = new MemoryHistory();
    const { conversationId, messageId } = reference;
    await history.append(
      [
        { type: 'conversation.set', id: conversationId, fields: { title: 'c', createdAt: 1, updatedAt: 1 } },
        { type: 'message.put', message: storedMessage(messageId, { conversationId, parts: [picture] }) },
      ],
      'synced',
    );
    files = new PictureFiles((uri) => findPicture(uri, { history, unsavedChats: () => Promise.resolve([]) }));
  });

  it('open with the picture that is stored, whatever its ids hold', async () => {
    await openPicture(reference, picture, 'Image 1');
    const [command, uri] = vscodeStub.commands.executed[0] as [string, vscode.Uri];
    assert.deepEqual([command, uri.scheme, uri.path], ['vscode.open', 'scout-picture', '/Image 1.png']);
    // As the editor remembers it.
    const restored = vscode.Uri.parse(uri.toString());
    assert.deepEqual(referenceIn(restored), reference);
    assert.deepEqual(Buffer.from(await files.readFile(restored)), bytes);
    const { type, size, permissions } = await files.stat(restored);
    assert.deepEqual([type, size, permissions], [vscode.FileType.File, 5, vscode.FilePermission.Readonly]);
  });

  it('are found in a chat that is not on disk yet', async () => {
    const chat = { id: 'new', conversation: undefined, messages: [storedMessage('m', { parts: [picture] })] };
    const unsavedChats = () => Promise.resolve([{ ...chat, isSaved: () => false }]);
    const find = (index: number) =>
      findPicture(pictureUri({ conversationId: 'new', messageId: 'm', index }, 'a.png'), { history, unsavedChats });
    assert.deepEqual(await find(0), picture);
    assert.equal(await find(1), undefined);
  });

  it('are not there when the picture is gone, and under no other address', async () => {
    const elsewhere = [
      pictureUri({ ...reference, index: 1 }, 'a.png'),
      pictureUri({ ...reference, messageId: 'other' }, 'a.png'),
      vscode.Uri.parse('scout-picture:/a.png?bm8'),
      vscode.Uri.parse('scout-picture:/a.png?W10'),
      vscode.Uri.parse('scout-picture:/a.png'),
      pictureUri(reference, 'a.png').with({ scheme: 'file' }),
    ];
    for (const uri of elsewhere) {
      await assert.rejects(files.readFile(uri), { code: 'FileNotFound' });
      await assert.rejects(files.stat(uri), { code: 'FileNotFound' });
    }
  });

  it('cannot be changed', () => {
    const uri = pictureUri(reference, 'a.png');
    for (const change of ['writeFile', 'delete', 'rename', 'createDirectory'] as const)
      assert.throws(() => files[change](uri), { code: 'NoPermissions' });
    assert.throws(() => files.readDirectory(uri), { code: 'FileNotADirectory' });
  });

  it('have a name that every system takes', () => {
    const jpeg: FilePart = { ...picture, mediaType: 'image/JPEG' };
    assert.deepEqual(
      ['cat.png', '../a:b*?.JPG', '', 'CON'].map((label) => pictureFileName(jpeg, label)),
      ['cat.jpg', 'a b.jpg', 'image.jpg', '_CON.jpg'],
    );
  });

  it('have a name that cannot deceive, and the ending of what they are', () => {
    const names: readonly (readonly [label: string, name: string])[] = [
      ['cat\u202egpj.exe', 'cat gpj.exe.png'],
      ['invoice.html', 'invoice.html.png'],
      ['.bashrc', 'bashrc.png'],
      ['..\\..\\autoexec.bat. . .', 'autoexec.bat.png'],
      ['a\0b\nc', 'a b c.png'],
      ['x'.repeat(5_000), `${'x'.repeat(120)}.png`],
    ];
    assert.deepEqual(
      names.map(([label]) => pictureFileName(picture, label)),
      names.map(([, name]) => name),
    );
    const png = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1').toString('base64');
    const pdf = Buffer.from('%PDF-1.7').toString('base64');
    assert.equal(pictureFileName({ ...picture, data: pdf }, 'cat'), 'cat.png');
    for (const mediaType of ['image/jpeg', 'image/JPG', 'text/html'])
      assert.equal(pictureFileName({ ...picture, mediaType, data: png }, 'cat.jpeg'), 'cat.png', mediaType);
  });
});
