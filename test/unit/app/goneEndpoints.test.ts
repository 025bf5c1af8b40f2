import assert from 'node:assert/strict';
import { vscodeStub } from '../../support/vscodeStub/vscodeStub.js';
import { until } from '../storage/support/until.js';
import { settled } from '../vscode/support/settled.js';
import { ScoutWindow } from './support/scoutWindow.js';

const setting = (key: string): unknown => vscodeStub.settings.get(key);
const messages = (): readonly string[] => vscodeStub.messages.shown.map(({ message }) => message);
const secretNames = (): readonly string[] => [...vscodeStub.secrets.values.keys()].sort();
const gateway = { id: 'gw', name: 'Gateway', baseUrl: 'http://gw.example/v1' };

describe('an endpoint that is gone', () => {
  let window: ScoutWindow;

  beforeEach(() => {
    window = new ScoutWindow();
    vscodeStub.settings.set('endpoints', [gateway]);
  });

  afterEach(() => window.dispose());

  it('is no default any more when it was removed, for no role', async () => {
    for (const role of ['llm', 'background']) {
      vscodeStub.settings.set(`${role}.provider`, 'gw');
      vscodeStub.settings.set(`${role}.model`, 'm');
    }
    await window.start();
    vscodeStub.picks.answer('Gateway');
    vscodeStub.messages.answer('Remove');
    await vscodeStub.commands.execute('scout.removeEndpoint');
    assert.equal(
      vscodeStub.messages.shown[0]?.detail,
      'Background jobs are turned off. Chats stay. Those that ask it will offer you another one.',
    );
    for (const key of ['llm.provider', 'llm.model', 'background.provider', 'background.model', 'endpoints'])
      assert.deepEqual(setting(key) ?? [], [], key);
    await settled();
    assert.deepEqual(messages(), ['Remove the endpoint “Gateway”?', 'The endpoint “Gateway” was removed.']);
  });

  it('leaves the choice of another provider alone', async () => {
    vscodeStub.settings.set('llm.provider', 'google');
    await window.start();
    vscodeStub.picks.answer('Gateway');
    vscodeStub.messages.answer('Remove');
    await vscodeStub.commands.execute('scout.removeEndpoint');
    assert.equal(setting('llm.provider'), 'google');
  });

  it('is said to be when the background jobs asked it and it was taken out by hand', async () => {
    vscodeStub.settings.set('background.provider', 'gw');
    await window.start();
    vscodeStub.messages.answer('Choose Background Provider');
    vscodeStub.picks.dismiss();
    vscodeStub.settings.set('endpoints', []);
    await until(() => vscodeStub.picks.shown.length > 0);
    assert.deepEqual(messages(), [
      'The background provider “Gateway” is no longer in the settings. Background jobs, such as titles, pause until you choose another one.',
    ]);
    assert.equal(vscodeStub.picks.shown[0]?.options.title, 'Background provider');
  });

  it('whose key was kept is in the list of keys to remove, by its id', async () => {
    await vscodeStub.secrets.store('scout.apiKey.gw', 'k');
    await vscodeStub.secrets.store('scout.header.gw.x-sub', 'v');
    await vscodeStub.secrets.store('scout.header.older.x-sub', 'v');
    await vscodeStub.secrets.store('scout.apiKey.openai', 'k');
    await window.start();
    vscodeStub.messages.answer('Keep');
    vscodeStub.settings.set('endpoints', []);
    await until(() => messages().length > 0);
    vscodeStub.picks.answer('gw');
    await vscodeStub.commands.execute('scout.removeApiKey');
    assert.deepEqual(vscodeStub.picks.shown[0]?.labels, ['OpenAI', 'gw', 'older']);
    assert.deepEqual(secretNames(), ['scout.apiKey.openai', 'scout.header.older.x-sub']);
    assert.equal(messages().at(-1), 'The API key for gw was removed.');
  });

  it('takes the values of headers along that the settings name no more', async () => {
    await vscodeStub.secrets.store('scout.header.gw.x-earlier', 'v');
    await window.start();
    vscodeStub.picks.answer('Gateway');
    vscodeStub.messages.answer('Remove');
    await vscodeStub.commands.execute('scout.removeEndpoint');
    assert.match(vscodeStub.messages.shown[0]!.detail!, /^Its stored API key and secret headers are removed, too\./u);
    assert.deepEqual(secretNames(), []);
  });

  it('stays in the settings where these cannot be written, and that is said', async () => {
    await vscodeStub.secrets.store('scout.apiKey.gw', 'k');
    await window.start();
    vscodeStub.settings.refusal = new Error('The file has unsaved changes.');
    vscodeStub.picks.answer('Gateway');
    vscodeStub.messages.answer('Remove');
    await vscodeStub.commands.execute('scout.removeEndpoint');
    assert.deepEqual(setting('endpoints'), [gateway]);
    assert.equal(
      messages().at(-1),
      'The list of endpoints in your settings was not changed: The file has unsaved changes. Its API key and secret headers are gone already.',
    );
  });
});
