import assert from 'node:assert/strict';
import type { VendorId } from '../../src/providers/provider.js';
import { serveBody } from './support/bodyServer.js';
import { ask, codeOf, forEachProvider, outcomeOf, type Outcome } from './support/providersUnderTest.js';

/** The events of the text "Hello", and the one that ends it, as each vendor has them. */
const completions = {
  said: ['Hel', 'lo'].map((content) => chunk({ content }, null)),
  end: [chunk({}, 'stop')],
};
const answers: Readonly<Record<VendorId, { readonly said: readonly object[]; readonly end: readonly object[] }>> = {
  compatible: completions,
  huggingface: completions,
  mistral: completions,
  openai: {
    said: ['Hel', 'lo'].map((delta) => ({ type: 'response.output_text.delta', output_index: 0, delta })),
    end: [{ type: 'response.completed', response: { status: 'completed', output: [] } }],
  },
  anthropic: {
    said: [
      { type: 'message_start', message: { content: [], usage: {} } },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      ...['Hel', 'lo'].map((text) => ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } })),
    ],
    end: [{ type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: {} }, { type: 'message_stop' }],
  },
  google: {
    said: ['Hel', 'lo'].map((text) => ({ candidates: [{ content: { parts: [{ text }] } }] })),
    end: [{ candidates: [{ content: { parts: [] }, finishReason: 'STOP' }] }],
  },
};

function chunk(delta: object, finish: string | null): object {
  return {
    id: 'c',
    object: 'chat.completion.chunk',
    model: 'm',
    choices: [{ index: 0, delta, finish_reason: finish }],
  };
}

const toLines = (events: readonly object[]): string[] => events.map((event) => `${JSON.stringify(event)}\n`);
const toArray = (events: readonly object[]): string[] => [JSON.stringify(events)];
const toEvents = (events: readonly object[]): string[] =>
  events.map((event) => `${'type' in event ? `event: ${String(event.type)}\n` : ''}data: ${JSON.stringify(event)}\n\n`);

forEachProvider('answers as JSON without a stream', (subject) => {
  const read = (pieces: readonly string[]): Promise<Outcome> =>
    serveBody(pieces, async (baseUrl) => {
      const provider = await subject.connect({ baseUrl });
      return outcomeOf(provider.streamChat(ask('any'), new AbortController().signal));
    });
  const { said, end } = answers[subject.id];

  for (const [form, write] of [
    ['a JSON document in each line', toLines],
    ['all lines in one piece', (events: readonly object[]) => [toLines(events).join('')]],
    ['an array of events', toArray],
  ] as const) {
    it(`${form} is a whole answer`, async () => {
      const { text, events, error } = await read(write([...said, ...end]));
      assert.equal(error, undefined);
      assert.equal(text, 'Hello');
      assert.ok(events.at(-1)?.type === 'finish');
    });

    it(`${form} without an end is cut off`, async () => {
      const { events, error } = await read(write(said));
      assert.equal(codeOf(error), 'stream-truncated');
      assert.ok(!events.some(({ type }) => type === 'finish'));
    });
  }

  it('one event alone, as a document, is no whole answer', async () => {
    const { error } = await read([JSON.stringify(said[0])]);
    assert.equal(codeOf(error), 'stream-truncated');
  });

  for (const nothing of [null, '', false, 0, {}, [], { message: '', code: null }]) {
    it(`an error that says nothing, ${JSON.stringify(nothing)}, is none`, async () => {
      const first = [...said, ...end].map((event) => ({ error: nothing, ...event }));
      const last = [...said, ...end].map((event) => ({ ...event, error: nothing }));
      for (const pieces of [toEvents(first), toEvents(last), toLines(last)]) {
        const { text, error } = await read(pieces);
        assert.equal(error, undefined);
        assert.equal(text, 'Hello');
      }
    });
  }

  it('an error that says nothing is an error where there is nothing else', async () => {
    for (const body of [{ error: {} }, { error: { message: '' } }, { error: '' }]) {
      const { error, events } = await read(toEvents([body]));
      assert.ok(error instanceof Error);
      assert.deepEqual(events, []);
    }
  });
});
