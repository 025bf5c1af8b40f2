import assert from 'node:assert/strict';
import { findEndpoint } from '../../../../src/providers/endpoints.js';
import { ApiKeys } from '../../../../src/vscode/keys/apiKeys.js';
import type { Secrets } from '../../../support/vscodeStub/secrets.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';

const openai = findEndpoint('openai')!;
const google = findEndpoint('google')!;

describe('the API keys', () => {
  let secrets: Secrets;

  beforeEach(() => {
    secrets = vscodeStub.secrets;
  });

  it('are found where earlier versions stored them, one for each endpoint', async () => {
    secrets.values.set('scout.apiKey.openai', 'sk-1');
    const keys = new ApiKeys(secrets, {});
    assert.deepEqual(await keys.get(openai), { key: 'sk-1', source: 'secret-storage' });
    assert.equal(await keys.get(google), undefined);
    await keys.set(google, 'g-1');
    assert.deepEqual(Object.fromEntries(secrets.values), {
      'scout.apiKey.openai': 'sk-1',
      'scout.apiKey.google': 'g-1',
    });
    await keys.remove(openai);
    assert.deepEqual([...secrets.values.keys()], ['scout.apiKey.google']);
  });

  it('are taken from the first of the endpoint’s variables that is set; a stored key wins', async () => {
    const keys = new ApiKeys(secrets, { GEMINI_API_KEY: ' ', GOOGLE_API_KEY: ' g-2 ', OPENAI_API_KEY: 'sk-env' });
    assert.deepEqual(await keys.get(google), { key: 'g-2', source: 'environment' });
    await keys.set(openai, 'sk-stored');
    assert.deepEqual(await keys.get(openai), { key: 'sk-stored', source: 'secret-storage' });
  });

  it('count as missing where an empty one is stored', async () => {
    secrets.values.set('scout.apiKey.openai', '').set('scout.apiKey.google', '');
    const keys = new ApiKeys(secrets, { OPENAI_API_KEY: 'sk-env' });
    assert.deepEqual(await keys.get(openai), { key: 'sk-env', source: 'environment' });
    assert.equal(await keys.get(google), undefined);
  });

  it('report whose key changed, and ignore other secrets', async () => {
    const keys = new ApiKeys(secrets, {});
    const changed: string[] = [];
    const listening = keys.onChanged((id) => changed.push(id));
    await keys.set(google, 'g');
    await secrets.store('scout.other', 'x');
    await secrets.store('scout.apiKey.', 'x');
    await keys.remove(google);
    listening.dispose();
    await keys.remove(openai);
    assert.deepEqual(changed, ['google', 'google']);
  });

  it('are not taken for stored by a keyring that forgets them', async () => {
    secrets.isForgetful = true;
    await assert.rejects(new ApiKeys(secrets, {}).set(openai, 'sk-1'), { code: 'storage' });
  });
});
