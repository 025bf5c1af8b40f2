import assert from 'node:assert/strict';
import { findEndpoint } from '../../../../src/providers/endpoints.js';
import type { EndpointId } from '../../../../src/providers/endpoint.js';
import { ApiKeys } from '../../../../src/vscode/keys/apiKeys.js';
import { KeyAddresses } from '../../../../src/vscode/keys/keyAddresses.js';
import { Connections } from '../../../../src/vscode/models/connections.js';
import { ConfiguredProviderStatus } from '../../../../src/vscode/models/configuredProviderStatus.js';
import { recordingLogger, type RecordingLogger } from '../../../support/recordingLogger.js';
import { noFacts } from '../../../support/noFacts.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';

describe('the state of the provider', () => {
  let logger: RecordingLogger;
  let status: ConfiguredProviderStatus;
  let addresses: KeyAddresses;

  const statusWith = (simulator: string | undefined): ConfiguredProviderStatus =>
    new ConfiguredProviderStatus(
      new Connections(new ApiKeys(vscodeStub.secrets, {}), simulator),
      addresses,
      noFacts,
      logger,
    );

  beforeEach(() => {
    logger = recordingLogger();
    addresses = new KeyAddresses(vscodeStub.secrets);
    status = statusWith(undefined);
  });

  const storeKey = (id: string, key: string): unknown => vscodeStub.secrets.values.set(`scout.apiKey.${id}`, key);

  it('names provider and model at once, before any key was looked for', () => {
    assert.deepEqual(status.of(null), {
      providerId: 'openai',
      providerName: 'OpenAI',
      isGone: false,
      settingKey: 'openai',
      vendor: 'openai',
      model: findEndpoint('openai')!.fallbackModels[0]!.id,
      parameters: {},
      offeredParameters: ['maxOutputTokens', 'reasoningEffort'],
      efforts: ['none', 'low', 'medium', 'high', 'xhigh'],
      effortLabel: 'Default effort',
      inputs: {},
      price: undefined,
      retirement: undefined,
      parameterLabels: [],
      remark: undefined,
      background: undefined,
      overrides: [],
      isUnconfigured: false,
    });
    vscodeStub.settings.set('llm.provider', 'google');
    vscodeStub.settings.set('llm.model', 'gemini-x');
    assert.equal(status.of(null).providerName, 'Google');
    assert.equal(status.of(null).model, 'gemini-x');
  });

  it('is empty where the setting names nobody, and no key is missed then', async () => {
    vscodeStub.settings.set('llm.provider', 'opemai');
    await status.refresh();
    const { providerId, providerName, settingKey, model, remark } = status.of(null);
    assert.deepEqual([providerId, providerName, settingKey, model], ['', 'No provider', '', '']);
    assert.equal(remark, undefined);
  });

  it('has no model where only the user’s server knows', () => {
    vscodeStub.settings.set('llm.provider', 'compatible');
    assert.equal(status.of(null).model, '');
  });

  it('remarks on a missing key until there is one', async () => {
    await status.refresh();
    assert.deepEqual(status.of(null).remark, { kind: 'missing-key' });
    storeKey('openai', 'sk-1');
    await status.refresh();
    assert.equal(status.of(null).remark, undefined);
  });

  it('remarks on an address that is not the vendor’s own', async () => {
    storeKey('openai', 'sk-1');
    vscodeStub.settings.set('openai.baseUrl', 'https://proxy.example:8443/v1');
    await status.refresh();
    assert.deepEqual(status.of(null).remark, { kind: 'redirected', host: 'proxy.example:8443' });
    vscodeStub.settings.set('openai.baseUrl', 'https://api.openai.com/v2');
    await status.refresh();
    assert.equal(status.of(null).remark, undefined);
    vscodeStub.settings.set('openai.baseUrl', 'no address');
    await status.refresh();
    assert.equal(status.of(null).remark, undefined);
  });

  it('remarks rather on the missing key than on the address', async () => {
    vscodeStub.settings.set('openai.baseUrl', 'https://proxy.example');
    await status.refresh();
    assert.deepEqual(status.of(null).remark, { kind: 'missing-key' });
  });

  it('remarks on the simulator where it answers: known by its address, as long as there is no key', async () => {
    status = statusWith('http://127.0.0.1:9');
    await status.refresh();
    assert.deepEqual(status.of(null).remark, { kind: 'simulator', host: '127.0.0.1:9' });
    storeKey('openai', 'sk-1');
    await status.refresh();
    assert.equal(status.of(null).remark, undefined);
  });

  it('takes no other server for the simulator, whatever key goes there', async () => {
    status = statusWith('http://127.0.0.1:9');
    storeKey('compatible', 'simulator');
    vscodeStub.settings.set('llm.provider', 'compatible');
    vscodeStub.settings.set('compatible.baseUrl', 'http://127.0.0.1:99/v1');
    await status.refresh();
    assert.equal(status.of(null).remark, undefined);
  });

  for (const id of ['openai', 'compatible']) {
    it(`remarks on the address of ${id} that changed, for both roles, until it is confirmed`, async () => {
      const endpoint = findEndpoint(id)!;
      storeKey(id, 'sk-1');
      vscodeStub.settings.set('llm.provider', id);
      vscodeStub.settings.set(`${endpoint.settingKey}.baseUrl`, 'https://new.example/v1');
      await addresses.noteUse(endpoint, 'sk-1', 'https://old.example/v1');
      await status.refresh();
      const changed = { kind: 'address-changed', address: 'new.example', earlierAddress: 'old.example' };
      assert.deepEqual(status.of(null).remark, changed);
      vscodeStub.settings.set('llm.provider', 'google');
      vscodeStub.settings.set('background.provider', id);
      await status.refresh();
      assert.deepEqual(status.of(null).background, {
        providerName: endpoint.name,
        settingKey: endpoint.settingKey,
        remark: changed,
      });
      await status.confirmAddresses();
      assert.notEqual(status.of(null).background?.remark.kind, 'address-changed');
    });
  }

  for (const [earlier, now, shown] of [
    ['https://gw.example/a/v1', 'https://gw.example/b/v1', ['gw.example/a/v1', 'gw.example/b/v1']],
    ['http://gw.example/v1', 'https://gw.example/v1', ['http://gw.example/v1', 'https://gw.example/v1']],
    ['https://gw.example:1/v1', 'https://gw.example:2/v1', ['gw.example:1', 'gw.example:2']],
    ['https://ada:one@gw.example/a', 'https://ada:two@gw.example/b', ['gw.example/a', 'gw.example/b']],
    ['https://ada:one@gw.example/v1', 'https://ada:two@gw.example/v1', undefined],
    ['https://ada:o/n@gw.example', 'https://ada:two@gw.example/v1', ['gw.example', 'gw.example/v1']],
    ['ada:o/n@gw.example', 'https://new.example', ['gw.example', 'https://new.example']],
  ] as const)
    it(`says what tells ${earlier} and ${now} apart, and no password`, async () => {
      storeKey('openai', 'sk-1');
      vscodeStub.settings.set('openai.baseUrl', now);
      await addresses.noteUse(findEndpoint('openai')!, 'sk-1', earlier);
      await status.refresh();
      const { remark } = status.of(null);
      if (shown === undefined) assert.notEqual(remark?.kind, 'address-changed');
      else assert.deepEqual(remark, { kind: 'address-changed', earlierAddress: shown[0], address: shown[1] });
    });

  for (const address of ['https://ada:p/w@gw.example', 'ada:secret@gw.example', ''])
    it(`takes ${JSON.stringify(address)} for no address when it is confirmed`, async () => {
      const endpoint = findEndpoint('compatible')!;
      storeKey('compatible', 'sk-1');
      vscodeStub.settings.set('llm.provider', 'compatible');
      vscodeStub.settings.set('compatible.baseUrl', address);
      await addresses.noteUse(endpoint, 'sk-1', 'https://old.example/v1');
      await status.confirmAddresses();
      assert.equal(status.of(null).remark, undefined);
      vscodeStub.settings.set('compatible.baseUrl', 'https://new.example/v1');
      await status.refresh();
      assert.deepEqual(status.of(null).remark, {
        kind: 'address-changed',
        earlierAddress: 'old.example',
        address: 'new.example',
      });
    });

  it('says of a key that cannot be sent where it is', async () => {
    storeKey('openai', '"sk-in-quotes"');
    await status.refresh();
    const { remark } = status.of(null);
    assert.ok(remark?.kind === 'unusable-key');
    assert.match(remark.sentence, /stored API key for OpenAI .*SCOUT: Set API Key/u);
  });

  it('says nothing of an address that changed before a new key was set', async () => {
    await addresses.noteUse(findEndpoint('openai')!, 'sk-old', 'https://old.example/v1');
    storeKey('openai', 'sk-new');
    await status.refresh();
    assert.equal(status.of(null).remark, undefined);
  });

  it('says what the folder decides', () => {
    vscodeStub.settings.set('systemPrompt', 'Be rude.', { target: 'workspace' });
    assert.deepEqual(status.of(null).overrides, ['systemPrompt']);
  });

  it('is unconfigured while there is neither a key nor a server', async () => {
    vscodeStub.settings.set('llm.provider', 'google');
    await status.refresh();
    assert.equal(status.of(null).isUnconfigured, true);
    vscodeStub.settings.set('compatible.baseUrl', 'http://127.0.0.1:1234/v1');
    await status.refresh();
    assert.equal(status.of(null).isUnconfigured, false);
    vscodeStub.settings.set('compatible.baseUrl', undefined);
    storeKey('mistral', 'm-1');
    await status.refresh();
    assert.equal(status.of(null).isUnconfigured, false, 'a key for any provider');
  });

  it('is unconfigured while nobody has chosen who answers, and the default has no key', async () => {
    storeKey('mistral', 'm-1');
    await status.refresh();
    assert.equal(status.of(null).isUnconfigured, true, 'a key was stored, but whose is asked is not chosen');
    const chosen = { ref: { endpoint: 'mistral' as EndpointId, model: 'm' }, parameters: {} };
    assert.equal(status.of(chosen).isUnconfigured, false, 'a chat that has chosen');
    for (const target of ['user', 'workspace'] as const) {
      vscodeStub.settings.set('llm.provider', 'openai', { target });
      await status.refresh();
      assert.deepEqual(
        [status.of(null).isUnconfigured, status.of(null).remark],
        [false, { kind: 'missing-key' }],
        `chosen in the settings: ${target}`,
      );
      vscodeStub.settings.set('llm.provider', undefined, { target });
    }
    storeKey('openai', 'sk-1');
    await status.refresh();
    assert.equal(status.of(null).isUnconfigured, false, 'the default can be asked');
  });

  it('does not remark on the user’s own server: no key is needed, its address is no news', async () => {
    vscodeStub.settings.set('llm.provider', 'compatible');
    vscodeStub.settings.set('compatible.baseUrl', 'http://localhost:11434/v1');
    await status.refresh();
    assert.equal(status.of(null).remark, undefined);
  });

  it('notifies its listeners after every refresh, past one that fails, until they leave', async () => {
    const heard: unknown[] = [];
    status.onChanged(() => {
      throw new Error('stuck');
    });
    const listening = status.onChanged(() => heard.push(status.of(null).remark));
    await status.refresh();
    assert.deepEqual(heard, [{ kind: 'missing-key' }], 'what was found is known when they are notified');
    assert.deepEqual(logger.lines, ['error: Could not notify a view of a change (Error: stuck)']);
    listening.dispose();
    await status.refresh();
    assert.equal(heard.length, 1);
  });

  it('survives a keyring that fails: the remark before it is gone, listeners are notified, the log says why', async () => {
    await status.refresh();
    let notified = 0;
    status.onChanged(() => (notified += 1));
    vscodeStub.secrets.failure = new Error('keyring locked');
    await status.refresh();
    assert.equal(status.of(null).remark, undefined);
    assert.equal(notified, 1);
    assert.deepEqual(logger.lines, [
      'error: Could not read the state of the provider’s API key (Error: keyring locked)',
    ]);
  });

  it('says whether Enter sends, and how a provider of an old answer is called', () => {
    assert.equal(status.sendOnEnter, true);
    vscodeStub.settings.set('chat.sendOnEnter', false);
    assert.equal(status.sendOnEnter, false);
    assert.equal(status.displayNameOf('huggingface'), 'Hugging Face');
    assert.equal(status.displayNameOf('gone'), 'gone');
  });
});
