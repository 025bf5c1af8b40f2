import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { startSimulator, type Simulator } from '../../support/simulator/simulator.js';
import { vscodeStub } from '../../support/vscodeStub/vscodeStub.js';
import { until } from '../storage/support/until.js';
import { settled } from '../vscode/support/settled.js';
import { runToList } from './support/endpointCommands.js';
import { ScoutWindow } from './support/scoutWindow.js';

interface Entry {
  readonly id: string;
  readonly baseUrl: string;
}

const setting = (key: string): unknown => vscodeStub.settings.get(key);
const entries = (): readonly Entry[] => (setting('endpoints') ?? []) as readonly Entry[];
const messages = (): readonly string[] => vscodeStub.messages.shown.map(({ message }) => message);
const statusBar = (): { readonly text: string; readonly tooltip: string } =>
  vscodeStub.statusBarItems[0] as unknown as { readonly text: string; readonly tooltip: string };
const secretNames = (): readonly string[] => [...vscodeStub.secrets.values.keys()].sort();

describe('endpoints of the user’s own', () => {
  let window: ScoutWindow;
  let simulator: Simulator;

  before(async () => {
    simulator = await startSimulator({ pace: 0 });
  });

  beforeEach(() => {
    window = new ScoutWindow();
  });

  afterEach(() => window.dispose());

  after(() => simulator.close());

  const openRouter = (): string => `${simulator.url}/openrouter/api/v1`;

  /** Adds one that wants a key. */
  async function addGateway(key = 'simulator'): Promise<void> {
    vscodeStub.picks.answer('LiteLLM');
    vscodeStub.inputs.answer(`${openRouter()}/`, key);
    await runToList('scout.addEndpoint');
  }

  it('are added from a preset: address, key, test, and the choice of a model', async () => {
    await window.start();
    await addGateway();
    assert.deepEqual(setting('endpoints'), [
      {
        id: 'litellm',
        name: 'LiteLLM',
        preset: 'litellm',
        dialect: 'chat-completions',
        baseUrl: openRouter(),
        auth: 'bearer',
        keyVariable: 'LITELLM_API_KEY',
      },
    ]);
    assert.equal(vscodeStub.secrets.values.get('scout.apiKey.litellm'), 'simulator');
    assert.match(
      messages()[0]!,
      /^LiteLLM works: address, DNS, TLS, proxy and key are right\. Available models: \d+\.$/u,
    );
    assert.equal(setting('llm.provider'), 'litellm');
    const list = vscodeStub.quickPicks.at(-1)!;
    assert.equal(list.title, 'Choose Model');
    await until(() => list.activeItems[0]?.description?.includes('LiteLLM') === true);
    list.accept();
    await until(() => /^SCOUT: LiteLLM · \S/u.test(statusBar().tooltip));
    assert.equal(statusBar().text, '$(comment-discussion) LiteLLM');
  });

  it('of one preset can be several, each with its own id, name and key', async () => {
    await window.start();
    await addGateway();
    await addGateway();
    assert.deepEqual(
      entries().map(({ id }) => id),
      ['litellm', 'litellm-2'],
    );
    assert.ok(secretNames().includes('scout.apiKey.litellm') && secretNames().includes('scout.apiKey.litellm-2'));
    assert.match(statusBar().text, /LiteLLM 2|LiteLLM \(litellm-2\)/u);
    assert.equal(setting('llm.provider'), 'litellm', 'what answers new chats of other windows stays');
  });

  it('are not added when the key is not given', async () => {
    await window.start();
    vscodeStub.picks.answer('OpenRouter');
    vscodeStub.inputs.dismiss();
    await runToList('scout.addEndpoint');
    const { title, prompt, password } = vscodeStub.inputs.shown[0]!.options;
    assert.deepEqual([title, password], ['API key for OpenRouter', true]);
    assert.match(prompt!, /openrouter\.ai\/settings\/keys/u);
    assert.deepEqual([setting('endpoints'), secretNames(), messages()], [undefined, [], []]);
  });

  it('get the blanks of their preset filled in', async () => {
    await window.start();
    vscodeStub.picks.answer('Azure OpenAI (with api-version)');
    vscodeStub.inputs.answer('https://whole.address', 'my-resource', 'gpt-4.1');
    vscodeStub.inputs.dismiss();
    await runToList('scout.addEndpoint');
    assert.deepEqual(
      vscodeStub.inputs.shown.map(({ options }) => options.title),
      [
        'Azure OpenAI (with api-version): Resource',
        'Azure OpenAI (with api-version): Deployment',
        'API key for Azure OpenAI (with api-version)',
      ],
    );
    assert.equal(
      vscodeStub.inputs.shown[0]?.refused[0]?.message,
      'Only letters, digits and hyphens: the name, or the address at azure.com.',
    );
  });

  it('never have the id of one that was there before: its chats would go to the new server', async () => {
    await window.start();
    await addGateway();
    vscodeStub.picks.answer('LiteLLM');
    vscodeStub.messages.answer('Remove');
    await runToList('scout.removeEndpoint');
    assert.deepEqual(entries(), []);
    await addGateway();
    assert.deepEqual(
      entries().map(({ id }) => id),
      ['litellm-2'],
    );
  });

  it('are removed after a question, with key, secret headers and remembered address', async () => {
    const headers = [{ name: 'X-Sub', secret: true }];
    vscodeStub.settings.set('endpoints', [{ id: 'gw', name: 'Gateway', baseUrl: openRouter(), headers }, 'not read']);
    await vscodeStub.secrets.store('scout.apiKey.gw', 'k');
    await vscodeStub.secrets.store('scout.header.gw.x-sub', 'v');
    await vscodeStub.secrets.store('scout.keyAddress.gw', '{}');
    await vscodeStub.secrets.store('scout.apiKey.openai', 'k');
    await window.start();
    vscodeStub.picks.answer('Gateway');
    vscodeStub.messages.dismiss();
    await runToList('scout.removeEndpoint');
    assert.equal(entries().length, 2, 'not without a yes');
    vscodeStub.picks.answer('Gateway');
    vscodeStub.messages.answer('Remove');
    await runToList('scout.removeEndpoint');
    assert.deepEqual(setting('endpoints'), ['not read']);
    assert.deepEqual(secretNames(), ['scout.apiKey.openai']);
    await settled();
    assert.ok(!messages().some((message) => message.includes('no longer in the settings')), 'asked once');
  });

  it('that vanish from the settings give up their key after a question, in the window in use', async () => {
    vscodeStub.settings.set('endpoints', [{ id: 'gw', name: 'Gateway', baseUrl: openRouter() }]);
    await vscodeStub.secrets.store('scout.apiKey.gw', 'k');
    await window.start();
    vscodeStub.isFocused = false;
    vscodeStub.settings.set('endpoints', []);
    await settled();
    assert.deepEqual(messages(), []);
    vscodeStub.settings.set('endpoints', [{ id: 'gw', name: 'Gateway', baseUrl: openRouter() }]);
    vscodeStub.isFocused = true;
    vscodeStub.messages.answer('Remove Key');
    vscodeStub.settings.set('endpoints', []);
    await until(() => secretNames().length === 0);
    assert.deepEqual(messages(), [
      'The endpoint “Gateway” is no longer in the settings. Should its stored API key and secret headers be removed, too?',
    ]);
  });

  it('that cannot be read at the moment keep their key without a question', async () => {
    vscodeStub.settings.set('endpoints', [{ id: 'gw', name: 'Gateway', baseUrl: openRouter() }]);
    await vscodeStub.secrets.store('scout.apiKey.gw', 'k');
    await window.start();
    vscodeStub.settings.set('endpoints', [{ id: 'gw', name: 'Gateway', baseUrl: openRouter(), dialect: 'opemai' }]);
    await until(() => messages().length > 0);
    await settled();
    assert.equal(messages().length, 1);
    assert.match(
      messages()[0]!,
      /^The endpoint “Gateway” is not used: Its "dialect" must be one of "openai-responses"/u,
    );
    assert.ok(window.lines.some((line) => line.includes('The endpoint “Gateway” is not used')));
    assert.deepEqual(secretNames(), ['scout.apiKey.gw']);
  });

  it('are asked at their new address, with their new header, as soon as the settings say so', async () => {
    vscodeStub.settings.set('endpoints', [{ id: 'gw', name: 'Gateway', baseUrl: `${simulator.url}/nowhere/v1` }]);
    vscodeStub.settings.set('llm.provider', 'gw');
    await window.start();
    await runToList('scout.testConnection');
    assert.match(messages()[0]!, /^The connection to Gateway at 127\.0\.0\.1:\d+ failed: /u);
    const headers = [{ name: 'X-Sub', secret: true }];
    vscodeStub.settings.set('endpoints', [
      { id: 'gw', name: 'Gateway', baseUrl: `${simulator.url}/ollama/v1`, headers },
    ]);
    await runToList('scout.testConnection');
    assert.match(messages()[1]!, /The secret header X-Sub for Gateway has no value\. Nothing was sent\./u);
    vscodeStub.picks.answer('Header X-Sub');
    vscodeStub.inputs.answer('two\nlines', 'a-secret-value');
    await vscodeStub.commands.execute('scout.setApiKey', 'gw');
    await runToList('scout.testConnection');
    assert.match(messages().at(-1)!, /^Connected to Gateway at/u);
    assert.equal(simulator.requests.at(-1)?.headers['x-sub'], 'a-secret-value');
    assert.ok(!JSON.stringify([setting('endpoints'), window.channel.lines]).includes('a-secret-value'));
  });

  it('may have their key in a variable that the settings name', async () => {
    process.env['SCOUT_TEST_GATEWAY_KEY'] = 'simulator';
    const entry = {
      id: 'gw',
      name: 'Gateway',
      baseUrl: openRouter(),
      auth: 'bearer',
      keyVariable: 'SCOUT_TEST_GATEWAY_KEY',
    };
    vscodeStub.settings.set('endpoints', [entry]);
    vscodeStub.settings.set('llm.provider', 'gw');
    try {
      await window.start();
      await runToList('scout.testConnection');
      assert.match(messages()[0]!, /^Connected to Gateway/u);
    } finally {
      delete process.env['SCOUT_TEST_GATEWAY_KEY'];
    }
  });

  it('count only where the user set them on this machine', async () => {
    const thief = [{ id: 'thief', name: 'Thief', baseUrl: 'https://thief.example' }];
    vscodeStub.settings.set('endpoints', thief, { target: 'workspace' });
    vscodeStub.settings.set('endpoints', thief, { target: 'remote' });
    await window.start();
    vscodeStub.picks.dismiss();
    await runToList('scout.testEndpoint');
    assert.ok(!vscodeStub.picks.shown[0]?.labels.includes('Thief'));
  });
});

