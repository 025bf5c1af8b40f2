import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ChatMessage, ChatRequest } from '../../../../src/providers/provider.js';
import { toRequestBody as toAnthropic } from '../../../../src/providers/vendors/anthropic/request.js';
import { createHold } from '../../../../src/providers/adapter/answer/heldCharacters.js';
import { createToolCalls } from '../../../../src/providers/adapter/chatCompletions/toolCalls.js';
import { closedSchema } from '../../../../src/providers/adapter/request/closedSchema.js';
import { SseFrameMeter } from '../../../../src/providers/transport/sseFrameMeter.js';
import { ownCallId, toRequest as toGoogle } from '../../../../src/providers/vendors/google/request.js';
import { toRequest as toMistral } from '../../../../src/providers/vendors/mistral/request.js';
import { reasons, toRequestBody as toOpenai } from '../../../../src/providers/vendors/openai/request.js';
import { withoutEnvironment } from '../../../../src/providers/transport/withoutEnvironment.js';

const question: ChatMessage = { role: 'user', parts: [{ type: 'text', text: 'Rain?' }] };
const request = (messages: readonly ChatMessage[], more: Partial<ChatRequest> = {}): ChatRequest => ({
  model: 'm',
  messages,
  parameters: {},
  ...more,
});
const all = new Set<string>();

describe('OpenAI requests', () => {
  it('know which models reason', () => {
    for (const model of ['gpt-5.5', 'o3', 'o4-mini', 'gpt-6-luna', 'codex-mini-latest'])
      assert.ok(reasons(model), model);
    for (const model of ['gpt-4.1', 'gpt-4o-mini', 'gpt-3.5-turbo', 'gpt-5-chat-latest', 'ft:gpt-4.1:acme::x'])
      assert.ok(!reasons(model), model);
  });

  it('put reasoning, text and calls back in their order, the text with its phase', () => {
    const reasoning = { id: 'rs_1', type: 'reasoning', summary: [], encrypted_content: 'x' };
    const { input } = toOpenai(
      request([
        question,
        {
          role: 'assistant',
          parts: [
            { type: 'reasoning', text: 'shown only' },
            { type: 'opaque', vendor: 'openai', data: reasoning },
            { type: 'text', text: 'I look ' },
            { type: 'text', text: 'it up.' },
            { type: 'opaque', vendor: 'openai', data: { type: 'message-phase', phase: 'commentary' } },
            { type: 'tool-call', id: 'c1', name: 'weather', input: { city: 'Paris' } },
          ],
        },
        { role: 'tool', parts: [{ type: 'tool-result', callId: 'c1', output: 'Rain', isError: false }] },
      ]),
      all,
    );
    assert.deepEqual(input, [
      { role: 'user', content: [{ type: 'input_text', text: 'Rain?' }] },
      reasoning,
      { role: 'assistant', content: 'I look it up.', phase: 'commentary' },
      { type: 'function_call', call_id: 'c1', name: 'weather', arguments: '{"city":"Paris"}' },
      { type: 'function_call_output', call_id: 'c1', output: 'Rain' },
    ]);
  });

  it('carry pictures as pictures, and other files with their names', () => {
    const file = (mediaType: string, name?: string): ChatMessage => ({
      role: 'user',
      parts: [{ type: 'file', mediaType, data: 'AAAA', ...(name === undefined ? {} : { name }) }],
    });
    const { input } = toOpenai(request([file('image/png', 'a.png'), file('application/pdf', 'b.pdf')]), all);
    assert.deepEqual(input, [
      {
        role: 'user',
        content: [{ type: 'input_image', detail: 'auto', image_url: 'data:image/png;base64,AAAA' }],
      },
      {
        role: 'user',
        content: [{ type: 'input_file', filename: 'b.pdf', file_data: 'data:application/pdf;base64,AAAA' }],
      },
    ]);
  });

  it('leave out what the model has refused', () => {
    const body = toOpenai(
      request([question], { model: 'gpt-5.5', parameters: { reasoningEffort: 'high' } }),
      new Set(['reasoning.summary', 'include']),
    );
    assert.deepEqual(body.reasoning, { effort: 'high' });
    assert.equal(body.include, undefined);
  });
});

