import assert from 'node:assert/strict';
import { ScoutError } from '../../../../src/core/errors.js';
import { findEndpoint } from '../../../../src/providers/endpoints.js';
import { ApiKeys } from '../../../../src/vscode/keys/apiKeys.js';
import { checkKey } from '../../../../src/vscode/keys/checkKey.js';
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
    assert.deepEqual(await keys.get(google), { key: 'g-2', source: 'environment', variable: 'GOOGLE_API_KEY' });
    await keys.set(openai, 'sk-stored');
    assert.deepEqual(await keys.get(openai), { key: 'sk-stored', source: 'secret-storage' });
  });

  for (const [what, key] of [
    ['of two lines', 'sk-first-half\nsk-second-half'],
    ['in quotes', '"sk-first-half"'],
    ['with a scheme', 'Bearer sk-first-half'],
  ] as const) {
    it(`are refused before a request when they are ${what}; the message names variable or command, never the key`, async () => {
      const refused = async (keys: ApiKeys, named: RegExp): Promise<void> => {
        const found = (await keys.get(openai))!;
        assert.throws(
          () => checkKey(openai, found.key, found.source === 'environment' ? found.variable : undefined),
          (error) => {
            assert.ok(error instanceof ScoutError);
            assert.equal(error.code, 'missing-api-key');
            assert.match(error.message, named);
            assert.doesNotMatch(`${error.message}${error.stack}`, /half/u);
            return true;
          },
        );
      };
      await refused(new ApiKeys(secrets, { OPENAI_API_KEY: key }), /OPENAI_API_KEY/u);
      secrets.values.set('scout.apiKey.openai', key);
      await refused(new ApiKeys(secrets, {}), /Set API Key/u);
    });
  }

  it('count as missing where an empty one is stored', async () => {
    secrets.values.set('scout.apiKey.openai', '').set('scout.apiKey.google', '');
    const keys = new ApiKeys(secrets, { OPENAI_API_KEY: 'sk-env' });
    assert.deepEqual(await keys.get(openai), { key: 'sk-env', source: 'environment', variable: 'OPENAI_API_KEY' });
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
