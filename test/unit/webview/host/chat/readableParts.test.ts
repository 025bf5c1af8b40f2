import assert from 'node:assert/strict';
import type { MessagePart } from '../../../../../src/core/message.js';
import { readableParts } from '../../../../../src/webview/host/chat/readableParts.js';

const words = {
  toolCall: 'Tool: {0}',
  toolResult: 'Result',
  toolFailed: 'Tool failed',
  attachment: 'Attachment: {0}',
};
const shown = (...parts: readonly MessagePart[]): string => readableParts(parts, words);

describe('what a message says', () => {
  it('is its texts, joined, and nothing of what is not to be read', () => {
    assert.equal(
      shown(
        { type: 'text', text: 'a' },
        { type: 'reasoning', text: 'x' },
        { type: 'opaque', vendor: 'v', data: {} },
        { type: 'refusal', text: 'b' },
      ),
      'ab',
    );
  });

  it('has what tools did in its place', () => {
    assert.equal(
      shown(
        { type: 'text', text: 'a' },
        { type: 'tool-call', id: '1', name: 'find `it`', input: { x: 1 } },
        { type: 'tool-result', callId: '1', output: '```', isError: true },
      ),
      'a\n\n**Tool: `find it `**\n\n```json\n{\n  "x": 1\n}\n```\n\n\n\n**Tool failed**\n\n````\n```\n````\n\n',
    );
  });

  it('is hardly longer than what tools were asked, however deep that is nested', () => {
    for (const depth of [5, 7, 98]) {
      const input: unknown = JSON.parse(`{"a":${'['.repeat(depth)}${'1,'.repeat(10_000)}1${']'.repeat(depth)}}`);
      assert.ok(shown({ type: 'tool-call', id: '1', name: 'x', input }).length < 5 * JSON.stringify(input).length);
    }
  });

  it('shows small pictures, and names every other file', () => {
    const picture = { type: 'file', mediaType: 'image/png', data: 'AAAA', name: 'a](b) [c' } as const;
    assert.equal(shown(picture), '\n\n![a (b) c](data:image/png;base64,AAAA)\n\n');
    assert.match(shown({ ...picture, data: 'A'.repeat(500_000) }), /data:image/u);
    assert.equal(shown({ ...picture, data: 'A'.repeat(500_004) }), '\n\nAttachment: `a](b) [c`\n\n');
    assert.equal(shown({ ...picture, data: '"><script>' }), '\n\nAttachment: `a](b) [c`\n\n');
    assert.equal(
      shown({ type: 'file', mediaType: 'image/svg+xml', data: 'AAAA' }),
      '\n\nAttachment: `image/svg+xml`\n\n',
    );
    assert.equal(
      shown({ type: 'file', mediaType: 'application/pdf', data: 'AAAA', name: 'b.pdf' }),
      '\n\nAttachment: `b.pdf`\n\n',
    );
  });
});
