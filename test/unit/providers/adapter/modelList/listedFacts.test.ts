import assert from 'node:assert/strict';
import { toFacts } from '../../../../../src/providers/adapter/chatCompletions/facts.js';
import { toFacts as fromAnthropic } from '../../../../../src/providers/vendors/anthropic/facts.js';
import { toFacts as fromHuggingFace } from '../../../../../src/providers/vendors/huggingface/facts.js';
import { toFacts as fromOpenai } from '../../../../../src/providers/vendors/openai/facts.js';

const dollars = (rates: object): object => ({ currency: 'USD', periods: [{ rates }] });
/** Dollars for a token. */
const pricing = { prompt: '0.000003', completion: '0.000015' };

describe('facts in the lists of servers with Chat Completions', () => {
  const lists: readonly (readonly [string, object, object])[] = [
    ['vLLM', { max_model_len: 32_768 }, { contextTokens: 32_768 }],
    [
      'Groq',
      { context_window: 131_072, max_completion_tokens: 65_536, active: true },
      { contextTokens: 131_072, maxOutputTokens: 65_536 },
    ],
    [
      'Moonshot',
      { context_length: 262_144, supports_image_in: true, supports_video_in: true, supports_reasoning: false },
      { contextTokens: 262_144, imageInput: true, reasoning: false },
    ],
    [
      'Fireworks',
      { context_length: 1_040_000, supports_chat: true, supports_image_input: false, supports_tools: true },
      { contextTokens: 1_040_000, imageInput: false, tools: true },
    ],
    [
      'GitHub Models',
      {
        limits: { max_input_tokens: 1_048_576, max_output_tokens: 32_768 },
        supported_input_modalities: ['text', 'image', 'audio'],
        capabilities: ['streaming', 'tool-calling'],
      },
      { contextTokens: 1_048_576, maxOutputTokens: 32_768, imageInput: true, audioInput: true, tools: true },
    ],
    ['Together, whose prices are for a million', { pricing: { input: 0.9, output: 0.9, hourly: 0 } }, {}],
    ['Ollama', { object: 'model', owned_by: 'library' }, {}],
  ];
  for (const [name, model, facts] of lists)
    it(`are read from that of ${name}`, () => assert.deepEqual(toFacts({ id: 'm', ...model }), facts));

  it('have OpenRouter’s prices for reading and writing the cache', () => {
    const cached = { ...pricing, input_cache_read: '0.0000003', input_cache_write: '3.75e-6', request: '0' };
    assert.deepEqual(toFacts({ pricing: cached }), {
      price: dollars({ input: 3_000_000, output: 15_000_000, cacheRead: 300_000, cacheWrite: 3_750_000 }),
    });
  });

  it('have a price that is 0, which is not the same as none', () => {
    assert.deepEqual(toFacts({ pricing: { prompt: '0', completion: '0' } }), {
      price: dollars({ input: 0, output: 0 }),
    });
  });

  const without: readonly (readonly [string, object])[] = [
    ['it depends', { prompt: '-1', completion: '-1' }],
    ['requests cost as well', { ...pricing, request: '0.01' }],
    ['reasoning costs something else', { ...pricing, internal_reasoning: '0.00003' }],
    ['longer requests cost something else', { ...pricing, overrides: [{ min_context: 200_000 }] }],
    ['there is only one half', { prompt: '0.000003' }],
    ['a number is hidden in words', { prompt: '0.000003 USD', completion: '1' }],
    ['the cache has none that could be read', { ...pricing, input_cache_read: 'free' }],
    ['it is beyond all measure', { prompt: '1', completion: '999999999' }],
  ];
  for (const [why, value] of without)
    it(`have no price where ${why}`, () => assert.deepEqual(toFacts({ pricing: value }), {}));

  it('have one where reasoning costs what all output costs', () => {
    assert.notDeepEqual(toFacts({ pricing: { ...pricing, internal_reasoning: pricing.completion } }), {});
  });
});

describe('facts in other lists', () => {
  it('have no choice of effort where Anthropic says that there is none, and nothing where it says nothing', () => {
    assert.deepEqual(fromAnthropic({ capabilities: { effort: { supported: false } } }), { efforts: [] });
    assert.deepEqual(fromAnthropic({ capabilities: null }), {});
    const partly = { supported: true, low: { supported: true }, xhigh: null };
    assert.deepEqual(fromAnthropic({ capabilities: { effort: partly } }), { efforts: ['low'] });
  });

  it('have OpenAI’s date with a time or without', () => {
    const retiresAt = Date.UTC(2026, 9, 23);
    assert.deepEqual(fromOpenai({ shutdown_date: '2026-10-23' }), { deprecated: true, retiresAt });
    assert.deepEqual(fromOpenai({ shutdown_date: '2026-10-23T00:00:00Z' }), { deprecated: true, retiresAt });
    for (const shutdown_date of [null, undefined, '', 'soon']) assert.deepEqual(fromOpenai({ shutdown_date }), {});
  });

  it('have what all companies of the router agree on, and the price where it is the same', () => {
    const company = (provider: string, input: number): object => ({
      provider,
      pricing: { input, output: 1 },
      supports_tools: true,
    });
    const facts = (...companies: readonly object[]): object => {
      const { hosts: _, ...shared } = fromHuggingFace({}, companies as never);
      return shared;
    };
    assert.deepEqual(facts(company('a', 0.1), company('b', 0.1)), {
      tools: true,
      price: dollars({ input: 100_000, output: 1_000_000 }),
    });
    assert.deepEqual(facts(company('a', 0.1), company('b', 0.46)), { tools: true });
    assert.deepEqual(facts(company('a', 0.1), { provider: 'b' }), {});
    assert.deepEqual(facts(), {});
  });
});
