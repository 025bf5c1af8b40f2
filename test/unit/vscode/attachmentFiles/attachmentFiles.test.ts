import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { AttachmentPart } from '../../../../src/core/message.js';
import { AttachmentFiles } from '../../../../src/vscode/attachmentFiles/attachmentFiles.js';
import {
  attachmentFileName,
  attachmentReferenceIn,
  attachmentUri,
} from '../../../../src/vscode/attachmentFiles/attachmentUri.js';
import { findAttachment } from '../../../../src/vscode/attachmentFiles/findAttachment.js';
import type { StoredMessage } from '../../../../src/storage/api/chatHistory.js';

function part(fields: Partial<AttachmentPart>): AttachmentPart {
  return {
    type: 'attachment',
    id: 'a',
    kind: 'file',
    label: 'src/a.ts',
    mediaType: 'text/plain',
    bytes: 1,
    capturedAt: 7,
    ...fields,
  };
}

describe('copies of attachments as files', () => {
  it('are called by what they are, so that the editor shows them rightly', () => {
    assert.equal(attachmentFileName(part({ text: '' })), 'a.ts');
    assert.equal(attachmentFileName(part({ kind: 'terminal', label: 'npm test', text: '' })), 'npm test.txt');
    assert.equal(attachmentFileName(part({ kind: 'diff', label: 'Staged', text: '' })), 'Staged.diff');
    assert.equal(
      attachmentFileName(part({ kind: 'image', label: 'Shot', mediaType: 'image/png', data: '' })),
      'Shot.png',
    );
    assert.equal(
      attachmentFileName(part({ kind: 'image', label: 'a.PNG', mediaType: 'image/png', data: '' })),
      'a.PNG',
    );
    const pdf = { kind: 'pdf', label: 'a.pdf', mediaType: 'application/pdf', data: 'AAAA' } as const;
    assert.equal(attachmentFileName(part(pdf)), 'a.pdf');
    assert.equal(attachmentFileName(part({ ...pdf, text: 'its text' })), 'a.pdf.txt');
    assert.equal(attachmentFileName(part({ label: '../..', text: '' })).includes('..'), false);
  });

  it('have addresses that hold any id, and are of no one else', () => {
    for (const messageId of [null, 'm/?#%\u{1f600}']) {
      const reference = { conversationId: 'c&=', messageId, attachmentId: 'ä' };
      assert.deepEqual(attachmentReferenceIn(vscode.Uri.parse(attachmentUri(reference, 'a.ts').toString())), reference);
    }
    const { scheme } = attachmentUri({ conversationId: 'c', messageId: null, attachmentId: 'a' }, 'a');
    for (const query of [
      '',
      'AAAA',
      Buffer.from('[1,null,"a"]').toString('base64url'),
      Buffer.from('{}').toString('base64url'),
    ])
      assert.equal(attachmentReferenceIn(vscode.Uri.from({ scheme, path: '/a', query })), undefined);
    assert.equal(attachmentReferenceIn(vscode.Uri.parse('file:///a')), undefined);
  });

  it('are found in drafts, in messages, and in chats that are not on disk yet', async () => {
    const message = (id: string, attached: AttachmentPart): StoredMessage =>
      ({ id, parts: [{ type: 'text', text: '' }, attached] }) as unknown as StoredMessage;
    const [inDraft, stored, unsaved] = [part({ text: '1' }), part({ text: '2' }), part({ text: '3' })];
    const find = (conversationId: string, messageId: string | null, attachmentId = 'a') =>
      findAttachment(attachmentUri({ conversationId, messageId, attachmentId }, 'a'), {
        history: {
          messages: (id, ids) =>
            Promise.resolve(id === 'c' && ids?.includes('m') === true ? [message('m', stored)] : []),
        },
        drafts: () => Promise.resolve({ list: (id) => Promise.resolve(id === 'c' ? [inDraft] : []) }),
        unsavedChats: () => Promise.resolve([{ id: 'u', messages: [message('n', unsaved)] }] as never),
      });
    assert.equal(await find('c', null), inDraft);
    assert.equal(await find('c', 'm'), stored);
    assert.equal(await find('u', 'n'), unsaved);
    for (const [chat, id, attachment] of [
      ['c', null, 'b'],
      ['c', 'x', 'a'],
      ['d', null, 'a'],
      ['u', 'm', 'a'],
    ] as const)
      assert.equal(await find(chat, id, attachment), undefined);
  });

  it('are read as they are, cannot be written, and are not there when they are gone', async () => {
    const parts = new Map([
      ['text', part({ text: 'é\n' })],
      ['image', part({ data: Buffer.from([1, 2]).toString('base64') })],
    ]);
    const files = new AttachmentFiles((uri) => Promise.resolve(parts.get(uri.path.slice(1))));
    const at = (name: string) => vscode.Uri.from({ scheme: 'scout-attachment', path: `/${name}` });
    assert.equal(Buffer.from(await files.readFile(at('text'))).toString(), 'é\n');
    assert.deepEqual([...(await files.readFile(at('image')))], [1, 2]);
    const { size, mtime, permissions } = await files.stat(at('text'));
    assert.deepEqual([size, mtime, permissions], [3, 7, vscode.FilePermission.Readonly]);
    await assert.rejects(files.readFile(at('gone')), { code: 'FileNotFound' });
    for (const name of ['writeFile', 'delete', 'rename', 'createDirectory'] as const)
      assert.throws(() => files[name](at('text')), { code: 'NoPermissions' });
  });
});
