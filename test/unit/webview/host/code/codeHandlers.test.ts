import assert from 'node:assert/strict';
import type { AttachmentPart, MessagePart } from '../../../../../src/core/message.js';
import { codeHandlers } from '../../../../../src/webview/host/code/codeHandlers.js';
import { parseViewMessage } from '../../../../../src/webview/host/connection/viewMessageSchema.js';
import { codeActionIds, maximumBlocks } from '../../../../../src/webview/protocol/code.js';
import type { StoredMessage } from '../../../../../src/storage/api/chatHistory.js';
import { RecordedCode } from '../support/recordedCode.js';

function attachment(id: string): AttachmentPart {
  return {
    type: 'attachment',
    id,
    kind: 'file',
    label: id,
    mediaType: 'text/plain',
    text: '',
    bytes: 0,
    capturedAt: 0,
  };
}

function message(id: string, ...parts: MessagePart[]): StoredMessage {
  return { id, role: 'user', parts, status: 'complete', createdAt: 0 } as unknown as StoredMessage;
}

const block = { info: 'ts a.ts', code: 'let a;' };

describe('codeHandlers', () => {
  const branch = [
    message('q1', attachment('old')),
    message('a1', { type: 'text', text: 'first' }),
    message('q2', { type: 'text', text: 'two' }, attachment('new'), attachment('newer')),
    message('a2'),
    message('q3', attachment('later')),
  ];

  it('hand the block over with what the questions before it were asked about, the last one first', async () => {
    const code = new RecordedCode();
    const handlers = codeHandlers(() => ({ id: 'c', branch }), code);
    await handlers['code-action']({ type: 'code-action', action: 'apply', messageId: 'a2', block });
    await handlers['code-apply-all']({ type: 'code-apply-all', messageId: 'a1', blocks: [block, block] });
    assert.deepEqual(
      code.asked.map(({ action, blocks, origin }) => [
        action,
        blocks.length,
        origin.conversationId,
        ...origin.attachments.map(({ id }) => id),
      ]),
      [
        ['apply', 1, 'c', 'new', 'newer', 'old'],
        ['apply-all', 2, 'c', 'old'],
      ],
    );
  });

  it('know no attachments for a message that is on no branch any more', async () => {
    const code = new RecordedCode();
    const handlers = codeHandlers(() => ({ id: 'c', branch }), code);
    await handlers['code-action']({ type: 'code-action', action: 'insert', messageId: 'gone', block });
    assert.deepEqual(code.asked[0]?.origin.attachments, []);
  });
});

describe('what a view sends about code', () => {
  const all = (count: number, code = 'a') => ({
    type: 'code-apply-all',
    messageId: 'm',
    blocks: Array.from({ length: count }, () => ({ info: '', code })),
  });

  it('is an action of the protocol, and no other', () => {
    for (const action of codeActionIds)
      assert.ok(parseViewMessage({ type: 'code-action', action, messageId: 'm', block }) !== undefined);
    for (const action of ['run', 'delete', '', 1, null])
      assert.equal(parseViewMessage({ type: 'code-action', action, messageId: 'm', block }), undefined);
    const extra = { ...block, path: '/etc/passwd' };
    assert.equal(parseViewMessage({ type: 'code-action', action: 'apply', messageId: 'm', block: extra }), undefined);
  });

  it('is limited in the number of blocks, and in all of their code', () => {
    assert.ok(parseViewMessage(all(maximumBlocks)) !== undefined);
    assert.equal(parseViewMessage(all(maximumBlocks + 1)), undefined);
    assert.equal(parseViewMessage(all(0)), undefined);
    assert.equal(parseViewMessage(all(5, 'x'.repeat(10_000_000))), undefined);
  });
});
