import assert from 'node:assert/strict';
import type { SendablePart } from '../../src/core/message.js';
import type { ChatMessage, ChatRequest, VendorId } from '../../src/providers/provider.js';
import { assistant, image, pdf, pixel, requestOf, thinkingModels, user } from './support/histories.js';
import { codeOf, forEachProvider, outcomeOf, type Subject } from './support/providersUnderTest.js';

const call = (id: string, name = 'get_weather', input: unknown = { city: 'Paris' }): SendablePart => ({
  type: 'tool-call',
  id,
  name,
  input,
});
const result = (callId: string, output = 'Rain', isError = false): ChatMessage => ({
  role: 'tool',
  parts: [{ type: 'tool-result', callId, output, isError }],
});
/** The beginnings of files of these types, as base64. */
const contents: Readonly<Record<string, string>> = {
  'image/gif': 'R0lGODlhAQABAAAAACw=',
  'image/tiff': 'SUkqAAgAAAA=',
  'audio/wav': 'UklGRiQAAABXQVZF',
  'text/csv': 'YSxi',
};
const file = (mediaType: string, data = contents[mediaType]!, name?: string): SendablePart => ({
  type: 'file',
  mediaType,
  data,
  ...(name === undefined ? {} : { name }),
});
const last = user('And now? [scenario:plain]');
/** A round with a tool in it, as any server may have called it. */
const round = (...parts: SendablePart[]): ChatMessage[] => {
  const ids = parts.flatMap((part) => (part.type === 'tool-call' ? [part.id] : []));
  const results = ids.flatMap((id) => result(id).parts);
  return [user('Weather?'), { role: 'assistant', parts }, { role: 'tool', parts: results }, assistant('It rains.')];
};

/** What other vendors' models, gateways and imports leave in a chat. */
const histories: Readonly<Record<string, readonly ChatMessage[]>> = {
  'ids with dots and colons, as Kimi makes them': [...round(call('functions.get_weather:0')), last],
  'an id in which a gateway hides a signature': [...round(call(`call_${'x'.repeat(500)}`)), last],
  'the same id in every round': [...round(call('call_0')), ...round(call('call_0')), ...round(call('call_0')), last],
  'the same id twice, once as it would be renamed': [
    ...round(call('a-2')),
    ...round(call('a')),
    ...round(call('a')),
    last,
  ],
  'ids without a place for more than nine characters': [...round(call('abcdefghi'), call('abcdefghj')), last],
  'a name with the server in front': [...round(call('a', 'mcp.files/read file')), last],
  'a name that is too long, and one that begins with a digit': [
    ...round(call('a', 'x'.repeat(200)), call('b', '1st')),
    last,
  ],
  'arguments that are no object': [...round(call('a', 'f', ['x']), call('b', 'f', 'x'), call('c', 'f', null)), last],
  'a failure without a word': [user('?'), assistant(call('a')), result('a', '', true), assistant('Sorry.'), last],
  'a result that nothing answered': [user('?'), assistant(call('a')), result('a'), last],
  'an answer at the beginning': [assistant('How can I help?'), last],
  'blank answers': [user('?'), assistant(' \n'), last],
  'a picture that a model drew': [user('Draw.'), assistant('Here:', image), last],
  'a document in an answer': [user('Write.'), assistant('Here:', pdf), last],
  'a picture and nothing else as an answer': [user('Draw.'), assistant(image), last],
  'more images than some vendors take': [
    ...Array.from({ length: 60 }, () => [user('Look.', image, image), assistant('I see.')]).flat(),
    last,
  ],
  'files of types that some vendors do not take': [
    user('Look.', file('image/gif'), file('image/tiff'), file('text/csv'), pdf),
    assistant('I see.'),
    last,
  ],
  'thoughts of all others': [
    user('?'),
    assistant(
      ...(['openai', 'anthropic', 'google', 'mistral', 'huggingface', 'compatible'] as const).flatMap((vendor) =>
        ['thinking', 'redacted_thinking', 'reasoning', 'message-phase', 'thought-signature', 'reasoning_content'].map(
          (type): SendablePart => ({
            type: 'opaque',
            vendor: `${vendor}-of-another-time`,
            data: { type, text: 'secret', thinking: 'secret', signature: 'secret', phase: 'commentary', on: 'text' },
          }),
        ),
      ),
      'Two.',
    ),
    last,
  ],
};

