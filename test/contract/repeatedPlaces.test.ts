/** What gateways number, name and repeat otherwise than the vendor does: nothing is lost, and nothing is said twice. */
import assert from 'node:assert/strict';
import type { VendorId } from '../../src/providers/provider.js';
import { serveBody } from './support/bodyServer.js';
import { ask, codeOf, forEachProvider, outcomeOf, type Outcome } from './support/providersUnderTest.js';

type Event = Readonly<Record<string, unknown>>;
interface Expected {
  readonly text?: string;
  readonly reasoning?: string;
  /** Names of the tools. */
  readonly calls?: readonly string[];
  readonly finish?: string;
  readonly code?: string;
}
type Case = readonly [name: string, events: readonly Event[], expected: Expected];

const delta = (more: Event): Event => ({ type: 'response.output_text.delta', content_index: 0, delta: 'Hi', ...more });
const completed = (output: readonly Event[] = [], more: Event = {}): Event => ({
  type: 'response.completed',
  response: { status: 'completed', output, ...more },
});
const itemDone = (output: number, item: Event): Event => ({
  type: 'response.output_item.done',
  output_index: output,
  item,
});
const message = (id: string): Event => ({ type: 'message', id, content: [{ type: 'output_text', text: 'Hi' }] });
const called = (callId: string, name: string, id = callId): Event => ({
  type: 'function_call',
  id,
  call_id: callId,
  name,
  arguments: '{"p":1}',
});

const openai: readonly Case[] = [
  // GitHub Copilot gives an item another id in every event.
  [
    'ids that change from event to event',
    [
      delta({ item_id: 'a', output_index: 0 }),
      { type: 'response.output_text.done', item_id: 'b', output_index: 0, content_index: 0, text: 'Hi' },
      itemDone(0, message('c')),
      itemDone(1, called('call_1', 'f', 'd')),
      completed([message('e'), called('call_1', 'f', 'g')]),
    ],
    { text: 'Hi', calls: ['f'], finish: 'tool-calls' },
  ],
  [
    'one output_index for all items',
    [itemDone(0, called('call_1', 'f')), itemDone(0, called('call_2', 'g')), completed()],
    { calls: ['f', 'g'], finish: 'tool-calls' },
  ],
  [
    'a part that comes only when it is done',
    [
      {
        type: 'response.content_part.done',
        item_id: 'a',
        output_index: 0,
        content_index: 0,
        part: { type: 'output_text', text: 'Hi' },
      },
      completed(),
    ],
    { text: 'Hi', finish: 'stop' },
  ],
  [
    'a thought that comes only as a part that is done',
    [
      {
        type: 'response.content_part.done',
        item_id: 'r',
        output_index: 0,
        content_index: 0,
        part: { type: 'reasoning_text', text: 'A thought.' },
      },
      delta({ item_id: 'a', output_index: 1 }),
      completed(),
    ],
    { text: 'Hi', reasoning: 'A thought.', finish: 'stop' },
  ],
  [
    'a summary that comes only when it is done',
    [
      {
        type: 'response.reasoning_summary_text.done',
        item_id: 'r',
        output_index: 0,
        summary_index: 0,
        text: 'A thought.',
      },
      delta({ item_id: 'a', output_index: 1 }),
      completed(),
    ],
    { text: 'Hi', reasoning: 'A thought.', finish: 'stop' },
  ],
  [
    'a call without the event of its item',
    [
      { type: 'response.output_item.added', output_index: 0, item: { ...called('call_1', 'f', 'a'), arguments: '' } },
      { type: 'response.function_call_arguments.done', item_id: 'a', output_index: 0, arguments: '{"p":1}' },
      completed(),
    ],
    { calls: ['f'], finish: 'tool-calls' },
  ],
  [
    'a call of which only the beginning came',
    [
      { type: 'response.output_item.added', output_index: 0, item: { ...called('call_1', 'f', 'a'), arguments: '' } },
      completed(),
    ],
    { calls: [], code: 'invalid-response' },
  ],
  [
    'a message whose content is a text',
    [completed([{ type: 'message', content: 'Hi' }])],
    { text: 'Hi', finish: 'stop' },
  ],
  [
    'an incomplete answer without a status',
    [delta({ item_id: 'a' }), { type: 'response.incomplete', response: {} }],
    { text: 'Hi', finish: 'other' },
  ],
  [
    'an error event without a name',
    [delta({ item_id: 'a' }), { type: 'error', code: 'rate_limit_exceeded', message: 'Slow down', param: null }],
    { text: 'Hi', code: 'rate-limited' },
  ],
  [
    'an error of the response that says nothing',
    [delta({}), completed([], { error: {} })],
    { text: 'Hi', finish: 'stop' },
  ],
];

const block = (content: Event, index: unknown = 0): Event => ({
  type: 'content_block_start',
  index,
  content_block: content,
});
const tool = (id: string, name: string): Event => block({ type: 'tool_use', id, name, input: {} });
const json = (partial: string): Event => ({
  type: 'content_block_delta',
  index: 0,
  delta: { type: 'input_json_delta', partial_json: partial },
});
const started: Event = { type: 'message_start', message: { content: [], usage: {} } };
const said: readonly Event[] = [
  started,
  block({ type: 'text', text: '' }),
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hi' } },
];
const stopped = (reason: string): Event => ({ type: 'message_delta', delta: { stop_reason: reason }, usage: {} });

