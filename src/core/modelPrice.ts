/** What a model's tokens cost, in integer millionths of the currency for a million tokens: $3 for a million are 3,000,000. */
export interface TokenRates {
  readonly input: number;
  readonly output: number;
  /** Input that was read from the vendor's cache. Absent: as `input`. */
  readonly cacheRead?: number;
  /** Input that was written to it, for the vendor's usual time (Anthropic: five minutes). Absent: as `input`. */
  readonly cacheWrite?: number;
  /** Input that was written to it for an hour. Absent: as `cacheWrite`. */
  readonly cacheWrite1h?: number;
}

/** The rates of a whole request whose input is longer than `above` tokens. */
export interface PriceTier extends TokenRates {
  readonly above: number;
}

/** Rates, and when they are in force. */
export interface PricePeriod {
  /** The first day, `YYYY-MM-DD` in UTC. Absent: since ever. */
  readonly from?: string;
  /** Only at this time of the day, in seconds after midnight UTC. Until may be before from. */
  readonly daily?: { readonly from: number; readonly until: number };
  readonly rates: TokenRates;
  /** By rising length. */
  readonly tiers?: readonly PriceTier[];
}

export interface ModelPrice {
  /** ISO 4217. */
  readonly currency: string;
  /** Of those that are in force, the last one counts; never empty. */
  readonly periods: readonly PricePeriod[];
}

/** Rates are below this: a million dollars for a million tokens. */
const highestRate = 1e12;
const mostPeriods = 50;
const mostTiers = 10;

/** A price as it is written above; `undefined` for anything else. */
export function soundPrice(value: unknown): ModelPrice | undefined {
  const { currency, periods } = fieldsOf(value);
  if (typeof currency !== 'string' || !/^[A-Z]{3}$/u.test(currency)) return undefined;
  if (!Array.isArray(periods) || periods.length === 0 || periods.length > mostPeriods) return undefined;
  const sound = periods.map(soundPeriod);
  return sound.every((period) => period !== undefined) ? { currency, periods: sound } : undefined;
}

/** Rates that are numbers, and have at least those for input and output. */
export function soundRates(value: unknown): TokenRates | undefined {
  const fields = fieldsOf(value);
  const [input, output] = [rateIn(fields['input']), rateIn(fields['output'])];
  if (input === undefined || output === undefined) return undefined;
  const others: { cacheRead?: number; cacheWrite?: number; cacheWrite1h?: number } = {};
  for (const name of ['cacheRead', 'cacheWrite', 'cacheWrite1h'] as const) {
    if (fields[name] === undefined) continue;
    const rate = rateIn(fields[name]);
    if (rate === undefined) return undefined;
    others[name] = rate;
  }
  return { input, output, ...others };
}

function soundPeriod(value: unknown): PricePeriod | undefined {
  const { from, daily, rates: given, tiers = [] } = fieldsOf(value);
  const rates = soundRates(given);
  if (rates === undefined || !Array.isArray(tiers) || tiers.length > mostTiers) return undefined;
  if (from !== undefined && (typeof from !== 'string' || !/^\d{4}-\d\d-\d\d$/u.test(from))) return undefined;
  const hours = daily === undefined ? undefined : soundHours(daily);
  if (daily !== undefined && hours === undefined) return undefined;
  const sound = tiers.map(soundTier);
  if (!sound.every((tier) => tier !== undefined)) return undefined;
  return {
    ...(from === undefined ? {} : { from }),
    ...(hours === undefined ? {} : { daily: hours }),
    rates,
    ...(sound.length === 0 ? {} : { tiers: sound.toSorted((a, b) => a.above - b.above) }),
  };
}

function soundTier(value: unknown): PriceTier | undefined {
  const { above } = fieldsOf(value);
  const rates = soundRates(value);
  return rates !== undefined && typeof above === 'number' && Number.isSafeInteger(above) && above >= 0
    ? { above, ...rates }
    : undefined;
}

function soundHours(value: unknown): PricePeriod['daily'] {
  const { from, until } = fieldsOf(value);
  return isSecondOfDay(from) && isSecondOfDay(until) ? { from, until } : undefined;
}

function isSecondOfDay(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 86_400;
}

function rateIn(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value < highestRate
    ? value
    : undefined;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}
