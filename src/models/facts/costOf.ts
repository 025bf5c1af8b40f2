import type { Usage } from '../../core/message.js';
import type { ModelPrice, PricePeriod, TokenRates } from '../../core/modelPrice.js';

/** Tokens of one request. */
export type PricedUsage = Usage & {
  /** Part of `cacheWriteTokens` that is kept for an hour. */
  readonly cacheWrite1hTokens?: number;
};

const secondsPerDay = 86_400;
const millionTokens = 1_000_000n;

/** What is in force at a time for a request of this length. @param inputTokens all of them, cached ones included */
export function ratesAt(price: ModelPrice, at: Date, inputTokens: number): TokenRates {
  const period = price.periods.findLast((candidate) => isInForce(candidate, at)) ?? price.periods[0]!;
  return period.tiers?.findLast(({ above }) => inputTokens > above) ?? period.rates;
}

/**
 * What a request costs, in integer millionths of the price's currency, rounded half up once for the whole. The length of the input
 * decides which rates the whole request has.
 * @param at when it was sent
 */
export function costOf(price: ModelPrice, usage: PricedUsage, at: Date): number {
  const { input, output, cacheRead = input, cacheWrite = input, ...others } = ratesAt(price, at, usage.inputTokens);
  const { cacheWrite1h = cacheWrite } = others;
  const { inputTokens, outputTokens, cachedInputTokens = 0, cacheWriteTokens = 0, cacheWrite1hTokens = 0 } = usage;
  // A server may count the parts higher than the whole.
  const read = Math.min(cachedInputTokens, inputTokens);
  const written = Math.min(cacheWriteTokens, inputTokens - read);
  const hour = Math.min(cacheWrite1hTokens, written);
  const parts: readonly (readonly [number, number])[] = [
    [inputTokens - read - written, input],
    [read, cacheRead],
    [written - hour, cacheWrite],
    [hour, cacheWrite1h],
    [outputTokens, output],
  ];
  // A billion tokens at a hundred dollars for a million are more than a `number` counts exactly.
  const sum = parts.reduce((total, [tokens, rate]) => total + BigInt(tokens) * BigInt(rate), 0n);
  return Number((sum + millionTokens / 2n) / millionTokens);
}

function isInForce({ from, daily }: PricePeriod, at: Date): boolean {
  if (from !== undefined && at.getTime() < Date.parse(`${from}T00:00:00Z`)) return false;
  if (daily === undefined) return true;
  const second = Math.floor(at.getTime() / 1000) % secondsPerDay;
  return daily.until < daily.from
    ? second >= daily.from || second < daily.until
    : second >= daily.from && second < daily.until;
}