forEachProvider('histories from elsewhere', (subject) => {
  const send = async (request: ChatRequest) => {
    const provider = await subject.connect();
    return await outcomeOf(provider.streamChat(request, new AbortController().signal));
  };

  for (const [what, messages] of Object.entries(histories))
    it(`are accepted: ${what}`, async () => {
      const { text, error } = await send(requestOf(thinkingModels[subject.id], messages));
      assert.equal(error, undefined);
      assert.equal(text, 'The capital of France is Paris.');
      assert.doesNotMatch(JSON.stringify(subject.lastRequest().body), /secret/);
    });

  it('are answered in the middle of a tool’s turn, whichever model called', async () => {
    for (const model of [thinkingModels[subject.id], olderModels[subject.id]]) {
      const messages = [user('?'), assistant('I look it up.', call('x.1'), call('x.2'))];
      const results = [...result('x.1').parts, ...result('x.2', 'Sun').parts];
      const { text, error } = await send(requestOf(model, [...messages, { role: 'tool', parts: results }]));
      assert.equal(error, undefined);
      assert.match(text, /^The tool says: (?:Rain|Sun)$/);
    }
  });

  it('keep the order that Mistral’s models demand, wherever they run', async () => {
    const messages = histories['a result that nothing answered']!;
    assert.equal((await send(requestOf(olderModels[subject.id], messages))).error, undefined);
  });

  it('say that a picture was there where no answer may hold one', async () => {
    const sent = async (model: string): Promise<string> => {
      await send(requestOf(model, histories['a picture and nothing else as an answer']!));
      return JSON.stringify(subject.lastRequest().body);
    };
    const replaced = await sent(thinkingModels[subject.id]);
    assert.ok(replaced.includes('[A picture was shown here.]') && !replaced.includes(pixel));
    // Gemini's models before the third generation want no signature with it.
    if (subject.id === 'google') assert.ok((await sent('gemini-2.5-flash')).includes(pixel));
  });

  it('are left as they are: the request of the caller is not changed', async () => {
    const messages = Object.values(histories).flat();
    const before = structuredClone(messages);
    await send(requestOf(thinkingModels[subject.id], messages));
    assert.deepEqual(messages, before);
  });
});

/** Models that want a budget of thoughts, sign nothing, or are Mistral's on somebody else's server. */
const olderModels: Readonly<Record<VendorId, string>> = {
  openai: 'gpt-5.5',
  anthropic: 'claude-haiku-4-5',
  google: 'gemini-3.8-flash',
  mistral: 'mistral-large-latest',
  huggingface: 'mistralai/Devstral-Small-2-24B-Instruct-2512',
  compatible: 'mistral-small3.2',
};

const large = `JVBERi0x${'A'.repeat(15 * 1024 * 1024)}`;

/** What cannot be sent with a question, and the vendors that take it nevertheless or say so themselves. */
const refused: Readonly<Record<string, { parts: readonly SendablePart[]; taken: readonly VendorId[] }>> = {
  'a picture in a format for printing': { parts: [file('image/tiff')], taken: [] },
  'a recording': { parts: [file('audio/wav')], taken: [] },
  'a table': { parts: [file('text/csv', 'YSxi', 'a.csv')], taken: [] },
  'a moving picture': {
    parts: [file('image/gif')],
    taken: ['openai', 'anthropic', 'mistral', 'huggingface', 'compatible'],
  },
  'a PDF': { parts: [pdf], taken: ['openai', 'anthropic', 'google', 'mistral', 'compatible'] },
  'nine images': {
    parts: Array.from({ length: 9 }, () => image),
    taken: ['openai', 'anthropic', 'google', 'huggingface', 'compatible'],
  },
  'a PDF of 11 MB': {
    parts: [file('application/pdf', large)],
    taken: ['openai', 'anthropic', 'google', 'compatible'],
  },
  'three PDFs of 11 MB': {
    parts: [1, 2, 3].map(() => file('application/pdf', large)),
    taken: ['openai', 'google', 'compatible'],
  },
};

forEachProvider('attachments of a question', (subject: Subject) => {
  for (const [what, { parts, taken }] of Object.entries(refused)) {
    const isTaken = taken.includes(subject.id);
    it(`${isTaken ? 'are sent' : 'are refused before anything is sent'}: ${what}`, async function () {
      this.timeout(30_000);
      const provider = await subject.connect();
      const before = subject.simulator.requests.length;
      const request = requestOf(thinkingModels[subject.id], [user('What is this? [scenario:plain]', ...parts)]);
      const { error } = await outcomeOf(provider.streamChat(request, new AbortController().signal));
      assert.equal(codeOf(error), isTaken ? undefined : 'unsupported-input');
      assert.equal(subject.simulator.requests.length - before, isTaken ? 1 : 0);
    });
  }

  it('are named in the error', async () => {
    const provider = await subject.connect();
    const request = requestOf(thinkingModels[subject.id], [user('?', file('text/csv', 'YSxi', 'prices.csv'))]);
    const { error } = await outcomeOf(provider.streamChat(request, new AbortController().signal));
    assert.match(String(error), /does not take files of this type: prices\.csv \(text\/csv\)\.$/);
  });
});
