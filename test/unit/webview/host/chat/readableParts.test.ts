import assert from 'node:assert/strict';
import type { MessagePart } from '../../../../../src/core/message.js';
import { readableParts } from '../../../../../src/webview/host/chat/readableParts.js';

const words = {
  toolCall: 'Tool: {0}',
  toolResult: 'Result',
  toolFailed: 'Tool failed',
  attachment: 'Attachment: {0}',
};
const shown = (...parts: readonly MessagePart[]): string => readableParts(parts, words).text;

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

  it('has pictures of any size in their places, and names every other file', () => {
    const picture = { type: 'file', mediaType: 'image/png', data: 'A'.repeat(3_000_000), name: 'a](b) [c' } as const;
    const { text, pictures } = readableParts(
      [picture, { type: 'text', text: 'Hé 😀' }, picture, { type: 'text', text: '!' }, { ...picture, data: '' }],
      words,
    );
    assert.equal(text, 'Hé 😀!\n\nAttachment: `a](b) [c`\n\n');
    assert.deepEqual(
      pictures.map(({ at }) => at),
      [0, 5],
    );
  });

  it('names what could run script, and what is no picture', () => {
    for (const mediaType of ['image/svg+xml', 'image/tiff', 'text/html', 'application/pdf', 'image/png\nx'])
      assert.match(shown({ type: 'file', mediaType, data: 'AAAA' }), /^\n\nAttachment: `/u, mediaType);
  });

  it('names pictures beyond two hundred', () => {
    const picture = { type: 'file', mediaType: 'image/webp', data: 'AAAA' } as const;
    const { text, pictures } = readableParts(
      Array.from({ length: 201 }, () => ({ ...picture })),
      words,
    );
    assert.deepEqual([pictures.length, text], [200, '\n\nAttachment: `image/webp`\n\n']);
  });
});
