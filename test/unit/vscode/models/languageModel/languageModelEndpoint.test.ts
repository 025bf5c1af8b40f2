import assert from 'node:assert/strict';
import { ModelCatalogue } from '../../../../../src/models/modelCatalogue.js';
import { ModelListCache } from '../../../../../src/models/modelListCache.js';
import { RecentModels } from '../../../../../src/models/recentModels.js';
import { LocalUserPreferences } from '../../../../../src/profile/localUserPreferences.js';
import { findEndpoint } from '../../../../../src/vscode/configuration/configuredEndpoints.js';
import { ApiKeys } from '../../../../../src/vscode/keys/apiKeys.js';
import { KeyAddresses } from '../../../../../src/vscode/keys/keyAddresses.js';
import { removeApiKey, setApiKey } from '../../../../../src/vscode/keys/keyCommands.js';
import { askNewEndpoint, chooseBackgroundProvider } from '../../../../../src/vscode/models/chooseProvider.js';
import { ConfiguredModelResolver } from '../../../../../src/vscode/models/configuredModelResolver.js';
import { ConfiguredProviderStatus } from '../../../../../src/vscode/models/configuredProviderStatus.js';
import { Connections } from '../../../../../src/vscode/models/connections.js';
import { languageModelVendor } from '../../../../../src/vscode/models/languageModel/languageModelVendor.js';
import { testConnection } from '../../../../../src/vscode/models/testConnection.js';
import { testEndpoint } from '../../../../../src/vscode/endpoints/testEndpoint.js';
import { ScoutError } from '../../../../../src/core/errors.js';
import { TaskRegistry } from '../../../../../src/core/taskRegistry.js';
import { providerOptions } from '../../../../../src/vscode/models/providerOptions.js';
import { MemoryUsers } from '../../../../support/memoryUsers.js';
import { noFacts } from '../../../../support/noFacts.js';
import { recordingLogger } from '../../../../support/recordingLogger.js';
import { FakeTarget } from '../../../../support/selectionTarget.js';
import { vscodeStub } from '../../../../support/vscodeStub/vscodeStub.js';
import { ScriptedProviders } from '../../support/scriptedProviders.js';
import { connect, offer } from './support.js';

const endpoint = findEndpoint('vscode')!;
const preferences = (): LocalUserPreferences => new LocalUserPreferences(new MemoryUsers(), 'ada', recordingLogger());

