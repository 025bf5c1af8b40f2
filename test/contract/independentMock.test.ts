import assert from 'node:assert/strict';
import { LLMock } from '@copilotkit/aimock';
import { silentLogger } from '../../src/core/logger.js';
import type { ChatProvider, ChatRequest, VendorId } from '../../src/providers/provider.js';
import { vendors } from '../../src/providers/registry.js';
import { codeOf, outcomeOf } from './support/providersUnderTest.js';

/** The vendors this mock speaks, and where on it. Ours and this one were written by different people from the same documentation. */
const covered: readonly { readonly id: VendorId; readonly path: string; readonly model: string }[] = [
  { id: 'openai', path: '/v1', model: 'gpt-5.4-mini' },
  { id: 'anthropic', path: '/v1', model: 'claude-sonnet-5-5' },
  { id: 'google', path: '/v1beta', model: 'gemini-2.5-flash' },
  { id: 'compatible', path: '/v1', model: 'llama' },
];

const weather = {
  name: 'get_weather',
  description: 'Tells the weather.',
  inputSchema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};

for (const { id, path, model } of covered) {
  describe(`${id}: against an independent mock`, () => {
    let mock: LLMock;
    let provider: ChatProvider;

    before(async function () {
      this.timeout(30_000);
      mock = new LLMock({ port: 0 });
      mock.onMessage('plain', { content: 'Grüße aus Paris: 世界 👩‍👩‍👧.' });
      mock.onMessage('tools', { toolCalls: [{ name: 'get_weather', arguments: '{"city":"Paris"}' }] });
      mock.onMessage(
        'cut',
        { content: 'A long answer that does not come to its end because the line is cut.' },
        { chunkSize: 10, latency: 20, truncateAfterChunks: 3 },
      );
      await mock.start();
      const module = await vendors.find((vendor) => vendor.id === id)!.load();
      provider = module.createProvider({
        apiKey: 'mock',
        baseUrl: `${mock.url}${path}`,
        idleTimeoutMs: 600_000,
        logger: silentLogger,
      });
    });

    after(async () => {
      await provider.dispose();
      await mock.stop();
    });

    const answer = (question: string, more: Partial<ChatRequest> = {}): ReturnType<typeof outcomeOf> =>
      outcomeOf(
        provider.streamChat(
          { model, messages: [{ role: 'user', parts: [{ type: 'text', text: question }] }], parameters: {}, ...more },
          new AbortController().signal,
        ),
      );

    it('reads a plain answer to its end', async () => {
      const { events, text, error } = await answer('plain');
      assert.equal(error, undefined);
      assert.equal(text, 'Grüße aus Paris: 世界 👩‍👩‍👧.');
      assert.deepEqual(events.at(-1)?.type, 'finish');
      assert.equal(events.filter(({ type }) => type === 'finish').length, 1);
    });

    it('reads a tool call', async () => {
      const { events, error } = await answer('tools', { tools: [weather] });
      assert.equal(error, undefined);
      const call = events.find((event) => event.type === 'tool-call');
      assert.deepEqual(call && { name: call.name, input: call.input }, {
        name: 'get_weather',
        input: { city: 'Paris' },
      });
      assert.deepEqual(events.at(-1), { ...events.at(-1), type: 'finish', reason: 'tool-calls' });
    });

    it('calls an answer that is cut off cut off', async () => {
      const { text, error } = await answer('cut');
      assert.ok('A long answer that does not come to its end'.startsWith(text.slice(0, 10)), text);
      assert.equal(codeOf(error), 'stream-truncated');
    });
  });
}
