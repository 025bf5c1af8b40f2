import assert from 'node:assert/strict';
import { effortsOf } from '../../../src/models/facts/effortsOf.js';
import { offeredParameters } from '../../../src/models/offeredParameters.js';
import type { AdapterId } from '../../../src/providers/provider.js';

const all = 'maxOutputTokens temperature topP reasoningEffort';

describe('the parameters that a model takes', () => {
  for (const [vendor, model, expected] of [
    ['anthropic', 'claude-opus-5-5', 'maxOutputTokens reasoningEffort'],
    ['anthropic', 'claude-3-5-haiku-20241022', 'maxOutputTokens'],
    ['openai', 'gpt-5.5', 'maxOutputTokens reasoningEffort'],
    ['openai', 'gpt-4.1', 'maxOutputTokens temperature topP'],
    ['openai', 'a-model-of-a-gateway', 'maxOutputTokens reasoningEffort'],
    ['google', 'gemini-3.8-flash', all],
    ['google', 'gemini-3-pro-image', 'maxOutputTokens temperature topP'],
    ['mistral', 'codestral-latest', all],
    ['huggingface', 'meta-llama/Llama-3.1-8B-Instruct', all],
    ['compatible', 'my-model', all],
    ['vscode', 'copilot/gpt-5', ''],
  ] as const satisfies readonly (readonly [AdapterId, string, string])[])
    it(`${vendor} ${model}: ${expected || 'none'}`, () => {
      assert.equal(offeredParameters(vendor, effortsOf(vendor, model, {})).join(' '), expected);
    });

  it('have no effort where the model is known not to reason, whatever its name', () => {
    const facts = { reasoning: { value: false, source: 'vendor' } } as const;
    for (const vendor of ['mistral', 'compatible'] as const)
      assert.equal(
        offeredParameters(vendor, effortsOf(vendor, 'magistral-x', facts)).join(' '),
        'maxOutputTokens temperature topP',
      );
  });
});
