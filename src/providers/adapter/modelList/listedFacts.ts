import type { ModelPrice, TokenRates } from '../../../core/modelPrice.js';

/** Facts as lists of models write them. All of it is a server's: `soundFacts` looks at what these functions return. */

/** When a date is, in Unix milliseconds: ISO 8601 with or without a time, which is then midnight UTC, or seconds since the epoch. */
export function dateIn(value: unknown): number | undefined {
  if (typeof value === 'number') return value * 1000;
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d/u.test(value) ? Date.parse(value) : undefined;
}

/**
 * A price in dollars, without tiers and changes.
 * @param dollars what each kind of token costs, `per` tokens; an amount that is absent is left out
 * @returns `undefined` where input or output has no price, or any amount is none: OpenRouter's -1 stands for "it depends"
 */
export function dollarPrice(
  dollars: { readonly [K in keyof TokenRates]: unknown },
  per: 1 | 1_000_000,
): ModelPrice | undefined {
  const given = Object.entries(dollars).filter(([, amount]) => amount !== undefined && amount !== null);
  const rates = Object.fromEntries(given.map(([name, amount]) => [name, rateOf(amount, per)]));
  const { input, output } = rates;
  if (input === undefined || output === undefined || Object.values(rates).includes(undefined)) return undefined;
  return { currency: 'USD', periods: [{ rates: { ...rates, input, output } }] };
}

/** In millionths for a million tokens, rounded. */
function rateOf(amount: unknown, per: 1 | 1_000_000): number | undefined {
  if (typeof amount !== 'number' && (typeof amount !== 'string' || !/^\d{1,9}(?:\.\d+)?(?:e-\d{1,2})?$/iu.test(amount)))
    return undefined;
  const rate = Math.round(Number(amount) * (1_000_000 / per) * 1_000_000);
  return rate >= 0 ? rate : undefined;
}
