import assert from 'node:assert/strict';
import { endpoints } from '../../../../src/providers/endpoints.js';
import { RecentModels } from '../../../../src/models/recentModels.js';
import { LocalUserPreferences } from '../../../../src/profile/localUserPreferences.js';
import { ApiKeys } from '../../../../src/vscode/keys/apiKeys.js';
import { Connections } from '../../../../src/vscode/models/connections.js';
import { chooseProvider, pickProvider } from '../../../../src/vscode/models/chooseProvider.js';
import { MemoryUsers } from '../../../support/memoryUsers.js';
import { recordingLogger } from '../../../support/recordingLogger.js';
import { settled } from '../support/settled.js';
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
    vscodeStub.settings.set('llm.provider', 'anthropic');
    vscodeStub.picks.dismiss();
    await chooseProvider('llm', connections, recent);
    const [list] = vscodeStub.picks.shown;
    assert.equal(list?.options.title, 'LLM provider');
    assert.equal(list.options.placeHolder, 'Provider for the chat');
    assert.deepEqual(
      list.items.map(({ label, description, detail }) => [label, description, detail]),
      [
        ['OpenAI', '', 'Key stored in VS Code’s secret storage'],
        ['Anthropic', 'current', 'No key set'],
        ['Google', '', 'Key from an environment variable'],
        ['Mistral', '', 'No key set'],
        ['Hugging Face', '', 'No key set'],
        ['OpenAI-compatible server', '', 'No key needed'],
        ['', undefined, undefined],
        ['Add Endpoint…', undefined, undefined],
        ['Use a Local Server', undefined, undefined],
      ],
    );
    assert.deepEqual(vscodeStub.settings.updates, []);
  });

  it('shows those used lately first, the latest at the top', async () => {
    await recent.addProvider('llm', 'mistral');
    await recent.addProvider('llm', 'google');
    await recent.addProvider('background', 'huggingface');
    vscodeStub.picks.dismiss();
    await chooseProvider('llm', connections, recent);
    assert.deepEqual(vscodeStub.picks.shown[0]?.labels.slice(0, 4), ['Google', 'Mistral', 'OpenAI', 'Anthropic']);
    vscodeStub.picks.dismiss();
    await chooseProvider('background', connections, recent);
    assert.deepEqual(vscodeStub.picks.shown[1]?.labels.slice(0, 3), ['Hugging Face', 'OpenAI', 'Anthropic']);
  });

  it('has no model set while it changes the provider, so that no vendor meets another’s', async () => {
    vscodeStub.settings.set('llm.model', 'gpt-x');
    await recent.setModel('llm', 'google', 'gemini-x');
    vscodeStub.picks.answer('Google');
    await chooseProvider('llm', connections, recent);
    assert.deepEqual(vscodeStub.settings.updates, [
      { key: 'scout.llm.model', value: undefined, target: 'user' },
      { key: 'scout.llm.provider', value: 'google', target: 'user' },
      { key: 'scout.llm.model', value: 'gemini-x', target: 'user' },
    ]);
    assert.equal(await recent.model('llm', 'openai'), 'gpt-x', 'the model left behind is remembered');
    assert.deepEqual(await recent.providers('llm'), ['google']);
  });

  it('removes the model’s setting where none was used with the provider', async () => {
    vscodeStub.settings.set('llm.model', 'gpt-x');
    vscodeStub.picks.answer('Mistral');
    await chooseProvider('llm', connections, recent);
    assert.deepEqual(vscodeStub.settings.updates[0], { key: 'scout.llm.model', value: undefined, target: 'user' });
    assert.equal(vscodeStub.settings.get('llm.model'), undefined);
    assert.equal(vscodeStub.settings.get('llm.provider'), 'mistral');
  });

  it('changes nothing when the current one is picked', async () => {
    vscodeStub.settings.set('llm.model', 'gpt-x');
    vscodeStub.picks.answer('OpenAI');
    await chooseProvider('llm', connections, recent);
    assert.deepEqual(vscodeStub.settings.updates, []);
    assert.deepEqual(await recent.providers('llm'), []);
  });

  it('offers to switch background jobs off, and remembers nobody for that', async () => {
    vscodeStub.settings.set('background.provider', 'google');
    vscodeStub.settings.set('background.model', 'gemini-x');
    vscodeStub.picks.answer('Off');
    await chooseProvider('background', connections, recent);
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
    await chooseProvider('background', connections, recent);
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

  it('says so where the folder’s own choice stays in force', async () => {
    vscodeStub.settings.set('llm.provider', 'mistral', { target: 'workspace' });
    vscodeStub.picks.answer('Google');
    vscodeStub.messages.answer('Open Workspace Settings');
    await chooseProvider('llm', connections, recent);
    await settled();
    await settled();
    assert.equal(vscodeStub.settings.get('llm.provider'), 'google');
    assert.equal(
      vscodeStub.settings.get('llm.provider', { target: 'workspace' }),
      'mistral',
      'nothing is written there',
    );
    assert.match(
      vscodeStub.messages.shown[0]?.message ?? '',
      /its own value of "scout\.llm\.provider" stays in force/u,
    );
    assert.deepEqual(vscodeStub.commands.executed, [['workbench.action.openWorkspaceSettings', 'scout.llm.provider']]);
  });

  it('says where the simulator answers, and does not call that a key', async () => {
    const simulated = new Connections(new ApiKeys(vscodeStub.secrets, { GEMINI_API_KEY: 'g-1' }), 'http://127.0.0.1:9');
    vscodeStub.picks.dismiss();
    await chooseProvider('llm', simulated, recent);
    assert.deepEqual(
      vscodeStub.picks.shown[0]?.items.slice(0, 6).map(({ detail }) => detail),
      [
        'No key set: SCOUT’s simulator answers',
        'No key set: SCOUT’s simulator answers',
        'Key from an environment variable',
        ...Array<string>(3).fill('No key set: SCOUT’s simulator answers'),
      ],
    );
  });

  it('leads on to whoever is not in the list yet', async () => {
    vscodeStub.picks.answer('Add Endpoint…');
    vscodeStub.picks.answer('Use a Local Server');
    await chooseProvider('llm', connections, recent);
    await chooseProvider('llm', connections, recent);
    assert.deepEqual(vscodeStub.commands.executed, [['scout.addEndpoint'], ['scout.connectLocalServer']]);
    assert.deepEqual(vscodeStub.settings.updates, []);
  });

  it('offers the endpoints of the settings beside the vendors', async () => {
    vscodeStub.settings.set('endpoints', [{ id: 'gw', name: 'Gateway', baseUrl: 'https://gw.example/v1' }]);
    vscodeStub.picks.answer('Gateway');
    await chooseProvider('background', connections, recent);
    assert.equal(vscodeStub.settings.get('background.provider'), 'gw');
  });

  it('repairs a setting that names nobody', async () => {
    vscodeStub.settings.set('llm.provider', 'opemai');
    vscodeStub.picks.answer('OpenAI');
    await chooseProvider('llm', connections, recent);
    assert.equal(vscodeStub.settings.get('llm.provider'), 'openai');
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
    assert.equal(list.items.length, 6, 'no "Off": a command needs somebody');
    assert.deepEqual(
      list.items.map(({ description }) => description),
      ['current', '', '', '', '', ''],
    );
    assert.deepEqual(vscodeStub.settings.updates, []);
  });
});
