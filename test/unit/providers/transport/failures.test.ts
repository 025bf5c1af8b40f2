import assert from 'node:assert/strict';
import { networkError } from '../../../../src/providers/transport/networkFailure.js';
import { classifyVendorFailure } from '../../../../src/providers/transport/failureMeaning.js';
import { retryAfter } from '../../../../src/providers/transport/requestedWait.js';
import { streamedVendorError, vendorError } from '../../../../src/providers/transport/vendorError.js';
import { readVendorFailure } from '../../../../src/providers/transport/vendorFailure.js';

describe('readVendorFailure', () => {
  it('finds the code and the sentence wherever a vendor puts them', () => {
    const shapes: readonly (readonly [unknown, string, string])[] = [
      [
        { error: { message: 'Slow down.', type: 'requests', code: 'rate_limit_exceeded' } },
        'rate_limit_exceeded',
        'Slow down.',
      ],
      [{ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }, 'overloaded_error', 'Overloaded'],
      [{ error: { code: 429, status: 'RESOURCE_EXHAUSTED', message: 'Enough.' } }, 'resource_exhausted', 'Enough.'],
      [[{ error: { code: 429, status: 'RESOURCE_EXHAUSTED', message: 'Enough.' } }], 'resource_exhausted', 'Enough.'],
      [{ object: 'error', type: 'invalid_model', message: 'Invalid model: x' }, 'invalid_model', 'Invalid model: x'],
      [
        { detail: [{ type: 'missing', loc: ['body', 'model'], msg: 'Field required', input: 'the prompt' }] },
        'missing',
        'Field required',
      ],
    ];
    for (const [body, code, message] of shapes) {
      const failure = readVendorFailure(body, 400);
      assert.ok(failure.codes.includes(code), JSON.stringify(body));
      assert.equal(failure.message, message);
    }
  });

  it('finds what the provider behind a gateway said', () => {
    const inner = { error: { message: "Unsupported value: 'temperature'", param: 'temperature' } };
    for (const error of [
      { message: 'Provider returned error', metadata: { raw: JSON.stringify(inner) } },
      { message: '模型服务调用失败', cause: JSON.stringify(inner) },
    ]) {
      const failure = readVendorFailure({ error }, 400);
      assert.deepEqual([failure.message, failure.parameter], [inner.error.message, 'temperature']);
    }
    assert.equal(readVendorFailure({ error: { http_code: '400', message: 'No.' } }).statedStatus, 400);
  });

  it('reads plain sentences, and survives anything else', () => {
    assert.equal(readVendorFailure({ error: 'Too many requests' }).message, 'Too many requests');
    assert.equal(readVendorFailure({ message: 'Unauthorized' }).message, 'Unauthorized');
    for (const body of [undefined, null, 'text', 5, [], {}, { error: null }, { error: [] }, { detail: 'x' }])
      assert.ok(readVendorFailure(body));
  });

  it('learns which parameter is to blame', () => {
    assert.equal(readVendorFailure({ error: { param: 'temperature', message: 'x' } }).parameter, 'temperature');
    assert.equal(
      readVendorFailure({ detail: [{ loc: ['body', 'stream_options'], msg: 'x' }] }).parameter,
      'stream_options',
    );
    assert.equal(readVendorFailure({ error: { message: 'thinking.type: not supported' } }).parameter, 'thinking.type');
    assert.equal(
      readVendorFailure({ error: { message: 'This model does not support the effort parameter.' } }).parameter,
      'effort',
    );
    assert.equal(readVendorFailure({ error: { message: 'No.' } }).parameter, undefined);
  });

  it('hears how long Google wants to be left alone', () => {
    const details = [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '2.5s' }];
    assert.equal(readVendorFailure({ error: { details } }).retryAfterMs, 2500);
  });

  it('hears how long others want to be left alone', () => {
    const waits: readonly (readonly [object, number | undefined])[] = [
      [{ error: { message: 'Slow down', retry_after: 20 } }, 20_000],
      [{ retry_after: '20s' }, 20_000],
      [{ error: { retry_after_ms: 500 } }, 500],
      [{ error: { resets_in_seconds: 90 } }, 90_000],
      [{ error: { metadata: { headers: { 'Retry-After': '7', 'X-RateLimit-Reset': '99' } } } }, 7_000],
      [{ error: { metadata: { headers: { 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': '30' } } } }, 30_000],
      [{ error: { metadata: { headers: { 'X-RateLimit-Remaining': '4', 'X-RateLimit-Reset': '30' } } } }, undefined],
      [{ retry_after: 'soon', headers: { 'bad name': '1', 'retry-after': '\n1', x: {} } }, undefined],
      [{ retry_after: -1 }, undefined],
    ];
    for (const [body, wait] of waits)
      assert.equal(readVendorFailure(body, 429).retryAfterMs, wait, JSON.stringify(body));
  });

  it('finds an address at fault by the status alone, never by what a server says', () => {
    const said = { message: 'Check the base URL in "scout.openai.baseUrl".' };
    assert.equal(vendorError('Acme', readVendorFailure(said, 404)).fault, 'nothing-at-address');
    assert.equal(vendorError('Acme', readVendorFailure(said, 400)).fault, undefined);
    assert.equal(vendorError('Acme', readVendorFailure({ message: 'No such model' }, 404)).fault, undefined);
  });

  it('keeps a long sentence short', () => {
    const failure = readVendorFailure(
      { message: `${'word '.repeat(100)}maximum context ${'word '.repeat(1000)}` },
      400,
    );
    const error = vendorError('Acme', failure);
    assert.ok(error.message.length < 400, error.message);
    // What decides may stand behind what is shown.
    assert.equal(error.code, 'context-too-long');
  });
});

describe('classifyVendorFailure', () => {
  const meaning = (body: unknown, status?: number): string => classifyVendorFailure(readVendorFailure(body, status));

  it('believes a code more than the status', () => {
    assert.equal(meaning({ error: { code: 'insufficient_quota' } }, 429), 'quota-exceeded');
    assert.equal(meaning({ error: { code: 'context_length_exceeded' } }, 400), 'context-too-long');
    assert.equal(meaning({ error: { type: 'overloaded_error' } }, 529), 'provider-unavailable');
    assert.equal(meaning({ error: { type: 'overloaded_error' } }), 'provider-unavailable');
  });

  it('takes a word that all objects know for no code', () => {
    for (const code of ['constructor', '__proto__'])
      assert.equal(meaning({ error: { code } }, 429), 'rate-limited', code);
  });

  it('falls back on the status', () => {
    const meanings = {
      400: 'invalid-request',
      401: 'invalid-api-key',
      402: 'quota-exceeded',
      403: 'access-denied',
      404: 'invalid-request',
      408: 'provider-unavailable',
      413: 'context-too-long',
      422: 'invalid-request',
      429: 'rate-limited',
      500: 'provider-unavailable',
      502: 'provider-unavailable',
      503: 'provider-unavailable',
      504: 'provider-unavailable',
    };
    for (const [status, code] of Object.entries(meanings)) assert.equal(meaning({}, Number(status)), code, status);
  });

  it('distinguishes a limit per minute from a spent quota', () => {
    const message = 'You exceeded your current quota, please check your plan and billing details.';
    assert.equal(meaning({ error: { status: 'RESOURCE_EXHAUSTED', message } }, 429), 'quota-exceeded');
    const details = [{ retryDelay: '3s' }];
    assert.equal(meaning({ error: { status: 'RESOURCE_EXHAUSTED', message, details } }, 429), 'rate-limited');
  });
});

describe('vendorError', () => {
  it('does not repeat what a vendor says of a key', () => {
    const error = vendorError(
      'OpenAI',
      readVendorFailure(
        { error: { code: 'invalid_api_key', message: 'Incorrect API key provided: sk-ab***yz.' } },
        401,
      ),
    );
    assert.equal(error.message, 'The key may be mistyped, expired or revoked: OpenAI rejected it (HTTP 401).');
  });

  it('prefers the wait in the headers', () => {
    const failure = readVendorFailure({ error: { details: [{ retryDelay: '3s' }] } }, 429);
    assert.equal(vendorError('Google', failure).retryAfterMs, 3000);
    assert.equal(vendorError('Google', failure, new Headers({ 'retry-after-ms': '500' })).retryAfterMs, 500);
  });

  it('understands what the SDKs throw for an error inside a stream', () => {
    assert.equal(
      streamedVendorError('A', { error: { type: 'error', error: { type: 'overloaded_error' } } })?.code,
      'provider-unavailable',
    );
    assert.equal(streamedVendorError('A', { error: { code: 'rate_limit_exceeded' } })?.code, 'rate-limited');
    assert.equal(
      streamedVendorError('A', { httpResponse: { body: { error: 'Too many requests' } } })?.code,
      'rate-limited',
    );
    assert.equal(streamedVendorError('A', new TypeError('x')), undefined);
  });
});

describe('retryAfter', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  const of = (headers: Record<string, string>): number | undefined => retryAfter(new Headers(headers), now);

  it('takes seconds, a date, and milliseconds', () => {
    assert.equal(of({ 'retry-after': '7' }), 7000);
    assert.equal(of({ 'retry-after': '0.5' }), 500);
    assert.equal(of({ 'retry-after': 'Thu, 01 Jan 2026 00:00:30 GMT' }), 30_000);
    assert.equal(of({ 'retry-after': 'Wed, 31 Dec 2025 23:59:00 GMT' }), 0);
    assert.equal(of({ 'retry-after-ms': '250', 'retry-after': '7' }), 250);
  });

  it('ignores what makes no sense', () => {
    for (const value of ['', 'soon', '-5']) assert.equal(of({ 'retry-after': value }), undefined);
    assert.equal(of({}), undefined);
  });
});

describe('networkError', () => {
  const because = (code: string): Error =>
    new TypeError('fetch failed', { cause: Object.assign(new Error('low'), { code }) });

  it('says in plain words what is wrong, and names the host only', () => {
    const url = 'https://user:secret@api.example.com/v1/x?key=secret';
    const cases: Record<string, RegExp> = {
      ECONNREFUSED: /api\.example\.com refused the connection/,
      ENOTFOUND: /could not be found/,
      ECONNRESET: /was closed/,
      UND_ERR_CONNECT_TIMEOUT: /did not respond in time/,
      EHOSTUNREACH: /not reachable/,
      EWHATEVER: /could not be reached \(EWHATEVER\)/,
    };
    for (const [code, pattern] of Object.entries(cases)) {
      const error = networkError(because(code), url);
      assert.match(error.message, pattern);
      assert.ok(error.retryable && !error.message.includes('secret'));
    }
  });

  it('looks through the errors of several addresses', () => {
    const refused = Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
    assert.match(
      networkError(
        new TypeError('fetch failed', { cause: new AggregateError([refused, refused]) }),
        'http://localhost:1',
      ).message,
      /refused the connection/,
    );
  });

  it('does not suggest to try an untrusted certificate again', () => {
    const error = networkError(because('SELF_SIGNED_CERT_IN_CHAIN'), 'https://api.example.com');
    assert.match(error.message, /company proxy/);
    assert.equal(error.retryable, false);
  });
});
