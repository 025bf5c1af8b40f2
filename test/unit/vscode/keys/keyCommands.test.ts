import assert from 'node:assert/strict';
import { ApiKeys } from '../../../../src/vscode/keys/apiKeys.js';
import { removeApiKey, setApiKey } from '../../../../src/vscode/keys/keyCommands.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';

const messages = (): readonly string[] =>
  vscodeStub.messages.shown.map(({ severity, message }) => `${severity}: ${message}`);

describe('setApiKey', () => {
  let keys: ApiKeys;

  beforeEach(() => {
    keys = new ApiKeys(vscodeStub.secrets, {});
  });

  it('asks for the key of the named provider without showing it, stores it without spaces, says so', async () => {
    vscodeStub.inputs.answer(' sk-1 ');
    await setApiKey(keys, 'openai');
    const { title, prompt, password, ignoreFocusOut } = vscodeStub.inputs.shown[0]!.options;
    assert.equal(title, 'API key for OpenAI');
    assert.equal(
      prompt,
      'Get a key at https://platform.openai.com/api-keys. It is stored in VS Code’s secret storage.',
    );
    assert.equal(password, true);
    assert.equal(ignoreFocusOut, true, 'the key is copied from a browser: the box must survive that');
    assert.deepEqual(Object.fromEntries(vscodeStub.secrets.values), { 'scout.apiKey.openai': 'sk-1' });
    assert.deepEqual(messages(), ['information: The API key for OpenAI was saved.']);
    assert.deepEqual(vscodeStub.picks.shown, []);
  });

  it('names no page for keys where there is none', async () => {
    vscodeStub.inputs.answer('k');
    await setApiKey(keys, 'compatible');
    assert.equal(vscodeStub.inputs.shown[0]?.options.prompt, 'It is stored in VS Code’s secret storage.');
  });

  it('refuses what could not go into a header, and says why', async () => {
    vscodeStub.inputs.answer('', ' ', 'sk 1', 'sk-“1”', 'sk-1\nsk-2', 'sk-1');
    await setApiKey(keys, 'openai');
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
      await setApiKey(keys, id);
      assert.equal(vscodeStub.picks.shown[0]?.options.title, 'Set API key for…');
      assert.deepEqual(Object.fromEntries(vscodeStub.secrets.values), { 'scout.apiKey.google': 'g-1' });
    });
  }

  it('does nothing when the list or the box is closed', async () => {
    vscodeStub.picks.dismiss();
    await setApiKey(keys, undefined);
    assert.equal(vscodeStub.inputs.shown.length, 0);
    vscodeStub.inputs.dismiss();
    await setApiKey(keys, 'openai');
    assert.equal(vscodeStub.secrets.values.size, 0);
    assert.deepEqual(messages(), []);
  });

  it('does not say it was saved when the keyring did not keep it', async () => {
    vscodeStub.secrets.isForgetful = true;
    vscodeStub.inputs.answer('sk-1');
    await assert.rejects(setApiKey(keys, 'openai'), { code: 'storage' });
    assert.deepEqual(messages(), []);
  });
});

describe('removeApiKey', () => {
  it('forgets the key of the named provider only', async () => {
    vscodeStub.secrets.values.set('scout.apiKey.openai', 'sk-1').set('scout.apiKey.google', 'g-1');
    await removeApiKey(new ApiKeys(vscodeStub.secrets, {}), 'openai');
    assert.deepEqual([...vscodeStub.secrets.values.keys()], ['scout.apiKey.google']);
    assert.deepEqual(messages(), ['information: The API key for OpenAI was removed.']);
  });

  it('says that a key in the environment remains in use', async () => {
    vscodeStub.secrets.values.set('scout.apiKey.openai', 'sk-1');
    await removeApiKey(new ApiKeys(vscodeStub.secrets, { OPENAI_API_KEY: 'sk-env' }), 'openai');
    assert.deepEqual(messages(), [
      'information: The stored API key for OpenAI was removed. The one in the environment is still used.',
    ]);
  });

  it('asks for the provider when it is not given, and removes nothing when that list is closed', async () => {
    const keys = new ApiKeys(vscodeStub.secrets, {});
    vscodeStub.secrets.values.set('scout.apiKey.openai', 'sk-1');
    vscodeStub.picks.dismiss();
    await removeApiKey(keys, undefined);
    assert.equal(vscodeStub.picks.shown[0]?.options.title, 'Remove API key for…');
    assert.equal(vscodeStub.secrets.values.size, 1);
    assert.deepEqual(messages(), []);
    vscodeStub.picks.answer('OpenAI');
    await removeApiKey(keys, undefined);
    assert.equal(vscodeStub.secrets.values.size, 0);
  });
});