describe('the endpoint of VS Code’s models', () => {
  let keys: ApiKeys;
  let connections: Connections;
  let addresses: KeyAddresses;

  beforeEach(() => {
    keys = new ApiKeys(vscodeStub.secrets, {});
    // Where there is a simulator, too.
    connections = new Connections(keys, 'http://127.0.0.1:40123');
    addresses = new KeyAddresses(vscodeStub.secrets);
  });

  it('has neither key nor address, whatever is set, and is never the simulator', async () => {
    vscodeStub.secrets.values.set('scout.apiKey.vscode', 'sk-1');
    const none = { key: undefined, keySource: 'none', baseUrl: undefined, isSimulated: false };
    assert.deepEqual(await connections.of(endpoint), none);
    const { apiKey, baseUrl } = await providerOptions(endpoint, { connections, addresses, logger: recordingLogger() });
    assert.deepEqual([apiKey, baseUrl], [undefined, undefined]);
  });

  it('cannot be given a key', async () => {
    vscodeStub.secrets.values.set('scout.apiKey.vscode', 'sk-1');
    for (const command of [setApiKey, removeApiKey]) {
      vscodeStub.picks.dismiss();
      await command(keys, connections, 'vscode');
    }
    assert.ok(!vscodeStub.picks.shown.some(({ labels }) => labels.includes('VS Code')));
    assert.deepEqual(vscodeStub.inputs.shown, []);
  });

  it('is in the list of background providers, and nothing is looked for until it is chosen', async () => {
    vscodeStub.picks.dismiss();
    await chooseBackgroundProvider(connections, new RecentModels(preferences()));
    const item = vscodeStub.picks.shown[0]?.items.find(({ label }) => label === 'VS Code');
    assert.equal(item?.detail, 'GitHub Copilot’s and other extensions’ models: no key needed');
    assert.equal(vscodeStub.languageModels.selections, 0);
  });

  it('counts as set only when it was chosen', async () => {
    offer('acme/one', []);
    const status = new ConfiguredProviderStatus(
      new Connections(keys, undefined),
      addresses,
      noFacts,
      recordingLogger(),
    );
    await status.refresh();
    assert.equal(status.of(null).isUnconfigured, true);
    const inChat = status.of({ ref: { endpoint: endpoint.id, model: '' }, parameters: {} });
    assert.deepEqual([inChat.isUnconfigured, inChat.efforts], [false, []], 'a chat may have chosen it');
    assert.equal(vscodeStub.languageModels.selections, 0);
    vscodeStub.settings.set('llm.provider', 'vscode');
    await status.refresh();
    assert.deepEqual([status.of(null).isUnconfigured, status.of(null).remark], [false, undefined]);
  });

  it('stays what the settings say when another one is set up: it can be asked', async () => {
    vscodeStub.settings.set('llm.provider', 'vscode');
    const target = new FakeTarget();
    await askNewEndpoint(target, findEndpoint('google')!, connections, new RecentModels(preferences()));
    assert.deepEqual([target.asked, vscodeStub.settings.updates], ['google ', []]);
  });

  it('is not among those that are tested step by step: there is no address', async () => {
    vscodeStub.picks.dismiss();
    const { manager } = new ScriptedProviders(keys, recordingLogger());
    await testEndpoint({ connections, manager, tasks: new TaskRegistry(recordingLogger()) });
    assert.equal(vscodeStub.picks.shown[0]?.labels.includes('OpenAI'), true);
    assert.equal(vscodeStub.picks.shown[0].labels.includes('VS Code'), false);
  });

  it('is not offered a key when its connection test fails', async () => {
    const providers = new ScriptedProviders(keys, recordingLogger());
    providers.listModels = () => Promise.reject(new ScoutError('missing-model', 'There is none.'));
    const target = new FakeTarget({ ref: { endpoint: endpoint.id, model: '' }, parameters: {} });
    await testConnection(target, providers.manager, connections, new TaskRegistry(recordingLogger()));
    assert.deepEqual(vscodeStub.messages.shown.at(-1)?.buttons, ['Open Log']);
  });

  it('asks for a model to be chosen where none is', () => {
    vscodeStub.settings.set('llm.provider', 'vscode');
    const { manager } = new ScriptedProviders(keys, recordingLogger());
    const status = new ConfiguredProviderStatus(connections, addresses, noFacts, recordingLogger());
    assert.throws(
      () => new ConfiguredModelResolver(manager, status).resolve(null),
      /Choose one of the models VS Code offers/u,
    );
  });

  it('has its list of models at hand, and none that is a day old', async () => {
    const catalogue = new ModelCatalogue(
      (_, use) => use(connect()),
      new ModelListCache(preferences()),
      recordingLogger(),
      () => undefined,
    );
    const list = () => catalogue.list(endpoint, '', false, new AbortController().signal);
    offer('acme/one', []);
    assert.deepEqual(
      (await list()).models.map(({ id }) => id),
      ['acme/one'],
    );
    vscodeStub.languageModels.offered.length = 0;
    const { models, failure } = await list();
    assert.deepEqual([models, failure?.code], [[], 'missing-model']);
  });

  it('loads its adapter and asks VS Code about access only when it is needed', async () => {
    let reads = 0;
    const vendor = languageModelVendor(() => {
      reads += 1;
      return vscodeStub.languageModels.access;
    });
    const provider = (await vendor.load()).createProvider({
      apiKey: undefined,
      baseUrl: undefined,
      idleTimeoutMs: 1_000,
      logger: recordingLogger(),
    });
    offer('acme/one', []);
    assert.equal((await provider.listModels(new AbortController().signal)).length, 1);
    assert.deepEqual([vendor.id, reads], ['vscode', 0]);
  });
});
