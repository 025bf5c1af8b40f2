import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ChatProvider, KeyAuth, ProviderOptions, RequestSettings } from '../../src/providers/provider.js';
import { gatewayKeyHeader } from '../support/simulator/mounts.js';
import type { RecordedRequest } from '../support/simulator/simulator.js';
import { ask, codeOf, forEachProvider, outcomeOf } from './support/providersUnderTest.js';

const credentials = ['authorization', 'api-key', 'x-api-key', 'x-goog-api-key', gatewayKeyHeader];
const plain: RequestSettings = { auth: undefined, headers: [], query: {} };

function credentialsOf({ headers }: RecordedRequest): readonly string[] {
  return credentials.filter((name) => headers[name] !== undefined);
}

/** A server of its own on loopback, for as long as `use` takes. */
async function withServer<T>(listener: RequestListener, use: (url: string) => Promise<T>): Promise<T> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
}

/** Lists models and asks one; returns how both ended. */
async function use(provider: ChatProvider): Promise<readonly unknown[]> {
  const { signal } = new AbortController();
  const listed = await provider.listModels(signal).then(
    () => undefined,
    (error: unknown) => error,
  );
  const { error } = await outcomeOf(provider.streamChat(ask('plain'), signal));
  return [listed, error];
}

forEachProvider('an endpoint of the user’s own', (subject) => {
  const gateway = (): string => `${subject.simulator.url}/gateway/${subject.id}/v1`;
  const withRequest = (request: Partial<RequestSettings>, more: Partial<ProviderOptions> = {}): Promise<ChatProvider> =>
    subject.connect({ name: 'Gateway', request: { ...plain, ...request }, ...more });
  /** The latest two: the list and the question. */
  const lastTwo = (): readonly RecordedRequest[] => subject.simulator.requests.slice(-2);

  it('takes the key in a header of its own, and in no other', async () => {
    const auth: KeyAuth = { kind: 'header', name: 'X-Gateway-Key' };
    const outcome = await use(await withRequest({ auth }, { baseUrl: gateway() }));
    assert.deepEqual(outcome, [undefined, undefined]);
    for (const request of lastTwo()) assert.deepEqual(credentialsOf(request), [gatewayKeyHeader]);
  });

  for (const name of ['api-key', 'x-api-key'])
    it(`sends the key as ${name} only, where the endpoint says so`, async () => {
      await use(await withRequest({ auth: { kind: 'header', name } }));
      for (const request of lastTwo()) assert.deepEqual(credentialsOf(request), [name]);
    });

  it('sends the key as Bearer only, where the endpoint says so', async () => {
    await use(await withRequest({ auth: { kind: 'bearer' } }));
    for (const request of lastTwo()) assert.deepEqual(credentialsOf(request), ['authorization']);
  });

  it('sends no key, not even where there is one, if the endpoint needs none', async () => {
    for (const apiKey of ['some-key', undefined]) {
      await use(await withRequest({ auth: { kind: 'none' } }, { apiKey }));
      for (const request of lastTwo()) assert.deepEqual(credentialsOf(request), []);
    }
  });

  it('is asked without a key where there is none, whatever the vendor’s own API wants', async () => {
    await use(await withRequest({}, { apiKey: undefined }));
    for (const request of lastTwo()) assert.deepEqual(credentialsOf(request), []);
  });

  it('takes the key as the vendor’s own API does where nothing is said', async () => {
    assert.deepEqual(await use(await withRequest({})), [undefined, undefined]);
  });

  it('gets its headers and parameters with every request', async () => {
    const headers = [
      { name: 'X-Team', value: 'core', isSecret: false },
      { name: 'X-Subscription', value: 'a-secret-value', isSecret: true },
      { name: 'OpenAI-Organization', value: 'org-1', isSecret: false },
    ];
    const query = { 'api-version': '2024-10-21', flag: 'a b&c' };
    assert.deepEqual(await use(await withRequest({ headers, query })), [undefined, undefined]);
    for (const request of lastTwo()) {
      assert.equal(request.headers['x-team'], 'core');
      assert.equal(request.headers['x-subscription'], 'a-secret-value');
      assert.equal(request.headers['openai-organization'], 'org-1');
      assert.equal(request.query['api-version'], '2024-10-21');
      assert.equal(request.query['flag'], 'a b&c');
    }
    // The question itself is the SDK's, whole.
    assert.equal(lastTwo()[1]?.method, 'POST');
    assert.ok(JSON.stringify(lastTwo()[1]?.body).includes('capital of France'));
  });

  it('may have a secret header in the place of the key', async () => {
    const headers = [{ name: 'Authorization', value: 'Bearer simulator', isSecret: true }];
    await use(await withRequest({ auth: { kind: 'none' }, headers }));
    for (const request of lastTwo()) assert.deepEqual(credentialsOf(request), ['authorization']);
  });

  it('is called by its own name in errors, and its secrets are not in them', async () => {
    const secret = `canary-${subject.id}-0123456789`;
    const headers = [{ name: 'X-Subscription', value: secret, isSecret: true }];
    await withServer(
      (request, response) => {
        response.writeHead(400, { 'content-type': 'application/json' });
        const message = `Unknown subscription ${String(request.headers['x-subscription'])}`;
        response.end(JSON.stringify({ error: { message }, message }));
      },
      async (url) => {
        const provider = await withRequest({ headers }, { baseUrl: `${url}/v1` });
        for (const error of await use(provider)) {
          assert.ok(error instanceof Error);
          assert.match(error.message, /Gateway/u);
          assert.ok(!`${error.message} ${String(error.stack)} ${JSON.stringify(error.cause)}`.includes(secret));
        }
      },
    );
  });

  it('that redirects elsewhere is refused: neither key nor secret header goes there', async () => {
    let elsewhere = 0;
    await withServer(
      (_request, response) => {
        elsewhere += 1;
        response.end();
      },
      (other) =>
        withServer(
          (request, response) => {
            response.writeHead(307, { location: `${other}${request.url}` });
            response.end();
          },
          async (url) => {
            const auth: KeyAuth = { kind: 'header', name: 'api-key' };
            const headers = [{ name: 'X-Subscription', value: 'a-secret-value', isSecret: true }];
            const outcome = await use(await withRequest({ auth, headers }, { baseUrl: `${url}/v1` }));
            assert.deepEqual(outcome.map(codeOf), ['network', 'network']);
          },
        ),
    );
    assert.equal(elsewhere, 0);
  });

  it('takes user and password of its address beside a key in another header', async () => {
    const { host } = new URL(subject.simulator.url);
    const baseUrl = `http://me:secret-word@${host}/gateway/${subject.id}/v1`;
    await use(await withRequest({ auth: { kind: 'header', name: 'X-Gateway-Key' } }, { baseUrl }));
    assert.deepEqual(lastTwo().map(credentialsOf), [
      ['authorization', gatewayKeyHeader],
      ['authorization', gatewayKeyHeader],
    ]);
  });
});

