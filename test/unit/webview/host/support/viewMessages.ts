import type { ViewMessage } from '../../../../../src/webview/protocol/protocol.js';

export const messageId = '019ac1d2-0000-7000-8000-000000000001';
const cursor = { pinned: true, updatedAt: 5, id: 'c' };
/** One message of each kind. */
export const viewMessages: { readonly [Type in ViewMessage['type']]: Extract<ViewMessage, { type: Type }> } = {
  'view-ready': { type: 'view-ready', anchorId: null },
  shown: { type: 'shown', conversationId: 'c' },
  'draft-read': { type: 'draft-read', conversationId: 'c' },
  format: { type: 'format' },
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
  'keep-draft': { type: 'keep-draft', conversationId: 'c', text: 'hi' },
  action: { type: 'action', action: 'retry', messageId: 'm' },
  'open-link': { type: 'open-link', url: `https://example.com/${'x'.repeat(2_000)}` },
  copy: { type: 'copy', text: 'hi' },
  'picture-read': { type: 'picture-read', messageId: 'm', index: 0, offset: 0 },
  'picture-open': { type: 'picture-open', messageId: 'm', index: 0 },
  'picture-save': { type: 'picture-save', messageId: 'm', index: 0 },
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
