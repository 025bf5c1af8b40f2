import assert from 'node:assert/strict';
import type { Usage } from '../../src/core/message.js';
import type { ChatEvent, ProviderOptions, VendorId } from '../../src/providers/provider.js';
import { tokens } from '../support/simulator/vendor.js';
import { ask, forEachProvider, outcomeOf, toParts } from './support/providersUnderTest.js';

const paris = 'The capital of France is Paris.';

/** What vendors cannot say, or say in another way. */
const declines: Readonly<Record<VendorId, { refusal: boolean; blocked: string }>> = {
  openai: { refusal: true, blocked: 'content-filter' },
  anthropic: { refusal: true, blocked: 'refusal' },
  google: { refusal: false, blocked: 'content-filter' },
  mistral: { refusal: false, blocked: 'content-filter' },
  huggingface: { refusal: true, blocked: 'content-filter' },
  compatible: { refusal: true, blocked: 'content-filter' },
};

/** What vendors report of a turn's cost beyond input and output. */
const cached = { cachedInputTokens: tokens.cached };
const written = { cacheWriteTokens: tokens.cacheWrite };
const reasoned = { reasoningTokens: tokens.reasoning };
const reported: Readonly<Record<VendorId, Partial<Usage>>> = {
  openai: { ...cached, ...written, ...reasoned },
  anthropic: { ...cached, ...written, ...reasoned },
  google: { ...cached, ...reasoned },
  mistral: { ...cached },
  huggingface: { ...cached, ...reasoned },
  compatible: { ...cached, ...reasoned },
};

