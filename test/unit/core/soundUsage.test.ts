import assert from 'node:assert/strict';
import { soundUsage } from '../../../src/core/soundParts.js';

describe('stored tokens', () => {
  const usage = { inputTokens: 10, outputTokens: 2, cachedInputTokens: 4, cacheWriteTokens: 1 };

  it('keep the reason of a cache miss', () => {
    const missed = { ...usage, cacheMissReason: 'tools' };
    assert.equal(soundUsage(missed), missed);
  });

  it('keep that they are an estimate, and lose it where it is anything else', () => {
    const estimate = { ...usage, isEstimate: true };
    assert.equal(soundUsage(estimate), estimate);
    for (const other of [false, 1, 'true', null]) assert.deepEqual(soundUsage({ ...usage, isEstimate: other }), usage);
  });

  for (const reason of ['of_another_version', 'toString', 1, null, {}])
    it(`lose a reason that SCOUT does not know: ${JSON.stringify(reason)}`, () => {
      assert.deepEqual(soundUsage({ ...usage, cacheMissReason: reason }), usage);
    });
});