const anthropic: readonly Case[] = [
  [
    'one index for all blocks, none of which is closed',
    [started, tool('t1', 'f'), json('{"p":1}'), tool('t2', 'g'), json('{"p":2}'), stopped('tool_use')],
    { calls: ['f', 'g'], finish: 'tool-calls' },
  ],
  [
    'a message_delta without a delta',
    [...said, { type: 'message_delta', usage: {} }, stopped('end_turn')],
    { text: 'Hi', finish: 'stop' },
  ],
  [
    'a document whose content is a text',
    [{ type: 'message', content: 'Hi', stop_reason: 'end_turn' }],
    { text: 'Hi', finish: 'stop' },
  ],
  ['the word of another interface for the end', [...said, stopped('length')], { text: 'Hi', finish: 'length' }],
  [
    'the word of another interface for a call',
    [started, tool('t1', 'f'), json('{}'), stopped('tool_calls')],
    { calls: ['f'], finish: 'tool-calls' },
  ],
];

const candidate = (more: Event): Event => ({ candidates: [{ index: 0, ...more }] });
const google: readonly Case[] = [
  [
    'parts that are one object',
    [candidate({ content: { parts: { text: 'Hi' } }, finishReason: 'STOP' })],
    { text: 'Hi', finish: 'stop' },
  ],
  ['content that is a text', [candidate({ content: 'Hi', finishReason: 'STOP' })], { text: 'Hi', finish: 'stop' }],
  [
    'a finish reason in small letters',
    [candidate({ content: { parts: [{ text: 'Hi' }] }, finishReason: 'max_tokens' })],
    { text: 'Hi', finish: 'length' },
  ],
  [
    'a finish reason that means failure',
    [candidate({ content: { parts: [{ text: 'Hi' }] }, finishReason: 'ERROR' })],
    { text: 'Hi', code: 'provider-unavailable' },
  ],
  [
    'an end, and after it code that is run without a result',
    [
      candidate({ content: { parts: [{ text: 'Hi' }] }, finishReason: 'STOP' }),
      candidate({ content: { parts: [{ executableCode: { language: 'PYTHON', code: '1' } }] } }),
    ],
    { text: 'Hi', code: 'stream-truncated' },
  ],
  [
    'an error inside the candidate',
    [
      candidate({ content: { parts: [{ text: 'Hi' }] } }),
      candidate({ error: { code: 429, message: 'Slow down' }, finishReason: 'STOP' }),
    ],
    { text: 'Hi', code: 'rate-limited' },
  ],
];

const chunk = (delta: Event, finish: string | null = null, more: Event = {}): Event => ({
  choices: [{ index: 0, delta, finish_reason: finish, ...more }],
});
const completions: readonly Case[] = [
  ['parts without a type', [chunk({ content: [{ text: 'Hi' }] }), chunk({}, 'stop')], { text: 'Hi', finish: 'stop' }],
  [
    'a part that holds nothing to read',
    [chunk({ content: [{ type: 'text', text: { value: 'Hi' } }] }), chunk({}, 'stop')],
    { code: 'invalid-response' },
  ],
  [
    'an error that says nothing beside the end',
    [chunk({ content: 'Hi' }), chunk({}, 'stop', { error: {} })],
    { text: 'Hi', finish: 'stop' },
  ],
  [
    'an error inside the delta',
    [chunk({ content: 'Hi' }), chunk({ error: { code: 429, message: 'Slow down' } }, 'stop')],
    { text: 'Hi', code: 'rate-limited' },
  ],
  [
    'calls that are one object',
    [
      chunk({ tool_calls: { index: 0, id: 'abcdefghi', function: { name: 'f', arguments: '{}' } } }),
      chunk({}, 'tool_calls'),
    ],
    { calls: ['f'], finish: 'tool-calls' },
  ],
  ...(['MAX_TOKENS', 'max_output_tokens', 'LENGTH'] as const).map((word): Case => [
    `the word ${word} for a limit`,
    [chunk({ content: 'Hi' }), chunk({}, word)],
    { text: 'Hi', finish: 'length' },
  ]),
  ...(['STOP', 'end_turn', 'stop_sequence', 'COMPLETE'] as const).map((word): Case => [
    `the word ${word} for the end`,
    [chunk({ content: 'Hi' }), chunk({}, word)],
    { text: 'Hi', finish: 'stop' },
  ]),
  ...(['engine_overloaded', 'internal_error', 'model_error', 'upstream_timeout', 'unavailable'] as const).map(
    (word): Case => [
      `the word ${word} for a failure`,
      [chunk({ content: 'Hi' }), chunk({}, word)],
      { text: 'Hi', code: 'provider-unavailable' },
    ],
  ),
];

const cases: Readonly<Record<VendorId, readonly Case[]>> = {
  openai,
  anthropic,
  google,
  compatible: completions,
  huggingface: completions,
  mistral: completions,
};

forEachProvider('what gateways put elsewhere', (subject) => {
  const read = (pieces: readonly string[]): Promise<Outcome> =>
    serveBody(pieces, async (baseUrl) => {
      const provider = await subject.connect({ baseUrl });
      return outcomeOf(provider.streamChat(ask('any'), new AbortController().signal));
    });

  for (const [name, events, expected] of cases[subject.id]) {
    it(name, async () => {
      // A body of one document stands for itself.
      const isDocument = events.length === 1 && events[0]?.['type'] === 'message';
      const body = events.map((event) => (isDocument ? JSON.stringify(event) : `data: ${JSON.stringify(event)}\n\n`));
      const outcome = await read(body);
      const { text, reasoning, error } = outcome;
      const last = outcome.events.at(-1);
      const finish = last?.type === 'finish' ? last.reason : undefined;
      const calls = outcome.events.flatMap((event) => (event.type === 'tool-call' ? [event.name] : []));
      assert.deepEqual(
        { text, reasoning, calls, finish, code: codeOf(error) },
        { text: '', reasoning: '', calls: [], finish: undefined, code: undefined, ...expected },
      );
    });
  }
});
