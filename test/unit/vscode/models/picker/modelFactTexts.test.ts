import assert from 'node:assert/strict';
import type { ModelFacts } from '../../../../../src/core/modelFacts.js';
import type { KnownFacts } from '../../../../../src/models/facts/modelFacts.js';
import { factRows, modelSettingProblem } from '../../../../../src/vscode/models/picker/modelFactRows.js';
import {
  capabilityIcons,
  factLine,
  priceText,
  sourceText,
} from '../../../../../src/vscode/models/picker/modelFactTexts.js';
import { retirementSentence } from '../../../../../src/vscode/models/retirementTexts.js';

const now = Date.UTC(2026, 10, 30);
const known = (facts: ModelFacts): KnownFacts =>
  Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, { value, source: 'vendor' }]));
const dollars = (input: number, output: number, currency = 'USD') => ({
  currency,
  periods: [{ rates: { input, output } }],
});

describe('the line about a model', () => {
  it('has context, inputs, price and retirement', () => {
    const facts = known({
      contextTokens: 200_000,
      imageInput: true,
      pdfInput: true,
      audioInput: false,
      price: dollars(3_000_000, 15_000_000),
      retiresAt: Date.UTC(2026, 11, 31),
    });
    assert.equal(
      factLine(facts, now),
      'retires on Dec 31, 2026 · 200K context · $3 / $15 · $(file-media) image  $(file-pdf) PDF',
    );
  });

  it('says nothing of what is unknown or far off', () => {
    assert.equal(factLine({}, now), '');
    assert.equal(
      factLine(known({ contextTokens: 1_048_576, retiresAt: Date.UTC(2027, 11, 31) }), now),
      '1.05M context',
    );
  });

  it('says when the day of the retirement is past', () => {
    assert.equal(factLine(known({ retiresAt: Date.UTC(2026, 9, 1) }), now), 'was to retire on Oct 1, 2026');
  });
});

describe('a price', () => {
  it('has as many digits as it needs', () => {
    assert.equal(priceText(dollars(2_500_000, 10_000_000), now), '$2.50 / $10');
    assert.equal(priceText(dollars(2_800, 280_000), now), '$0.0028 / $0.28');
    assert.equal(priceText(dollars(1_000_000, 2_000_000, 'EUR'), now), '€1 / €2');
    assert.equal(priceText(dollars(0, 0), now), 'free');
  });

  it('is that of today', () => {
    const changed = {
      currency: 'USD',
      periods: [
        ...dollars(1_000_000, 1_000_000).periods,
        { from: '2026-11-30', rates: { input: 2_000_000, output: 3_000_000 } },
      ],
    };
    assert.equal(priceText(changed, now - 1), '$1 / $1');
    assert.equal(priceText(changed, now), '$2 / $3');
  });
});

describe('the sentence about a retirement', () => {
  it('comes 60 days before, and names what the vendor recommends', () => {
    const facts = known({ retiresAt: Date.UTC(2027, 0, 29), replacement: 'claude-opus-5-5' });
    assert.equal(retirementSentence('Opus', facts, now - 1), undefined);
    assert.equal(
      retirementSentence('Opus', facts, now),
      'Opus will be retired on Jan 29, 2027. Its provider recommends claude-opus-5-5 instead.',
    );
  });

  it('says so when the day is past', () => {
    assert.equal(
      retirementSentence('Opus', known({ retiresAt: Date.UTC(2026, 9, 1) }), now),
      'Opus was to be retired on Oct 1, 2026 and may stop answering at any time.',
    );
  });
});

describe('everything about a model', () => {
  it('has a row for each fact, with its source, and says what is unknown', () => {
    const origin = { url: 'https://a', date: '2026-09-23' };
    const rows = factRows(
      {
        contextTokens: { value: 200_000, source: 'table', origin },
        tools: { value: false, source: 'settings' },
        efforts: { value: ['low', 'max'], source: 'vendor' },
      },
      now,
    );
    const row = (label: string) => rows.find((candidate) => candidate.label === label);
    assert.deepEqual(row('Context'), {
      label: 'Context',
      value: '200K tokens',
      source: 'from SCOUT’s table of Sep 23, 2026',
    });
    assert.deepEqual(row('Tools'), { label: 'Tools', value: 'no', source: 'from your settings' });
    assert.deepEqual(row('Effort'), { label: 'Effort', value: 'low, max', source: 'from the provider’s model list' });
    assert.deepEqual(row('Price'), { label: 'Price', value: 'unknown', source: undefined });
  });

  it('has icons for what the model has, and none for what it lacks', () => {
    const icons = capabilityIcons(known({ imageInput: true, tools: true, reasoning: false }));
    assert.deepEqual(icons, [
      { icon: 'file-media', label: 'image' },
      { icon: 'tools', label: 'tools' },
    ]);
  });

  it('has a source of a table that says no date', () => {
    assert.equal(sourceText({ value: 1, source: 'table' }), 'from SCOUT’s table');
  });
});

describe('a mistake in the setting for models', () => {
  it('is named', () => {
    assert.match(modelSettingProblem({ kind: 'setting' }), /scout\.models.*ignored/u);
    assert.match(modelSettingProblem({ kind: 'entry', entry: 'gpt' }), /“gpt” was ignored/u);
    assert.match(modelSettingProblem({ kind: 'field', entry: 'a/b', field: 'tool' }), /“tool” of “a\/b” was ignored/u);
  });
});
