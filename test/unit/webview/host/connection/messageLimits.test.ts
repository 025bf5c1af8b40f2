import assert from 'node:assert/strict';
import { maximumMessageLength } from '../../../../../src/chat/limits.js';
import { parseViewMessage, parseViewState } from '../../../../../src/webview/host/connection/viewMessageSchema.js';
import type { ViewMessage } from '../../../../../src/webview/protocol/protocol.js';

const messageId = '019ac1d2-0000-7000-8000-000000000001';

/** One message of every type: a forgotten one does not compile. */
const samples: { readonly [Type in ViewMessage['type']]: Omit<Extract<ViewMessage, { type: Type }>, 'type'> } = {
  'view-ready': { anchorId: 'm' },
  shown: { conversationId: 'c' },
  'draft-read': { conversationId: 'c' },
  format: {},
  resync: {},
  send: { attachmentIds: [], messageId, conversationId: 'c', text: 'a' },
  withdraw: { messageId },
  ping: {},
  stop: {},
  'new-chat': {},
  'open-conversation': { id: 'c', messageId: 'm', words: [] },
  'select-branch': { messageId: 'm' },
  'load-older': { beforeId: 'm' },
  draft: { conversationId: 'c', text: 'a' },
  'keep-draft': { conversationId: 'c', text: 'a' },
  action: { action: 'retry', messageId: 'm' },
  'open-link': { url: 'https://scout.test' },
  copy: { text: 'a' },
  used: {},
  'picture-read': { messageId: 'm', index: 0, offset: 0 },
  'picture-open': { messageId: 'm', index: 0 },
  'picture-save': { messageId: 'm', index: 0 },
  attach: { request: 'r', conversationId: 'c', candidateId: 'file:a' },
  'attach-pick': { request: 'r', conversationId: 'c' },
  'attach-uris': { request: 'r', conversationId: 'c', uris: ['file:///a'] },
  'attach-pasted': { request: 'r', conversationId: 'c', text: 'a', isLong: true },
  'attach-piece': {
    request: 'r',
    conversationId: 'c',
    name: 'a.png',
    mediaType: 'image/png',
    scaledFrom: { width: 9_000, height: 1 },
    offset: 0,
    base64: 'AAAA',
    isLast: true,
  },
  'attach-cancel': { request: 'r' },
  'attachment-remove': { conversationId: 'c', attachmentIds: ['a'] },
  'attachment-open': { messageId: 'm', attachmentId: 'a' },
  'attachment-compare': { messageId: 'm', attachmentId: 'a' },
  'attach-present': { request: 'r', conversationId: 'c', messageId: 'm', attachmentId: 'a' },
  'attachments-watch': { messageIds: ['m'] },
  'attachment-read': { messageId: null, attachmentId: 'a', offset: 0 },
  'scale-read': { job: 'j', offset: 0 },
  'scaled-piece': { job: 'j', offset: 0, base64: 'AAAA', isLast: true },
  'scale-failed': { job: 'j', failure: 'unreadable' },
  complete: { serial: 1, trigger: '@', query: 'a' },
  'prompt-accept': { request: 'r', conversationId: 'c', promptId: 'p' },
  'prompt-call': { request: 'r', conversationId: 'c', text: '/p a' },
  'prompt-save': { text: 'a' },
  'code-action': { action: 'apply', messageId: 'm', block: { info: 'ts', code: 'a' } },
  'code-apply-all': { messageId: 'm', blocks: [{ info: 'ts', code: 'a' }] },
  'view-error': { message: 'a', stack: 'a' },
  'list-load': { request: 1, scope: 'all', after: { pinned: false, updatedAt: 1, id: 'c' }, limit: 1 },
  'list-search': { request: 1, text: 'a', exact: false, limit: 1 },
  'list-labels': {},
  'list-rename': { id: 'c', title: 'a' },
  'list-pin': { ids: ['c'], pinned: true },
  'list-archive': { ids: ['c'], archived: true },
  'list-edit-tags': { ids: ['c'] },
  'list-delete': { ids: ['c'] },
  'list-undo-delete': { ids: ['c'] },
  'list-export': { ids: ['c'] },
};

/** Copies of the value in which one of its strings, wherever it stands, is the given one. */
function* withString(value: unknown, replacement: string): Generator<unknown> {
  if (typeof value === 'string') yield replacement;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value))
    for (const other of withString(item, replacement))
      yield Array.isArray(value) ? value.with(Number(key), other) : { ...value, [key]: other };
}

describe('the lengths of what a view sends', () => {
  const endless = 'x'.repeat(10 * maximumMessageLength + 1);

  for (const [type, fields] of Object.entries(samples)) {
    it(`${type}: every string has a limit`, () => {
      assert.deepEqual(parseViewMessage({ type, ...fields }), { type, ...fields });
      for (const message of withString(fields, endless))
        assert.equal(parseViewMessage({ type, ...(message as object) }), undefined);
    });
  }

  it('the id that a view remembers has a limit', () => {
    assert.deepEqual(parseViewState({ conversationId: endless }), { conversationId: null });
  });

  it('a message that is too long to be sent passes, so that the user gets an answer', () => {
    const text = endless.slice(0, maximumMessageLength + 1);
    assert.ok(
      parseViewMessage({ type: 'send', attachmentIds: [], messageId, conversationId: 'c', text }) !== undefined,
    );
    assert.ok(parseViewMessage({ type: 'draft', conversationId: 'c', text }) !== undefined);
    assert.ok(parseViewMessage({ type: 'copy', text }) !== undefined);
  });
});
