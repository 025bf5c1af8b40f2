/** Small inputs of the kinds that answers recorded from real vendors have shown, in each vendor's own form. */
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { ScoutError } from '../../../../src/core/errors.js';
import { silentLogger } from '../../../../src/core/logger.js';
import type { SendablePart } from '../../../../src/core/message.js';
import { createHold } from '../../../../src/providers/adapter/answer/heldCharacters.js';
import { createUnknownEventLog } from '../../../../src/providers/adapter/unknownEventLog.js';
import type { ChatEvent, ChatRequest } from '../../../../src/providers/provider.js';
import { readEvents as readAnthropic } from '../../../../src/providers/vendors/anthropic/events.js';
import { toRequestBody as toAnthropic } from '../../../../src/providers/vendors/anthropic/request.js';
import { readEvents as readGoogle } from '../../../../src/providers/vendors/google/events.js';
import { toRequest as toGoogleRequest } from '../../../../src/providers/vendors/google/request.js';
import { readEvents as readMistral } from '../../../../src/providers/vendors/mistral/events.js';
import { readEvents as readOpenAi } from '../../../../src/providers/vendors/openai/events.js';
import { toRequestBody as toOpenAi } from '../../../../src/providers/vendors/openai/request.js';
import { toParts } from '../../../contract/support/providersUnderTest.js';

const toGoogle = (request: ChatRequest): ReturnType<typeof toGoogleRequest> => toGoogleRequest(request, new Set());

interface Read {
  readonly events: readonly ChatEvent[];
  readonly code: string | undefined;
}

async function all(stream: AsyncIterable<ChatEvent>): Promise<Read> {
  const events: ChatEvent[] = [];
  try {
    for await (const event of stream) events.push(event);
    return { events, code: undefined };
  } catch (error) {
    assert.ok(error instanceof ScoutError, String(error));
    return { events, code: error.code };
  }
}

const notes = (): ReturnType<ReturnType<typeof createUnknownEventLog>> =>
  createUnknownEventLog('Anybody', silentLogger)();
const streamOf = (events: readonly object[]): AsyncIterable<never> => Readable.from(events) as AsyncIterable<never>;
const openai = (...events: object[]): Promise<Read> => all(readOpenAi(streamOf(events), notes()));
const anthropic = (...events: object[]): Promise<Read> =>
  all(readAnthropic(streamOf(events), notes(), createHold('Anthropic')));
const google = (...chunks: object[]): Promise<Read> => all(readGoogle(streamOf(chunks), notes()));
const textOf = ({ events }: Read): string =>
  events.map((event) => (event.type === 'text-delta' ? event.text : '')).join('');
const usageOf = ({ events }: Read): unknown => events.findLast((event) => event.type === 'usage')?.usage;
const requestAfter = (model: string, parts: readonly SendablePart[]): ChatRequest => ({
  model,
  parameters: {},
  messages: [
    { role: 'user', parts: [{ type: 'text', text: 'q' }] },
    { role: 'assistant', parts },
    { role: 'user', parts: [{ type: 'text', text: 'next' }] },
  ],
});

