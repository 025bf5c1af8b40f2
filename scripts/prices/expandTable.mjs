/**
 * Makes SCOUT's table of models out of the data of @pydantic/genai-prices. That package finds a model by the beginning or a part of its
 * name, so that `claude-sonnet-5-5` gets the price of `claude-sonnet-5`. The table has exact ids only: the one that an entry is named
 * after, and those that it says it equals or begins with. A date behind one of them is a snapshot of that model, if the package takes it
 * for that model whatever the date: `claude-haiku-4-5-date`.
 */

/** The providers whose own API SCOUT can tell by its address: see src/models/facts/tableProvider.ts. */
const providers =
  /^(?:openai|anthropic|google|mistral|openrouter|groq|deepseek|x-ai|together|fireworks|cerebras|moonshotai|huggingface_.+)$/;

/** How vendors write dates, as src/models/facts/datedIds.ts knows them, and dates of some years written like that. */
const dateForms = {
  '-yyyymmdd': ['-20240131', '-20250514', '-20261001', '-20271209'],
  '@yyyymmdd': ['@20240131', '@20250514', '@20261001', '@20271209'],
  '-yyyy-mm-dd': ['-2024-01-31', '-2025-05-14', '-2026-10-01', '-2027-12-09'],
  '-mm-yyyy': ['-01-2024', '-05-2025', '-10-2026', '-12-2027'],
  '-yymm': ['-2401', '-2505', '-2610', '-2712'],
};

/** The rates that SCOUT calculates with, by the names of the package. All others are of images, audio, searches and the like. */
const rateNames = {
  input_mtok: 'input',
  output_mtok: 'output',
  cache_read_mtok: 'cacheRead',
  cache_write_mtok: 'cacheWrite',
  cache_write_1h_mtok: 'cacheWrite1h',
};

/** Rates that change what text costs, and that SCOUT does not calculate with: a model with one has no price. */
const otherRates = ['output_reasoning_mtok', 'requests_kcount'];

/**
 * @param data the package's providers
 * @param find the entry that the package itself finds for an id of a provider
 * @param version the package's, `date` when it was published
 */
export function expandTable(data, find, version, date) {
  const chosen = data.filter(({ id }) => providers.test(id));
  return {
    package: `@pydantic/genai-prices ${version}`,
    date,
    providers: Object.fromEntries(
      chosen.map((provider) => [
        provider.id,
        {
          source: provider.pricing_urls[0],
          models: provider.models.flatMap((model) => {
            const isFound = (id) => find(provider.id, id) === model;
            return rowOf(model, exactIds(model, isFound), datedIds(model, isFound));
          }),
        },
      ]),
    ),
  };
}

/** Each is only in the entry that the package itself takes for it. */
function exactIds(model, isFound) {
  return namesOf(model).filter((id) => !/[-@.]$|-20\d\d$/.test(id) && isFound(id));
}

/** Names with what may stand behind them: `-date` for a date in any form, or else its form. The package may have a name with a year: `claude-sonnet-4-2025`. */
function datedIds(model, isFound) {
  const names = [...new Set(namesOf(model).map((name) => name.replace(/[-@]$/, '')))];
  return names.flatMap((name) => {
    if (/-20\d\d$/.test(name)) return ['0131', '1209'].every((day) => isFound(name + day)) ? [`${name}mmdd`] : [];
    if (/-(?:latest|\d{4})$/.test(name)) return [];
    const forms = Object.keys(dateForms).filter((form) => dateForms[form].every((date) => isFound(name + date)));
    return forms.length === Object.keys(dateForms).length ? [`${name}-date`] : forms.map((form) => name + form);
  });
}

/** In lower case, as the package compares them. Names of fine-tuned models are everybody's own. */
function namesOf({ id, match }) {
  const names = [id, ...clausesOf(match)].map((name) => name.toLowerCase());
  return [...new Set(names)].filter((name) => !name.startsWith('ft:'));
}

function clausesOf(match) {
  if ('equals' in match) return [match.equals];
  if ('starts_with' in match) return [match.starts_with];
  return (match.or ?? match.and ?? []).flatMap(clausesOf);
}

function rowOf({ context_window: contextTokens, prices }, ids, dated) {
  const periods = periodsOf(prices);
  if (ids.length === 0 || (contextTokens === undefined && periods === undefined)) return [];
  return [
    {
      ids,
      ...(dated.length === 0 ? {} : { dated }),
      ...(contextTokens === undefined ? {} : { contextTokens }),
      ...(periods === undefined ? {} : { periods }),
    },
  ];
}

function periodsOf(prices) {
  const given = Array.isArray(prices) ? prices : [{ prices }];
  const priced = given.every(
    ({ prices: rates }) =>
      rates.input_mtok !== undefined &&
      rates.output_mtok !== undefined &&
      otherRates.every((name) => rates[name] === undefined),
  );
  return priced
    ? given.map(({ constraint, prices: rates }) => ({ ...whenOf(constraint), ...ratesOf(rates) }))
    : undefined;
}

function whenOf(constraint) {
  switch (constraint?.type) {
    case undefined:
      return {};
    case 'start_date':
      return { from: constraint.start_date };
    case 'time_of_date':
      return { daily: { from: secondOf(constraint.start_time), until: secondOf(constraint.end_time) } };
    default:
      throw new Error(`unknown condition of a price: ${JSON.stringify(constraint)}`);
  }
}

/** Of the day, in UTC. */
function secondOf(time) {
  const [, hours, minutes, seconds] = /^(\d\d):(\d\d):(\d\d)Z$/.exec(time) ?? [];
  if (hours === undefined) throw new Error(`unknown time of the day: ${time}`);
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

function ratesOf(prices) {
  const given = Object.entries(rateNames).filter(([name]) => prices[name] !== undefined);
  const tiered = given.flatMap(([name]) => prices[name].tiers ?? []);
  const lengths = [...new Set(tiered.map(({ start }) => start))].sort((a, b) => a - b);
  const at = (length) =>
    Object.fromEntries(given.map(([name, rate]) => [rate, millionths(rateAt(prices[name], length))]));
  return {
    rates: at(0),
    ...(lengths.length === 0 ? {} : { tiers: lengths.map((above) => ({ above, ...at(above + 1) })) }),
  };
}

/** What the package takes for a request of this length. */
function rateAt(price, length) {
  if (typeof price === 'number') return price;
  return (
    price.tiers
      .filter(({ start }) => length > start)
      .sort((a, b) => a.start - b.start)
      .at(-1)?.price ?? price.base
  );
}

/** Of dollars. A few prices are a third of something: rounded. */
function millionths(dollars) {
  return Math.round(dollars * 1_000_000);
}
