import assert from 'node:assert/strict';
import { findEndpoint } from '../../../../src/providers/endpoints.js';
import { ApiKeys } from '../../../../src/vscode/keys/apiKeys.js';
import { outputChannelLogger } from '../../../../src/vscode/diagnostics/outputChannelLogger.js';
import { providerOptions } from '../../../../src/vscode/models/providerOptions.js';
import { recordingLogger } from '../../../support/recordingLogger.js';
import { FakeLogChannel } from '../../../support/vscodeStub/outputChannel.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';

const openai = findEndpoint('openai')!;
const compatible = findEndpoint('compatible')!;

describe('the options of a provider', () => {
  let keys: ApiKeys;

  beforeEach(() => {
    keys = new ApiKeys(vscodeStub.secrets, { OPENAI_API_KEY: 'sk-1' });
  });

  it('are its key, its address and how long it may be silent', async () => {
    const { apiKey, baseUrl, idleTimeoutMs } = await providerOptions(openai, keys, recordingLogger());
    assert.deepEqual(
      { apiKey, baseUrl, idleTimeoutMs },
      { apiKey: 'sk-1', baseUrl: undefined, idleTimeoutMs: 120_000 },
    );
    vscodeStub.settings.set('openai.baseUrl', 'https://proxy.example/v1/');
    vscodeStub.settings.set('network.idleTimeoutSeconds', 10);
    const changed = await providerOptions(openai, keys, recordingLogger());
    assert.equal(changed.baseUrl, 'https://proxy.example/v1');
    assert.equal(changed.idleTimeoutMs, 10_000);
  });

  it('carry a logger of the endpoint’s name', async () => {
    const channel = new FakeLogChannel('SCOUT');
    const { logger } = await providerOptions(openai, keys, outputChannelLogger(channel, 'providers'));
    logger.info('Hello');
    assert.deepEqual(channel.lines, ['info: [providers.openai] Hello']);
  });

  it('are refused without the key that is needed', async () => {
    await assert.rejects(providerOptions(findEndpoint('google')!, keys, recordingLogger()), {
      code: 'missing-api-key',
      message: 'No API key is set for Google.',
    });
  });

  it('need no key for the user’s own server, but its address', async () => {
    await assert.rejects(providerOptions(compatible, keys, recordingLogger()), {
      code: 'invalid-request',
      message: 'The server address is missing. Set it in "scout.compatible.baseUrl".',
    });
    vscodeStub.settings.set('compatible.baseUrl', 'http://localhost:11434/v1');
    const { apiKey, baseUrl } = await providerOptions(compatible, keys, recordingLogger());
    assert.deepEqual({ apiKey, baseUrl }, { apiKey: undefined, baseUrl: 'http://localhost:11434/v1' });
  });

  for (const address of [
    'proxy.example/v1',
    'ftp://proxy.example',
    'localhost:8080',
    'file:///etc/passwd',
    'javascript:alert(1)',
  ]) {
    it(`are refused with the address ${address}`, async () => {
      vscodeStub.settings.set('openai.baseUrl', address);
      await assert.rejects(providerOptions(openai, keys, recordingLogger()), {
        code: 'invalid-request',
        message: 'The setting "scout.openai.baseUrl" must be a URL that starts with http:// or https://.',
      });
    });
  }
});
