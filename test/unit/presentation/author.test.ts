import assert from 'node:assert/strict';
import { blankConversation } from '../../../src/chat/conversation/conversationRecord.js';
import { authorOf } from '../../../src/presentation/author.js';
import type { SearchHit } from '../../../src/storage/api/chatHistory.js';

describe('who wrote what was found', () => {
  const hit = {
    conversation: { ...blankConversation, id: 'c' },
    messageId: 'm',
    role: 'assistant',
    time: 1,
    snippet: [],
    words: [],
  } as const;
  const author = (fields: Partial<SearchHit>): string =>
    authorOf({ ...hit, ...fields }, 'You', (id) => `Provider ${id}`);

  it('is the user, or provider and model as far as they are known', () => {
    assert.equal(author({ role: 'user', provider: 'p' }), 'You');
    assert.equal(author({ provider: 'p', model: 'm-1' }), 'Provider p · m-1');
    assert.equal(author({ provider: 'p' }), 'Provider p');
    assert.equal(author({ model: 'm-1' }), 'm-1');
    assert.equal(author({}), '');
  });

  it('is nobody when the hit is no message', () => {
    assert.equal(author({ messageId: null, role: null, provider: 'p' }), '');
  });
});
