import assert from 'node:assert/strict';
import { endpoints } from '../../../../src/providers/endpoints.js';
import { RecentModels } from '../../../../src/models/recentModels.js';
import { LocalUserPreferences } from '../../../../src/profile/localUserPreferences.js';
import { ApiKeys } from '../../../../src/vscode/keys/apiKeys.js';
import { Connections } from '../../../../src/vscode/models/connections.js';
import { chooseBackgroundProvider, pickProvider } from '../../../../src/vscode/models/chooseProvider.js';
import { MemoryUsers } from '../../../support/memoryUsers.js';
import { recordingLogger } from '../../../support/recordingLogger.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';

describe('chooseProvider', () => {
  let recent: RecentModels;
  let connections: Connections;

  beforeEach(() => {
    recent = new RecentModels(new LocalUserPreferences(new MemoryUsers(), 'ada', recordingLogger()));
    connections = new Connections(new ApiKeys(vscodeStub.secrets, { GEMINI_API_KEY: 'g-1' }), undefined);
  });

  it('shows every provider, which is current, and where its key comes from', async () => {
    vscodeStub.secrets.values.set('scout.apiKey.openai', 'sk-1');
    vscodeStub.settings.set('background.provider', 'anthropic');
    vscodeStub.picks.dismiss();
    await chooseBackgroundProvider(connections, recent);
    const [list] = vscodeStub.picks.shown;
    assert.deepEqual(
      list?.items.map(({ label, description, detail }) => [label, description, detail]),
      [
        ['OpenAI', '', 'Key stored in VS Code’s secret storage'],
        ['Anthropic', 'current', 'No key set'],
        ['Google', '', 'Key from an environment variable'],
        ['Mistral', '', 'No key set'],
        ['Hugging Face', '', 'No key set'],
        ['OpenAI-compatible server', '', 'No key needed'],
        ['VS Code', '', 'GitHub Copilot’s and other extensions’ models: no key needed'],
        ['Off', '', 'SCOUT sends nothing to a model on its own.'],
      ],
    );
    assert.deepEqual(vscodeStub.settings.updates, []);
  });

  it('shows those used lately first, the latest at the top', async () => {
    await recent.addProvider('background', 'mistral');
    await recent.addProvider('background', 'huggingface');
    await recent.addProvider('llm', 'google');
    vscodeStub.picks.dismiss();
    await chooseBackgroundProvider(connections, recent);
    assert.deepEqual(vscodeStub.picks.shown[0]?.labels.slice(0, 3), ['Hugging Face', 'Mistral', 'OpenAI']);
  });

  it('offers to switch background jobs off, and remembers nobody for that', async () => {
    vscodeStub.settings.set('background.provider', 'google');
    vscodeStub.settings.set('background.model', 'gemini-x');
    vscodeStub.picks.answer('Off');
    await chooseBackgroundProvider(connections, recent);
    const [list] = vscodeStub.picks.shown;
    assert.equal(list?.options.title, 'Background provider');
    assert.deepEqual(list.items.at(-1), {
      endpoint: undefined,
      label: 'Off',
      description: '',
      detail: 'SCOUT sends nothing to a model on its own.',
    });
    assert.equal(vscodeStub.settings.get('background.provider'), 'off');
    assert.equal(vscodeStub.settings.get('background.model'), undefined);
    assert.equal(await recent.model('background', 'google'), 'gemini-x');
    assert.deepEqual(await recent.providers('background'), []);
  });

  it('marks "Off" as current while it is, and then remembers no model', async () => {
    vscodeStub.picks.answer('Google');
    await chooseBackgroundProvider(connections, recent);
    assert.equal(vscodeStub.picks.shown[0]?.items.at(-1)?.description, 'current');
    assert.deepEqual(
      vscodeStub.settings.updates.map(({ key, value }) => [key, value]),
      [
        ['scout.background.model', undefined],
        ['scout.background.provider', 'google'],
      ],
    );
    assert.equal(vscodeStub.settings.get('llm.provider'), undefined, 'the other role is left alone');
  });

  it('says where the simulator answers, and does not call that a key', async () => {
    const simulated = new Connections(new ApiKeys(vscodeStub.secrets, { GEMINI_API_KEY: 'g-1' }), 'http://127.0.0.1:9');
    vscodeStub.picks.dismiss();
    await chooseBackgroundProvider(simulated, recent);
    assert.deepEqual(
      vscodeStub.picks.shown[0]?.items.slice(0, 7).map(({ detail }) => detail),
      [
        'No key set: SCOUT’s simulator answers',
        'No key set: SCOUT’s simulator answers',
        'Key from an environment variable',
        ...Array<string>(3).fill('No key set: SCOUT’s simulator answers'),
        'GitHub Copilot’s and other extensions’ models: no key needed',
      ],
    );
  });

  it('offers the endpoints of the settings beside the vendors', async () => {
    vscodeStub.settings.set('endpoints', [{ id: 'gw', name: 'Gateway', baseUrl: 'https://gw.example/v1' }]);
    vscodeStub.picks.answer('Gateway');
    await chooseBackgroundProvider(connections, recent);
    assert.equal(vscodeStub.settings.get('background.provider'), 'gw');
  });
});

describe('pickProvider', () => {
  it('resolves with the endpoint that was picked, and changes no setting', async () => {
    const connections = new Connections(new ApiKeys(vscodeStub.secrets, {}), undefined);
    vscodeStub.picks.answer('Hugging Face');
    assert.equal((await pickProvider('Whose?', endpoints, connections))?.id, 'huggingface');
    vscodeStub.picks.dismiss();
    assert.equal(await pickProvider('Whose?', endpoints, connections), undefined);
    const [list] = vscodeStub.picks.shown;
    assert.equal(list?.options.title, 'Whose?');
    assert.equal(list.items.length, 7, 'no "Off": a command needs somebody');
    assert.deepEqual(
      list.items.map(({ description }) => description),
      ['current', '', '', '', '', '', ''],
    );
    assert.deepEqual(vscodeStub.settings.updates, []);
  });
});
