import assert from 'node:assert/strict';
import { soundUsage } from '../../../src/core/soundParts.js';

describe('stored tokens', () => {
  const usage = { inputTokens: 10, outputTokens: 2, cachedInputTokens: 4, cacheWriteTokens: 1 };

  it('keep the reason of a cache miss', () => {
    const missed = { ...usage, cacheMissReason: 'tools' };
    assert.equal(soundUsage(missed), missed);
  });

  for (const reason of ['of_another_version', 'toString', 1, null, {}])
    it(`lose a reason that SCOUT does not know: ${JSON.stringify(reason)}`, () => {
      assert.deepEqual(soundUsage({ ...usage, cacheMissReason: reason }), usage);
    });
});
