import assert from 'node:assert/strict';
import { findEndpoint } from '../../../../src/providers/endpoints.js';
import { ApiKeys } from '../../../../src/vscode/keys/apiKeys.js';
import { outputChannelLogger } from '../../../../src/vscode/diagnostics/outputChannelLogger.js';
import { KeyAddresses } from '../../../../src/vscode/keys/keyAddresses.js';
import { Connections } from '../../../../src/vscode/models/connections.js';
import { providerOptions } from '../../../../src/vscode/models/providerOptions.js';
import { recordingLogger } from '../../../support/recordingLogger.js';
import { FakeLogChannel } from '../../../support/vscodeStub/outputChannel.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';

const openai = findEndpoint('openai')!;
const compatible = findEndpoint('compatible')!;

describe('the options of a provider', () => {
  let connections: Connections;
  let addresses: KeyAddresses;

  beforeEach(() => {
    connections = new Connections(new ApiKeys(vscodeStub.secrets, { OPENAI_API_KEY: 'sk-1' }), undefined);
    addresses = new KeyAddresses(vscodeStub.secrets);
  });

  it('are its key, its address and how long it may be silent', async () => {
    const { apiKey, baseUrl, idleTimeoutMs } = await providerOptions(openai, {
      connections,
      addresses,
      logger: recordingLogger(),
    });
    assert.deepEqual(
      { apiKey, baseUrl, idleTimeoutMs },
      { apiKey: 'sk-1', baseUrl: undefined, idleTimeoutMs: 120_000 },
    );
    vscodeStub.settings.set('openai.baseUrl', 'https://proxy.example/v1/');
    vscodeStub.settings.set('network.idleTimeoutSeconds', 10);
    const changed = await providerOptions(openai, { connections, addresses, logger: recordingLogger() });
    assert.equal(changed.baseUrl, 'https://proxy.example/v1');
    assert.equal(changed.idleTimeoutMs, 10_000);
  });

  it('carry a logger of the endpoint’s name', async () => {
    const channel = new FakeLogChannel('SCOUT');
    const { logger } = await providerOptions(openai, {
      connections,
      addresses,
      logger: outputChannelLogger(channel, 'providers'),
    });
    logger.info('Hello');
    assert.deepEqual(channel.lines, ['info: [providers.openai] Hello']);
  });

  it('are refused without the key that is needed', async () => {
    await assert.rejects(
      providerOptions(findEndpoint('google')!, { connections, addresses, logger: recordingLogger() }),
      {
        code: 'missing-api-key',
        fault: undefined,
        message: 'No API key is set for Google.',
      },
    );
  });

  it('need no key for the user’s own server, but its address', async () => {
    await assert.rejects(providerOptions(compatible, { connections, addresses, logger: recordingLogger() }), {
      code: 'invalid-request',
      fault: 'address',
      message: 'The server address is missing. Set it in "scout.compatible.baseUrl".',
    });
    vscodeStub.settings.set('compatible.baseUrl', 'http://localhost:11434/v1');
    const { apiKey, baseUrl } = await providerOptions(compatible, {
      connections,
      addresses,
      logger: recordingLogger(),
    });
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
      await assert.rejects(providerOptions(openai, { connections, addresses, logger: recordingLogger() }), {
        code: 'invalid-request',
        fault: 'address',
        message: 'The setting "scout.openai.baseUrl" must be a URL that starts with http:// or https://.',
      });
    });
  }

  it('remember with which address a key is used, and do not take another one for known', async () => {
    const logger = recordingLogger();
    vscodeStub.settings.set('openai.baseUrl', 'https://proxy.example/v1');
    await providerOptions(openai, { connections, addresses, logger });
    vscodeStub.settings.set('openai.baseUrl', 'https://thief.example/v1');
    await providerOptions(openai, { connections, addresses, logger });
    assert.equal(
      await addresses.earlierAddress(openai, 'sk-1', 'https://thief.example/v1'),
      'https://proxy.example/v1',
      'using it is no consent',
    );
    assert.doesNotMatch(JSON.stringify([...vscodeStub.secrets.values]), /sk-1/u);
    assert.deepEqual(logger.lines, []);
  });
});
