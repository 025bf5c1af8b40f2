import assert from 'node:assert/strict';
import { findEndpoint } from '../../../../src/providers/endpoints.js';
import { ApiKeys } from '../../../../src/vscode/keys/apiKeys.js';
import { Connections } from '../../../../src/vscode/models/connections.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';

const openai = findEndpoint('openai')!;

describe('the organization and project of OpenAI', () => {
  const requestOf = (id = 'openai', simulator?: string) =>
    new Connections(new ApiKeys(vscodeStub.secrets, {}), simulator).requestOf(findEndpoint(id)!);

  beforeEach(() => vscodeStub.secrets.store('scout.apiKey.openai', 'sk-1'));

  it('change nothing where they are not set', async () => {
    assert.equal(await requestOf(), undefined);
  });

  it('are headers of every request to OpenAI, and of none to others', async () => {
    vscodeStub.settings.set('openai.organization', ' org-1 ');
    vscodeStub.settings.set('openai.project', 'proj_1');
    assert.deepEqual(await requestOf(), {
      auth: undefined,
      headers: [
        { name: 'OpenAI-Organization', value: 'org-1', isSecret: false },
        { name: 'OpenAI-Project', value: 'proj_1', isSecret: false },
      ],
      query: {},
    });
    for (const id of ['anthropic', 'google', 'mistral', 'huggingface']) assert.equal(await requestOf(id), undefined);
  });

  it('do not go to the simulator', async () => {
    vscodeStub.settings.set('openai.project', 'proj_1');
    await vscodeStub.secrets.delete('scout.apiKey.openai');
    assert.equal(await requestOf('openai', 'http://127.0.0.1:9'), undefined);
  });

  it('are never a folder’s or a remote machine’s', async () => {
    for (const target of ['workspace', 'remote'] as const)
      vscodeStub.settings.set('openai.organization', 'org-thief', { target });
    assert.equal(await requestOf(), undefined);
  });

  for (const [field, value] of [
    ['organization', 'two\nlines'],
    ['project', 'schön'],
  ] as const)
    it(`are not sent where no header can carry them: ${JSON.stringify(value)}`, async () => {
      vscodeStub.settings.set(`openai.${field}`, value);
      await assert.rejects(requestOf(), {
        code: 'invalid-request',
        fault: 'address',
        message: `The setting "scout.openai.${field}" contains characters that cannot be sent. Nothing was sent. Correct it.`,
      });
    });

  it('count as not set where they are no text', async () => {
    vscodeStub.settings.set('openai.organization', 7);
    vscodeStub.settings.set('openai.project', { id: 'proj_1' });
    assert.equal(await requestOf(openai.id), undefined);
  });
});