forEachProvider('complete answers', (subject) => {
  const read = async (scenario: string, overrides: Partial<ProviderOptions> = {}) => {
    const provider = await subject.connect(overrides);
    const outcome = await outcomeOf(provider.streamChat(ask(scenario), new AbortController().signal));
    assert.equal(outcome.error, undefined);
    const finishes = outcome.events.filter((event) => event.type === 'finish');
    assert.equal(finishes.length, 1, 'finish comes exactly once');
    assert.equal(outcome.events.at(-1), finishes[0], 'finish comes last');
    return { ...outcome, finish: finishes[0] };
  };
  const callsOf = (events: readonly ChatEvent[]) => events.filter((event) => event.type === 'tool-call');

  it('streams text in pieces and finishes once', async () => {
    const { events, text, finish } = await read('plain');
    assert.equal(text, paris);
    assert.ok(events.filter((event) => event.type === 'text-delta').length >= 3);
    assert.equal(finish?.reason, 'stop');
    assert.ok(finish?.rawReason);
  });

  it('reports what the turn cost, down to what was cached and reasoned, as far as the vendor reports it', async () => {
    const { events } = await read('plain');
    const usages = events.filter((event) => event.type === 'usage');
    assert.equal(usages.length, 1);
    const expected = { inputTokens: tokens.input, outputTokens: tokens.output, ...reported[subject.id] };
    assert.deepEqual(usages[0]!.usage, expected);
  });

  it('streams reasoning apart from the answer and keeps what the vendor needs back', async () => {
    const { events, text, reasoning } = await read('reasoning');
    assert.equal(reasoning, 'France is a country. Its capital is known.');
    assert.equal(text, paris);
    const opaque = events.filter((event) => event.type === 'opaque');
    assert.ok(opaque.length >= 1);
    assert.ok(opaque.every((event) => event.vendor === subject.id));
    // Stored as JSON: nothing may get lost on the way.
    assert.deepEqual(JSON.parse(JSON.stringify(opaque)), opaque);
  });

  it('accepts an answer without any text', async () => {
    const { text, finish } = await read('empty');
    assert.equal(text, '');
    assert.equal(finish?.reason, 'stop');
  });

  it('yields a tool call with its parsed arguments', async () => {
    const { events, text, finish } = await read('tool-call');
    assert.equal(text, 'I look it up.');
    const [call, ...others] = callsOf(events);
    assert.deepEqual(
      { name: call?.name, input: call?.input, others: others.length },
      { name: 'get_weather', input: { city: 'Paris' }, others: 0 },
    );
    assert.ok(call?.id);
    assert.equal(finish?.reason, 'tool-calls');
  });

  it('yields several tool calls in their order, each with an id of its own', async () => {
    const { events, finish } = await read('tool-calls');
    assert.deepEqual(
      callsOf(events).map((call) => call.input),
      [{ city: 'Paris' }, { city: 'Oslo' }],
    );
    assert.equal(new Set(callsOf(events).map((call) => call.id)).size, 2);
    assert.equal(finish?.reason, 'tool-calls');
  });

  it('puts the arguments of a tool call together from fragments', async () => {
    const { events } = await read('tool-fragments');
    assert.deepEqual(
      callsOf(events).map((call) => call.input),
      [{ city: 'Paris "☂"' }],
    );
  });

  it('takes missing arguments as an empty object', async () => {
    const { events } = await read('tool-no-arguments');
    assert.deepEqual(
      callsOf(events).map((call) => call.input),
      [{}],
    );
  });

  it('keeps characters whole that arrive in several network packets', async () => {
    const { text } = await read('unicode');
    assert.equal(text, 'Grüße, 世界! 👩‍👩‍👧 naïve – “quoted”\u2028end');
  });

  for (const scenario of ['framing', 'together', 'keep-alive', 'unknown']) {
    const what = {
      framing: 'CRLF, comments and fields without a space',
      together: 'all events in one packet',
      'keep-alive': 'keep-alive messages between the pieces',
      unknown: 'events of a kind that nobody has heard of',
    }[scenario];
    it(`gets the same answer with ${what}`, async () => {
      const { text, finish } = await read(scenario);
      assert.equal(text, paris);
      assert.equal(finish?.reason, 'stop');
    });
  }

  it('reports that the token limit ended the answer', async () => {
    const { text, finish } = await read('max-tokens');
    assert.equal(text, 'The capital ');
    assert.equal(finish?.reason, 'length');
  });

  it('reports that the vendor stopped the answer', async () => {
    const { finish } = await read('safety');
    assert.equal(finish?.reason, declines[subject.id].blocked);
  });

  if (declines[subject.id].refusal) {
    it('distinguishes a refusal from an answer', async () => {
      const { events, text, finish } = await read('refusal');
      assert.equal(text, '');
      assert.equal(
        events.map((event) => (event.type === 'refusal-delta' ? event.text : '')).join(''),
        'I cannot help with that.',
      );
      assert.equal(finish?.reason, 'refusal');
    });
  }

  it('finishes when the connection stays open or breaks after the terminal event, long before the idle limit', async function () {
    this.timeout(20_000);
    for (const scenario of ['stall-after-finish', 'reset-after-finish']) {
      const { text, finish } = await read(scenario);
      assert.equal(text, paris);
      assert.equal(finish?.reason, 'stop');
    }
  });

  it('goes on after a tool has answered, with reasoning and calls sent back in their places', async () => {
    for (const scenario of ['tool-call', 'tool-calls', 'tool-fragments']) {
      const provider = await subject.connect();
      const first = await outcomeOf(provider.streamChat(ask(scenario), new AbortController().signal));
      assert.equal(first.error, undefined);
      const results = callsOf(first.events).map((call) => ({
        type: 'tool-result' as const,
        callId: call.id,
        output: 'Rain',
        isError: false,
      }));
      const question = ask(scenario);
      const second = await outcomeOf(
        provider.streamChat(
          {
            ...question,
            messages: [
              ...question.messages,
              { role: 'assistant', parts: toParts(first.events) },
              { role: 'tool', parts: results },
            ],
          },
          new AbortController().signal,
        ),
      );
      // The simulator checks signatures, encrypted items, and that every call has its result.
      assert.equal(second.error, undefined);
      assert.equal(second.text, 'The tool says: Rain');
    }
  });

  it('sends the reasoning of an earlier answer back as the vendor wants it', async () => {
    const provider = await subject.connect();
    const question = ask('reasoning');
    const first = await outcomeOf(provider.streamChat(question, new AbortController().signal));
    assert.equal(first.error, undefined);
    const second = await outcomeOf(
      provider.streamChat(
        {
          ...ask('plain'),
          messages: [
            ...question.messages,
            { role: 'assistant', parts: toParts(first.events) },
            { role: 'user', parts: [{ type: 'text', text: 'And of Spain?' }] },
          ],
        },
        new AbortController().signal,
      ),
    );
    assert.equal(second.error, undefined);
    assert.equal(second.text, paris);
  });
});
