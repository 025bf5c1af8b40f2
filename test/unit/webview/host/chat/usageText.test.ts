import assert from 'node:assert/strict';
import { cacheMissReasons, type CacheMissReason } from '../../../../../src/core/message.js';
import { usageText } from '../../../../../src/webview/host/chat/usageText.js';

describe('the tokens of an answer in words', () => {
  const usage = { inputTokens: 12_345, outputTokens: 6 };

  for (const [counts, words] of [
    [{}, '12,345 tokens in, 6 out'],
    [{ cachedInputTokens: 0, cacheWriteTokens: 0 }, '12,345 tokens in, 6 out'],
    [{ cachedInputTokens: 12_000 }, '12,345 tokens in (12,000 from the cache), 6 out'],
    [{ cacheWriteTokens: 1_024 }, '12,345 tokens in (1,024 written to the cache), 6 out'],
    [
      { cachedInputTokens: 12_000, cacheWriteTokens: 345 },
      '12,345 tokens in (12,000 from the cache, 345 written to it), 6 out',
    ],
    [{ isEstimate: true }, 'estimated: 12,345 tokens in, 6 out · cost not known to SCOUT'],
  ] as const)
    it(`are “${words}”`, () => assert.equal(usageText({ ...usage, ...counts }), words));

  it('come with each reason why the cache was not used', () => {
    const reasons = Object.keys(cacheMissReasons) as CacheMissReason[];
    const texts = reasons.map((cacheMissReason) => usageText({ ...usage, cacheMissReason }));
    assert.equal(new Set(texts).size, reasons.length);
    for (const text of texts) assert.match(text, /^12,345 tokens in, 6 out · cache not used: .+ changed$/u);
  });
});
