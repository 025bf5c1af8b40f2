import assert from 'node:assert/strict';
import { effortsOf } from '../../../../src/models/facts/effortsOf.js';
import type { AdapterId } from '../../../../src/providers/provider.js';

const cases: readonly (readonly [AdapterId, string, string])[] = [
  ['openai', 'gpt-4.1', ''],
  ['openai', 'gpt-5-chat-latest', ''],
  ['openai', 'gpt-5-mini', 'minimal low medium high'],
  ['openai', 'gpt-5.1', 'none low medium high'],
  ['openai', 'gpt-6.2-sol', 'none low medium high xhigh'],
  ['openai', 'gpt-6.1-sol', 'low medium high xhigh max'],
  ['openai', 'o3', 'low medium high'],
  ['anthropic', 'claude-3-5-haiku-20241022', ''],
  ['anthropic', 'claude-3-7-sonnet-latest', 'none low medium high'],
  ['anthropic', 'claude-haiku-4-5', 'none low medium high'],
  ['anthropic', 'claude-opus-5-5', 'low medium high xhigh max'],
  ['google', 'gemini-2.0-flash', ''],
  ['google', 'gemini-2.5-flash', 'none low medium high'],
  ['google', 'gemini-3.8-flash', 'low medium high'],
  ['google', 'gemini-3-pro-image', ''],
  ['mistral', 'codestral-latest', ''],
  ['mistral', 'magistral-medium-latest', 'none minimal low medium high xhigh'],
  ['huggingface', 'openai/gpt-oss-120b:fastest', 'low medium high'],
  ['huggingface', 'meta-llama/Llama-3.1-8B-Instruct', ''],
  ['compatible', 'qwen3:8b', 'low medium high'],
  ['compatible', 'openai/gpt-5.5', 'none low medium high xhigh'],
  ['compatible', 'openai/gpt-5.6-sol', 'none low medium high xhigh max'],
  ['compatible', 'google/gemini-3.5-flash:free', 'minimal low medium high'],
  ['compatible', 'google/gemini-3.5-flash', 'minimal low medium high'],
  ['huggingface', 'openai/gpt-4.1', ''],
  ['vscode', 'copilot/gpt-5.6-sol', ''],
  ['compatible', 'my-model', ''],
];

describe('the levels of effort that a model has', () => {
  for (const [vendor, model, efforts] of cases)
    it(`${vendor} ${model}: ${efforts || 'none is known'}`, () =>
      assert.equal(effortsOf(vendor, model, {})?.join(' ') ?? '', efforts));
});

describe('what is known of a model’s effort', () => {
  const source = 'vendor';

  it('counts before its name', () => {
    assert.deepEqual(effortsOf('openai', 'gpt-5', { efforts: { value: ['high'], source } }), ['high']);
    assert.deepEqual(effortsOf('openai', 'gpt-5', { efforts: { value: [], source } }), []);
    assert.deepEqual(effortsOf('compatible', 'my-model', { efforts: { value: ['low'], source } }), ['low']);
  });

  it('is none where it is known not to reason', () => {
    assert.deepEqual(effortsOf('openai', 'gpt-5', { reasoning: { value: false, source } }), []);
  });

  it('is what its name says where it is known to reason, but not how', () => {
    assert.deepEqual(effortsOf('openai', 'o3', { reasoning: { value: true, source } }), ['low', 'medium', 'high']);
  });
});
