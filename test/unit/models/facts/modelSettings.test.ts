import assert from 'node:assert/strict';
import { readModelSettings } from '../../../../src/models/facts/modelSettings.js';

const facts = (endpoint: string, model: string, value: unknown): unknown =>
  readModelSettings(value).facts.get(endpoint)?.get(model);

describe('the setting for models', () => {
  it('has facts by endpoint and model, whose id may have slashes and colons', () => {
    const value = {
      'compatible/qwen3:8b': { contextTokens: 40_960, imageInput: false, efforts: ['high', 'low'] },
      'huggingface/openai/gpt-oss-120b:groq': { tools: true, retires: '2027-01-31' },
    };
    assert.deepEqual(facts('compatible', 'qwen3:8b', value), {
      contextTokens: 40_960,
      imageInput: false,
      efforts: ['low', 'high'],
      reasoning: true,
    });
    assert.deepEqual(facts('huggingface', 'openai/gpt-oss-120b:groq', value), {
      tools: true,
      retiresAt: Date.UTC(2027, 0, 31),
    });
    assert.deepEqual(readModelSettings(value).problems, []);
  });

  it('has prices for a million tokens', () => {
    const price = { currency: 'EUR', input: 2.5, output: 10, cacheRead: 0.0028 };
    assert.deepEqual(facts('a', 'b', { 'a/b': { price } }), {
      price: { currency: 'EUR', periods: [{ rates: { input: 2_500_000, output: 10_000_000, cacheRead: 2_800 } }] },
    });
    assert.deepEqual(facts('a', 'b', { 'a/b': { price: { input: 0, output: 0 } } }), {
      price: { currency: 'USD', periods: [{ rates: { input: 0, output: 0 } }] },
    });
  });

  it('is empty where it is not set', () => {
    for (const value of [undefined, {}]) assert.deepEqual(readModelSettings(value), { facts: new Map(), problems: [] });
  });

  for (const value of [null, 7, 'a', [], true])
    it(`is named as a whole when it is ${JSON.stringify(value)}`, () => {
      assert.deepEqual(readModelSettings(value), { facts: new Map(), problems: [{ kind: 'setting' }] });
    });

  for (const entry of ['gpt-5.5', '/gpt-5.5', 'openai/', ''])
    it(`names an entry called ${JSON.stringify(entry)}, and takes the others`, () => {
      const { facts: read, problems } = readModelSettings({ [entry]: { tools: true }, 'a/b': { tools: true } });
      assert.deepEqual(problems, [{ kind: 'entry', entry }]);
      assert.deepEqual([...read.keys()], ['a']);
    });

  it('names an entry that is no object', () => {
    for (const value of [null, 7, 'a', []])
      assert.deepEqual(readModelSettings({ 'a/b': value }).problems, [{ kind: 'entry', entry: 'a/b' }]);
  });

  const wrong: readonly (readonly [string, unknown])[] = [
    ['contextTokens', '200000'],
    ['maxOutputTokens', 0],
    ['imageInput', 'yes'],
    ['efforts', ['low', 'ultra']],
    ['efforts', 'low'],
    ['price', 3],
    ['price', { input: 3 }],
    ['price', { input: -3, output: 1 }],
    ['price', { input: '3', output: 1 }],
    ['price', { input: 3, output: 1, currency: 'dollars' }],
    ['price', { input: 3, output: 1, cached: 1 }],
    ['retires', 'soon'],
    ['retires', '2027-13-45'],
    ['retires', 2027],
    ['context', 200_000],
    ['constructor', {}],
    ['price1h', {}],
  ];
  for (const [field, value] of wrong)
    it(`names ${field} when it is ${JSON.stringify(value)}, and takes the rest of the entry`, () => {
      const setting = { 'a/b': { [field]: value, tools: true } };
      assert.deepEqual(readModelSettings(setting).problems, [{ kind: 'field', entry: 'a/b', field }]);
      assert.deepEqual(facts('a', 'b', setting), { tools: true });
    });
});