forEachProvider('Azure and its like', (subject) => {
  if (subject.id !== 'compatible') return;
  const { signal } = new AbortController();
  const auth: KeyAuth = { kind: 'header', name: 'api-key' };

  it('answers at a deployment with a dated version', async () => {
    const baseUrl = `${subject.simulator.url}/azure/openai/deployments/gpt-4o`;
    const request = { ...plain, auth, query: { 'api-version': '2024-10-21' } };
    const provider = await subject.connect({ name: 'Azure', baseUrl, request });
    const { error, text } = await outcomeOf(provider.streamChat(ask('plain'), signal));
    assert.equal(error, undefined);
    assert.ok(text.length > 0);
    assert.equal(subject.lastRequest().path, '/azure/openai/deployments/gpt-4o/chat/completions');
  });

  it('answers at the v1 address without one, and refuses a key as Bearer', async () => {
    const baseUrl = `${subject.simulator.url}/azure/openai/v1`;
    const provider = await subject.connect({ name: 'Azure', baseUrl, request: { ...plain, auth } });
    assert.deepEqual(await use(provider), [undefined, undefined]);
    const other = await subject.connect({ name: 'Azure', baseUrl, request: { ...plain, auth: { kind: 'bearer' } } });
    assert.deepEqual((await use(other)).map(codeOf), ['invalid-api-key', 'invalid-api-key']);
  });

  it('is refused without the version', async () => {
    const baseUrl = `${subject.simulator.url}/azure/openai/deployments/gpt-4o`;
    const provider = await subject.connect({ name: 'Azure', baseUrl, request: { ...plain, auth } });
    const { error } = await outcomeOf(provider.streamChat(ask('plain'), signal));
    assert.equal(codeOf(error), 'invalid-request');
  });
});
