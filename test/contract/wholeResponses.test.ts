import assert from 'node:assert/strict';
import { serveBody } from './support/bodyServer.js';
import { ask, forEachProvider, outcomeOf } from './support/providersUnderTest.js';

const completed = (response: object): string => `data: ${JSON.stringify({ type: 'response.completed', response })}\n\n`;
const delta = `data: ${JSON.stringify({ type: 'response.output_text.delta', output_index: 0, delta: 'Paris.' })}\n\n`;

/** Where servers with the Responses API put the text, besides its messages. */
const bodies: Readonly<Record<string, string>> = {
  'a document with output_text only': JSON.stringify({ object: 'response', output_text: 'Paris.' }),
  'a document without its kind': JSON.stringify({ id: 'resp_1', status: 'completed', output_text: 'Paris.' }),
  'a document with a text as its output': JSON.stringify({ object: 'response', output: 'Paris.' }),
  'the last event with output_text only': completed({ status: 'completed', output: [], output_text: 'Paris.' }),
  'a stream that repeats its text': delta + completed({ status: 'completed', output: [], output_text: 'Paris.' }),
  'a message that is repeated': completed({
    status: 'completed',
    output: [{ type: 'message', id: 'm', content: [{ type: 'output_text', text: 'Paris.' }] }],
    output_text: 'Paris.',
  }),
};

forEachProvider('the text of a whole response', (subject) => {
  if (subject.id !== 'openai') return;
  for (const [name, body] of Object.entries(bodies)) {
    it(`is found in ${name}, once`, async () => {
      const { text, error, events } = await serveBody([body], async (baseUrl) => {
        const provider = await subject.connect({ baseUrl });
        return outcomeOf(provider.streamChat(ask('plain'), new AbortController().signal));
      });
      assert.deepEqual([text, error, events.at(-1)?.type], ['Paris.', undefined, 'finish']);
    });
  }

  it('is not taken from the first of several lines', async () => {
    const { error } = await serveBody(['{"output_text":"Hel"}\n{"output_text":"lo world"}\n'], async (baseUrl) => {
      const provider = await subject.connect({ baseUrl });
      return outcomeOf(provider.streamChat(ask('plain'), new AbortController().signal));
    });
    assert.notEqual(error, undefined);
  });
});
