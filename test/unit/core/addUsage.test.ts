import assert from 'node:assert/strict';
import { addUsage } from '../../../src/core/addUsage.js';

describe('tokens of several requests together', () => {
  const usage = { inputTokens: 10, outputTokens: 2 };

  it('are the sum, where both are known', () => {
    const cached = { ...usage, cachedInputTokens: 4, reasoningTokens: 1, cacheMissReason: 'tools' as const };
    assert.deepEqual(addUsage(cached, cached), {
      inputTokens: 20,
      outputTokens: 4,
      cachedInputTokens: 8,
      reasoningTokens: 2,
    });
  });

  it('are an estimate, where one of them is', () => {
    const estimate = { ...usage, isEstimate: true as const };
    for (const sum of [addUsage(usage, estimate), addUsage(estimate, usage)])
      assert.deepEqual(sum, { inputTokens: 20, outputTokens: 4, isEstimate: true });
  });

  it('keep what only one of them reports', () => {
    assert.deepEqual(addUsage(usage, { ...usage, cacheWriteTokens: 7 }), {
      inputTokens: 20,
      outputTokens: 4,
      cacheWriteTokens: 7,
    });
    assert.equal(addUsage(undefined, usage), usage);
    assert.equal(addUsage(usage, undefined), usage);
    assert.equal(addUsage(undefined, undefined), undefined);
  });
});
