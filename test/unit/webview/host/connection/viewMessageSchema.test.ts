import assert from 'node:assert/strict';
import type { ViewMessage } from '../../../../../src/webview/protocol/protocol.js';
import { parseViewMessage, parseViewState } from '../../../../../src/webview/host/connection/viewMessageSchema.js';

const cursor = { pinned: true, updatedAt: 5, id: 'c' };
const aboutTheHistory: readonly ViewMessage[] = [
  { type: 'open-conversation', id: 'c', messageId: 'm' },
  { type: 'list-load', request: 1, scope: 'deleted', after: cursor, limit: 10_000 },
  { type: 'list-search', request: 2, text: 'from:me', exact: true, limit: 200 },
  { type: 'list-labels' },
  { type: 'list-rename', id: 'c', title: 'New' },
  { type: 'list-pin', ids: ['c'], pinned: true },
  { type: 'list-archive', ids: ['c'], archived: false },
  { type: 'list-edit-tags', ids: ['c'] },
  { type: 'list-delete', ids: Array.from({ length: 10_000 }, (_, index) => `c${index}`) },
  { type: 'list-undo-delete', ids: ['c'] },
  { type: 'list-export', ids: ['c'] },
];

describe('what the view sends', () => {
  it('passes when it is a message of the protocol', () => {
    assert.deepEqual(parseViewMessage({ type: 'send', text: 'hi' }), { type: 'send', text: 'hi' });
    const action = { type: 'action', action: 'retry', messageId: null };
    assert.deepEqual(parseViewMessage(action), action);
    for (const message of aboutTheHistory) assert.deepEqual(parseViewMessage(message), message);
  });

  for (const value of [
    null,
    'send',
    {},
    { type: 'send' },
    { type: 'send', text: 5 },
    { type: 'send', text: 'hi', extra: true },
    { type: 'action', action: 'workbench.action.terminal.new', messageId: null },
    { type: 'open-conversation', id: 'x'.repeat(101) },
    { type: '__proto__' },
    { type: 'list-load', request: 1, scope: 'everything', after: null, limit: 200 },
    { type: 'list-load', request: 1, scope: 'all', after: { pinned: false, updatedAt: Infinity, id: 'c' }, limit: 200 },
    { type: 'list-load', request: 1, scope: 'all', after: null, limit: 10_001 },
    { type: 'list-load', request: 0.5, scope: 'all', after: null, limit: 200 },
    { type: 'list-search', request: 1, text: 'x'.repeat(1_001), exact: false, limit: 50 },
    { type: 'list-search', request: 1, text: 'x', exact: false, limit: 201 },
    { type: 'list-rename', id: 'c', title: 'x'.repeat(1_001) },
    { type: 'list-pin', ids: 'c', pinned: true },
    { type: 'list-archive', ids: ['c'] },
    { type: 'list-edit-tags', ids: [7] },
    { type: 'list-delete', ids: [] },
    { type: 'list-undo-delete', ids: ['x'.repeat(101)] },
    { type: 'list-export', ids: Array.from({ length: 10_001 }, () => 'c') },
  ]) {
    it(`is refused otherwise: ${JSON.stringify(value)?.slice(0, 60)}`, () => {
      assert.equal(parseViewMessage(value), undefined);
    });
  }

  it('restores a kept conversation, and a new chat from anything else', () => {
    assert.deepEqual(parseViewState({ conversationId: 'c1' }), { conversationId: 'c1' });
    for (const value of [undefined, { conversationId: 7 }, 'c1'])
      assert.deepEqual(parseViewState(value), { conversationId: null });
  });
});
