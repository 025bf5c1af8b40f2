import assert from 'node:assert/strict';
import type { ModelPrice } from '../../../../src/core/modelPrice.js';
import { costOf, ratesAt } from '../../../../src/models/facts/costOf.js';

const rates = {
  input: 3_000_000,
  output: 15_000_000,
  cacheRead: 300_000,
  cacheWrite: 3_750_000,
  cacheWrite1h: 6_000_000,
};
const price: ModelPrice = { currency: 'USD', periods: [{ rates }] };
const now = new Date('2026-11-30T12:00:00Z');
const usage = { inputTokens: 1_000_000, outputTokens: 0 };

describe('the cost of a request', () => {
  it('is in millionths of the currency: three dollars are 3,000,000', () => {
    assert.equal(costOf(price, usage, now), 3_000_000);
    assert.equal(costOf(price, { inputTokens: 0, outputTokens: 1_000_000 }, now), 15_000_000);
  });

  it('counts each kind of input once: cached, written, written for an hour, and the rest', () => {
    const parts = { cachedInputTokens: 400_000, cacheWriteTokens: 300_000, cacheWrite1hTokens: 100_000 };
    // 300,000 at $3, 400,000 at $0.30, 200,000 at $3.75 and 100,000 at $6.
    assert.equal(costOf(price, { ...usage, ...parts }, now), 900_000 + 120_000 + 750_000 + 600_000);
  });

  it('is that of input, or of what is written, where cached tokens have no price of their own', () => {
    const plain: ModelPrice = { currency: 'USD', periods: [{ rates: { input: 1_000_000, output: 1 } }] };
    const parts = { cachedInputTokens: 500_000, cacheWriteTokens: 500_000, cacheWrite1hTokens: 500_000 };
    assert.equal(costOf(plain, { ...usage, ...parts }, now), 1_000_000);
    const written: ModelPrice = {
      currency: 'USD',
      periods: [{ rates: { input: 1, output: 1, cacheWrite: 2_000_000 } }],
    };
    assert.equal(
      costOf(written, { ...usage, cacheWriteTokens: 1_000_000, cacheWrite1hTokens: 1_000_000 }, now),
      2_000_000,
    );
  });

  it('is never below that of the tokens there are, whatever parts a server counts', () => {
    const parts = { cachedInputTokens: 5_000_000, cacheWriteTokens: 5_000_000, cacheWrite1hTokens: 9_000_000 };
    assert.equal(costOf(price, { ...usage, ...parts }, now), 300_000);
    assert.equal(
      costOf(price, { ...usage, cacheWriteTokens: 5_000_000, cacheWrite1hTokens: 9_000_000 }, now),
      6_000_000,
    );
  });

  it('is rounded once, half up', () => {
    const cheap: ModelPrice = { currency: 'USD', periods: [{ rates: { input: 250_000, output: 250_000 } }] };
    assert.equal(costOf(cheap, { inputTokens: 1, outputTokens: 0 }, now), 0);
    assert.equal(costOf(cheap, { inputTokens: 1, outputTokens: 1 }, now), 1);
  });

  it('is exact where numbers are not', () => {
    const dear: ModelPrice = { currency: 'USD', periods: [{ rates: { input: 999_999_999, output: 1 } }] };
    assert.equal(costOf(dear, { inputTokens: 999_999_999, outputTokens: 0 }, now), 999_999_998_000);
  });
});

describe('the rates of a request', () => {
  const tiered: ModelPrice = {
    currency: 'USD',
    periods: [{ rates, tiers: [200_000, 400_000].map((above, index) => ({ above, input: index + 1, output: 1 })) }],
  };

  it('are those of its length, for all of it: cached tokens count', () => {
    assert.equal(ratesAt(tiered, now, 200_000).input, 3_000_000);
    assert.equal(ratesAt(tiered, now, 200_001).input, 1);
    assert.equal(ratesAt(tiered, now, 400_001).input, 2);
    assert.equal(costOf(tiered, { inputTokens: 1_000_000, outputTokens: 0, cachedInputTokens: 1_000_000 }, now), 2);
  });

  it('are those of its day', () => {
    const changed: ModelPrice = {
      currency: 'USD',
      periods: [{ rates }, { from: '2026-08-17', rates: { input: 7, output: 7 } }],
    };
    assert.equal(ratesAt(changed, new Date('2026-08-16T23:59:59.999Z'), 1).input, 3_000_000);
    assert.equal(ratesAt(changed, new Date('2026-08-17T00:00:00Z'), 1).input, 7);
  });

  it('are those of its hour, over midnight too', () => {
    const daily = (from: number, until: number): ModelPrice => ({
      currency: 'USD',
      periods: [{ rates }, { daily: { from: from * 3_600, until: until * 3_600 }, rates: { input: 7, output: 7 } }],
    });
    const at = (hour: string): Date => new Date(`2026-11-30T${hour}Z`);
    assert.deepEqual(
      ['00:59:59', '01:00:00', '03:59:59', '04:00:00'].map((hour) => ratesAt(daily(1, 4), at(hour), 1).input),
      [3_000_000, 7, 7, 3_000_000],
    );
    assert.deepEqual(
      ['22:59:59', '23:00:00', '00:30:00', '01:00:00'].map((hour) => ratesAt(daily(23, 1), at(hour), 1).input),
      [3_000_000, 7, 7, 3_000_000],
    );
  });

  it('are the first ones before the first day', () => {
    const later: ModelPrice = { currency: 'USD', periods: [{ from: '2027-01-01', rates }] };
    assert.equal(ratesAt(later, now, 1).input, 3_000_000);
  });
});
