import assert from 'node:assert/strict';
import { factNames, factReaders } from '../../src/core/modelFacts.js';
import type { ModelInfo, VendorId } from '../../src/providers/provider.js';
import { respondJson, startLoopbackServer, type LoopbackServer } from '../support/loopbackServer.js';
import { forEachProvider } from './support/providersUnderTest.js';

const dollars = (rates: object): object => ({ currency: 'USD', periods: [{ rates }] });

/** What each vendor's list tells of its first models, as the simulator sends it. */
const expected: Readonly<Record<VendorId, readonly Partial<ModelInfo>[]>> = {
  openai: [
    { id: 'gpt-5.5', displayName: 'gpt-5.5' },
    { id: 'gpt-4.1-2025-04-14', displayName: 'gpt-4.1-2025-04-14', deprecated: true, retiresAt: Date.UTC(2027, 3, 14) },
  ],
  anthropic: [
    {
      id: 'claude-sonnet-5-5',
      displayName: 'Claude Sonnet 5.5',
      contextTokens: 200_000,
      maxOutputTokens: 64_000,
      imageInput: true,
      pdfInput: true,
      structuredOutput: true,
      reasoning: true,
      efforts: ['low', 'medium', 'high', 'max'],
      deprecated: false,
    },
    {
      id: 'claude-haiku-4-5',
      displayName: 'Claude Haiku 4.5',
      contextTokens: 200_000,
      maxOutputTokens: 64_000,
      imageInput: true,
      pdfInput: true,
      structuredOutput: true,
      reasoning: true,
      efforts: [],
      deprecated: true,
      retiresAt: Date.UTC(2027, 2, 31),
    },
  ],
  google: [
    {
      id: 'gemini-3.8-flash',
      displayName: 'Gemini 3.8 Flash',
      contextTokens: 1_048_576,
      maxOutputTokens: 65_536,
      reasoning: true,
    },
  ],
  mistral: [
    {
      id: 'mistral-large-2512',
      displayName: 'mistral-large-2512',
      contextTokens: 131_072,
      imageInput: true,
      audioInput: false,
      tools: true,
      reasoning: false,
      deprecated: true,
      retiresAt: Date.UTC(2027, 1, 28, 12),
      replacement: 'mistral-large-latest',
    },
  ],
  huggingface: [
    {
      id: 'openai/gpt-oss-120b',
      displayName: 'openai/gpt-oss-120b',
      // The companies differ in context, price and structured output.
      contextTokens: 65_536,
      imageInput: false,
      tools: true,
      hosts: [
        {
          name: 'groq',
          contextTokens: 131_072,
          imageInput: false,
          tools: true,
          structuredOutput: true,
          price: dollars({ input: 150_000, output: 750_000 }),
        },
        {
          name: 'novita',
          contextTokens: 65_536,
          imageInput: false,
          tools: true,
          structuredOutput: false,
          price: dollars({ input: 50_000, output: 250_000 }),
        },
      ] as ModelInfo['hosts'] & object,
    },
  ],
  compatible: [
    { id: 'qwen3:8b', displayName: 'qwen3:8b', contextTokens: 40_960 },
    {
      id: 'acme/large',
      displayName: 'Acme: Large',
      contextTokens: 128_000,
      maxOutputTokens: 16_384,
      imageInput: true,
      pdfInput: true,
      audioInput: false,
      tools: true,
      structuredOutput: true,
      reasoning: true,
      price: dollars({ input: 2_500_000, output: 10_000_000, cacheRead: 250_000 }) as ModelInfo['price'] & object,
      retiresAt: Date.UTC(2027, 0, 31),
    },
  ],
};

const hostileValues = [
  null,
  {},
  [],
  -1,
  1.5,
  1e308,
  '',
  'null',
  '-1',
  '9'.repeat(400),
  '2027-99-99',
  true,
  [{}],
  '\u202e',
];

forEachProvider('facts in the list of models', (subject) => {
  let server: LoopbackServer;
  let body = '';

  before(async () => {
    server = await startLoopbackServer((response) => respondJson(response, body));
  });

  after(() => server.close());

  const listFrom = async (overrides: { baseUrl?: string } = {}): Promise<readonly ModelInfo[]> =>
    (await subject.connect(overrides)).listModels(new AbortController().signal);

  it('arrive as the vendor tells them', async () => {
    const models = await listFrom();
    for (const model of expected[subject.id])
      assert.deepEqual(
        models.find(({ id }) => id === model.id),
        model,
      );
  });

  it('are sound, whatever stands in the place of any of them', async () => {
    const original = globalThis.fetch;
    globalThis.fetch = async (...parameters) => {
      const response = await original(...parameters);
      body = await response.text();
      return new Response(body, response);
    };
    try {
      await listFrom();
    } finally {
      globalThis.fetch = original;
    }
    const whole = JSON.parse(body) as Record<string, unknown>;
    const { baseUrl } = server;
    let read = 0;
    for (const place of placesOf(whole))
      for (const hostile of hostileValues) {
        body = JSON.stringify(replaced(whole, place, hostile));
        // Mistral's SDK refuses a list with another type in it as a whole.
        const models = await listFrom({ baseUrl }).catch(() => []);
        read += models.length;
        for (const model of models.flatMap((info) => [info, ...(info.hosts ?? [])]))
          for (const name of factNames)
            assert.deepEqual(
              factReaders[name](model[name]),
              model[name],
              `${place.join('.')}: ${JSON.stringify(hostile)}`,
            );
      }
    assert.ok(read > 100, `${read} models read`);
  }).timeout(60_000);
});

/** Where the values in the first model of the list are. */
function placesOf(value: unknown, place: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [place];
  const inner = Array.isArray(value) ? value.slice(0, 2).entries() : Object.entries(value);
  return [place, ...[...inner].flatMap(([name, content]) => placesOf(content, [...place, String(name)]))];
}

function replaced(value: unknown, [name, ...rest]: readonly string[], hostile: unknown): unknown {
  if (name === undefined) return hostile;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  copy[name] = replaced(copy[name], rest, hostile);
  return copy;
}
