import assert from 'node:assert/strict';
import { soundFacts } from '../../../src/core/modelFacts.js';
import { soundPrice } from '../../../src/core/modelPrice.js';

describe('the facts about a model', () => {
  it('are taken over as they are', () => {
    const facts = {
      contextTokens: 200_000,
      maxOutputTokens: 1,
      imageInput: true,
      pdfInput: false,
      audioInput: false,
      tools: true,
      structuredOutput: true,
      reasoning: true,
      efforts: ['low', 'max'],
      price: { currency: 'USD', periods: [{ rates: { input: 3_000_000, output: 15_000_000 } }] },
      deprecated: false,
      retiresAt: Date.UTC(2027, 0, 1),
      replacement: 'claude-opus-5-5',
    };
    assert.deepEqual(soundFacts(facts), facts);
  });

  const unsound: readonly (readonly [string, readonly unknown[]])[] = [
    ['contextTokens', [0, -1, 1.5, '200000', NaN, Infinity, 1e12, null, {}]],
    ['maxOutputTokens', [0, -1, '1', [], 2 ** 60]],
    ['imageInput', ['true', 1, null, {}]],
    ['tools', ['yes', 0]],
    ['efforts', ['low', {}, null, 7]],
    ['price', [3, '3', {}, { currency: 'USD' }, { currency: 'USD', periods: [] }]],
    ['deprecated', ['no', 0]],
    ['retiresAt', ['2027-01-01', NaN, -1, 0, Date.UTC(1970), Date.UTC(3000), Infinity]],
    ['replacement', ['', 7, 'a\nb', '$(zap)', 'a\u202eb', 'x'.repeat(300)]],
  ];
  for (const [name, values] of unsound)
    it(`are unknown where ${name} is something else`, () => {
      for (const value of values) assert.deepEqual(soundFacts({ [name]: value }), {}, String(value));
    });

  it('have levels of effort in their order, each once, and only those that SCOUT knows', () => {
    const efforts = ['max', 'low', 'ultra', 'low', 7, null];
    assert.deepEqual(soundFacts({ efforts: efforts }), { efforts: ['low', 'max'] });
  });
});

describe('a price', () => {
  const rates = { input: 1, output: 2 };
  const priced = (period: object): unknown => soundPrice({ currency: 'USD', periods: [period] });

  it('keeps tiers, days and hours', () => {
    const period = {
      from: '2026-08-17',
      daily: { from: 82_800, until: 3_600 },
      rates: { ...rates, cacheRead: 0, cacheWrite: 3, cacheWrite1h: 4 },
      tiers: [{ above: 200_000, ...rates }],
    };
    assert.deepEqual(priced(period), { currency: 'USD', periods: [period] });
  });

  it('has its tiers by rising length', () => {
    const tiers = [400, 200].map((above) => ({ above, ...rates }));
    assert.deepEqual(priced({ rates, tiers }), { currency: 'USD', periods: [{ rates, tiers: tiers.toReversed() }] });
  });

  const wrong: readonly object[] = [
    {},
    { rates: { input: 1 } },
    { rates: { input: 1, output: '2' } },
    { rates: { input: 1, output: -2 } },
    { rates: { input: 0.5, output: 2 } },
    { rates: { input: 1, output: 1e15 } },
    { rates: { ...rates, cacheRead: null } },
    { rates, from: 'yesterday' },
    { rates, from: 20_260_817 },
    { rates, daily: [1, 2] },
    { rates, daily: { from: -1, until: 5 } },
    { rates, daily: { from: 1, until: 1e9 } },
    { rates, tiers: {} },
    { rates, tiers: [rates] },
    { rates, tiers: [{ above: -1, ...rates }] },
    { rates, tiers: Array.from({ length: 100 }, (_, above) => ({ above, ...rates })) },
  ];
  for (const period of wrong)
    it(`is unknown as a whole with ${JSON.stringify(period).slice(0, 70)}`, () =>
      assert.equal(priced(period), undefined));

  it('is unknown without a currency, and with more periods than anybody has', () => {
    assert.equal(soundPrice({ periods: [{ rates }] }), undefined);
    assert.equal(soundPrice({ currency: '$', periods: [{ rates }] }), undefined);
    assert.equal(soundPrice({ currency: 'USD', periods: Array(1_000).fill({ rates }) }), undefined);
  });
});