describe('answers of the Responses API', () => {
  const completed = (output: readonly object[] = [], more: object = {}): object => ({
    type: 'response.completed',
    response: { status: 'completed', output, ...more },
  });
  const message = (id: string, text: string): object => ({
    type: 'message',
    id,
    role: 'assistant',
    content: [{ type: 'output_text', text, annotations: [] }],
  });
  const delta = (id: string, output: number, text: string): object => ({
    type: 'response.output_text.delta',
    item_id: id,
    output_index: output,
    content_index: 0,
    delta: text,
  });
  const itemDone = (output: number, item: object): object => ({
    type: 'response.output_item.done',
    output_index: output,
    item,
  });

  it('are read once, whether they come as deltas, as whole texts, as items or in the response alone', async () => {
    const done = { type: 'response.output_text.done', item_id: 'm', output_index: 0, content_index: 0, text: 'Hi' };
    const ways = [
      [delta('m', 0, 'H'), delta('m', 0, 'i'), done, itemDone(0, message('m', 'Hi')), completed([message('m', 'Hi')])],
      [done, completed()],
      [itemDone(0, message('m', 'Hi')), completed()],
      [completed([message('m', 'Hi')])],
    ];
    for (const way of ways) assert.equal(textOf(await openai(...way)), 'Hi');
  });

  it('with two messages have a blank line between them, and two items when they are sent back', async () => {
    const read = await openai(
      delta('a', 0, 'With links.'),
      itemDone(0, message('a', 'With links.')),
      delta('b', 1, '# Here'),
      itemDone(1, message('b', '# Here')),
      completed(),
    );
    assert.equal(textOf(read), 'With links.\n\n# Here');
    const { input } = toOpenAi(requestAfter('gpt-5', toParts(read.events)), new Set());
    assert.deepEqual((input as object[]).slice(1, -1), [
      { role: 'assistant', content: 'With links.' },
      { role: 'assistant', content: '# Here' },
    ]);
  });

  it('give back reasoning that carries its content, and no other, whoever left it', async () => {
    const bare = { type: 'reasoning', id: 'rs_1', summary: [] };
    const whole = { ...bare, id: 'rs_2', encrypted_content: 'e' };
    const { events } = await openai(itemDone(0, bare), itemDone(1, whole), completed());
    assert.deepEqual(
      events.flatMap((event) => (event.type === 'opaque' ? [event.data] : [])),
      [whole],
    );
    const stored = [bare, whole].map((data): SendablePart => ({ type: 'opaque', vendor: 'openai', data }));
    const { input } = toOpenAi(requestAfter('gpt-5', [...stored, { type: 'text', text: 'a' }]), new Set());
    assert.deepEqual((input as object[]).slice(1, -1), [whole, { role: 'assistant', content: 'a' }]);
  });

  it('are asked for that content wherever a model may reason', () => {
    const include = (model: string): unknown => toOpenAi(requestAfter(model, []), new Set()).include;
    assert.deepEqual(include('gpt-5.2-chat-latest'), ['reasoning.encrypted_content']);
    assert.deepEqual(include('grok-4'), ['reasoning.encrypted_content']);
    assert.equal(include('gpt-4o'), undefined);
  });

  it('lose a call that the output limit cut off, and keep their cost; any other broken call is an error', async () => {
    const call = { type: 'function_call', call_id: 'c', name: 'f', arguments: '{"p":', status: 'incomplete' };
    const usage = { input_tokens: 2, output_tokens: 9, total_tokens: 11 };
    const limited = await openai(itemDone(0, call), {
      type: 'response.incomplete',
      response: { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' }, usage },
    });
    assert.deepEqual(
      [limited.code, limited.events.at(-1)],
      [undefined, { type: 'finish', reason: 'length', rawReason: 'max_output_tokens' }],
    );
    assert.deepEqual(usageOf(limited), { inputTokens: 2, outputTokens: 9 });
    const broken = await openai(itemDone(0, call), completed([], { usage }));
    assert.equal(broken.code, 'invalid-response');
    assert.deepEqual(usageOf(broken), { inputTokens: 2, outputTokens: 9 });
  });

  it('that failed have cost what they say', async () => {
    const failed = await openai({
      type: 'response.failed',
      response: { error: { code: 'rate_limit_exceeded' }, usage: { input_tokens: 2, output_tokens: 9 } },
    });
    assert.equal(failed.code, 'rate-limited');
    assert.deepEqual(usageOf(failed), { inputTokens: 2, outputTokens: 9 });
  });
});

describe('answers of the Messages API', () => {
  const start = (block: object, index = 0): object => ({ type: 'content_block_start', index, content_block: block });
  const delta = (fields: object, index = 0): object => ({ type: 'content_block_delta', index, delta: fields });
  const stop = { type: 'content_block_stop', index: 0 };
  const end = (stop_reason: string): object => ({
    type: 'message_delta',
    delta: { stop_reason },
    usage: { output_tokens: 9 },
  });

  it('have a signature only where one came, and thoughts without one are not sent back', async () => {
    const thinking = { type: 'thinking', thinking: '' };
    const signed = await anthropic(
      start(thinking),
      delta({ type: 'thinking_delta', thinking: 'hm' }),
      delta({ type: 'signature_delta', signature: 'SIG' }),
      stop,
      end('end_turn'),
    );
    const opaque = signed.events.find((event) => event.type === 'opaque');
    assert.deepEqual(opaque?.data, { type: 'thinking', thinking: 'hm', signature: 'SIG' });
    const bare = await anthropic(
      start(thinking),
      delta({ type: 'thinking_delta', thinking: 'hm' }),
      stop,
      end('end_turn'),
    );
    assert.ok(!bare.events.some(({ type }) => type === 'opaque'));
    const stored: SendablePart = { type: 'opaque', vendor: 'anthropic', data: { type: 'thinking', thinking: 'hm' } };
    const { messages } = toAnthropic(requestAfter('claude', [stored, { type: 'text', text: 'a' }]), new Set());
    assert.deepEqual(messages[1]?.content, [{ type: 'text', text: 'a' }]);
  });

  it('lose a call that the output limit cut off; any other broken call is an error', async () => {
    const call = [
      start({ type: 'tool_use', id: 't', name: 'f', input: {} }),
      delta({ type: 'input_json_delta', partial_json: '{"p":' }),
      stop,
    ];
    const limited = await anthropic(...call, end('max_tokens'), { type: 'message_stop' });
    assert.equal(limited.code, undefined);
    assert.ok(limited.events.every(({ type }) => type === 'usage' || type === 'finish'));
    const broken = await anthropic(...call, end('tool_use'));
    assert.equal(broken.code, 'invalid-response');
    assert.deepEqual(usageOf(broken), { inputTokens: 0, outputTokens: 9 });
  });
});

describe('answers of the Gemini API', () => {
  const chunk = (parts: readonly object[], finishReason?: string, index = 0): object => ({
    candidates: [{ index, content: { role: 'model', parts }, finishReason }],
  });
  const picture = { mimeType: 'image/png', data: 'iVBORw0KGgo=' };
  const file: SendablePart = { type: 'file', mediaType: 'image/png', data: picture.data };

  it('have signatures that go back on the very part they came with, a picture too', async () => {
    const { events } = await google(chunk([{ inlineData: picture, thoughtSignature: 'SIG' }], 'STOP'));
    const opaque = events.flatMap((event): SendablePart[] => (event.type === 'opaque' ? [event] : []));
    const { contents } = toGoogle(requestAfter('gemini-3-pro-image-preview', [file, ...opaque]));
    assert.deepEqual(contents[1]?.parts, [{ inlineData: picture, thoughtSignature: 'SIG' }]);
  });

  it('have it there also where an earlier version took it for that of an empty text', () => {
    const data = { type: 'thought-signature', signature: 'SIG', on: 'text', text: '' };
    const { contents } = toGoogle(
      requestAfter('gemini-3-pro-image', [file, { type: 'opaque', vendor: 'google', data }]),
    );
    assert.deepEqual(contents[1]?.parts, [{ inlineData: picture, thoughtSignature: 'SIG' }]);
  });

  it('have pictures that go back without a signature only to models that take them', () => {
    const sent = (model: string): unknown => toGoogle(requestAfter(model, [file])).contents[1]?.parts;
    assert.deepEqual(sent('gemini-3-pro-image-preview'), [{ text: '[A picture was shown here.]' }]);
    assert.deepEqual(sent('gemini-2.5-flash-image'), [{ inlineData: picture }]);
  });

  it("have parts of the vendor's own tools, which go back as they came", async () => {
    const code = { executableCode: { language: 'PYTHON', code: '1+1' }, thoughtSignature: 'SIG' };
    const result = { codeExecutionResult: { outcome: 'OUTCOME_OK', output: '2' } };
    const { events } = await google(chunk([code, result, { text: '2' }], 'STOP'));
    const { contents } = toGoogle(requestAfter('gemini-3-pro', toParts(events)));
    assert.deepEqual(contents[1]?.parts, [code, result, { text: '2' }]);
  });

  it('have no drafts, and none of other candidates', async () => {
    const read = await google(
      { candidates: [{ index: 1, content: { parts: [{ text: 'no' }] } }, { content: { parts: [{ text: 'yes' }] } }] },
      chunk([{ inlineData: picture, thought: true }]),
      chunk([{ inlineData: picture }], 'STOP'),
    );
    assert.equal(textOf(read), 'yes');
    assert.equal(read.events.filter(({ type }) => type === 'image').length, 1);
  });
});

describe("Mistral's usage", () => {
  it('has the cached tokens, and all of the output', async () => {
    const usage = {
      promptTokens: 10,
      completionTokens: 2,
      totalTokens: 15,
      prompt_tokens_details: { cached_tokens: 4 },
    };
    const read = await all(
      readMistral(streamOf([{ data: { choices: [], usage } }]), {
        unknownEvents: notes(),
        hold: createHold('Mistral'),
        isDone: () => false,
      }),
    );
    assert.deepEqual(usageOf(read), { inputTokens: 10, outputTokens: 5, cachedInputTokens: 4 });
  });
});
