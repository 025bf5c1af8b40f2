import assert from 'node:assert/strict';
import { buildPrompt } from '../../src/chat/answering/buildPrompt.js';
import { messagesOf } from '../../src/chat/answering/promptManifest.js';
import { silentLogger } from '../../src/core/logger.js';
import { textOf } from '../../src/core/message.js';
import type { EndpointId } from '../../src/providers/endpoint.js';
import type { ChatMessage, ChatProvider, VendorId } from '../../src/providers/provider.js';
import { vendors } from '../../src/providers/registry.js';
import type { StoredMessage } from '../../src/storage/api/chatHistory.js';
import { simulatorKey, startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { answerTo, chatWith, requestOf, sentMessages, thinkingModels, user } from './support/histories.js';

describe('moving between vendors', () => {
  let simulator: Simulator;
  const providers = new Map<VendorId, ChatProvider>();
  const chats = new Map<VendorId, readonly ChatMessage[]>();

  before(async function () {
    this.timeout(60_000);
    simulator = await startSimulator({ pace: 0 });
    for (const vendor of vendors) {
      const { id } = vendor;
      const module = await vendor.load();
      const baseUrl = `${simulator.url}/${id}/v1`;
      const provider = module.createProvider({
        apiKey: simulatorKey,
        baseUrl,
        idleTimeoutMs: 600_000,
        logger: silentLogger,
      });
      providers.set(id, provider);
      chats.set(id, await chatWith(provider, id));
    }
  });

  after(async () => {
    for (const provider of providers.values()) await provider.dispose();
    await simulator.close();
  });

  const lastSent = (): readonly unknown[] => sentMessages(simulator.requests.at(-1)!.body);
  const ask = (vendor: VendorId, messages: readonly ChatMessage[]): Promise<ChatMessage> =>
    answerTo(providers.get(vendor)!, requestOf(thinkingModels[vendor], messages));
  /** Every text of what only the vendor itself understands. */
  const secretsOf = (messages: readonly ChatMessage[]): string[] =>
    messages
      .flatMap(({ parts }) => parts)
      .flatMap((part) => (part.type === 'opaque' ? textsIn(part.data) : []))
      .filter((text) => text.length > 20);

  for (const { id: from } of vendors)
    for (const { id: to } of vendors) {
      if (from === to) continue;

      it(`${from} → ${to} → ${from}: a chat with calls, thoughts, an image and a PDF goes on, and back`, async () => {
        const chat = chats.get(from)!;
        const question = user('Thanks. What did I ask first? [scenario:reasoning]');
        const atHome = [...chat, await ask(from, chat), question];
        await ask(from, atHome);
        const before = lastSent();
        const secrets = secretsOf(chat);
        assert.ok(secrets.length > 0, `${from} left something for itself`);
        assert.ok(from === 'compatible' || from === 'huggingface' || includesAll(before, secrets), 'its own come back');

        const abroad = await ask(to, atHome);
        const sent = JSON.stringify(lastSent());
        for (const secret of secrets) assert.ok(!sent.includes(JSON.stringify(secret)), secret);
        for (const said of ['What is this?', 'The capital of France', 'get_weather', 'Rain', 'What did I ask first?'])
          assert.ok(sent.includes(said), said);
        assert.ok(sent.includes('iVBORw0KGgo'), 'the image is there');
        if (from !== 'huggingface') assert.match(sent, to === 'huggingface' ? /paper\.pdf .*left out/ : /JVBERi0xLjQK/);

        await ask(from, [...atHome, abroad, user('And now? [scenario:plain]')]);
        assert.deepEqual(lastSent().slice(0, before.length), before, 'nothing is lost or changed for its own vendor');
      });

      it(`${from} → ${to}: in the middle of a tool's turn`, async () => {
        const answer = await ask(to, chats.get(from)!);
        assert.equal(textOf(answer.parts), 'The tool says: Rain');
      });

      it(`${from} → ${to}: as it is stored`, async () => {
        const stored = [...chats.get(from)!, user('And now? [scenario:plain]')].map(
          ({ role, parts }, index): StoredMessage => ({
            id: `m${index}`,
            conversationId: 'c',
            parentId: null,
            role,
            parts,
            createdAt: index,
            status: 'complete',
            ...(role === 'assistant' ? { provider: from, model: thinkingModels[from] } : {}),
          }),
        );
        const target = { ref: { endpoint: to as string as EndpointId, model: thinkingModels[to] }, vendor: to };
        const answer = await ask(to, messagesOf(buildPrompt(stored, target)));
        assert.equal(textOf(answer.parts), 'The capital of France is Paris.');
      });
    }
});

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function includesAll(sent: readonly unknown[], texts: readonly string[]): boolean {
  const all = JSON.stringify(sent);
  return texts.every((text) => all.includes(JSON.stringify(text)));
}
