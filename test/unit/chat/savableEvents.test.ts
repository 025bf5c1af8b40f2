import assert from 'node:assert/strict';
import type { AttachmentPart, MessagePart } from '../../../src/core/message.js';
import { reductions } from '../../../src/chat/savableEvents.js';
import type { StoredMessage } from '../../../src/storage/api/chatHistory.js';
import { nested } from '../../support/hostileValues.js';

const attachment: AttachmentPart = {
  type: 'attachment',
  id: 'x',
  kind: 'pdf',
  label: 'a.pdf',
  mediaType: 'application/pdf',
  bytes: 1,
  capturedAt: 1,
};

/** What is saved of a message that was refused. */
function saved(...parts: readonly unknown[]): readonly MessagePart[] {
  const message = {
    id: 'm',
    conversationId: 'c',
    parentId: null,
    role: 'user',
    createdAt: 1,
    status: 'complete',
  } as const;
  const event = {
    type: 'message.put',
    message: { ...message, parts: parts as MessagePart[] } satisfies StoredMessage,
  } as const;
  const reduced = reductions[0]!(event);
  assert.ok(reduced.type === 'message.put');
  return reduced.message.parts;
}

const refused = { type: 'tool-call', id: 't', name: 'n', input: nested(1_000) };

describe('what is saved of a message that the history refuses', () => {
  it('has its attachments, however large, for what is refused is another part', () => {
    const [text, data] = ['x'.repeat(200_000), 'A'.repeat(4_000_000)];
    const parts = [
      { ...attachment, text, data },
      { ...attachment, data },
      { ...attachment, text },
    ];
    assert.deepEqual(saved(...parts, refused).slice(0, 3), parts);
  });

  it('has no more text of them than may be, together with all other text', () => {
    const text = 'x'.repeat(9_000_000);
    const [first, second, third] = saved(
      { ...attachment, text },
      { ...attachment, text },
      { type: 'text', text },
      refused,
    );
    assert.ok(first?.type === 'attachment' && second?.type === 'attachment' && third?.type === 'text');
    assert.deepEqual([first.text!.length, second.text!.length, third.text.length], [9_000_000, 7_000_000, 0]);
  });

  it('has as a text what no history can take of one', () => {
    const [part] = saved({ ...attachment, text: 'said', note: nested(1_000) }, refused);
    assert.equal(part?.type, 'text');
  });
});
