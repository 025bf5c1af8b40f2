import assert from 'node:assert/strict';
import { startSimulator, type Simulator } from '../../support/simulator/simulator.js';
import { vscodeStub } from '../../support/vscodeStub/vscodeStub.js';
import { until } from '../storage/support/until.js';
import { settled } from '../vscode/support/settled.js';
import { addEndpoint } from './support/endpointCommands.js';
import { ScoutWindow } from './support/scoutWindow.js';

const setting = (key: string): unknown => vscodeStub.settings.get(key);
const messages = (): readonly string[] => vscodeStub.messages.shown.map(({ message }) => message);
const secretNames = (): readonly string[] => [...vscodeStub.secrets.values.keys()].sort();

describe('adding an endpoint, when something gets in the way', () => {
  let window: ScoutWindow;
  let simulator: Simulator;

  before(async () => {
    simulator = await startSimulator({ pace: 0 });
  });

  beforeEach(async () => {
    window = new ScoutWindow();
    await window.start();
  });

  afterEach(() => window.dispose());

  after(() => simulator.close());

  const gateway = (): string => `${simulator.url}/openrouter/api/v1`;

  it('leaves no key behind where settings.json cannot be written, and says why', async () => {
    vscodeStub.settings.refusal = new Error('Unable to write into user settings: the file has unsaved changes.');
    await addEndpoint('LiteLLM', gateway(), 'simulator');
    await until(() => messages().length > 0);
    assert.deepEqual(messages(), [
      'The list of endpoints in your settings was not changed: Unable to write into user settings: the file has unsaved changes.',
    ]);
    assert.deepEqual([setting('endpoints'), secretNames()], [undefined, []]);
  });

  it('leaves nothing behind where the keyring forgets the key', async () => {
    vscodeStub.secrets.isForgetful = true;
    await addEndpoint('LiteLLM', gateway(), 'simulator');
    await until(() => messages().length > 0);
    assert.match(messages()[0]!, /could not be saved in the system’s keyring/u);
    assert.equal(setting('endpoints'), undefined);
  });

  for (const value of [{ gw: { baseUrl: 'http://gw.example' } }, 'text', 7, false])
    it(`asks nothing and keeps what is there where the setting is no list: ${JSON.stringify(value)}`, async () => {
      vscodeStub.settings.set('endpoints', value);
      await settled();
      await vscodeStub.commands.execute('scout.addEndpoint');
      assert.deepEqual([vscodeStub.picks.shown, setting('endpoints')], [[], value]);
      assert.match(messages().at(-1)!, /^"scout\.endpoints" in your settings is not a list\. Nothing was changed\./u);
    });

  it('asks nothing where the list is full', async () => {
    const full = Array.from({ length: 100 }, (_, index) => ({ id: `e${index}`, baseUrl: 'http://gw.example' }));
    vscodeStub.settings.set('endpoints', full);
    await vscodeStub.commands.execute('scout.addEndpoint');
    assert.deepEqual([vscodeStub.picks.shown, setting('endpoints')], [[], full]);
    assert.match(messages().at(-1)!, /has 100 entries, and cannot have more\. Nothing was changed\./u);
  });

  it('does not write an address that holds a secret', async () => {
    await addEndpoint('LiteLLM', `${gateway()}?api-key=sk-that-nobody-may-see`);
    assert.deepEqual([setting('endpoints'), secretNames()], [undefined, []]);
    assert.match(messages()[0]!, /^Nothing was added\. "api-key" holds a secret/u);
    assert.doesNotMatch(JSON.stringify([messages(), window.channel.lines]), /nobody-may-see/u);
  });

  it('takes another id where another window adds one of the same preset meanwhile', async () => {
    const other = { id: 'litellm', name: 'LiteLLM', baseUrl: 'http://other.example' };
    const { inputs } = vscodeStub;
    const show = inputs.show.bind(inputs);
    inputs.show = (options) => {
      if (options?.password === true) vscodeStub.settings.set('endpoints', [other]);
      return show(options);
    };
    await addEndpoint('LiteLLM', gateway(), 'simulator');
    const [first, second] = setting('endpoints') as readonly { readonly id: string; readonly name: string }[];
    assert.deepEqual(first, other);
    assert.deepEqual([second?.id, second?.name], ['litellm-2', 'LiteLLM 2']);
    assert.deepEqual(
      secretNames().filter((name) => name.startsWith('scout.apiKey.')),
      ['scout.apiKey.litellm-2'],
    );
  });

  it('takes no id for which a key or a secret header was left behind', async () => {
    await vscodeStub.secrets.store('scout.header.litellm.x-sub', 'another server’s');
    await vscodeStub.secrets.store('scout.apiKey.litellm-2', 'another server’s');
    await addEndpoint('LiteLLM', gateway(), 'simulator');
    assert.deepEqual(
      (setting('endpoints') as readonly { readonly id: string }[]).map(({ id }) => id),
      ['litellm-3'],
    );
  });

  it('asks for a key where the server wants one, although its preset needs none', async () => {
    await addEndpoint('Other Server', gateway(), 'simulator');
    assert.deepEqual(
      vscodeStub.inputs.shown.map(({ options }) => options.title),
      ['Address of the server', `API key for ${new URL(gateway()).host}`],
    );
    assert.match(messages()[0]!, /works: address, DNS, TLS, proxy and key are right\./u);
    assert.equal(vscodeStub.secrets.values.get('scout.apiKey.other'), 'simulator');
  });

  it('goes on when the key is set right after its test failed', async () => {
    vscodeStub.messages.answer('Set API Key');
    await addEndpoint('LiteLLM', gateway(), 'wrong-key', 'simulator');
    assert.match(messages()[0]!, /^The test of LiteLLM failed at this step: key\./u);
    assert.equal(vscodeStub.secrets.values.get('scout.apiKey.litellm'), 'simulator');
    await until(() => setting('llm.provider') === 'litellm');
  });

  it('says of a service that is closed that it is, and adds nothing', async () => {
    await addEndpoint('GitHub Models');
    const row = vscodeStub.picks.shown[0]?.items.find(({ label }) => label === 'GitHub Models');
    assert.equal(row?.description, 'closed on Jul 30, 2026');
    assert.deepEqual(messages(), ['GitHub Models was closed by its vendor on Jul 30, 2026. Nothing was added.']);
    assert.deepEqual([setting('endpoints'), vscodeStub.inputs.shown], [undefined, []]);
  });

  for (const [pasted, resource] of [
    ['https://my-res.openai.azure.com/', 'my-res'],
    [' https://my-res.services.ai.azure.com/openai/v1 ', 'my-res'],
    ['https://my-res.cognitiveservices.azure.com/openai/deployments/gpt-4.1?api-version=2024-10-21', 'my-res'],
    ['my-res', 'my-res'],
  ] as const)
    it(`finds the resource of Azure in ${pasted}`, async () => {
      vscodeStub.picks.answer('Azure OpenAI');
      vscodeStub.inputs.answer(pasted, 'gpt-4.1');
      vscodeStub.inputs.dismiss();
      await vscodeStub.commands.execute('scout.addEndpoint');
      assert.deepEqual(vscodeStub.inputs.shown[0]?.refused, [], resource);
      assert.equal(vscodeStub.inputs.shown.at(-1)?.options.title, 'API key for Azure OpenAI');
    });
});
