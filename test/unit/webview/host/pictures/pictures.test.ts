import assert from 'node:assert/strict';
import type { FilePart } from '../../../../../src/core/message.js';
import { pieceLength } from '../../../../../src/webview/host/pictures/pictureHandlers.js';
import type { PictureView } from '../../../../../src/webview/protocol/pictures.js';
import { until } from '../../../storage/support/until.js';
import { vscodeStub } from '../../../../support/vscodeStub/vscodeStub.js';
import type { ChatPage } from '../support/chatPage.js';
import { ChatWindow } from '../support/chatWindow.js';
import { LiveAnswer } from '../support/liveAnswer.js';
import { storedMessage } from '../support/storedMessages.js';

/** Bytes that are all different in their neighbourhood: a piece in the wrong place is noticed. */
function bytesOf(length: number): Buffer {
  return Buffer.from(Uint8Array.from({ length }, (_, index) => (index * 31 + (index >>> 8)) & 0xff));
}

function picture(length: number, fields: Partial<FilePart> = {}): FilePart {
  return { type: 'file', mediaType: 'image/png', data: bytesOf(length).toString('base64'), ...fields };
}

/** Reads a picture as the view does. */
async function read(page: ChatPage, { messageId, index }: Pick<PictureView, 'messageId' | 'index'>): Promise<Buffer[]> {
  const pieces: Buffer[] = [];
  for (let offset = 0; ;) {
    const piece = await page.ask({ type: 'picture-read', messageId, index, offset }, 'picture-piece');
    assert.deepEqual([piece.messageId, piece.index, piece.offset], [messageId, index, offset]);
    pieces.push(Buffer.from(piece.base64, 'base64'));
    offset += piece.base64.length;
    if (piece.isLast) return pieces;
  }
}

describe('pictures in messages', () => {
  let window: ChatWindow;

  beforeEach(() => {
    window = new ChatWindow();
  });

  afterEach(() => window.dispose());

  it('come apart from the messages, in pieces that are whole by themselves', async () => {
    const large = picture(1_950_001);
    await window.store('c', {}, [
      storedMessage('m', { parts: [{ type: 'text', text: 'Before. ' }, large, { type: 'text', text: 'After.' }] }),
    ]);
    const { page } = await window.show('c');
    const [message] = page.last('snapshot').state.messages;
    assert.equal(message?.text, 'Before. After.');
    assert.deepEqual(message.pictures, [
      { messageId: 'm', index: 0, at: 8, size: 1_950_001, label: 'Image 1', details: 'PNG · 2 MB' },
    ]);
    const pieces = await read(page, message.pictures[0]!);
    assert.equal(pieces.length, Math.ceil(large.data.length / pieceLength));
    assert.ok(Buffer.concat(pieces).equals(bytesOf(1_950_001)));
  });

  it('belong to the answer that they came with, also where others continue it', async () => {
    const [first, second] = [picture(10), picture(20, { name: 'A cat.png', mediaType: 'image/jpeg' })];
    await window.store('c', {}, [
      storedMessage('a', { parts: [first], status: 'interrupted' }),
      storedMessage('b', { parts: [{ type: 'text', text: 'x' }, second], parentId: 'a', createdAt: 2 }),
    ]);
    const { page } = await window.show('c');
    const { pictures } = page.last('snapshot').state.messages.at(-1)!;
    assert.deepEqual(pictures, [
      { messageId: 'a', index: 0, at: 0, size: 10, label: 'Image 1', details: 'PNG · 0 kB' },
      { messageId: 'b', index: 0, at: 1, size: 20, label: 'A cat.png', details: 'JPG · 0 kB' },
    ]);
    assert.ok(Buffer.concat(await read(page, pictures[1]!)).equals(bytesOf(20)));
  });

  it('are shown while the answer goes on', async () => {
    const answer = new LiveAnswer();
    window.models.script = answer.script;
    const { page } = await window.show();
    page.question('Draw.');
    answer.say('Here: ');
    answer.draw(bytesOf(30));
    answer.say('and more.');
    await until(() => page.all('message').some(({ message }) => message.pictures.length === 1));
    const shown = page.all('message').findLast(({ message }) => message.pictures.length === 1)!.message;
    assert.deepEqual([shown.status, shown.pictures[0]?.at, shown.problem], ['streaming', 6, null]);
    assert.ok(Buffer.concat(await read(page, shown.pictures[0]!)).equals(bytesOf(30)));
    answer.end();
    await until(() => page.all('message').at(-1)?.message.status === 'complete');
    assert.equal(page.last('message').message.text, 'Here: and more.');
  });

  it('are an answer by themselves', async () => {
    await window.store('c', {}, [storedMessage('m', { parts: [picture(10)], finishReason: 'stop' })]);
    const { page } = await window.show('c');
    assert.equal(page.last('snapshot').state.messages[0]?.problem, null);
  });

  it('are gone where there is none, or where no piece begins', async () => {
    await window.store('c', {}, [storedMessage('m', { parts: [picture(10)] })]);
    const { page } = await window.show('c');
    for (const [messageId, index, offset] of [
      ['m', 1, 0],
      ['n', 0, 0],
      ['m', 0, 2],
    ]) {
      const gone = await page.ask({ type: 'picture-read', messageId, index, offset }, 'picture-gone');
      assert.deepEqual([gone.messageId, gone.index], [messageId, index]);
    }
  });

  it('are opened and saved by whoever clicks, or it is said that they are gone', async () => {
    await window.store('c', {}, [storedMessage('m', { parts: [picture(10)] })]);
    const { page } = await window.show('c');
    await page.request({ type: 'picture-open', messageId: 'm', index: 0 });
    await page.request({ type: 'picture-save', messageId: 'm', index: 0 });
    assert.deepEqual(window.openedPictures, [{ conversationId: 'c', messageId: 'm', index: 0 }]);
    assert.deepEqual(window.savedPictures, ['Image 1']);
    await page.request({ type: 'picture-save', messageId: 'm', index: 1 });
    assert.deepEqual(
      vscodeStub.messages.shown.map(({ message }) => message),
      ['This image is no longer in the chat.'],
    );
  });
});
