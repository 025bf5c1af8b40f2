import assert from 'node:assert/strict';
import { once } from 'node:events';
import { EventEmitter } from 'node:events';
import type { TargetStatus } from '../../../../src/models/providerStatus.js';
import type { StoredSelection } from '../../../../src/storage/api/chatHistory.js';
import { ApiKeys } from '../../../../src/vscode/keys/apiKeys.js';
import { KeyAddresses } from '../../../../src/vscode/keys/keyAddresses.js';
import { ConfiguredModelResolver } from '../../../../src/vscode/models/configuredModelResolver.js';
import { ConfiguredProviderStatus } from '../../../../src/vscode/models/configuredProviderStatus.js';
import { Connections } from '../../../../src/vscode/models/connections.js';
import { recordingLogger } from '../../../support/recordingLogger.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';
import { noFacts } from '../../../support/noFacts.js';
import { ScriptedProviders } from '../support/scriptedProviders.js';

const asking = (endpoint: string, model: string, parameters = {}): StoredSelection => ({
  ref: { endpoint, model },
  parameters,
});

describe('the state of the provider that a chat asks', () => {
  let status: ConfiguredProviderStatus;
  let resolver: ConfiguredModelResolver;
  let changes: EventEmitter;

  beforeEach(async () => {
    const keys = new ApiKeys(vscodeStub.secrets, { OPENAI_API_KEY: 'sk-1' });
    const connections = new Connections(keys, undefined);
    status = new ConfiguredProviderStatus(
      connections,
      new KeyAddresses(vscodeStub.secrets),
      noFacts,
      recordingLogger(),
    );
    resolver = new ConfiguredModelResolver(new ScriptedProviders(keys, recordingLogger()).manager, status);
    changes = new EventEmitter();
    status.onChanged(() => changes.emit('changed'));
    await status.refresh();
  });

  it('is that of its own endpoint, whatever the settings say', () => {
    vscodeStub.settings.set('parameters.topP', 0.5);
    const { providerName, model, parameters, efforts } = status.of(
      asking('google', 'gemini-3-pro', { temperature: 1 }),
    );
    assert.deepEqual([providerName, model, parameters], ['Google', 'gemini-3-pro', { temperature: 1 }]);
    assert.deepEqual(efforts, ['low', 'medium', 'high']);
    assert.deepEqual(status.of(null).parameters, { topP: 0.5 });
    const all = { reasoningEffort: 'xhigh', temperature: 0.25, topP: 1, maxOutputTokens: 2000 } as const;
    const shown = ({ effortLabel, parameterLabels }: TargetStatus) => [effortLabel, ...parameterLabels];
    const limit = 'Maximum output tokens: 2,000';
    const others = ['Temperature: 0.25', 'Top P: 1', limit];
    assert.deepEqual(shown(status.of(asking('openai', 'o3', all))), ['Very high', limit]);
    assert.deepEqual(shown(status.of(asking('openai', 'gpt-4.1', all))), [null, ...others]);
    assert.deepEqual(shown(status.of(asking('mistral', 'codestral-latest', all))), [
      null,
      'Effort: Very high',
      ...others,
    ]);
    assert.deepEqual(shown(status.of(asking('vscode', 'copilot/gpt-5', all))), [null]);
  });

  it('says of two endpoints at once whether their keys are there, once both are known', async () => {
    const chat = asking('google', 'gemini-x');
    const changed = once(changes, 'changed');
    assert.equal(status.of(chat).remark, undefined, 'it is looked up first');
    await changed;
    assert.deepEqual(status.of(chat).remark, { kind: 'missing-key' });
    assert.equal(status.of(null).remark, undefined);
    assert.throws(() => resolver.resolve(chat), { code: 'missing-api-key', message: 'No API key is set for Google.' });
    assert.equal(resolver.resolve(null).ref.endpoint, 'openai');
  });

  it('takes the default of the endpoint where no model is chosen', () => {
    assert.notEqual(status.of(asking('openai', '')).model, '');
    assert.equal(status.of(asking('compatible', '')).model, '');
  });

  it('says that its endpoint is gone, and nobody else is asked instead', () => {
    const gone = asking('old-gateway', 'm-1');
    const { isGone, providerName, providerId, model, remark, efforts } = status.of(gone);
    assert.deepEqual(
      [isGone, providerName, providerId, model, remark, efforts],
      [true, 'old-gateway', 'old-gateway', 'm-1', undefined, []],
    );
    assert.throws(() => resolver.resolve(gone), {
      code: 'missing-provider',
      message: 'The provider it asked no longer exists. Choose another one.',
    });
    vscodeStub.settings.set('llm.provider', 'opemai');
    assert.equal(status.of(null).isGone, false);
  });

  it('says what a folder decides as long as that is what the chat asks', () => {
    vscodeStub.settings.set('llm.provider', 'openai', { target: 'workspace' });
    vscodeStub.settings.set('llm.model', 'gpt-x', { target: 'workspace' });
    vscodeStub.settings.set('parameters.temperature', 0.1, { target: 'workspace' });
    vscodeStub.settings.set('systemPrompt', 'Be rude.', { target: 'workspace' });
    const all = ['provider', 'model', 'systemPrompt', 'parameters'];
    assert.deepEqual(status.of(null).overrides, all);
    assert.deepEqual(status.of(asking('openai', 'gpt-x', { temperature: 0.1 })).overrides, all);
    assert.deepEqual(status.of(asking('openai', 'gpt-y', { temperature: 1 })).overrides, ['provider', 'systemPrompt']);
    assert.deepEqual(status.of(asking('google', 'gpt-x')).overrides, ['systemPrompt']);
  });

  it('survives a keyring that fails without asking it again and again', async () => {
    vscodeStub.secrets.failure = new Error('keyring locked');
    let told = 0;
    status.onChanged(() => {
      told += 1;
      status.of(asking('google', 'gemini-x'));
    });
    await status.refresh();
    await status.refresh();
    assert.ok(told <= 3, String(told));
  });
});
