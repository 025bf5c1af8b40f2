import assert from 'node:assert/strict';
import type { ViewMessage } from '../../../../../src/webview/protocol/protocol.js';
import {
  parseEnvelope,
  parseViewMessage,
  parseViewState,
} from '../../../../../src/webview/host/connection/viewMessageSchema.js';

const messageId = '019ac1d2-0000-7000-8000-000000000001';
const cursor = { pinned: true, updatedAt: 5, id: 'c' };
/** One message of each kind. */
const samples: { readonly [Type in ViewMessage['type']]: Extract<ViewMessage, { type: Type }> } = {
  'view-ready': { type: 'view-ready', anchorId: null },
  resync: { type: 'resync' },
  send: { type: 'send', messageId, conversationId: 'c', text: 'hi' },
  withdraw: { type: 'withdraw', messageId },
  ping: { type: 'ping' },
  stop: { type: 'stop' },
  'new-chat': { type: 'new-chat' },
  'open-conversation': { type: 'open-conversation', id: 'c', messageId: 'm', words: [] },
  'select-branch': { type: 'select-branch', messageId: 'm' },
  'load-older': { type: 'load-older', beforeId: 'm' },
  draft: { type: 'draft', conversationId: 'c', text: 'hi' },
  action: { type: 'action', action: 'retry', messageId: 'm' },
  'open-link': { type: 'open-link', url: `https://example.com/${'x'.repeat(2_000)}` },
  copy: { type: 'copy', text: 'hi' },
  'view-error': { type: 'view-error', message: 'failed', stack: 'at once' },
  'list-load': { type: 'list-load', request: 1, scope: 'deleted', after: cursor, limit: 10_000 },
  'list-search': { type: 'list-search', request: 2, text: 'from:me', exact: true, limit: 200 },
  'list-labels': { type: 'list-labels' },
  'list-rename': { type: 'list-rename', id: 'c', title: 'New' },
  'list-pin': { type: 'list-pin', ids: ['c'], pinned: true },
  'list-archive': { type: 'list-archive', ids: ['c'], archived: false },
  'list-edit-tags': { type: 'list-edit-tags', ids: ['c'] },
  'list-delete': { type: 'list-delete', ids: Array.from({ length: 10_000 }, (_, index) => `c${index}`) },
  'list-undo-delete': { type: 'list-undo-delete', ids: ['c'] },
  'list-export': { type: 'list-export', ids: ['c'] },
};

/** What people write, and what is only logged: shortened, or refused with a sentence, where it is used. */
const longTexts = ['send.text', 'draft.text', 'copy.text', 'view-error.message', 'view-error.stack'];

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
    for (const message of Object.values(samples)) assert.deepEqual(parseViewMessage(message), message);
  });

  it('passes in an envelope when it is a request, under the id of its message', () => {
    const stop = { type: 'request', id: 'r', request: samples.stop };
    assert.deepEqual(parseEnvelope(stop), stop);
    const send = { type: 'request', id: messageId, request: samples.send };
    assert.deepEqual(parseEnvelope(send), send);
    assert.equal(parseEnvelope({ ...send, id: 'another' }), undefined);
    assert.equal(parseEnvelope({ ...stop, request: samples.resync }), undefined, 'no request');
    assert.equal(parseEnvelope({ ...stop, id: 'x'.repeat(101) }), undefined);
    assert.equal(parseEnvelope({ ...stop, extra: 1 }), undefined);
    assert.equal(parseEnvelope(samples.stop), undefined);
  });

  for (const value of [
    null,
    'send',
    {},
    { type: 'send' },
    { type: 'send', messageId, conversationId: 'c', text: 5 },
    { type: 'send', messageId, conversationId: 'c', text: 'hi', extra: true },
    { type: 'send', messageId: 'no-uuid', conversationId: 'c', text: 'hi' },
    { type: 'send', messageId: messageId.replace('-7', '-4'), conversationId: 'c', text: 'hi' },
    { type: 'action', action: 'workbench.action.terminal.new', messageId: null },
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
    for (const [type, sample] of Object.entries(samples)) {
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
