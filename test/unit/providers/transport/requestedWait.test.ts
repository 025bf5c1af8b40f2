import assert from 'node:assert/strict';
import {
  longestWaitMs,
  rateLimitReset,
  retryAfter,
  spanInWords,
  waitInSentence,
} from '../../../../src/providers/transport/requestedWait.js';
import { networkError } from '../../../../src/providers/transport/networkFailure.js';
import { vendorError } from '../../../../src/providers/transport/vendorError.js';
import { readVendorFailure } from '../../../../src/providers/transport/vendorFailure.js';

const now = Date.parse('2026-01-01T00:00:00Z');

describe('a wait in the headers', () => {
  const of = (headers: Record<string, string>): number | undefined => retryAfter(new Headers(headers), now);

  it('is read as gateways write it', () => {
    const forms: Record<string, number> = {
      '20s': 20_000,
      '1m30s': 90_000,
      '1h': 3_600_000,
      '1500ms': 1500,
      '2.5 seconds': 2500,
      ' 7 ': 7000,
      'Thu, 01 Jan 2026 00:00:30 GMT': 30_000,
      '2026-01-01T00:01:00Z': 60_000,
      [String(now / 1000 + 40)]: 40_000,
    };
    for (const [value, wait] of Object.entries(forms)) assert.equal(of({ 'retry-after': value }), wait, value);
  });

  it('is none where the header is empty or makes no sense', () => {
    assert.equal(of({ 'retry-after-ms': '', 'retry-after': '7' }), 7000);
    assert.equal(of({ 'retry-after-ms': ' ', 'retry-after': '' }), undefined);
    assert.equal(of({ 'x-ms-retry-after-ms': '500' }), 500);
    for (const value of ['soon', '-5', '1x', 's', '5 apples', 'May'])
      assert.equal(of({ 'retry-after': value }), undefined, value);
  });
});

describe('the reset of a limit', () => {
  const of = (headers: Record<string, string>): number | undefined => rateLimitReset(new Headers(headers), now);

  it('is read in every form', () => {
    assert.equal(of({ 'x-ratelimit-reset': '30' }), 30_000);
    assert.equal(of({ 'x-ratelimit-reset': String(now / 1000 + 30) }), 30_000);
    assert.equal(of({ 'x-ratelimit-reset': String(now + 30_000) }), 30_000);
    assert.equal(of({ 'x-ratelimit-reset-tokens': '6m0s' }), 360_000);
    assert.equal(of({ 'x-ratelimit-reset-requests': '120ms' }), 120);
    assert.equal(of({ 'anthropic-ratelimit-requests-reset': '2026-01-01T00:00:10Z' }), 10_000);
    assert.equal(of({ 'ratelimit-reset': '5' }), 5000);
    assert.equal(of({ 'x-rate-limit-reset': '5' }), 5000);
    assert.equal(of({ ratelimit: '"default";r=0;t=30' }), 30_000);
    assert.equal(of({ ratelimit: 'limit=10, remaining=0, reset=30' }), 30_000);
    assert.equal(of({}), undefined);
  });

  it('counts for the limit that was reached only', () => {
    const both = {
      'x-ratelimit-reset-requests': '33011.4',
      'x-ratelimit-remaining-requests': '14000',
      'x-ratelimit-reset-tokens': '2s',
      'x-ratelimit-remaining-tokens': '0',
    };
    assert.equal(of(both), 2000);
    assert.equal(of({ 'x-ratelimit-reset-requests': '1s', 'x-ratelimit-remaining-requests': '3' }), undefined);
    assert.equal(of({ ratelimit: '"minute";r=0;t=9, "day";r=40;t=9000' }), 9000);
    assert.equal(of({ ratelimit: 'limit=10, remaining=3, reset=30' }), undefined);
  });
});

describe('a wait in a sentence', () => {
  it('is read wherever a vendor names it', () => {
    const sentences: Record<string, number> = {
      'Please try again in 1.2s.': 1200,
      'Please try again in 7m12.5s. Need more tokens?': 432_500,
      'Please retry after 20 seconds.': 20_000,
      'Please retry in 36.5s.': 36_500,
      'You can try again in 1 hour and 5 minutes': 3_900_000,
      'Please wait 60 seconds': 60_000,
      'Try again in 250 ms': 250,
      'Retry after: 20s': 20_000,
      'Come back in 10 minutes': 600_000,
    };
    for (const [sentence, wait] of Object.entries(sentences)) assert.equal(waitInSentence(sentence), wait, sentence);
  });

  it('is none where the number counts something else', () => {
    for (const sentence of [
      'Try again in a moment',
      'Limit 12000, used 11000',
      'Retry with 20 messages',
      'wait 5 steps',
    ])
      assert.equal(waitInSentence(sentence), undefined, sentence);
  });
});

describe('the wait of an error', () => {
  const limited = { error: { message: 'Slow down. Try again in 1.2s.', code: 'rate_limit_exceeded' } };

  it('comes from the sentence where no header names it, and from the reset where neither does', () => {
    const reset = { 'x-ratelimit-reset-requests': '9s', 'x-ratelimit-remaining-requests': '0' };
    const of = (body: unknown, headers: Record<string, string>): number | undefined =>
      vendorError('Acme', readVendorFailure(body, 429), new Headers(headers)).retryAfterMs;
    assert.equal(of(limited, {}), 1200);
    assert.equal(of(limited, { 'retry-after': '3' }), 3000);
    assert.equal(of(limited, reset), 1200);
    assert.equal(of({ error: 'Slow down' }, reset), 9000);
  });

  it('is not taken from the headers of a limit that was not reached', () => {
    const headers = new Headers({ 'x-ratelimit-reset': '9' });
    assert.equal(vendorError('Acme', readVendorFailure({}, 500), headers).retryAfterMs, undefined);
  });

  it('is told in words if SCOUT does not wait so long by itself', () => {
    const message = (seconds: number): string =>
      vendorError('Acme', readVendorFailure(limited, 429), new Headers({ 'retry-after': String(seconds) })).message;
    assert.match(message(3600), /It asks to wait 1 hour\./u);
    assert.doesNotMatch(message(longestWaitMs / 1000), /It asks to wait/u);
  });

  it('is in whole units', () => {
    const words: Record<number, string> = {
      61_000: '2 minutes',
      5_400_000: '90 minutes',
      3_600_000: '1 hour',
      86_400_000: '24 hours',
      300_000_000: '4 days',
    };
    for (const [ms, said] of Object.entries(words)) assert.equal(spanInWords(Number(ms)), said);
  });
});

describe('a request that the server has', () => {
  it('is not repeated by itself when the answer does not come in time', () => {
    for (const status of [504, 524]) {
      const error = vendorError('Acme', readVendorFailure(undefined, status));
      assert.deepEqual([error.code, error.retryable], ['provider-unavailable', false]);
    }
    assert.equal(vendorError('Acme', readVendorFailure({ error: { type: 'timeout_error' } })).retryable, false);
    const because = (code: string): Error =>
      new TypeError('fetch failed', { cause: Object.assign(new Error('low'), { code }) });
    assert.equal(networkError(because('UND_ERR_HEADERS_TIMEOUT'), 'http://127.0.0.1').retryable, false);
    assert.equal(networkError(because('UND_ERR_CONNECT_TIMEOUT'), 'http://127.0.0.1').retryable, true);
  });
});
