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
