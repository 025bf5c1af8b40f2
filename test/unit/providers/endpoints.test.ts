import assert from 'node:assert/strict';
import { isOnNetwork } from '../../../src/providers/endpoint.js';
import { endpoints, findEndpoint } from '../../../src/providers/endpoints.js';
import { vendors } from '../../../src/providers/registry.js';

describe('the endpoints', () => {
  const ids = ['openai', 'anthropic', 'google', 'mistral', 'huggingface', 'compatible', 'vscode'];

  it('have the ids under which stored answers, keys and settings name them', () => {
    assert.deepEqual(
      endpoints.map(({ id, vendor, settingKey }) => [id, vendor, settingKey]),
      ids.map((id) => [id, id, id]),
    );
  });

  it('speak the format of a vendor in the registry, each vendor at one endpoint of its own', () => {
    assert.deepEqual(
      endpoints.filter(isOnNetwork).map(({ vendor, name }) => [vendor, name]),
      vendors.map(({ id, name }) => [id, name]),
    );
  });

  it('are found by their id, and by nothing else', () => {
    for (const id of ids) assert.equal(findEndpoint(id)?.id, id);
    for (const id of ['', 'off', 'OpenAI', '__proto__']) assert.equal(findEndpoint(id), undefined);
  });
});
