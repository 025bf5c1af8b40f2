import assert from 'node:assert/strict';
import { calcPrice, waitForUpdate } from '@pydantic/genai-prices';
import { builtInTable, type ModelTable } from '../../../../src/models/facts/modelTable.js';
import type { ModelPrice } from '../../../../src/core/modelPrice.js';

describe('dated snapshots in the table of models', () => {
  let table: ModelTable;

  before(async () => {
    table = await builtInTable.get();
  });

  const priceOf = (provider: string, model: string): ModelPrice | undefined =>
    table.facts({ provider, model }).find(({ facts }) => facts.price !== undefined)?.facts.price;

  for (const [provider, snapshot, model] of [
    ['anthropic', 'claude-haiku-4-5-20251001', 'claude-haiku-4-5'],
    ['anthropic', 'claude-sonnet-4-20250514', 'claude-sonnet-4-0'],
    ['anthropic', 'claude-opus-4-1-20250805', 'claude-opus-4-1'],
    ['anthropic', 'Claude-Fable-5-20260301', 'claude-fable-5'],
    ['openai', 'gpt-4o-2024-08-06', 'gpt-4o'],
    ['openai', 'gpt-5-nano-2025-08-07', 'gpt-5-nano'],
    ['openai', 'gpt-6-sol-2026-08-06', 'gpt-6-sol'],
    ['google', 'gemini-2.5-flash-lite-preview-09-2025', 'gemini-2.5-flash-lite'],
    ['mistral', 'magistral-medium-2509', 'magistral-medium'],
  ] as const) {
    it(`${snapshot} costs what ${model} costs`, () => {
      assert.notEqual(priceOf(provider, model), undefined);
      assert.deepEqual(priceOf(provider, snapshot), priceOf(provider, model));
    });
  }

  it('cost what the package says where it has a price of its own for one', () => {
    const own = priceOf('openai', 'gpt-4o-2024-05-13');
    assert.notEqual(own, undefined);
    assert.notDeepEqual(own, priceOf('openai', 'gpt-4o'));
  });

  for (const [provider, model] of [
    ['anthropic', 'claude-sonnet-5-5-20260901'],
    ['anthropic', 'claude-opus-5-5-preview'],
    ['openai', 'gpt-4o-2025-13-40'],
    ['openai', 'gpt-5.5-2031-01-01'],
    ['openai', 'ft:gpt-4o-2024-08-06'],
    ['anthropic', 'claude-fable-5-2601'],
  ] as const) {
    it(`do not give ${model} a price`, () => {
      assert.equal(priceOf(provider, model), undefined);
    });
  }

  it('are in the same entry as in the package, for every id that the package names', async () => {
    let compared = 0;
    for (const provider of (await waitForUpdate())!)
      for (const { id } of provider.models)
        for (const name of [id, `${id}-20251001`, `${id}-2025-10-01`]) {
          const price = priceOf(provider.id, name);
          if (price === undefined) continue;
          const expected = calcPrice({ input_tokens: 1_000_000 }, name, {
            providerId: provider.id,
            timestamp: new Date(0),
          });
          const short = price.periods.length === 1 && price.periods[0]!.tiers === undefined;
          if (!short) continue;
          compared += 1;
          const millionths = (expected?.total_price ?? Number.NaN) * 1e6;
          assert.ok(Math.abs(millionths - price.periods[0]!.rates.input) <= 2, `${provider.id}/${name}`);
        }
    assert.ok(compared > 1_000, `${compared} compared`);
  });
});
