import assert from 'node:assert/strict';
import { ApiKeys } from '../../../../src/vscode/keys/apiKeys.js';
import { Connections } from '../../../../src/vscode/models/connections.js';
import { connectProvider, removeApiKey, setApiKey } from '../../../../src/vscode/keys/keyCommands.js';
import { RecentModels } from '../../../../src/models/recentModels.js';
import { LocalUserPreferences } from '../../../../src/profile/localUserPreferences.js';
import { MemoryUsers } from '../../../support/memoryUsers.js';
import { FakeTarget } from '../../../support/selectionTarget.js';
import { recordingLogger } from '../../../support/recordingLogger.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';

const messages = (): readonly string[] =>
  vscodeStub.messages.shown.map(({ severity, message }) => `${severity}: ${message}`);

const connectionsOf = (keys: ApiKeys): Connections => new Connections(keys, undefined);

function remove(environment: Record<string, string>, provider?: string): Promise<void> {
  const keys = new ApiKeys(vscodeStub.secrets, environment);
  return removeApiKey(keys, connectionsOf(keys), provider);
}

describe('setApiKey', () => {
  let keys: ApiKeys;

  beforeEach(() => {
    keys = new ApiKeys(vscodeStub.secrets, {});
  });

  it('asks for the key of the named provider without showing it, stores it without spaces, says so', async () => {
    vscodeStub.inputs.answer(' sk-1 ');
    await setApiKey(keys, connectionsOf(keys), 'openai');
    const { title, prompt, password, ignoreFocusOut } = vscodeStub.inputs.shown[0]!.options;
    assert.equal(title, 'API key for OpenAI');
    assert.equal(
      prompt,
      'Get a key at [platform.openai.com/api-keys](https://platform.openai.com/api-keys). It is stored in VS Code’s secret storage.',
    );
    assert.equal(password, true);
    assert.equal(ignoreFocusOut, true, 'the key is copied from a browser: the box must survive that');
    assert.deepEqual(Object.fromEntries(vscodeStub.secrets.values), { 'scout.apiKey.openai': 'sk-1' });
    assert.deepEqual(messages(), ['information: The API key for OpenAI was saved.']);
    assert.deepEqual(vscodeStub.picks.shown, []);
  });

  it('names no page for keys where there is none', async () => {
    vscodeStub.inputs.answer('k');
    await setApiKey(keys, connectionsOf(keys), 'compatible');
    assert.equal(vscodeStub.inputs.shown[0]?.options.prompt, 'It is stored in VS Code’s secret storage.');
  });

  it('refuses what could not go into a header, and says why', async () => {
    vscodeStub.inputs.answer('', ' ', 'sk 1', 'sk-“1”', 'sk-1\nsk-2', 'sk-1');
    await setApiKey(keys, connectionsOf(keys), 'openai');
    const empty = 'The key cannot be empty.';
    const unlikely = 'This does not look like a key: it contains spaces or special characters.';
    assert.deepEqual(
      vscodeStub.inputs.shown[0]?.refused.map(({ message }) => message),
      [empty, empty, unlikely, unlikely, unlikely],
    );
    assert.equal(vscodeStub.secrets.values.get('scout.apiKey.openai'), 'sk-1');
  });

  for (const id of [undefined, 'opemai', { id: 'openai' }, '__proto__']) {
    it(`asks for the provider when it is given ${JSON.stringify(id)}`, async () => {
      vscodeStub.picks.answer('Google');
      vscodeStub.inputs.answer('g-1');
      await setApiKey(keys, connectionsOf(keys), id);
      assert.equal(vscodeStub.picks.shown[0]?.options.title, 'Set API key for…');
      assert.deepEqual(Object.fromEntries(vscodeStub.secrets.values), { 'scout.apiKey.google': 'g-1' });
    });
  }

  it('does nothing when the list or the box is closed', async () => {
    vscodeStub.picks.dismiss();
    await setApiKey(keys, connectionsOf(keys), undefined);
    assert.equal(vscodeStub.inputs.shown.length, 0);
    vscodeStub.inputs.dismiss();
    await setApiKey(keys, connectionsOf(keys), 'openai');
    assert.equal(vscodeStub.secrets.values.size, 0);
    assert.deepEqual(messages(), []);
  });

  it('does not say it was saved when the keyring did not keep it', async () => {
    vscodeStub.secrets.isForgetful = true;
    vscodeStub.inputs.answer('sk-1');
    await assert.rejects(setApiKey(keys, connectionsOf(keys), 'openai'), { code: 'storage' });
    assert.deepEqual(messages(), []);
  });
});

