import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { ScoutError, type ErrorCode } from '../../src/core/errors.js';
import { ask, codeOf, forEachProvider, outcomeOf } from './support/providersUnderTest.js';

/** Scenario, what it means, and whether trying again may help. */
const failures: readonly (readonly [string, ErrorCode, boolean])[] = [
  ['bad-key', 'invalid-api-key', false],
  ['forbidden', 'access-denied', false],
  ['unknown-model', 'model-not-found', false],
  ['too-long', 'context-too-long', false],
  ['too-large', 'context-too-long', false],
  ['rate-limited', 'rate-limited', true],
  ['quota', 'quota-exceeded', false],
  ['server-error', 'provider-unavailable', true],
  ['unavailable', 'provider-unavailable', true],
  ['bad-gateway', 'provider-unavailable', true],
  ['html', 'network', false],
  ['redirect', 'network', false],
  ['error-in-200', 'rate-limited', true],
  ['other-dialect', 'invalid-response', false],
  ['tool-broken', 'invalid-response', true],
  ['broken-json', 'invalid-response', true],
];

forEachProvider('failures', (subject, endpoint) => {
  const fail = async (scenario: string, provider = subject.connect()): Promise<ScoutError> => {
    const outcome = await outcomeOf((await provider).streamChat(ask(scenario), new AbortController().signal));
    assert.ok(outcome.error instanceof ScoutError, `a ScoutError for ${scenario}, not ${String(outcome.error)}`);
    assert.ok(!outcome.events.some((event) => event.type === 'finish'));
    return outcome.error;
  };

  for (const [scenario, code, retryable] of failures) {
    it(`${scenario} is ${code}${retryable ? ', worth another try' : ''}`, async () => {
      const error = await fail(scenario);
      assert.equal(error.code, code);
      assert.equal(error.retryable, retryable);
      assert.match(error.message, /^\S.*[.?…]$|says: /);
      assert.ok(!error.message.includes('capital of France'), 'the message holds no prompt');
    });
  }

  it('hears how long the vendor wants to be left alone', async () => {
    const error = await fail('rate-limited-with-wait');
    assert.equal(error.code, 'rate-limited');
    assert.equal(error.retryAfterMs, 7000);
  });

  it('distinguishes a web page from an answer', async () => {
    assert.match((await fail('html')).message, /a web page instead of an answer\. Check for a proxy login page/);
  });

  it('says what an error inside the stream means', async () => {
    const error = await fail('error-in-stream');
    assert.equal(error.code, 'provider-unavailable');
    assert.equal(error.retryable, true);
  });

  it('does not accept a wrong key, and never repeats it', async () => {
    const provider = subject.connect({ apiKey: 'sk-wrong-key-12345' });
    const error = await fail('plain', provider);
    assert.equal(error.code, 'invalid-api-key');
    assert.ok(!JSON.stringify([error.message, String(error.cause)]).includes('wrong-key'));
    await assert.rejects(
      async () => (await provider).listModels(new AbortController().signal),
      (thrown) => codeOf(thrown) === 'invalid-api-key',
    );
  });

  if (endpoint.needsKey) {
    it('asks for a key when there is none, without any request', async () => {
      const before = subject.simulator.requests.length;
      assert.equal((await fail('plain', subject.connect({ apiKey: undefined }))).code, 'missing-api-key');
      assert.equal(subject.simulator.requests.length, before);
    });
  } else {
    it('works without a key', async () => {
      const provider = await subject.connect({ apiKey: undefined });
      const outcome = await outcomeOf(provider.streamChat(ask('plain'), new AbortController().signal));
      assert.equal(outcome.error, undefined);
      assert.equal(subject.lastRequest().headers['authorization'], undefined);
    });
  }

  it('says that nothing answers at an address', async () => {
    const provider = subject.connect({ baseUrl: `http://127.0.0.1:${await closedPort()}/v1` });
    const error = await fail('plain', provider);
    assert.equal(error.code, 'network');
    assert.equal(error.retryable, true);
    assert.match(error.message, /127\.0\.0\.1:\d+ refused the connection/);
    await assert.rejects(
      async () => (await provider).listModels(new AbortController().signal),
      (thrown) => codeOf(thrown) === 'network',
    );
  });

  it('says that a base URL leads nowhere', async () => {
    const error = await fail('plain', subject.connect({ baseUrl: `${subject.simulator.url}/nowhere/v1` }));
    assert.equal(error.code, 'invalid-request');
    assert.match(error.message, /base URL/);
  });
});

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
