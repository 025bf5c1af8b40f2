import assert from 'node:assert/strict';
import type { ModelFacts } from '../../../../src/core/modelFacts.js';
import { createFactLookup, type FactSources } from '../../../../src/models/facts/modelFacts.js';
import { ModelTable, type TableFile } from '../../../../src/models/facts/modelTable.js';
import { tableKey } from '../../../../src/models/facts/tableProvider.js';

const periods = [{ rates: { input: 2_000_000, output: 10_000_000 } }];
const provider = (id: string): TableFile['providers'][string] => ({
  source: 'https://prices',
  models: [{ ids: [id], contextTokens: 1_000, periods }],
});
const table = new ModelTable({
  date: '2026-09-23',
  providers: {
    openai: provider('gpt-5.5'),
    anthropic: provider('claude-sonnet-5'),
    openrouter: provider('anthropic/claude-sonnet-5'),
    huggingface_novita: provider('a/b'),
  },
});
const origin = { url: 'https://prices', date: '2026-09-23' };
const tablePrice = { value: { currency: 'USD', periods }, source: 'table', origin };

const lookup = (sources: Partial<FactSources>, model: string) =>
  createFactLookup({
    listed: [],
    table,
    settings: new Map(),
    baseUrl: 'https://api.anthropic.com/v1',
    ...sources,
  })(model);

describe('what is known of a model', () => {
  const listed = [{ id: 'claude-sonnet-5', displayName: 'Sonnet', contextTokens: 2_000, tools: false }];
  const settings = new Map<string, ModelFacts>([['claude-sonnet-5', { contextTokens: 3_000 }]]);

  it('is the user’s word first, then the vendor’s, then the table’s, fact by fact', () => {
    assert.deepEqual(lookup({}, 'claude-sonnet-5').contextTokens, { value: 1_000, source: 'table', origin });
    assert.deepEqual(lookup({ listed }, 'claude-sonnet-5').contextTokens, { value: 2_000, source: 'vendor' });
    assert.deepEqual(lookup({ listed, settings }, 'claude-sonnet-5'), {
      contextTokens: { value: 3_000, source: 'settings' },
      tools: { value: false, source: 'vendor' },
      price: tablePrice,
    });
  });

  it('is nothing for an unknown model', () => {
    assert.deepEqual(lookup({ listed, settings }, 'gpt-5.5'), {});
  });

  it('has no price of a model with a similar name', () => {
    for (const model of ['claude-sonnet-5-5', 'claude-sonnet', 'claude-sonnet-5-20260901', 'anthropic/claude-sonnet-5'])
      assert.deepEqual(lookup({ listed }, model), {}, model);
  });

  it('has levels of effort where a source tells them, with their source', () => {
    const facts = lookup({ baseUrl: 'https://api.openai.com/v1' }, 'gpt-5.5');
    assert.deepEqual(facts.efforts?.value, ['none', 'low', 'medium', 'high', 'xhigh']);
    assert.equal(facts.efforts.source, 'table');
    assert.match(facts.efforts.origin?.url ?? '', /^https:/u);
    assert.equal(lookup({ baseUrl: 'https://api.openai.com/v1' }, 'gpt-5.5-mini').efforts, undefined);
  });

  it('is, behind a router, what the list tells of the company that is asked', () => {
    const hosts = [{ name: 'novita', contextTokens: 9, tools: true }];
    const routed = {
      listed: [{ id: 'a/b', displayName: 'a/b', contextTokens: 5, hosts }],
      baseUrl: 'https://router.huggingface.co/v1',
    };
    assert.deepEqual(lookup(routed, 'a/b'), { contextTokens: { value: 5, source: 'vendor' } });
    assert.deepEqual(lookup(routed, 'a/b:novita'), {
      contextTokens: { value: 9, source: 'vendor' },
      tools: { value: true, source: 'vendor' },
      price: tablePrice,
    });
    assert.deepEqual(lookup(routed, 'a/b:groq'), {});
    assert.deepEqual(lookup(routed, 'a/b:cheapest'), {});
  });
});

describe('the table', () => {
  for (const address of ['https://api.anthropic.com/v1', 'https://api.anthropic.com', 'https://API.Anthropic.com/v1/'])
    it(`knows the models of ${address}`, () => {
      assert.deepEqual(lookup({ baseUrl: address }, 'claude-sonnet-5').price, tablePrice);
    });

  for (const address of [
    'http://api.anthropic.com/v1',
    'https://api.anthropic.com:8443/v1',
    'https://api.anthropic.com.evil.example/v1',
    'https://eu.api.anthropic.com/v1',
    'https://gateway.example/api.anthropic.com/v1',
    'https://my.openai.azure.com/openai/v1',
    'http://127.0.0.1:11434/v1',
    'https://models.github.ai/inference',
    '',
    'no address',
  ])
    it(`knows nothing of the same names at ${address}`, () => {
      assert.deepEqual(lookup({ baseUrl: address }, 'claude-sonnet-5'), {});
      assert.deepEqual(lookup({ baseUrl: address }, 'gpt-5.5'), {});
    });

  it('has the providers’ own names for models of routers and other vendors', () => {
    const keys: readonly (readonly [string, string])[] = [
      ['https://openrouter.ai/api/v1', 'openrouter'],
      ['https://api.groq.com/openai/v1', 'groq'],
      ['https://api.deepseek.com', 'deepseek'],
      ['https://api.x.ai/v1', 'x-ai'],
      ['https://api.together.xyz/v1', 'together'],
      ['https://api.fireworks.ai/inference/v1', 'fireworks'],
      ['https://api.cerebras.ai/v1', 'cerebras'],
      ['https://api.moonshot.ai/v1', 'moonshotai'],
    ];
    for (const [address, name] of keys) assert.deepEqual(tableKey(address, 'm'), { provider: name, model: 'm' });
  });
});
