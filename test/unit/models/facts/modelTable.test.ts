import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { calcPrice, waitForUpdate } from '@pydantic/genai-prices';
import { currentTable } from '../../../../scripts/prices/currentTable.mjs';
import { expandTable } from '../../../../scripts/prices/expandTable.mjs';
import { soundPrice, type ModelPrice } from '../../../../src/core/modelPrice.js';
import { costOf } from '../../../../src/models/facts/costOf.js';
import { builtInTable, ModelTable, type TableFile } from '../../../../src/models/facts/modelTable.js';
import { projectFolder } from '../../../support/projectFolder.js';

const text = readFileSync(path.join(projectFolder, 'src', 'models', 'facts', 'modelTable.json'), 'utf8');
const file = JSON.parse(text) as TableFile;
const rows = Object.entries(file.providers).flatMap(([provider, { models }]) =>
  models.flatMap(({ ids, contextTokens, periods }) => ids.map((id) => ({ provider, id, contextTokens, periods }))),
);
const priced = rows.flatMap(({ provider, id, periods }) =>
  periods === undefined ? [] : [{ provider, id, price: { currency: 'USD', periods } }],
);

describe('the table of models', () => {
  it('is what the installed package makes: run `npm run prices` when this fails', async () => {
    assert.equal(text, await currentTable());
  });

  it('has models, and prices that could be read from anywhere else as well', () => {
    assert.ok(priced.length > 1_000, `${priced.length} prices`);
    for (const { provider, id, price } of priced) assert.deepEqual(soundPrice(price), price, `${provider}/${id}`);
  });

  it('has the package’s price for every id, length, kind of token and day', () => {
    const lengths = priced.flatMap(({ price }) =>
      price.periods.flatMap(({ tiers = [] }) => tiers.flatMap(({ above }) => [above, above + 1])),
    );
    for (const { provider, id, price } of priced)
      for (const at of daysOf(price))
        for (const inputTokens of new Set([1_000, ...lengths]))
          for (const usage of usagesOf(inputTokens)) {
            const expected = calcPrice(usage.theirs, id, { providerId: provider, timestamp: at })?.total_price;
            const ours = costOf(price, usage.ours, at);
            assert.ok(
              // Their sums are binary fractions, and a few of their rates are a third of something.
              expected !== undefined && Math.abs(ours - expected * 1_000_000) <= 1 + inputTokens * 1e-6,
              `${provider}/${id} at ${at.toISOString()}: ${ours}, and theirs ${expected}`,
            );
          }
  }).timeout(120_000);

  it('has the package’s context windows', () => {
    for (const { provider, id, contextTokens } of rows)
      assert.equal(
        contextTokens,
        calcPrice({}, id, { providerId: provider })?.model.context_window,
        `${provider}/${id}`,
      );
  });

  it('says nothing of models whose name only begins like that of another', async () => {
    const table = await builtInTable.get();
    const known = (provider: string, model: string): unknown =>
      table.facts({ provider, model }).find(({ facts }) => facts.price !== undefined);
    // The package has a price for each of them.
    for (const [provider, model, similar] of [
      ['anthropic', 'claude-sonnet-5-5', 'claude-sonnet-5'],
      ['anthropic', 'claude-haiku-4-5-mini', 'claude-haiku-4-5'],
      ['deepseek', 'deepseek-chat-9', 'deepseek-chat'],
      ['anthropic', 'claude-haiku-4-5-20251399', 'claude-haiku-4-5-20251001'],
      ['anthropic', 'claude-haiku-4-5-20251001-thinking', 'claude-haiku-4-5'],
      ['mistral', 'magistral-medium-latest', 'magistral-medium-2509'],
    ] as const) {
      assert.notEqual(calcPrice({}, model, { providerId: provider }), null, model);
      assert.equal(known(provider, model), undefined, model);
      assert.notEqual(known(provider, similar), undefined, similar);
    }
  });

  it('finds a model whatever the case of its letters, as vendors do', async () => {
    const table = await builtInTable.get();
    const facts = (model: string): unknown => table.facts({ provider: 'huggingface_groq', model });
    assert.notDeepEqual(facts('qwen/qwen3-32b'), []);
    assert.deepEqual(facts('Qwen/Qwen3-32B'), facts('qwen/qwen3-32b'));
  });

  it('has a source and a date for each fact', async () => {
    const table = await builtInTable.get();
    for (const { source, date } of [
      ...table.facts({ provider: 'openai', model: 'gpt-5.5' }),
      ...table.facts({ provider: 'google', model: 'gemini-3.8-flash' }),
    ]) {
      assert.match(source, /^https:\/\//u);
      assert.match(date, /^\d{4}-\d\d-\d\d$/u);
    }
  });

  it('knows neither providers nor models with the names of an object’s own fields', () => {
    const table = new ModelTable(file);
    for (const name of ['constructor', '__proto__', 'toString']) {
      assert.deepEqual(table.facts({ provider: name, model: name }), []);
      assert.deepEqual(table.facts({ provider: 'openai', model: name }), []);
    }
  });
});

describe('the expansion of the package’s data', () => {
  const expand = (prices: object): readonly object[] => {
    const model = { id: 'a', match: { or: [{ equals: 'B' }, { starts_with: 'a-' }, { regex: '^c' }] }, prices };
    const data = [{ id: 'openai', name: '', api_pattern: '', pricing_urls: ['https://a'], models: [model] }];
    const table = expandTable(data as never, () => model, '1', '2026-01-01') as TableFile;
    return table.providers['openai']!.models;
  };

  it('takes ids that are equal and the words of beginnings, with any date behind them, and no patterns', () => {
    assert.deepEqual(expand({ input_mtok: 1, output_mtok: 2 }), [
      {
        ids: ['a', 'b'],
        dated: ['a-date', 'b-date'],
        periods: [{ rates: { input: 1_000_000, output: 2_000_000 } }],
      },
    ]);
  });

  it('leaves prices out that count something else as well', () => {
    assert.deepEqual(expand({ input_mtok: 1, output_mtok: 2, output_reasoning_mtok: 3 }), []);
    assert.deepEqual(expand({ input_mtok: 1, output_mtok: 2, requests_kcount: 3 }), []);
    assert.deepEqual(expand({ input_mtok: 1 }), []);
  });

  it('stops at a condition that it does not know', () => {
    const prices = [{ constraint: { type: 'weekday' }, prices: { input_mtok: 1, output_mtok: 2 } }];
    assert.throws(() => expand(prices), /unknown condition/u);
  });

  it('looks at data that are there', async () => {
    assert.ok((await waitForUpdate())!.length > 10);
  });
});

/** Before and after every change, and around every hour of the day at which a price changes. */
function daysOf({ periods }: ModelPrice): Date[] {
  const changes = periods.flatMap(({ from }) => (from === undefined ? [] : [Date.parse(from) - 1, Date.parse(from)]));
  const hours = periods.flatMap(({ daily }) =>
    daily === undefined ? [] : [daily.from, daily.until].flatMap((second) => [second * 1_000 - 1, second * 1_000]),
  );
  const days = [Date.UTC(2026, 10, 30), ...changes];
  return [...days, ...days.flatMap((day) => hours.map((hour) => day - (day % 86_400_000) + hour))].map(
    (time) => new Date(time),
  );
}

function usagesOf(inputTokens: number) {
  const [cached, written, hour] = [200, 300, 100];
  return [
    { ours: { inputTokens, outputTokens: 77 }, theirs: { input_tokens: inputTokens, output_tokens: 77 } },
    {
      ours: {
        inputTokens,
        outputTokens: 77,
        cachedInputTokens: cached,
        cacheWriteTokens: written,
        cacheWrite1hTokens: hour,
      },
      theirs: {
        input_tokens: inputTokens,
        output_tokens: 77,
        cache_read_tokens: cached,
        cache_write_tokens: written,
        cache_write_1h_tokens: hour,
      },
    },
  ];
}
