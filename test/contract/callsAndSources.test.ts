import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { silentLogger } from '../../src/core/logger.js';
import type { ChatEvent, VendorId } from '../../src/providers/provider.js';
import { vendors } from '../../src/providers/registry.js';
import { ask, outcomeOf } from './support/providersUnderTest.js';

type Frame = Readonly<Record<string, unknown>>;

const openaiCall = (index: number, city: string): Frame => ({
  id: `fc_${index}`,
  type: 'function_call',
  call_id: `call_${index}`,
  name: 'get_weather',
  arguments: JSON.stringify({ city }),
  status: 'completed',
});
const completed: Frame = {
  type: 'response.completed',
  response: { id: 'resp_1', status: 'completed', output: [], usage: { input_tokens: 1, output_tokens: 1 } },
};
const messageStart: Frame = {
  type: 'message_start',
  message: {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    content: [],
    usage: { input_tokens: 1, output_tokens: 1 },
  },
};
const messageEnd = (reason: string): readonly Frame[] => [
  { type: 'message_delta', delta: { stop_reason: reason, stop_sequence: null }, usage: { output_tokens: 1 } },
  { type: 'message_stop' },
];
const block = (index: number, name: string): Frame => ({
  type: 'content_block_start',
  index,
  content_block: { type: 'tool_use', id: `toolu_${index}`, name, input: {} },
});
const json = (index: number, text: string): Frame => ({
  type: 'content_block_delta',
  index,
  delta: { type: 'input_json_delta', partial_json: text },
});
const choice = (delta: Frame, reason: string | null = null): Frame => ({
  id: 'cmpl-1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [{ index: 0, delta, finish_reason: reason }],
});
const piece = (index: number, text: string, id?: string): Frame =>
  choice({
    tool_calls: [{ index, ...(id ? { id } : {}), function: { name: id ? 'get_weather' : '', arguments: text } }],
  });
const pieces: readonly Frame[] = [
  piece(0, '', 'callParis'),
  piece(1, '', 'call0Oslo'),
  piece(0, '{"city":'),
  piece(1, '{"ci'),
  piece(0, '"Paris"}'),
  piece(1, 'ty":"Oslo"}'),
  choice({}, 'tool_calls'),
];

/** Two calls at once, whose fragments come in turns where the vendor's format allows it. */
const parallelCalls: Readonly<Record<VendorId, readonly Frame[]>> = {
  openai: [
    { type: 'response.function_call_arguments.delta', item_id: 'fc_0', output_index: 0, delta: '{"city":' },
    { type: 'response.function_call_arguments.delta', item_id: 'fc_1', output_index: 1, delta: '{"city":' },
    { type: 'response.output_item.done', output_index: 0, item: openaiCall(0, 'Paris') },
    { type: 'response.output_item.done', output_index: 1, item: openaiCall(1, 'Oslo') },
    completed,
  ],
  anthropic: [
    messageStart,
    block(0, 'get_weather'),
    block(1, 'get_weather'),
    json(1, '{"city":"O'),
    json(0, '{"city":"Paris"}'),
    json(1, 'slo"}'),
    { type: 'content_block_stop', index: 0 },
    { type: 'content_block_stop', index: 1 },
    ...messageEnd('tool_use'),
  ],
  google: [
    {
      candidates: [
        {
          content: {
            role: 'model',
            parts: ['Paris', 'Oslo'].map((city) => ({ functionCall: { name: 'get_weather', args: { city } } })),
          },
          finishReason: 'STOP',
        },
      ],
    },
  ],
  mistral: pieces,
  huggingface: pieces,
  compatible: pieces,
};

const source = { url: 'https://example.org/a', title: 'A' };

/** A sentence and its source, as each vendor's own search sends them. The other three are in the tests of their format. */
const citedTexts: Readonly<Partial<Record<VendorId, readonly Frame[]>>> = {
  openai: [
    { type: 'response.output_text.delta', item_id: 'msg_0', output_index: 0, content_index: 0, delta: 'So it is.' },
    {
      type: 'response.output_item.done',
      output_index: 0,
      item: {
        id: 'msg_0',
        type: 'message',
        role: 'assistant',
        status: 'completed',
        content: [
          {
            type: 'output_text',
            text: 'So it is.',
            annotations: [{ type: 'url_citation', start_index: 0, end_index: 9, ...source }],
          },
        ],
      },
    },
    completed,
  ],
  anthropic: [
    messageStart,
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '', citations: [] } },
    {
      type: 'content_block_delta',
      index: 0,
      delta: {
        type: 'citations_delta',
        citation: { type: 'web_search_result_location', cited_text: 'It is.', encrypted_index: 'x', ...source },
      },
    },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'So it is.' } },
    { type: 'content_block_stop', index: 0 },
    ...messageEnd('end_turn'),
  ],
  google: [
    {
      candidates: [
        {
          content: { role: 'model', parts: [{ text: 'So it is.' }] },
          finishReason: 'STOP',
          groundingMetadata: { groundingChunks: [{ web: { uri: source.url, title: source.title } }] },
        },
      ],
    },
  ],
};

describe('calls and sources as vendors send them', () => {
  let server: Server;
  let frames: readonly Frame[];

  before(async function () {
    this.timeout(60_000);
    server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const frame of frames) {
        const type = frame['type'];
        response.write(`${typeof type === 'string' ? `event: ${type}\n` : ''}data: ${JSON.stringify(frame)}\n\n`);
      }
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await Promise.all(vendors.map((vendor) => vendor.load()));
  });

  after(() => {
    server.closeAllConnections();
    server.close();
  });

  const read = async (id: VendorId, sent: readonly Frame[]): Promise<readonly ChatEvent[]> => {
    frames = sent;
    const module = await vendors.find((vendor) => vendor.id === id)!.load();
    const provider = module.createProvider({
      apiKey: 'key-of-a-test',
      baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
      idleTimeoutMs: 600_000,
      logger: silentLogger,
    });
    const { events, error } = await outcomeOf(provider.streamChat(ask('plain'), new AbortController().signal));
    await provider.dispose();
    assert.equal(error, undefined);
    return events;
  };

  for (const { id } of vendors)
    it(`${id}: two calls whose fragments come in turns are put together, each with its own id`, async () => {
      const events = await read(id, parallelCalls[id]);
      const calls = events.filter((event) => event.type === 'tool-call');
      assert.deepEqual(
        calls.map(({ name, input }) => ({ name, input })),
        ['Paris', 'Oslo'].map((city) => ({ name: 'get_weather', input: { city } })),
      );
      assert.equal(new Set(calls.map((call) => call.id)).size, 2);
      const last = events.at(-1);
      assert.equal(last?.type === 'finish' && last.reason, 'tool-calls');
    });

  for (const [id, sent] of Object.entries(citedTexts) as [VendorId, readonly Frame[]][])
    it(`${id}: the source of a sentence comes with it`, async () => {
      const events = await read(id, sent);
      assert.deepEqual(
        events.flatMap((event) => (event.type === 'citation' ? [event.citation] : [])),
        [source],
      );
      assert.equal(events.map((event) => (event.type === 'text-delta' ? event.text : '')).join(''), 'So it is.');
    });
});