describe('Anthropic requests', () => {
  it('give older models a budget below the limit, and later ones an effort', () => {
    const parameters = { reasoningEffort: 'high' as const, maxOutputTokens: 4000 };
    const older = toAnthropic(request([question], { model: 'claude-haiku-4-5', parameters }), all);
    assert.deepEqual(older.thinking, { type: 'enabled', budget_tokens: 3000 });
    assert.equal(older.output_config, undefined);
    const later = toAnthropic(request([question], { model: 'claude-sonnet-5-5', parameters }), all);
    assert.deepEqual(
      [later.thinking, later.output_config],
      [{ type: 'adaptive', display: 'summarized' }, { effort: 'high' }],
    );
  });

  it('always name a limit, and never a temperature', () => {
    const body = toAnthropic(request([question], { parameters: { temperature: 1, topP: 1 } }), all);
    assert.ok(body.max_tokens > 0);
    assert.ok(!('temperature' in body) && !('top_p' in body));
  });
});

describe('Google requests', () => {
  const back = (parts: ChatMessage['parts']): unknown =>
    toGoogle(request([question, { role: 'assistant', parts }, question]), all).contents[1]?.parts;
  const signature = (on: 'text' | 'function-call', text?: string) =>
    ({
      type: 'opaque',
      vendor: 'google',
      data: { type: 'thought-signature', signature: 's', on, ...(text === undefined ? {} : { text }) },
    }) as const;

  it('put a signature on exactly the text that it came with', () => {
    assert.deepEqual(back([{ type: 'text', text: 'The capital is Paris.' }, signature('text', 'Paris.')]), [
      { text: 'The capital is ' },
      { text: 'Paris.', thoughtSignature: 's' },
    ]);
    assert.deepEqual(back([{ type: 'text', text: 'Paris.' }, signature('text', 'Paris.')]), [
      { text: 'Paris.', thoughtSignature: 's' },
    ]);
    assert.deepEqual(back([{ type: 'text', text: 'Paris.' }, signature('text', '')]), [
      { text: 'Paris.' },
      { text: '', thoughtSignature: 's' },
    ]);
  });

  it('put a signature on its call, and send no id that Google did not give', () => {
    const call = { type: 'tool-call' as const, id: `${ownCallId}1`, name: 'weather', input: {} };
    assert.deepEqual(back([call, signature('function-call')]), [
      { functionCall: { name: 'weather', args: {} }, thoughtSignature: 's' },
    ]);
  });

  it('name the function of a result by its call', () => {
    const { contents } = toGoogle(
      request([
        question,
        { role: 'assistant', parts: [{ type: 'tool-call', id: 'c1', name: 'weather', input: {} }] },
        { role: 'tool', parts: [{ type: 'tool-result', callId: 'c1', output: 'broken', isError: true }] },
      ]),
      all,
    );
    assert.deepEqual(contents[2], {
      role: 'user',
      parts: [{ functionResponse: { id: 'c1', name: 'weather', response: { error: 'broken' } } }],
    });
  });

  it('think as the generation of the model can', () => {
    const config = (model: string) =>
      toGoogle(request([question], { model, parameters: { reasoningEffort: 'low' } }), all).config.thinkingConfig;
    assert.equal(config('gemini-2.0-flash'), undefined);
    assert.deepEqual(config('gemini-2.5-pro'), { includeThoughts: true, thinkingBudget: 1024 });
    assert.deepEqual(config('gemini-3.8-flash'), { includeThoughts: true, thinkingLevel: 'LOW' });
    assert.equal(config('gemini-3.1-flash-image'), undefined);
  });

  it('give Gemma its instructions in the first message', () => {
    const { config, contents } = toGoogle(request([question], { model: 'gemma-3-27b-it', system: 'Be brief.' }), all);
    assert.equal(config.systemInstruction, undefined);
    assert.deepEqual(contents[0]?.parts, [{ text: 'Be brief.' }, { text: 'Rain?' }]);
  });
});

describe('Mistral requests', () => {
  it('replace the ids of other vendors’ calls, in the call and in its result alike', () => {
    const { messages } = toMistral(
      request([
        question,
        {
          role: 'assistant',
          parts: [
            { type: 'tool-call', id: 'toolu_01ABC', name: 'weather', input: {} },
            { type: 'tool-call', id: 'abcDEF123', name: 'weather', input: {} },
          ],
        },
        { role: 'tool', parts: [{ type: 'tool-result', callId: 'toolu_01ABC', output: 'Rain', isError: false }] },
      ]),
      all,
    );
    const ids = JSON.stringify(messages)
      .match(/(?:"id"|"toolCallId"):"([^"]+)"/g)
      ?.map((match) => match.split('"')[3]);
    assert.equal(ids?.length, 3);
    assert.match(ids[0] ?? '', /^[a-zA-Z0-9]{9}$/);
    assert.deepEqual([ids[1], ids[2]], ['abcDEF123', ids[0]]);
  });
});

