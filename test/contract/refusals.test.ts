import assert from 'node:assert/strict';
import type { ChatRequest, VendorId } from '../../src/providers/provider.js';
import { startDocumentServer } from './support/documentServer.js';
import { ask, codeOf, forEachProvider, outcomeOf, type Subject } from './support/providersUnderTest.js';

const system = 'Answer in one sentence.';
const responseFormat = {
  name: 'title',
  schema: { type: 'object', properties: { title: { type: 'string' } }, required: ['title'] },
};
const parameters = { temperature: 0.3, maxOutputTokens: 9000 };

/** What is refused, by whom, what the request holds, and what it holds no more when it is sent again. */
const cases: readonly (readonly [string, readonly VendorId[], Partial<ChatRequest>, gone: RegExp, stays?: RegExp])[] = [
  ['max-tokens', ['compatible'], { parameters }, /"max_tokens"/u, /"max_completion_tokens":9000/u],
  ['max-tokens', ['mistral'], { parameters }, /"max_tokens"/u],
  ['stream-options', ['compatible', 'huggingface'], {}, /"stream_options"/u],
  ['stream-options-repr', ['compatible', 'huggingface'], {}, /"stream_options"/u],
  ['stream-options-object', ['compatible', 'huggingface'], {}, /"stream_options"/u],
  ['temperature-wrapped', ['compatible', 'huggingface', 'mistral'], { parameters }, /"temperature"/u],
  ['system', ['compatible', 'huggingface', 'mistral'], { system }, /"system"/u, /Answer in one sentence/u],
  ['system-value', ['compatible', 'huggingface', 'mistral'], { system }, /"system"/u, /Answer in one sentence/u],
  ['system-template', ['compatible', 'huggingface'], { system }, /"system"/u, /Answer in one sentence/u],
  ['system-developer', ['google'], { system }, /systemInstruction/u, /Answer in one sentence/u],
  [
    'response-format',
    ['openai', 'anthropic', 'google', 'mistral', 'huggingface', 'compatible'],
    { responseFormat },
    /json_schema|responseJsonSchema/u,
    /JSON Schema.*title/u,
  ],
];

const answersTo = (subject: Subject, before: number): number => subject.simulator.requests.length - before;

forEachProvider('what a model refuses', (subject) => {
  const own = cases.filter(([, vendors]) => vendors.includes(subject.id));
  // With a status, and by gateways that have answered 200 already.
  const told = ['refuses', 'streams'].flatMap((way) => own.map((each) => [way, ...each] as const));
  for (const [way, name, , more, gone, stays = /./u] of told) {
    it(`${way} ${name}: is left out or said otherwise, and remembered`, async () => {
      const provider = await subject.connect();
      const request = ask('plain', { model: `${way}-${name}-scenario-plain`, ...more });
      for (const [round, requests] of [
        ['first', 2],
        ['second', 1],
      ] as const) {
        const before = subject.simulator.requests.length;
        const { error, text } = await outcomeOf(provider.streamChat(request, new AbortController().signal));
        assert.equal(error, undefined, round);
        assert.equal(text, 'The capital of France is Paris.');
        assert.equal(answersTo(subject, before), requests, round);
        const sent = JSON.stringify(subject.lastRequest().body);
        assert.doesNotMatch(sent, gone);
        assert.match(sent, stays);
      }
    });
  }

  if (['compatible', 'huggingface', 'mistral', 'google'].includes(subject.id)) {
    it('is left out once: a server that goes on refusing it is not asked for ever', async () => {
      const provider = await subject.connect();
      const before = subject.simulator.requests.length;
      const request = ask('plain', { model: 'refuses-temperature-always-scenario-plain', parameters });
      const { error } = await outcomeOf(provider.streamChat(request, new AbortController().signal));
      assert.equal(codeOf(error), 'invalid-request');
      assert.equal(answersTo(subject, before), 2);
    });
  }

  if (['compatible', 'huggingface', 'openai'].includes(subject.id)) {
    it('stream: one document is asked for', async () => {
      const provider = await subject.connect();
      const before = subject.simulator.requests.length;
      const request = ask('plain', { model: 'refuses-stream-scenario-plain' });
      await outcomeOf(provider.streamChat(request, new AbortController().signal));
      assert.equal(answersTo(subject, before), 2);
      const sent = subject.lastRequest().body as Record<string, unknown>;
      assert.equal(sent['stream'], false);
      assert.equal('stream_options' in sent, false);
    });

    it('stream: the document that comes instead is the answer', async () => {
      const server = await startDocumentServer();
      try {
        const provider = await subject.connect({ baseUrl: server.baseUrl });
        for (const requests of [2, 1]) {
          const before = server.requests.length;
          const { error, text, events } = await outcomeOf(
            provider.streamChat(ask('plain'), new AbortController().signal),
          );
          assert.equal(error, undefined);
          assert.equal(text, 'The capital of France is Paris.');
          assert.equal(events.at(-1)?.type, 'finish');
          assert.equal(server.requests.length - before, requests);
        }
      } finally {
        await server.close();
      }
    });
  }
});

/** Which refusal, who is asked for so many tokens, and how many are asked for instead, and at once the next time. */
const limits: readonly (readonly [string, VendorId, number | undefined, less: number, requestsNextTime: number])[] = [
  ['long-input', 'anthropic', undefined, 20_000, 2],
  ['long-output', 'anthropic', undefined, 8192, 1],
  ['long-input-local', 'compatible', 9000, 3596, 2],
  ['long-input-local', 'huggingface', 9000, 3596, 2],
];

forEachProvider('an answer that would be too long for the context', (subject) => {
  for (const [name, vendor, maxOutputTokens, less, requestsNextTime] of limits) {
    if (vendor !== subject.id) continue;
    it(`${name}: as much is asked for as is left`, async () => {
      const provider = await subject.connect();
      const request = ask('plain', {
        model: `refuses-${name}-scenario-plain`,
        ...(maxOutputTokens === undefined ? {} : { parameters: { maxOutputTokens } }),
      });
      for (const requests of [2, requestsNextTime]) {
        const before = subject.simulator.requests.length;
        const { error } = await outcomeOf(provider.streamChat(request, new AbortController().signal));
        assert.equal(error, undefined);
        assert.equal(answersTo(subject, before), requests);
        assert.equal((subject.lastRequest().body as Record<string, unknown>)['max_tokens'], less);
      }
    });
  }
});
