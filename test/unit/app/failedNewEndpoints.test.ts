import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { freePort } from '../../support/editor/freePort.js';
import { startSimulator, type Simulator } from '../../support/simulator/simulator.js';
import { vscodeStub } from '../../support/vscodeStub/vscodeStub.js';
import { until } from '../storage/support/until.js';
import { addEndpoint } from './support/endpointCommands.js';
import { ScoutWindow } from './support/scoutWindow.js';

const setting = (key: string): unknown => vscodeStub.settings.get(key);
const ids = (): readonly string[] =>
  ((setting('endpoints') ?? []) as readonly { readonly id: string }[]).map(({ id }) => id);
const messages = (): readonly string[] => vscodeStub.messages.shown.map(({ message }) => message);
const statusBarText = (): string => (vscodeStub.statusBarItems[0] as unknown as { readonly text: string }).text;

describe('a new endpoint whose test fails', () => {
  let window: ScoutWindow;
  let simulator: Simulator;
  const servers: Server[] = [];

  before(async () => {
    simulator = await startSimulator({ pace: 0 });
  });

  beforeEach(async () => {
    window = new ScoutWindow();
    await window.start();
  });

  afterEach(async () => {
    await window.dispose();
    for (const server of servers.splice(0)) server.close();
  });

  after(() => simulator.close());

  const gateway = (): string => `${simulator.url}/openrouter/api/v1`;

  it('is said to be stored with its key, and not to be in use; four buttons decide', async () => {
    await addEndpoint('LiteLLM', gateway(), 'wrong-key');
    const { severity, message, buttons } = vscodeStub.messages.shown[0]!;
    assert.equal(severity, 'error');
    assert.match(message, /^The test of LiteLLM failed at this step: key\. /u);
    assert.match(message, / LiteLLM and its key are stored, but this chat does not use it yet\.$/u);
    assert.deepEqual(buttons, ['Set API Key', 'Use Anyway', 'Open Settings', 'Remove']);
    assert.ok(!message.includes('wrong-key'));
    assert.deepEqual([ids(), setting('llm.provider')], [['litellm'], undefined]);
  });

  it('can be used anyway', async () => {
    vscodeStub.messages.answer('Use Anyway');
    await addEndpoint('LiteLLM', gateway(), 'wrong-key');
    assert.equal(setting('llm.provider'), 'litellm');
    await until(() => statusBarText().includes('LiteLLM'));
    assert.equal(vscodeStub.quickPicks.at(-1)?.title, 'Choose Model');
  });

  it('can be removed with its key, at once', async () => {
    vscodeStub.messages.answer('Remove');
    await addEndpoint('LiteLLM', gateway(), 'wrong-key');
    assert.deepEqual(ids(), []);
    assert.deepEqual([...vscodeStub.secrets.values.keys()], []);
    assert.equal(messages().at(-1), 'The endpoint “LiteLLM” was removed.');
  });

  it('can be edited, and is asked about again until it is decided', async () => {
    vscodeStub.messages.answer('Open Settings', 'Try Again', 'Use Anyway');
    const port = await freePort();
    const server = createServer((_request, response) => response.end('{"data":[{"id":"m"},{"id":"n"}]}'));
    servers.push(server);
    const show = vscodeStub.messages.show.bind(vscodeStub.messages);
    let shown = 0;
    vscodeStub.messages.show = async (...parameters) => {
      shown += 1;
      // The user corrects the address while the message is there again.
      if (shown === 2) {
        server.listen(0, '127.0.0.1');
        await once(server, 'listening');
        const [entry] = setting('endpoints') as readonly object[];
        const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
        vscodeStub.settings.set('endpoints', [{ ...entry, baseUrl }]);
      }
      return show(...parameters);
    };
    await addEndpoint('LiteLLM', `http://127.0.0.1:${port}/v1`, 'a-key');
    assert.ok(vscodeStub.commands.executed.some(([id]) => id === 'workbench.action.openApplicationSettingsJson'));
    assert.match(messages()[1]!, /^The test of LiteLLM failed at this step: address\. /u);
    assert.match(messages()[2]!, /^LiteLLM answers: .* Available models: 2\.$/u);
    assert.equal(setting('llm.provider'), 'litellm');
  });

  it('is asked about again where the box for the key is closed', async () => {
    vscodeStub.messages.answer('Set API Key', 'Remove');
    vscodeStub.picks.answer('LiteLLM');
    vscodeStub.inputs.answer(gateway(), 'wrong-key');
    vscodeStub.inputs.dismiss();
    await vscodeStub.commands.execute('scout.addEndpoint');
    assert.equal(messages()[0], messages()[1]);
    assert.deepEqual(ids(), []);
  });

  it('that was removed by hand meanwhile is not used', async () => {
    const show = vscodeStub.messages.show.bind(vscodeStub.messages);
    vscodeStub.messages.show = (...parameters) => {
      vscodeStub.isFocused = false;
      vscodeStub.settings.set('endpoints', []);
      return show(...parameters);
    };
    vscodeStub.messages.answer('Use Anyway');
    await addEndpoint('LiteLLM', gateway(), 'wrong-key');
    assert.deepEqual([ids(), setting('llm.provider')], [[], undefined]);
  });

  it('says nothing of a key where none is stored, and offers to try again', async () => {
    const port = await freePort();
    vscodeStub.messages.answer('Use Anyway');
    await addEndpoint('Other Server', `http://127.0.0.1:${port}/v1`);
    const { message, buttons } = vscodeStub.messages.shown.at(-1)!;
    assert.match(message, / 127\.0\.0\.1:\d+ is stored, but this chat does not use it yet\.$/u);
    assert.deepEqual(buttons, ['Try Again', 'Use Anyway', 'Open Settings', 'Remove']);
  });

  it('is decided about in the same way where the test is cancelled', async () => {
    let requests = 0;
    const slow = createServer((_request, response) => {
      requests += 1;
      if (requests === 1) vscodeStub.progress.shown.at(-1)!.cancel();
      else response.end('{"data":[{"id":"m"},{"id":"n"}]}');
    }).listen(0, '127.0.0.1');
    servers.push(slow);
    await once(slow, 'listening');
    vscodeStub.messages.answer('Use Anyway');
    await addEndpoint('LiteLLM', `http://127.0.0.1:${(slow.address() as AddressInfo).port}/v1`, 'a-key');
    const { severity, message, buttons } = vscodeStub.messages.shown[0]!;
    assert.equal(severity, 'warning');
    assert.equal(message, 'LiteLLM was not tested. LiteLLM and its key are stored, but this chat does not use it yet.');
    assert.deepEqual(buttons, ['Try Again', 'Use Anyway', 'Open Settings', 'Remove']);
    assert.equal(setting('llm.provider'), 'litellm');
  });

  it('has its list of models opened at once when it is used anyway, however long its server stays silent', async () => {
    const silent = createServer(() => vscodeStub.progress.shown.at(-1)?.cancel()).listen(0, '127.0.0.1');
    servers.push(silent);
    await once(silent, 'listening');
    vscodeStub.messages.answer('Use Anyway');
    await addEndpoint('LiteLLM', `http://127.0.0.1:${(silent.address() as AddressInfo).port}/v1`, 'a-key');
    assert.equal(vscodeStub.quickPicks.at(-1)?.title, 'Choose Model');
    silent.closeAllConnections();
  });
});
