import assert from 'node:assert/strict';
import { setImmediate as immediate } from 'node:timers/promises';
import type { AttachmentHostMessage } from '../../../../../src/webview/protocol/attachments.js';
import { until } from '../../../storage/support/until.js';
import type { ChatPage } from '../support/chatPage.js';
import { ChatWindow } from '../support/chatWindow.js';
import { attachmentPart, type MemoryAttachments } from '../support/memoryAttachments.js';
import { storedMessage } from '../support/storedMessages.js';

type Changes = Extract<AttachmentHostMessage, { readonly type: 'source-changes' }>;

describe('attachments of messages', () => {
  let window: ChatWindow;
  let attachments: MemoryAttachments;
  let page: ChatPage;

  beforeEach(async () => {
    window = new ChatWindow();
    ({ attachments } = window);
    const image = attachmentPart('image', { kind: 'image', mediaType: 'image/png', data: 'AAAA' });
    await window.store('c', {}, [
      storedMessage('q', { role: 'user', parts: [attachmentPart('a'), image, { type: 'text', text: 'Why?' }] }),
      storedMessage('r', { role: 'user', parts: [attachmentPart('b')], parentId: 'q' }),
    ]);
    ({ page } = await window.show('c'));
  });

  afterEach(() => window.dispose());

  const told = (): Changes[] => page.posted.filter((message): message is Changes => message.type === 'source-changes');
  const watch = (...messageIds: string[]) => page.say({ type: 'attachments-watch', messageIds });

  it('are looked at when they come into view, and no others', async () => {
    const looked: string[] = [];
    attachments.changeOf = ({ id }) => {
      looked.push(id);
      return id === 'a' ? 'changed' : 'gone';
    };
    await immediate();
    assert.deepEqual(looked, []);
    watch('q');
    await until(() => told().length === 1);
    assert.deepEqual(looked, ['a', 'image']);
    assert.deepEqual(told()[0], {
      type: 'source-changes',
      conversationId: 'c',
      messageId: 'q',
      changes: [
        { attachmentId: 'a', text: 'The file has changed since.', isComparable: true, isThere: true },
        {
          attachmentId: 'image',
          text: 'The file is gone. What was attached is kept.',
          isComparable: false,
          isThere: false,
        },
      ],
    });
  });

  it('are told of again when their sources change, as long as they are in view', async () => {
    watch('q', 'r');
    await until(() => told().length === 2);
    attachments.changeOf = ({ id }) => (id === 'image' ? 'changed' : 'unchanged');
    attachments.changeMarks(new Set(['image']));
    await until(() => told().length === 3);
    assert.deepEqual(
      told()[2]!.changes.map(({ attachmentId, isComparable }) => [attachmentId, isComparable]),
      [['image', false]],
      'a picture cannot be shown beside another as text',
    );
    attachments.changeMarks(new Set(['image', 'b']));
    attachments.changeOf = () => 'unchanged';
    watch('r');
    attachments.changeMarks(new Set(['image']));
    await immediate();
    assert.equal(told().length, 3, 'the same is not told twice, nor what is out of view');
  });

  it('are shown beside their source', async () => {
    await page.request({ type: 'attachment-compare', messageId: 'q', attachmentId: 'a' });
    await until(() => attachments.compared.join() === 'a');
    await page.request({ type: 'attachment-compare', messageId: 'q', attachmentId: 'b' });
    assert.deepEqual(attachments.compared, ['a'], 'it is none of that message');
  });

  it('are attached as they are now to what is being written', async () => {
    const target = { request: 'r', conversationId: 'c' };
    await page.request({ type: 'attach-present', ...target, messageId: 'q', attachmentId: 'a' });
    await until(() => page.posted.some(({ type }) => type === 'attach-ended'));
    const drafts = await attachments.drafts.list('c');
    assert.deepEqual(
      drafts.map(({ id, text }) => [id, text]),
      [['present-a', 'now']],
    );
  });
});
