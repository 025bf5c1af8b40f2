import assert from 'node:assert/strict';
import { ScoutError, type ErrorCode } from '../../src/core/errors.js';
import { serveBody } from './support/bodyServer.js';
import { ask, forEachProvider, outcomeOf } from './support/providersUnderTest.js';

/** What servers answer with HTTP 200 to what they refuse, none of it in a field `error`; what it means, and what must be told of it. */
const bodies: readonly (readonly [unknown, ErrorCode, RegExp])[] = [
  [
    { base_resp: { status_code: 1008, status_msg: 'insufficient balance' }, choices: null },
    'quota-exceeded',
    /balance/u,
  ],
  [{ error_code: 336501, error_msg: 'Rate limit reached for RPM' }, 'rate-limited', /for RPM/u],
  [{ code: 401, message: 'Invalid token', data: null }, 'invalid-api-key', /rejected it/u],
  [
    { code: 10907, message: 'The input is too long for this model', sid: 'x' },
    'context-too-long',
    /too long for this/u,
  ],
  [{ success: false, errors: [{ code: 10_000, message: 'No route for that URI' }] }, 'invalid-response', /No route/u],
  [{ detail: 'Not here' }, 'invalid-response', /Check the base URL\. .* says: Not here/u],
  [{ msg: '余额不足' }, 'invalid-response', /余额不足/u],
  [{ code: 200, message: 'success', data: {} }, 'invalid-response', /Check the base URL\.$/u],
];

forEachProvider('a reason in place of an answer', (subject) => {
  const errorFor = async (body: string): Promise<ScoutError> => {
    const { error, events } = await serveBody([body], async (baseUrl) => {
      const provider = await subject.connect({ baseUrl });
      return outcomeOf(provider.streamChat(ask('plain'), new AbortController().signal));
    });
    assert.ok(error instanceof ScoutError, String(error));
    assert.deepEqual(events, []);
    return error;
  };

  for (const [body, code, told] of bodies) {
    // Mistral's own errors in a stream are no more than a sentence: its adapter takes every one for that.
    if (subject.id === 'mistral' && code === 'invalid-response') continue;
    const text = JSON.stringify(body);
    it(`${text}: ${code}, with the reason`, async () => {
      for (const sent of [text, `data: ${text}\n\n`]) {
        const error = await errorFor(sent);
        assert.equal(error.code, code, error.message);
        assert.match(error.message, told);
      }
    });
  }

  it('may be plain text', async () => {
    const error = await errorFor('upstream connect error or disconnect/reset before headers');
    assert.deepEqual([error.code, /upstream connect error/u.test(error.message)], ['invalid-response', true]);
  });

  it('is none that is only the beginning of something', async () => {
    for (const body of ['data: {"message":"The model is', '{"message":"The model is', 'event: the be', '"The model'])
      assert.match((await errorFor(body)).message, /^(?!.* says: )/u, body);
  });
});
