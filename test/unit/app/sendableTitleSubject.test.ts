import assert from 'node:assert/strict';
import { sendableTitleSubject } from '../../../src/app/sendableTitleSubject.js';
import type { AttachmentPart } from '../../../src/core/message.js';
import type { SendQuery } from '../../../src/privacy/sendGate.js';
import type { StoredMessage } from '../../../src/storage/api/chatHistory.js';

const file: AttachmentPart = {
  type: 'attachment',
  id: 'f',
  kind: 'file',
  label: 'a.ts',
  mediaType: 'text/plain',
  text: 'x',
  uri: 'file:///shop/customers/a.ts',
  bytes: 1,
  capturedAt: 0,
};
const message = (id: string, role: 'user' | 'assistant', ...parts: StoredMessage['parts']): StoredMessage => ({
  id,
  conversationId: 'c',
  parentId: null,
  role,
  parts,
  createdAt: 0,
  status: 'complete',
});

describe('what a title is proposed for', () => {
  it('is looked at with everything attached before the answer, also to a later question than the first', async () => {
    const queries: SendQuery[] = [];
    const branch = [
      message('1', 'user', { type: 'text', text: 'Hello?' }),
      { ...message('2', 'assistant'), status: 'failed' as const },
      message('3', 'user', file, { type: 'text', text: 'Who are they?' }),
      message('4', 'assistant', { type: 'text', text: 'Ada and Bob.' }),
    ];
    const target = { id: 'far', name: 'Far', baseUrl: 'https://far.test' };
    const said = await sendableTitleSubject('c', branch, target, {
      check: (query) => {
        queries.push(query);
        return Promise.resolve(query);
      },
    });
    assert.deepEqual(said, { question: 'Hello?', answer: 'Ada and Bob.' });
    assert.deepEqual(queries[0]?.attachments, [file]);
    assert.ok(queries.every(({ mayAsk, target: to }) => !mayAsk && to === target));
  });
});
