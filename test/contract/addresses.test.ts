import assert from 'node:assert/strict';
import { ask, forEachProvider, outcomeOf } from './support/providersUnderTest.js';

/** What the vendor's documentation shows in place of a base URL. */
const operations: Readonly<Record<string, readonly string[]>> = {
  openai: ['/responses', '/models', '/chat/completions'],
  anthropic: ['/messages', '/models'],
  google: ['/models', '/models/gemini-3-pro:streamGenerateContent'],
};

forEachProvider('addresses', (subject) => {
  for (const operation of operations[subject.id] ?? ['/chat/completions', '/chat/completions/', '/models'])
    it(`that end with ${operation} lead to where the others lead`, async () => {
      const provider = await subject.connect({ baseUrl: `${subject.simulator.url}/${subject.id}/v1${operation}` });
      const { text, error } = await outcomeOf(provider.streamChat(ask('plain'), new AbortController().signal));
      assert.equal(error, undefined);
      assert.equal(text, 'The capital of France is Paris.');
      assert.ok((await provider.listModels(new AbortController().signal)).length > 0);
    });

  it('keep their query, and put it behind the path of the request', async () => {
    const before = subject.simulator.requests.length;
    const asked: string[] = [];
    const original = globalThis.fetch;
    globalThis.fetch = (input, init) => {
      asked.push(input instanceof Request ? input.url : String(input));
      return original(input, init);
    };
    try {
      const provider = await subject.connect({ baseUrl: `${subject.simulator.url}/${subject.id}/v1?api-version=7` });
      const { error } = await outcomeOf(provider.streamChat(ask('plain'), new AbortController().signal));
      assert.equal(error, undefined);
      assert.ok((await provider.listModels(new AbortController().signal)).length > 0);
    } finally {
      globalThis.fetch = original;
    }
    assert.equal(subject.simulator.requests.length, before + 2);
    for (const url of asked) assert.equal(new URL(url).searchParams.get('api-version'), '7', url);
  });
});