describe('the test of an endpoint', () => {
  let window: ScoutWindow;
  const servers: Server[] = [];

  beforeEach(async () => {
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

  async function serve(status: number, body: object): Promise<string> {
    const server = createServer((request, response) => {
      response.writeHead(request.url === '/v1' ? 404 : status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    }).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  }

  async function outcome(entry: object): Promise<string> {
    vscodeStub.settings.set('endpoints', [{ id: 'gw', name: 'Gateway', ...entry }]);
    vscodeStub.picks.answer('Gateway');
    await vscodeStub.commands.execute('scout.testEndpoint');
    return messages().at(-1)!;
  }

  it('says that nothing is at the address', async () => {
    const message = await outcome({ baseUrl: 'http://127.0.0.1:1/v1' });
    assert.match(message, /failed at this step: address\. Nothing answers at 127\.0\.0\.1:1/u);
  });

  it('says that the name is unknown', async () => {
    assert.match(
      await outcome({ baseUrl: 'https://no-such-host.invalid/v1' }),
      /at this step: DNS\. The name no-such-host/u,
    );
  });

  it('says that the connection is not secure', async () => {
    const address = (await serve(200, {})).replace('http:', 'https:');
    assert.match(await outcome({ baseUrl: address }), /at this step: TLS\. No secure connection to 127/u);
  });

  it('says that a proxy wants a login', async () => {
    const server = createServer((_request, response) => {
      response.writeHead(407);
      response.end();
    }).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    assert.match(await outcome({ baseUrl: `http://127.0.0.1:${port}/v1` }), /at this step: proxy\. /u);
  });

  it('says that a key is missing, or not accepted', async () => {
    const baseUrl = await serve(401, { error: { message: 'No.' } });
    assert.match(await outcome({ baseUrl, auth: 'bearer' }), /at this step: key\. No API key is set for Gateway\./u);
    await vscodeStub.secrets.store('scout.apiKey.gw', 'a-key');
    assert.match(await outcome({ baseUrl, auth: 'bearer' }), /at this step: key\. /u);
  });

  it('says that there is no model', async () => {
    const baseUrl = await serve(200, { data: [] });
    assert.match(await outcome({ baseUrl }), /at this step: model\. 127\.0\.0\.1:\d+ offers no models\./u);
  });

  it('asks a model that is listed by hand', async () => {
    const baseUrl = await serve(404, { error: { message: 'The model m does not exist.', code: 'model_not_found' } });
    assert.match(await outcome({ baseUrl, models: ['m'] }), /at this step: model\. /u);
  });
});