describe('tool calls in fragments', () => {
  const inputs = (fragments: readonly { index?: number; id?: string; name?: string; json?: string }[]): unknown[] => {
    const calls = createToolCalls(createHold('Anybody'));
    for (const { index, id, name, json } of fragments)
      calls.add({
        ...(index === undefined ? {} : { index }),
        ...(id === undefined ? {} : { id }),
        ...(name === undefined ? {} : { name }),
        ...(json === undefined ? {} : { arguments: json }),
      });
    return calls.take().map((event) => (event.type === 'tool-call' ? [event.id, event.name, event.input] : event));
  };

  it('are put together by index, even interleaved', () => {
    assert.deepEqual(
      inputs([
        { index: 0, id: 'a', name: 'x', json: '{"n"' },
        { index: 1, id: 'b', name: 'y', json: '{"m"' },
        { index: 0, json: ':1}' },
        { index: 1, json: ':2}' },
      ]),
      [
        ['a', 'x', { n: 1 }],
        ['b', 'y', { m: 2 }],
      ],
    );
  });

  it('are distinguished by id where a server numbers every call 0, or none', () => {
    const expected = [
      ['a', 'x', { n: 1 }],
      ['b', 'y', {}],
    ];
    assert.deepEqual(
      inputs([
        { index: 0, id: 'a', name: 'x', json: '{"n":1}' },
        { index: 0, id: 'b', name: 'y', json: '{}' },
      ]),
      expected,
    );
    assert.deepEqual(inputs([{ id: 'a', name: 'x', json: '{"n"' }, { json: ':1}' }, { id: 'b', name: 'y' }]), expected);
  });

  it('get an id where the server gives none', () => {
    assert.deepEqual(inputs([{ index: 0, name: 'x' }]), [['call_0', 'x', {}]]);
  });
});

describe('closedSchema', () => {
  it('closes every object and requires every property, whatever the properties are called', () => {
    const schema = {
      type: 'object',
      properties: {
        properties: { type: 'object', properties: { a: { type: 'array', items: { type: 'object', properties: {} } } } },
      },
    };
    assert.deepEqual(closedSchema(schema), {
      type: 'object',
      properties: {
        properties: {
          type: 'object',
          properties: {
            a: { type: 'array', items: { type: 'object', properties: {}, additionalProperties: false, required: [] } },
          },
          additionalProperties: false,
          required: ['a'],
        },
      },
      additionalProperties: false,
      required: ['properties'],
    });
  });
});

describe('EventSize', () => {
  it('finds the same events however the bytes are torn, for every line ending', () => {
    const block = fc.constantFrom('data: x', ': comment', 'event: y\ndata: z', 'data:1');
    const stream = fc.tuple(
      fc.array(block, { maxLength: 8 }),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.string({ maxLength: 5 }).map((tail) => tail.replaceAll(/[\r\n]/g, '')),
    );
    fc.assert(
      fc.property(stream, fc.array(fc.nat(200), { maxLength: 10 }), ([blocks, newline, tail], cuts) => {
        const bytes = new TextEncoder().encode(
          blocks
            .map((text) => `${text}\n\n`)
            .join('')
            .replaceAll('\n', newline) + tail,
        );
        const size = new SseFrameMeter('events');
        const bounds = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
        for (let index = 1; index < bounds.length; index++) size.add(bytes.subarray(bounds[index - 1], bounds[index]));
        assert.equal(size.events, blocks.filter((text) => !text.startsWith(':')).length);
        assert.equal(size.pending, new TextEncoder().encode(tail).length);
      }),
    );
  });

  it('counts a document as one event that does not end', () => {
    const size = new SseFrameMeter('json');
    size.add(new TextEncoder().encode('{\n\n}'));
    assert.equal(size.pending, 4);
  });
});

describe('withoutEnvironment', () => {
  it('hides variables for the time of the call only, also when it fails', () => {
    process.env['SCOUT_TEST_SECRET'] = 'x';
    try {
      assert.equal(
        withoutEnvironment(['SCOUT_TEST_'], () => process.env['SCOUT_TEST_SECRET']),
        undefined,
      );
      assert.throws(() => withoutEnvironment(['SCOUT_TEST_'], () => assert.fail('on purpose')), /on purpose/);
      assert.equal(process.env['SCOUT_TEST_SECRET'], 'x');
    } finally {
      delete process.env['SCOUT_TEST_SECRET'];
    }
  });
});
