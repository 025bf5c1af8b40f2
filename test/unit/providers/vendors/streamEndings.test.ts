import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { silentLogger } from '../../../../src/core/logger.js';
import { createHold } from '../../../../src/providers/adapter/answer/heldCharacters.js';
import { createUnknownEventLog } from '../../../../src/providers/adapter/unknownEventLog.js';
import type { ChatEvent } from '../../../../src/providers/provider.js';
import { redirectError } from '../../../../src/providers/transport/exchangeErrors.js';
import { readEvents } from '../../../../src/providers/vendors/anthropic/events.js';

/** The reason is told with `message_delta`, and once more at the end. */
const isAnswer = ({ type }: ChatEvent): boolean => type !== 'finish' && type !== 'usage';

describe("Anthropic's blocks that no event ends", () => {
  const read = async (...events: object[]): Promise<ChatEvent[]> => {
    const notes = createUnknownEventLog('Anthropic', silentLogger)();
    const all = [...events, { type: 'message_delta', delta: { stop_reason: 'tool_use' } }, { type: 'message_stop' }];
    const read: ChatEvent[] = [];
    const stream = Readable.from(all) as AsyncIterable<never>;
    for await (const event of readEvents(stream, notes, createHold('Anthropic'))) read.push(event);
    return read;
  };
  const start = (block: object) => ({ type: 'content_block_start', index: 0, content_block: block });
  const delta = (content: object) => ({ type: 'content_block_delta', index: 0, delta: content });
  const call = start({ type: 'tool_use', id: 't', name: 'f', input: {} });

  it('are part of the answer when it ends', async () => {
    const events = await read(call, delta({ type: 'input_json_delta', partial_json: '{"a":1}' }));
    assert.deepEqual(events.filter(isAnswer).at(-1), { type: 'tool-call', id: 't', name: 'f', input: { a: 1 } });
    const thinking = [start({ type: 'thinking', thinking: 'hm' }), delta({ type: 'signature_delta', signature: 's' })];
    const data = { type: 'thinking', thinking: 'hm', signature: 's' };
    assert.deepEqual((await read(...thinking)).filter(isAnswer).at(-1), { type: 'opaque', vendor: 'anthropic', data });
    assert.ok(!(await read(thinking[0]!)).some(({ type }) => type === 'opaque'), 'without a signature it is refused');
  });

  it('are an error where the arguments of a call are cut off', async () => {
    await assert.rejects(read(call, delta({ type: 'input_json_delta', partial_json: '{"a":' })), {
      code: 'invalid-response',
    });
  });
});

describe('a status between success and error', () => {
  it('is a redirect only where there is another address', () => {
    const at = (status: number, headers = {}) =>
      redirectError(new Response(null, { status, headers }), 'https://example.com/v1').message;
    assert.match(
      at(302, { location: 'https://login.example.org/' }),
      /^example\.com redirects to login\.example\.org\./u,
    );
    assert.match(at(304), /^example\.com sent no answer, but HTTP 304\./u);
    assert.match(at(307), /^example\.com sent no answer, but HTTP 307\./u);
  });
});
