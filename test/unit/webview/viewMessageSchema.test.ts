import assert from 'node:assert/strict';
import { parseViewMessage, parseViewState } from '../../../src/webview/viewMessageSchema.js';

describe('what the view sends', () => {
  it('passes when it is a message of the protocol', () => {
    assert.deepEqual(parseViewMessage({ type: 'send', text: 'hi' }), { type: 'send', text: 'hi' });
    const action = { type: 'action', action: 'retry', messageId: null };
    assert.deepEqual(parseViewMessage(action), action);
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
  ]) {
    it(`is refused otherwise: ${JSON.stringify(value)?.slice(0, 60)}`, () => {
      assert.equal(parseViewMessage(value), undefined);
    });
  }

  it('restores a kept conversation, and a new chat from anything else', () => {
    assert.deepEqual(parseViewState({ conversationId: 'c1' }), { conversationId: 'c1' });
    for (const value of [undefined, { conversationId: 7 }, 'c1']) assert.deepEqual(parseViewState(value), { conversationId: null });
  });
});
