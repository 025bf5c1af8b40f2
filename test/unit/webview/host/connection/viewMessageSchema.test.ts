import assert from 'node:assert/strict';
import { messageId, viewMessages } from '../support/viewMessages.js';
import {
  parseEnvelope,
  parseViewMessage,
  parseViewState,
} from '../../../../../src/webview/host/connection/viewMessageSchema.js';

/** What people write, and what is only logged: shortened, or refused with a sentence, where it is used. */
const longTexts = [
  'attach-pasted.text',
  'send.text',
  'draft.text',
  'keep-draft.text',
  'copy.text',
  'prompt-call.text',
  'prompt-save.text',
  'code-action.block.code',
  'code-apply-all.blocks.0.code',
  'view-error.message',
  'view-error.stack',
];

/** The value with another one in place of each string in it, one at a time, and where that string stood. */
function* eachString(value: unknown, replacement: string, place: string): Generator<readonly [string, unknown]> {
  if (typeof value === 'string') yield [place, replacement];
  if (typeof value !== 'object' || value === null) return;
  for (const [name, field] of Object.entries(value)) {
    for (const [where, changed] of eachString(field, replacement, `${place}.${name}`)) {
      yield [where, Array.isArray(value) ? value.with(Number(name), changed) : { ...value, [name]: changed }];
    }
  }
}

describe('what the view sends', () => {
  it('passes when it is a message of the protocol', () => {
    for (const message of Object.values(viewMessages)) assert.deepEqual(parseViewMessage(message), message);
  });

  it('passes in an envelope when it is a request, under the id of its message', () => {
    const stop = { type: 'request', id: 'r', request: viewMessages.stop };
    assert.deepEqual(parseEnvelope(stop), stop);
    const send = { type: 'request', id: messageId, request: viewMessages.send };
    assert.deepEqual(parseEnvelope(send), send);
    assert.equal(parseEnvelope({ ...send, id: 'another' }), undefined);
    assert.equal(parseEnvelope({ ...stop, request: viewMessages.resync }), undefined, 'no request');
    assert.equal(parseEnvelope({ ...stop, id: 'x'.repeat(101) }), undefined);
    assert.equal(parseEnvelope({ ...stop, extra: 1 }), undefined);
    assert.equal(parseEnvelope(viewMessages.stop), undefined);
  });

  for (const value of [
    null,
    'send',
    {},
    { type: 'send' },
    { type: 'send', attachmentIds: [], messageId, conversationId: 'c', text: 5 },
    { type: 'send', attachmentIds: [], messageId, conversationId: 'c', text: 'hi', extra: true },
    { type: 'send', attachmentIds: [], messageId: 'no-uuid', conversationId: 'c', text: 'hi' },
    { type: 'send', attachmentIds: [], messageId: messageId.replace('-7', '-4'), conversationId: 'c', text: 'hi' },
    { type: 'action', action: 'workbench.action.terminal.new', messageId: null },
    { type: 'open-conversation', id: 'c', messageId: 'm', words: Array.from({ length: 21 }, () => 'x') },
    { type: 'send', attachmentIds: [], messageId, conversationId: '', text: 'hi' },
    { type: 'send', attachmentIds: [], messageId, conversationId: '\ud800', text: 'hi' },
    { type: 'open-conversation', id: 'x'.repeat(101) },
    { type: '__proto__' },
    { type: 'list-load', request: 1, scope: 'everything', after: null, limit: 200 },
    { type: 'list-load', request: 1, scope: 'all', after: { pinned: false, updatedAt: Infinity, id: 'c' }, limit: 200 },
    { type: 'list-load', request: 1, scope: 'all', after: null, limit: 10_001 },
    { type: 'list-load', request: 1, scope: 'all', after: null, limit: 0 },
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

  it('is refused with eight megabytes in any field but for what people write', () => {
    const large = 'x'.repeat(8_000_000);
    for (const [type, sample] of Object.entries(viewMessages)) {
      const message = 'ids' in sample ? { ...sample, ids: ['c'] } : sample;
      for (const [place, changed] of eachString(message, large, type)) {
        if (!longTexts.includes(place)) assert.ok(parseViewMessage(changed) === undefined, place);
      }
    }
  });

  it('is refused with an address longer than 8000 characters', () => {
    const link = (length: number) => ({ type: 'open-link', url: 'https://example.com/'.padEnd(length, 'x') });
    assert.deepEqual(parseViewMessage(link(8_000)), link(8_000));
    assert.ok(parseViewMessage(link(8_001)) === undefined);
  });

  it('restores a saved conversation, and a new chat from anything else', () => {
    assert.deepEqual(parseViewState({ conversationId: 'c1' }), { conversationId: 'c1' });
    for (const value of [undefined, { conversationId: 7 }, 'c1'])
      assert.deepEqual(parseViewState(value), { conversationId: null });
  });
});
