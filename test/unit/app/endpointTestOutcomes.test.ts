import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { vscodeStub } from '../../support/vscodeStub/vscodeStub.js';
import { ScoutWindow } from './support/scoutWindow.js';

const messages = (): readonly string[] => vscodeStub.messages.shown.map(({ message }) => message);

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const json =
  (status: number, body: object): Answer =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };

const streamed: Answer = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const choice = { index: 0, delta: { content: 'OK' }, finish_reason: 'stop' };
  response.end(`data: ${JSON.stringify({ choices: [choice] })}\n\ndata: [DONE]\n\n`);
};

const list = (...ids: readonly string[]): Answer => json(200, { data: ids.map((id) => ({ id })) });

/** Answers only with a key. */
const keyed =
  (answer: Answer): Answer =>
  (request, response) =>
    (request.headers.authorization === undefined ? json(401, { error: { message: 'No key.' } }) : answer)(
      request,
      response,
    );

describe('the outcome of an endpoint’s test', () => {
  let window: ScoutWindow;
  const servers: Server[] = [];
  const asked: string[] = [];

  beforeEach(async () => {
    asked.splice(0);
    window = new ScoutWindow();
    await window.start();
  });

  afterEach(async () => {
    await window.dispose();
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  async function serve(answers: { readonly models: Answer; readonly chat?: Answer }): Promise<string> {
    const server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      const answer =
        request.url === '/v1/models' ? answers.models : request.method === 'POST' ? answers.chat : undefined;
      (answer ?? json(404, {}))(request, response);
    }).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  }

  async function outcome(entry: object, model = ''): Promise<string> {
    vscodeStub.settings.set('endpoints', [{ id: 'gw', name: 'Gateway', ...entry }]);
    if (model !== '') {
      vscodeStub.settings.set('llm.provider', 'gw');
      vscodeStub.settings.set('llm.model', model);
    }
    vscodeStub.picks.answer('Gateway');
    await vscodeStub.commands.execute('scout.testEndpoint');
    return messages().at(-1)!;
  }

  const withKey = async (entry: object, model?: string): Promise<string> => {
    await vscodeStub.secrets.store('scout.apiKey.gw', 'a-key');
    return outcome({ auth: 'bearer', ...entry }, model);
  };

  it('says that the key is right where the list needs one', async () => {
    const baseUrl = await serve({ models: keyed(list('a', 'b')) });
    assert.equal(
      await withKey({ baseUrl }),
      'Gateway works: address, DNS, TLS, proxy and key are right. Available models: 2.',
    );
    assert.ok(!asked.some((line) => line.startsWith('POST')), 'lists are free');
  });

  it('says nothing of the key where the list is open to everybody', async () => {
    const baseUrl = await serve({ models: list('a', 'b') });
    assert.equal(
      await withKey({ baseUrl }),
      'Gateway answers: address, DNS, TLS and proxy are right. It lists its models for everybody, so your first question will test the key. Available models: 2.',
    );
  });

  it('asks the model in use where the list is open, and so finds a wrong key', async () => {
    const baseUrl = await serve({ models: list('a'), chat: json(401, { error: { message: 'Wrong key.' } }) });
    assert.match(await withKey({ baseUrl }, 'a'), /^The test of Gateway failed at this step: key\./u);
  });

  it('asks the model in use where it is not in the list', async () => {
    const baseUrl = await serve({ models: keyed(list('a')), chat: streamed });
    assert.equal(
      await withKey({ baseUrl }, 'hidden'),
      'Gateway works: address, DNS, TLS, proxy and key are right. The model hidden answers.',
    );
  });

  it('asks the model in use where there is no list', async () => {
    const baseUrl = await serve({ models: json(404, {}), chat: keyed(streamed) });
    assert.match(await withKey({ baseUrl }, 'hidden'), /key are right\. The model hidden answers\.$/u);
  });

  it('says that no key is sent where there is none', async () => {
    const baseUrl = await serve({ models: list('a') });
    assert.equal(
      await outcome({ baseUrl }),
      'Gateway works: address, DNS, TLS and proxy are right. No key is sent. Available models: 1.',
    );
  });

  for (const [what, models, expected] of [
    ['429', json(429, { error: { message: 'Slow down.' } }), /step: model\. .* Try again in a moment\.$/u],
    ['503', json(503, {}), /step: model\. .* Try again in a moment\.$/u],
    ['402', json(402, { error: { message: 'Pay.' } }), /step: key\. .* Check your account there\.$/u],
    ['403', json(403, { error: { message: 'No.' } }), /step: key\. .* Check what this key may be used for\.$/u],
    ['404', json(404, {}), /step: model\. \S+ has no list of models \(HTTP 404\)\./u],
    ['words without an end', json(400, { error: { message: 'no such thing' } }), /no such thing\. Check the address/u],
    ['no list', json(200, { hello: 'world' }), /step: model\. /u],
  ] as const)
    it(`says at which step it fails, and what to do: ${what}`, async () => {
      assert.match(await withKey({ baseUrl: await serve({ models }) }), expected);
    });

  it('refuses a redirect elsewhere, and names it', async () => {
    const elsewhere: string[] = [];
    const thief = createServer((request, response) => {
      elsewhere.push(JSON.stringify(request.headers));
      response.end();
    }).listen(0, '127.0.0.1');
    servers.push(thief);
    await once(thief, 'listening');
    const location = `http://127.0.0.1:${(thief.address() as AddressInfo).port}/v1/models`;
    const baseUrl = await serve({
      models: (_request, response) => {
        response.writeHead(307, { location });
        response.end();
      },
    });
    assert.match(await withKey({ baseUrl }), /step: address\. .* redirects to http:\/\/127\.0\.0\.1:\d+/u);
    assert.deepEqual(elsewhere, []);
  });

  it('offers to try again, and does', async () => {
    let answers = 0;
    const baseUrl = await serve({
      models: (request, response) => (answers++ === 0 ? json(503, {}) : list('a'))(request, response),
    });
    vscodeStub.messages.answer('Try Again');
    assert.match(await outcome({ baseUrl }), /^Gateway works: /u);
    assert.deepEqual(vscodeStub.messages.shown[0]?.buttons, ['Try Again', 'Open Settings', 'Open Log']);
  });

  for (const [name, entry, opened] of [
    ['the endpoint', { baseUrl: 'http://127.0.0.1:1/v1' }, 'workbench.action.openApplicationSettingsJson'],
  ] as const)
    it(`opens the settings of ${name}`, async () => {
      vscodeStub.messages.answer('Open Settings');
      await outcome(entry);
      assert.equal(vscodeStub.commands.executed.at(-1)?.[0], opened);
    });

  it('opens the setting of the proxy where that is at fault', async () => {
    const proxy = createServer((_request, response) => {
      response.writeHead(407);
      response.end();
    }).listen(0, '127.0.0.1');
    servers.push(proxy);
    await once(proxy, 'listening');
    vscodeStub.messages.answer('Open Settings');
    await outcome({ baseUrl: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/v1` });
    assert.deepEqual(vscodeStub.commands.executed.at(-1), [
      'workbench.action.openGlobalSettings',
      { query: '@id:http.proxy' },
    ]);
  });

  it('names the environment variable that should hold the key', async () => {
    const baseUrl = await serve({ models: keyed(list('a')) });
    assert.equal(
      await outcome({ baseUrl, auth: 'bearer', keyVariable: 'SCOUT_TEST_NO_SUCH_KEY' }),
      'The test of Gateway failed at this step: key. No API key is set for Gateway: none is stored, and the environment variable SCOUT_TEST_NO_SUCH_KEY is not set or empty. VS Code sees it only if it was started with it.',
    );
  });
});
