import assert from 'node:assert/strict';
import type { ChatEvent } from '../../src/providers/provider.js';
import {
  ask,
  codeOf,
  forEachProvider,
  outcomeOf,
  shortIdleTimeoutMs,
  type Outcome,
} from './support/providersUnderTest.js';

interface Expected {
  readonly text?: string;
  readonly reasoning?: string;
  /** `undefined`: the answer fails. */
  readonly finish?: string;
  readonly error?: string;
  /** Names and arguments of the calls, in their order. */
  readonly calls?: readonly (readonly [name: string, input: unknown])[];
  /** Input and output. */
  readonly usage?: readonly [number, number];
}

const thought = { reasoning: 'A thought.', text: 'Paris.', finish: 'stop' } as const;
const paris = { text: 'Paris.', finish: 'stop' } as const;
const f: readonly [string, unknown] = ['f', { p: 1 }];
const g: readonly [string, unknown] = ['g', { q: 2 }];

/** What every adapter for Chat Completions makes of what servers really send. */
const expected: Readonly<Record<string, Expected>> = {
  'stop-first': { text: 'Paris.', reasoning: 'Hm.', finish: 'stop' },
  'stop-first-cut': { text: 'Par', error: 'stream-truncated' },
  'stop-always': { text: 'Paris.', finish: 'length' },
  'stop-always-call': { finish: 'tool-calls', calls: [f] },
  'stop-first-then-silence': { error: 'stream-truncated' },
  'finish-error': { text: 'Par', error: 'provider-unavailable' },
  'finish-no-resources': { text: 'Par', error: 'provider-unavailable' },
  'finish-abort': { text: 'Par', error: 'provider-unavailable' },
  'choice-error': { text: 'Par', error: 'rate-limited' },
  'native-error': { text: 'Par', error: 'provider-unavailable' },
  'error-after-stop': { text: 'Par', error: 'quota-exceeded' },
  'think-tags': thought,
  'think-tags-at-once': thought,
  'think-tags-empty': paris,
  'think-tag-end-only': paris,
  'think-tags-open': { reasoning: 'A thought.', finish: 'length' },
  'think-tags-of-magistral': thought,
  'think-tags-in-the-middle': { text: 'Use `<think>` and </think>. <think>x</think>', finish: 'stop' },
  'reasoning-beside-empty': thought,
  'reasoning-object': thought,
  'reasoning-details': thought,
  'reasoning-blocks': thought,
  'content-array': thought,
  'content-number': { error: 'invalid-response' },
  'message-in-place-of-delta': paris,
  'message-growing': paris,
  'message-at-the-end': paris,
  'other-choices': paris,
  'calls-without-index-and-id': { finish: 'tool-calls', calls: [f, g] },
  'calls-of-one-name': { finish: 'tool-calls', calls: [f, ['f', { p: 2 }]] },
  'calls-with-repeated-name': { finish: 'tool-calls', calls: [f] },
  'calls-with-one-id': { finish: 'tool-calls', calls: [f, g] },
  'call-arguments-as-object': { finish: 'tool-calls', calls: [f] },
  'function-call': { finish: 'tool-calls', calls: [f] },
  'call-cut-by-length': { finish: 'length', calls: [f], usage: [2, 9] },
  'usage-nulls': paris,
  'usage-without-reasoning': { ...paris, usage: [10, 200] },
  'usage-with-the-error': { text: 'Par', error: 'provider-unavailable', usage: [10, 2] },
};

/** What Mistral's SDK drops. */
const notOfMistral: ReadonlySet<string> = new Set(['message-growing', 'message-at-the-end', 'function-call']);

const callsOf = (events: readonly ChatEvent[]): [string, unknown][] =>
  events.flatMap((event) => (event.type === 'tool-call' ? [[event.name, event.input] as [string, unknown]] : []));

forEachProvider('a picture that is one event of 12 MB', (subject) => {
  if (!['compatible', 'huggingface', 'google'].includes(subject.id)) return;
  it('is part of the answer', async function () {
    this.timeout(30_000);
    const provider = await subject.connect();
    const stream = provider.streamChat(ask('large-picture'), new AbortController().signal);
    const { events, error } = await outcomeOf(stream);
    assert.equal(error, undefined);
    const sizes = events.flatMap((event) => (event.type === 'image' ? [event.data.length] : []));
    assert.deepEqual(sizes, [9 * 1024 * 1024]);
  });
});

forEachProvider('values as they really come', (subject) => {
  if (!['compatible', 'huggingface', 'mistral'].includes(subject.id)) return;
  const read = async (scenario: string): Promise<Outcome> => {
    const provider = await subject.connect(scenario.includes('silence') ? { idleTimeoutMs: shortIdleTimeoutMs } : {});
    return outcomeOf(provider.streamChat(ask(scenario), new AbortController().signal));
  };

  for (const [scenario, { text = '', reasoning = '', finish, error, calls = [], usage }] of Object.entries(expected)) {
    if (subject.id === 'mistral' && notOfMistral.has(scenario)) continue;
    it(scenario, async () => {
      const outcome = await read(scenario);
      const last = outcome.events.at(-1);
      assert.deepEqual(
        {
          text: outcome.text,
          reasoning: outcome.reasoning,
          error: codeOf(outcome.error),
          finish: last?.type === 'finish' ? last.reason : undefined,
          calls: callsOf(outcome.events),
        },
        { text, reasoning, error, finish, calls },
      );
      const ids = outcome.events.flatMap((event) => (event.type === 'tool-call' ? [event.id] : []));
      assert.equal(new Set(ids).size, ids.length, 'every call has an id of its own');
      const counted = outcome.events.find((event) => event.type === 'usage')?.usage;
      assert.deepEqual(counted && [counted.inputTokens, counted.outputTokens], usage);
    });
  }

  if (subject.id === 'mistral') return;

  it('sources come after the text, each once', async () => {
    const { events } = await read('sources');
    assert.deepEqual(
      events.flatMap((event) => (event.type === 'citation' ? [event.citation] : [])),
      [
        { url: 'https://a.example/', title: 'A' },
        { url: 'https://b.example/', title: 'B' },
      ],
    );
    assert.ok(
      events.findIndex(({ type }) => type === 'citation') > events.findIndex(({ type }) => type === 'text-delta'),
    );
  });

  it('pictures are part of the answer', async () => {
    const { events, error } = await read('picture');
    assert.equal(error, undefined);
    const [picture] = events.flatMap((event) => (event.type === 'image' ? [event] : []));
    assert.equal(picture?.mediaType, 'image/png');
    assert.equal(Buffer.from(picture?.data ?? []).toString('base64'), 'iVBORw0KGgo=');
  });
});
