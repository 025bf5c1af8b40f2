import assert from 'node:assert/strict';
import { Conversations } from '../../src/chat/conversation/conversations.js';
import { silentLogger } from '../../src/core/logger.js';
import type { Usage } from '../../src/core/message.js';
import { TaskRegistry } from '../../src/core/taskRegistry.js';
import type { ChatProvider, ChatRequest, VendorId } from '../../src/providers/provider.js';
import { vendors } from '../../src/providers/registry.js';
import { lastUsedInMemory } from '../support/lastUsedInMemory.js';
import { MemoryHistory } from '../support/memoryHistory.js';
import { MemoryUnsavable } from '../support/memoryUnsavable.js';
import type { Scenario } from '../support/simulator/scenarios.js';
import { simulatorKey, startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { untilIdle } from '../unit/chat/support/untilIdle.js';
import { ConnectedModels } from './support/connectedModels.js';
import { outcomeOf } from './support/providersUnderTest.js';
import { openPolicy } from '../support/openGate.js';

const models = { anthropic: 'claude-sonnet-5-5', openai: 'gpt-5.6', mistral: 'mistral-large-latest' } as const;
const caching = Object.keys(models) as (keyof typeof models)[];
/** Vendors keep whole blocks of tokens; Anthropic whatever ends at a mark. */
const blocks = { anthropic: 1, openai: 128, mistral: 64 } as const;
const minute = 60_000;

/** Different in every place, as text is. */
const prose = (seed: string, characters: number): string =>
  Array.from({ length: Math.ceil(characters / 12) }, (_, index) => `${seed} ${index} word`)
    .join(' ')
    .slice(0, characters);

const answered = (text: string): Scenario => ({
  kind: 'stream',
  steps: [
    { do: 'reasoning', text: 'Hm.' },
    { do: 'text', text },
    { do: 'finish', reason: 'stop' },
  ],
});

describe('prompt caching', () => {
  let simulator: Simulator;
  let now: number;
  const providers: ChatProvider[] = [];

  const connect = async (id: VendorId): Promise<ChatProvider> => {
    const module = await vendors.find((vendor) => vendor.id === id)!.load();
    const provider = module.createProvider({
      apiKey: simulatorKey,
      baseUrl: `${simulator.url}/${id}/v1`,
      idleTimeoutMs: 600_000,
      logger: silentLogger,
    });
    providers.push(provider);
    return provider;
  };

  before(async function () {
    this.timeout(60_000);
    await Promise.all(vendors.map(({ load }) => load()));
  });

  beforeEach(async () => {
    now = 1_000_000_000_000;
    simulator = await startSimulator({
      pace: 0,
      cacheClock: () => now,
      answer: (chat) => answered(prose(`answer ${chat.questions.length}`, 1_800)),
    });
  });

  afterEach(async () => {
    for (const provider of providers.splice(0)) await provider.dispose();
    await simulator.close();
  });

  /** The usage of each answer of a chat of 20 turns. @param first characters of the first question; the others are short */
  const chat = async (id: keyof typeof models, first: number): Promise<Usage[]> => {
    const resolver = new ConnectedModels({ [id]: await connect(id) }, id, models[id]);
    resolver.current = { ...resolver.current, system: prose('rule', 6_000), parameters: { reasoningEffort: 'low' } };
    const conversations = new Conversations({
      unsavable: new MemoryUnsavable(),
      history: new MemoryHistory(),
      models: resolver,
      logger: silentLogger,
      tasks: new TaskRegistry(silentLogger),
      lastUsed: lastUsedInMemory(),
      workspace: null,
      policy: openPolicy,
      onFirstAnswer: () => undefined,
    });
    const { session } = conversations.create();
    for (let turn = 1; turn <= 20; turn += 1) {
      session.send(prose(`question ${turn}`, turn === 1 ? first : 300));
      await untilIdle(session);
    }
    conversations.dispose();
    assert.ok(!JSON.stringify(simulator.requests).includes(session.id), 'no vendor learns the id of the conversation');
    return session.branch.flatMap(({ role, usage, error }) => {
      assert.equal(error, undefined);
      return role === 'assistant' && usage !== undefined ? [usage] : [];
    });
  };

  for (const id of caching) {
    it(`${id}: a chat of short questions reads at least 80 % of its input from the cache, from the third turn on`, async () => {
      const usages = (await chat(id, 300)).slice(2);
      assert.equal(usages.length, 18);
      const sum = (counts: readonly (number | undefined)[]): number =>
        counts.reduce<number>((total, count) => total + (count ?? 0), 0);
      const read = sum(usages.map(({ cachedInputTokens }) => cachedInputTokens));
      const share = read / sum(usages.map(({ inputTokens }) => inputTokens));
      assert.ok(share >= 0.8, `${(share * 100).toFixed(1)} %`);
      assert.ok(usages.every(({ cacheMissReason }) => cacheMissReason === undefined));
    });

    it(`${id}: a chat of short questions reads in every turn all that the turn before had sent`, async () => {
      const usages = await chat(id, 300);
      for (const [index, { cachedInputTokens = 0 }] of usages.entries()) {
        if (index < 2) continue;
        const before = usages[index - 1]!.inputTokens;
        assert.equal(cachedInputTokens, before - (before % blocks[id]), `turn ${index + 1}`);
      }
    });

    it(`${id}: a chat about a long text does so in every turn`, async () => {
      for (const [index, { inputTokens, cachedInputTokens = 0 }] of (await chat(id, 30_000)).entries())
        if (index >= 2) assert.ok(cachedInputTokens >= 0.8 * inputTokens, `turn ${index + 1}: ${cachedInputTokens}`);
    });
  }

  const ask = (texts: readonly string[], more: Partial<ChatRequest>): ChatRequest => ({
    model: 'claude-sonnet-5-5',
    messages: texts.map((text, index) => ({
      role: index % 2 === 0 ? 'user' : 'assistant',
      parts: [{ type: 'text', text }],
    })),
    parameters: {},
    ...more,
  });
  const usageOf = async (provider: ChatProvider, request: ChatRequest): Promise<Usage> => {
    const { events, error } = await outcomeOf(provider.streamChat(request, new AbortController().signal));
    assert.equal(error, undefined);
    return events.find((event) => event.type === 'usage')!.usage;
  };
  const key = '0'.repeat(32);
  const cache = { key, ttl: '5m' } as const;
  const turns = [prose('q1', 6_000), 'a1', 'q2', 'a2', 'q3'] as const;

  it('anthropic: writes nothing unless it is asked to', async () => {
    const provider = await connect('anthropic');
    for (const given of [{}, { cache: { key } }]) {
      assert.equal((await usageOf(provider, ask(turns.slice(0, 1), given))).cacheWriteTokens, undefined);
      assert.doesNotMatch(JSON.stringify(simulator.requests.at(-1)!.body), /cache_control|diagnostics/);
    }
  });

  it('anthropic: marks short prompts too, which the vendor neither writes nor reads', async () => {
    const provider = await connect('anthropic');
    for (const count of [1, 3]) {
      const usage = await usageOf(provider, ask(['q1', 'a1', 'q2'].slice(0, count), { cache }));
      assert.deepEqual([usage.cacheWriteTokens, usage.cachedInputTokens], [undefined, undefined]);
    }
  });

  it('anthropic: keeps five minutes, or an hour, as it is asked to', async () => {
    const provider = await connect('anthropic');
    for (const [ttl, pause, read] of [
      ['5m', 4 * minute, true],
      ['5m', 6 * minute, false],
      ['1h', 59 * minute, true],
      ['1h', 61 * minute, false],
    ] as const) {
      const system = `${ttl} ${pause}`;
      const written = await usageOf(provider, ask(turns.slice(0, 1), { system, cache: { key, ttl } }));
      assert.ok(written.cacheWriteTokens! > 1_000);
      now += pause;
      const usage = await usageOf(provider, ask(turns.slice(0, 3), { system, cache: { key, ttl } }));
      assert.equal((usage.cachedInputTokens ?? 0) > 1_000, read, `${ttl} after ${pause / minute} minutes`);
    }
  });

  it('anthropic: finds the question before this one behind an answer of more blocks than it looks back', async () => {
    const provider = await connect('anthropic');
    await usageOf(provider, ask(turns.slice(0, 1), { cache }));
    const long = ask(turns.slice(0, 3), { cache });
    const parts = Array.from({ length: 30 }, (_, index) => ({ type: 'text' as const, text: `part ${index}` }));
    const messages = [long.messages[0]!, { role: 'assistant' as const, parts }, long.messages[2]!];
    assert.ok((await usageOf(provider, { ...long, messages })).cachedInputTokens! > 1_000);
  });

  it('anthropic: says what has changed where the cache is not read', async () => {
    const provider = await connect('anthropic');
    const tool = { name: 'get_time', description: 'The time.', inputSchema: { type: 'object', properties: {} } };
    let previous = ask(turns, { system: 'Be brief.', cache });
    assert.equal((await usageOf(provider, previous)).cacheMissReason, undefined);
    for (const [reason, change] of [
      ['system', { system: 'Be long.' }],
      ['tools', { tools: [tool] }],
      ['messages', { messages: ask([prose('other', 6_000), ...turns.slice(1)], {}).messages }],
      ['model', { model: 'claude-opus-5-5' }],
      [undefined, {}],
    ] as const) {
      previous = { ...previous, ...change };
      assert.equal((await usageOf(provider, previous)).cacheMissReason, reason);
    }
  });

  it('anthropic: goes on without diagnoses where they are refused, and does not ask for them again', async () => {
    const provider = await connect('anthropic');
    for (const requests of [2, 3]) {
      await usageOf(provider, ask(turns, { model: 'scenario-picky', cache }));
      assert.equal(simulator.requests.length, requests);
    }
    assert.match(JSON.stringify(simulator.requests.at(-1)!.body), /cache_control/);
  });

  it('openai: says what has changed where the cache is not read, for models that compare', async () => {
    const provider = await connect('openai');
    const previous = ask(turns, { model: 'gpt-5.6', cache });
    assert.equal((await usageOf(provider, previous)).cacheMissReason, undefined);
    assert.equal((await usageOf(provider, { ...previous, model: 'gpt-5.6-mini' })).cacheMissReason, 'model');
    assert.equal((await usageOf(provider, { ...previous, model: 'gpt-5.5' })).cacheMissReason, undefined);
  });

  for (const id of ['openai', 'mistral'] as const)
    it(`${id}: sends the key of the conversation, and none where there is none`, async () => {
      const provider = await connect(id);
      await usageOf(provider, ask(['q'], { model: models[id], cache: { key } }));
      assert.equal((simulator.requests.at(-1)!.body as Record<string, unknown>)['prompt_cache_key'], key);
      await usageOf(provider, ask(['q'], { model: models[id] }));
      assert.doesNotMatch(JSON.stringify(simulator.requests.at(-1)!.body), /prompt_cache/);
    });

  for (const id of ['google', 'huggingface', 'compatible'] as const)
    it(`${id}: sends nothing that the vendor does not know`, async () => {
      const provider = await connect(id);
      await usageOf(provider, ask(['q'], { model: 'gemini-2.0-flash', cache }));
      assert.doesNotMatch(JSON.stringify(simulator.requests.at(-1)!.body), /cache|00000/);
    });
});
