import assert from 'node:assert/strict';
import { endpoints } from '../../../../src/providers/endpoints.js';
import { RecentModels } from '../../../../src/models/recentModels.js';
import { LocalUserPreferences } from '../../../../src/profile/localUserPreferences.js';
import { ApiKeys } from '../../../../src/vscode/keys/apiKeys.js';
import { Connections } from '../../../../src/vscode/models/connections.js';
import {
  chooseBackgroundProvider,
  chooseChatProvider,
  pickProvider,
} from '../../../../src/vscode/models/chooseProvider.js';
import { MemoryUsers } from '../../../support/memoryUsers.js';
import { FakeTarget } from '../../../support/selectionTarget.js';
import { recordingLogger } from '../../../support/recordingLogger.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';

describe('chooseProvider', () => {
  let recent: RecentModels;
  let connections: Connections;
  let target: FakeTarget;

  beforeEach(() => {
    target = new FakeTarget();
    recent = new RecentModels(new LocalUserPreferences(new MemoryUsers(), 'ada', recordingLogger()));
    connections = new Connections(new ApiKeys(vscodeStub.secrets, { GEMINI_API_KEY: 'g-1' }), undefined);
  });

  it('shows every provider, which is current, and where its key comes from', async () => {
    vscodeStub.secrets.values.set('scout.apiKey.openai', 'sk-1');
    vscodeStub.settings.set('llm.provider', 'anthropic');
    vscodeStub.picks.dismiss();
    await chooseChatProvider(target, connections, recent);
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
        ['VS Code', '', 'GitHub Copilot’s and other extensions’ models: no key needed'],
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
    await chooseChatProvider(target, connections, recent);
    assert.deepEqual(vscodeStub.picks.shown[0]?.labels.slice(0, 4), ['Google', 'Mistral', 'OpenAI', 'Anthropic']);
    vscodeStub.picks.dismiss();
    await chooseBackgroundProvider(connections, recent);
    assert.deepEqual(vscodeStub.picks.shown[1]?.labels.slice(0, 3), ['Hugging Face', 'OpenAI', 'Anthropic']);
  });

  it('has the chat ask the model last used with the provider, and changes no setting', async () => {
    vscodeStub.settings.set('llm.model', 'gpt-x');
    vscodeStub.settings.set('parameters.topP', 0.5);
    await recent.setModel('llm', 'google', 'gemini-x');
    vscodeStub.picks.answer('Google');
    await chooseChatProvider(target, connections, recent);
    assert.deepEqual(target.chosen, [{ ref: { endpoint: 'google', model: 'gemini-x' }, parameters: { topP: 0.5 } }]);
    assert.deepEqual(vscodeStub.settings.updates, []);
    assert.equal(await recent.model('llm', 'openai'), 'gpt-x', 'the model left behind is remembered');
    assert.deepEqual(await recent.providers('llm'), ['google']);
  });

  it('begins with the provider’s default where none was used with it, and remembers that of the chat', async () => {
    target.selection = { ref: { endpoint: 'google', model: 'gemini-y' }, parameters: {} };
    vscodeStub.picks.answer('Mistral');
    await chooseChatProvider(target, connections, recent);
    assert.equal(target.asked, 'mistral ');
    assert.equal(await recent.model('llm', 'google'), 'gemini-y');
  });

  it('changes nothing in the chat when its provider is picked', async () => {
    target.selection = { ref: { endpoint: 'google', model: 'gemini-y' }, parameters: {} };
    vscodeStub.picks.answer('Google');
    await chooseChatProvider(target, connections, recent);
    assert.equal(vscodeStub.picks.shown[0]?.items[2]?.description, 'current');
    assert.deepEqual(target.chosen, []);
  });

  it('makes the settings’ choice the chat’s own when that is picked', async () => {
    vscodeStub.settings.set('llm.model', 'gpt-x');
    vscodeStub.picks.answer('OpenAI');
    await chooseChatProvider(target, connections, recent);
    assert.equal(target.asked, 'openai gpt-x');
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
    await chooseChatProvider(target, simulated, recent);
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

  it('leads on to whoever is not in the list yet', async () => {
    vscodeStub.picks.answer('Add Endpoint…');
    vscodeStub.picks.answer('Use a Local Server');
    await chooseChatProvider(target, connections, recent);
    await chooseChatProvider(target, connections, recent);
    assert.deepEqual(
      vscodeStub.commands.executed.map(([command]) => command),
      ['scout.addEndpoint', 'scout.connectLocalServer'],
    );
    assert.deepEqual(vscodeStub.settings.updates, []);
  });

  it('offers the endpoints of the settings beside the vendors', async () => {
    vscodeStub.settings.set('endpoints', [{ id: 'gw', name: 'Gateway', baseUrl: 'https://gw.example/v1' }]);
    vscodeStub.picks.answer('Gateway');
    await chooseBackgroundProvider(connections, recent);
    assert.equal(vscodeStub.settings.get('background.provider'), 'gw');
  });

  it('offers another one to a chat whose provider is gone', async () => {
    target.selection = { ref: { endpoint: 'gone', model: 'm' }, parameters: {} };
    vscodeStub.picks.answer('OpenAI');
    await chooseChatProvider(target, connections, recent);
    assert.equal(target.asked, 'openai ');
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
