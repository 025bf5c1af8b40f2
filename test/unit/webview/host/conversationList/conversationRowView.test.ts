import assert from 'node:assert/strict';
import { blankConversation } from '../../../../../src/chat/conversation/conversationRecord.js';
import type { SearchHit } from '../../../../../src/storage/api/chatHistory.js';
import {
  conversationRowView,
  searchHitView,
} from '../../../../../src/webview/host/conversationList/conversationRowView.js';

describe('an entry of the list as the view shows it', () => {
  const conversation = {
    ...blankConversation,
    id: 'c',
    title: 'Title',
    updatedAt: 7,
    workspace: 'file:///projects/my%20folder',
    pinned: true,
    tags: ['a'],
    deletedAt: 3,
  };
  const row = {
    id: 'c',
    title: 'Title',
    updatedAt: 7,
    workspace: 'my folder',
    pinned: true,
    archived: false,
    tags: ['a'],
    deletedAt: 3,
  };
  const hit: SearchHit = {
    conversation,
    messageId: 'm',
    role: 'assistant',
    provider: 'p',
    model: 'm-1',
    time: 5,
    snippet: [{ text: 'x', isMatch: true }],
    words: ['x'],
  };
  const authorOf = (fields: Partial<SearchHit>) =>
    searchHitView({ ...hit, ...fields }, null, (id) => `Provider ${id}`).author;

  it('is what people call it, and no more', () => {
    assert.deepEqual(conversationRowView(conversation, null), row);
    assert.equal(conversationRowView({ ...conversation, workspace: null }, null).workspace, '');
  });

  it('names its folder only in a window with another', () => {
    assert.equal(conversationRowView(conversation, conversation.workspace).workspace, '');
    assert.equal(conversationRowView(conversation, 'file:///projects/other').workspace, 'my folder');
    assert.equal(searchHitView(hit, conversation.workspace, String).conversation.workspace, '');
  });

  it('is a hit with its place and its author', () => {
    assert.deepEqual(
      searchHitView(hit, null, (id) => `Provider ${id}`),
      { conversation: row, messageId: 'm', author: 'Provider p · m-1', time: 5, snippet: hit.snippet, words: ['x'] },
    );
    assert.equal(authorOf({ role: 'user' }), 'You');
    assert.equal(authorOf({ messageId: null }), '');
  });

  it('has times that can be shown, whatever is stored', () => {
    for (const stored of [1e300, -1e300]) {
      const view = searchHitView({ ...hit, time: stored }, null, String);
      const { updatedAt } = conversationRowView({ ...conversation, updatedAt: stored }, null);
      for (const time of [view.time, updatedAt]) assert.match(new Date(time).toISOString(), /^\d{4}-/u);
    }
  });
});
