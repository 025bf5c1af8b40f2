import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { ScoutError } from '../../../../src/core/errors.js';
import { readEvents as readChatCompletions } from '../../../../src/providers/adapter/chatCompletions/events.js';
import { createEventCheck } from '../../../../src/providers/adapter/answer/checkedEvents.js';
import { createHold } from '../../../../src/providers/adapter/answer/heldCharacters.js';
import { limits } from '../../../../src/providers/adapter/limits.js';
import { createUnknownEventLog } from '../../../../src/providers/adapter/unknownEventLog.js';
import { silentLogger } from '../../../../src/core/logger.js';
import type { ChatEvent } from '../../../../src/providers/provider.js';
import { readEvents as readAnthropic } from '../../../../src/providers/vendors/anthropic/events.js';
import { knownCounts } from '../../../../src/providers/vendors/anthropic/usage.js';
import { readEvents as readMistral } from '../../../../src/providers/vendors/mistral/events.js';

const piece = 'a'.repeat(1024 * 1024);
/** No adapter may read more events of this size than an answer has room for. */
const mostEvents = limits.answerCharacters / piece.length + 2;

/** What an endless stream of these events ends with, and how many of them were read. */
async function endOf(
  read: (stream: AsyncIterable<never>) => AsyncIterable<ChatEvent>,
  eventAt: (index: number) => unknown,
  most = mostEvents,
): Promise<unknown> {
  let sent = 0;
  const endless = Readable.from(
    (function* () {
      for (; sent <= most; sent += 1) yield eventAt(sent);
    })(),
  );
  try {
    const events = read(endless as AsyncIterable<never>)[Symbol.asyncIterator]();
    while ((await events.next()).done !== true);
  } catch (error) {
    assert.ok(error instanceof ScoutError, String(error));
    return error.code;
  }
  return `read ${sent} events to their end`;
}

describe('what adapters keep of an answer until more of it is there', () => {
  const notes = createUnknownEventLog('Anybody', silentLogger);
  const anthropic = (stream: AsyncIterable<never>) => readAnthropic(stream, notes(), createHold('Anthropic'));
  const mistral = (stream: AsyncIterable<never>) =>
    readMistral(stream, { unknownEvents: notes(), hold: createHold('Mistral'), isDone: () => false });
  const chatCompletions = (stream: AsyncIterable<never>) =>
    readChatCompletions(stream, {
      id: 'compatible',
      vendor: 'Anybody',
      unknownEvents: notes(),
      hold: createHold('Anybody'),
      isDone: () => false,
    });
  const block = (index: number, content: object) => ({ type: 'content_block_start', index, content_block: content });
  const delta = (content: object) => ({ type: 'content_block_delta', index: 0, delta: content });
  const chunk = (call: object) => ({ choices: [{ delta: { tool_calls: [call] } }] });

  it('is bounded for arguments that never end', async () => {
    const code = await endOf(anthropic, (index) =>
      index === 0
        ? block(0, { type: 'tool_use', id: 't', name: 'f', input: {} })
        : delta({ type: 'input_json_delta', partial_json: piece }),
    );
    assert.equal(code, 'answer-too-long');
    assert.equal(
      await endOf(chatCompletions, () => chunk({ index: 0, id: 'c', function: { name: 'f', arguments: piece } })),
      'answer-too-long',
    );
    assert.equal(
      await endOf(mistral, () => ({
        data: {
          choices: [{ delta: { toolCalls: [{ index: 0, id: 'c', function: { name: 'f', arguments: piece } }] } }],
        },
      })),
      'answer-too-long',
    );
  });

  it('is bounded for arguments that come as objects, and for ids and names', async () => {
    const given = { p: piece };
    assert.equal(await endOf(chatCompletions, () => chunk({ function: { arguments: given } })), 'answer-too-long');
    for (const call of [
      (index: number) => ({ id: `${piece}${index}` }),
      (index: number) => ({ id: `${index}`, function: { name: piece } }),
    ])
      assert.equal(await endOf(chatCompletions, (index) => chunk(call(index))), 'answer-too-long');
    let deep: unknown = {};
    for (let depth = 0; depth < 10_000; depth += 1) deep = { deep };
    assert.equal(await endOf(chatCompletions, () => chunk({ function: { arguments: deep } })), 'invalid-response');
    assert.equal(
      await endOf(anthropic, () => block(0, { type: 'tool_use', id: 't', name: 'f', input: deep })),
      'invalid-response',
    );
  });

  it('is bounded for blocks that begin and never end', async () => {
    for (const content of [
      { type: 'redacted_thinking', data: piece },
      { type: 'thinking', thinking: piece },
      { type: 'tool_use', id: 't', name: 'f', input: { p: piece } },
    ])
      assert.equal(await endOf(anthropic, (index) => block(index, content)), 'answer-too-long');
    const empty = { type: 'redacted_thinking', data: '' };
    assert.equal(await endOf(anthropic, (index) => block(index, empty), limits.parts + 1), 'invalid-response');
  });

  it('is bounded for signatures', async () => {
    const code = await endOf(anthropic, (index) =>
      index === 0 ? block(0, { type: 'thinking' }) : delta({ type: 'signature_delta', signature: piece }),
    );
    assert.equal(code, 'answer-too-long');
  });

  it('is bounded for the values of all calls together, which are parsed in one go', async () => {
    const call = (values: number) => ({
      id: 'c',
      function: { name: 'f', arguments: JSON.stringify({ p: Array(values).fill(0) }) },
    });
    const sent = (values: number, calls: number) =>
      endOf(
        chatCompletions,
        (index) => ({
          choices: [
            {
              delta: { tool_calls: [{ ...call(values), id: `c${index}`, index }] },
              finish_reason: index === calls ? 'tool_calls' : null,
            },
          ],
        }),
        calls,
      );
    const each = limits.jsonValues - 10;
    assert.equal(await sent(each, 10), 'answer-too-long');
    assert.equal(await sent(each, 1), 'read 2 events to their end');
  });

  it('has none of the counts that nobody reads', () => {
    assert.deepEqual(knownCounts({ input_tokens: 1, output_tokens: null, more: 2, __proto__: { x: 1 } }), {
      input_tokens: 1,
    });
  });
});

describe('the values of an answer', () => {
  const values = Array<number>(limits.jsonValues - 10).fill(0);
  const most = Math.floor(limits.answerValues / limits.jsonValues);

  it('are bounded, whatever they come in: other threads are handed all of them in one piece', () => {
    for (const eventAt of [
      (index: number): ChatEvent => ({ type: 'tool-call', id: `c${index}`, name: 'f', input: { values } }),
      (): ChatEvent => ({ type: 'opaque', vendor: 'openai', data: { values } }),
    ]) {
      const check = createEventCheck('Anybody');
      for (let index = 0; index < most; index += 1) assert.ok(check(eventAt(index)));
      assert.throws(() => check(eventAt(most)), { code: 'answer-too-long' });
    }
  });
});