describe('removeApiKey', () => {
  it('forgets the key of the named provider only', async () => {
    vscodeStub.secrets.values.set('scout.apiKey.openai', 'sk-1').set('scout.apiKey.google', 'g-1');
    await remove({}, 'openai');
    assert.deepEqual([...vscodeStub.secrets.values.keys()], ['scout.apiKey.google']);
    assert.deepEqual(messages(), ['information: The API key for OpenAI was removed.']);
  });

  it('says that a key in the environment remains in use', async () => {
    vscodeStub.secrets.values.set('scout.apiKey.openai', 'sk-1');
    await remove({ OPENAI_API_KEY: 'sk-env' }, 'openai');
    assert.deepEqual(messages(), [
      'information: The stored API key for OpenAI was removed. The one in the environment is still used.',
    ]);
  });

  it('asks for the provider when it is not given, and removes nothing when that list is closed', async () => {
    const keys = new ApiKeys(vscodeStub.secrets, {});
    vscodeStub.secrets.values.set('scout.apiKey.openai', 'sk-1');
    vscodeStub.picks.dismiss();
    await removeApiKey(keys, connectionsOf(keys), undefined);
    assert.equal(vscodeStub.picks.shown[0]?.options.title, 'Remove API key for…');
    assert.equal(vscodeStub.secrets.values.size, 1);
    assert.deepEqual(messages(), []);
    vscodeStub.picks.answer('OpenAI');
    await removeApiKey(keys, connectionsOf(keys), undefined);
    assert.equal(vscodeStub.secrets.values.size, 0);
  });
});

describe('removeApiKey, where nothing is stored', () => {
  it('offers only providers with a stored key', async () => {
    vscodeStub.secrets.values.set('scout.apiKey.google', 'g-1').set('scout.apiKey.mistral', 'm-1');
    vscodeStub.picks.dismiss();
    await remove({ OPENAI_API_KEY: 'sk-env' });
    assert.deepEqual(vscodeStub.picks.shown[0]?.labels, ['Google', 'Mistral']);
  });

  it('says that there is none, and asks nothing', async () => {
    await remove({ OPENAI_API_KEY: 'sk-env' });
    await remove({}, 'google');
    await remove({ OPENAI_API_KEY: 'sk-env' }, 'openai');
    assert.deepEqual(messages(), [
      'information: No API key is stored.',
      'information: No API key is stored for Google.',
      'information: No API key is stored for OpenAI. The one in use is from the environment.',
    ]);
    assert.deepEqual(vscodeStub.picks.shown, []);
  });
});

describe('connectProvider', () => {
  let keys: ApiKeys;
  let recent: RecentModels;
  let target: FakeTarget;
  let choosing: number;

  const connect = (): Promise<void> =>
    connectProvider(target, 'chat', {
      keys,
      connections: connectionsOf(keys),
      recent,
      chooseModel: () => Promise.resolve(void (choosing += 1)),
    });

  beforeEach(() => {
    keys = new ApiKeys(vscodeStub.secrets, {});
    target = new FakeTarget();
    choosing = 0;
    recent = new RecentModels(new LocalUserPreferences(new MemoryUsers(), 'ada', recordingLogger()));
  });

  it('asks whose key it is and for the key, and has that provider answer from then on', async () => {
    vscodeStub.picks.answer('Mistral');
    vscodeStub.inputs.answer('m-1');
    await connect();
    assert.deepEqual(vscodeStub.picks.shown[0]?.labels, [
      'OpenAI',
      'Anthropic',
      'Google',
      'Mistral',
      'Hugging Face',
      'Another Service…',
    ]);
    assert.equal(vscodeStub.secrets.values.get('scout.apiKey.mistral'), 'm-1');
    assert.equal(target.asked, 'mistral ');
    assert.equal(vscodeStub.settings.get('llm.provider'), 'mistral', 'the first default');
    assert.equal(vscodeStub.settings.get('background.provider'), undefined, 'nothing is sent on its own');
  });

  it('leads to a new endpoint for this chat where the service is none yet', async () => {
    vscodeStub.picks.answer('Another Service…');
    await connect();
    assert.deepEqual(vscodeStub.commands.executed, [['scout.addEndpoint', 'chat']]);
    assert.deepEqual([vscodeStub.inputs.shown, target.asked], [[], new FakeTarget().asked]);
  });

  it('asks for no key where there is one', async () => {
    keys = new ApiKeys(vscodeStub.secrets, { ANTHROPIC_API_KEY: 'a-key' });
    vscodeStub.picks.answer('Anthropic');
    await connect();
    assert.deepEqual([vscodeStub.inputs.shown, target.asked], [[], 'anthropic ']);
    assert.equal(vscodeStub.settings.get('llm.provider'), 'anthropic');
  });

  it('has a model chosen where only the server knows which there are', async () => {
    const entry = { id: 'gw', name: 'Gateway', baseUrl: 'http://gw.example/v1', auth: 'bearer' };
    vscodeStub.settings.set('endpoints', [entry]);
    vscodeStub.picks.answer('Gateway');
    vscodeStub.inputs.answer('a-key');
    await connect();
    assert.equal(target.asked, 'gw ');
    assert.equal(choosing, 1);
  });

  it('changes nothing when the list or the box is closed', async () => {
    vscodeStub.picks.dismiss();
    await connect();
    vscodeStub.picks.answer('Mistral');
    vscodeStub.inputs.dismiss();
    await connect();
    assert.equal(vscodeStub.secrets.values.size, 0);
    assert.deepEqual(vscodeStub.settings.updates, []);
  });

  it('leaves the settings alone where they name somebody who can be asked: other windows have chats, too', async () => {
    keys = new ApiKeys(vscodeStub.secrets, { OPENAI_API_KEY: 'sk-1' });
    vscodeStub.picks.answer('Mistral');
    vscodeStub.inputs.answer('m-1');
    await connect();
    assert.equal(target.asked, 'mistral ');
    assert.deepEqual(vscodeStub.settings.updates, []);
  });
});
