import assert from 'node:assert/strict';
import { UnsavedMessages } from '../../../../src/chat/conversation/unsavedMessages.js';
import type { MessageStatus, StoredMessage } from '../../../../src/storage/api/chatHistory.js';

describe('messages that are not on disk', () => {
  const state = (id: string, status: MessageStatus): StoredMessage => ({
    id,
    conversationId: 'c1',
    parentId: null,
    role: 'assistant',
    parts: [],
    createdAt: 1,
    status,
  });

  it('are unsaved until their newest state is on disk, whatever older one is', () => {
    const unsaved = new UnsavedMessages();
    unsaved.add(state('a', 'streaming'));
    unsaved.add(state('a', 'complete'));
    unsaved.add(state('b', 'complete'));
    assert.equal(unsaved.markSaved(state('a', 'streaming')), false);
    assert.ok(unsaved.has('a'), 'the end is not on disk yet');
    assert.equal(unsaved.markSaved(state('a', 'complete')), true);
    assert.equal(unsaved.has('a'), false);
    assert.equal(unsaved.size, 1);
    assert.equal(unsaved.markSaved(state('a', 'complete')), false, 'it was saved before');
  });
});
