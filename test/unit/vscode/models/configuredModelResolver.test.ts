import assert from 'node:assert/strict';
import { ScoutError } from '../../../../src/core/errors.js';
import { findEndpoint } from '../../../../src/providers/endpoints.js';
import type { ChatEvent, ChatRequest } from '../../../../src/providers/provider.js';
import { ApiKeys } from '../../../../src/vscode/keys/apiKeys.js';
import { KeyAddresses } from '../../../../src/vscode/keys/keyAddresses.js';
import { Connections } from '../../../../src/vscode/models/connections.js';
import { ConfiguredProviderStatus } from '../../../../src/vscode/models/configuredProviderStatus.js';
import { ConfiguredModelResolver } from '../../../../src/vscode/models/configuredModelResolver.js';
import { recordingLogger } from '../../../support/recordingLogger.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';
import { ScriptedProviders } from '../support/scriptedProviders.js';
import { noFacts } from '../../../support/noFacts.js';
import { settled } from '../support/settled.js';

const request: ChatRequest = {
  model: 'm-1',
  messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }],
  parameters: {},
};
const finish: ChatEvent = { type: 'finish', reason: 'stop' };

describe('the model that answers in the chat', () => {
  let providers: ScriptedProviders;
  let resolver: ConfiguredModelResolver;
  let status: ConfiguredProviderStatus;

  beforeEach(() => {
    const keys = new ApiKeys(vscodeStub.secrets, { OPENAI_API_KEY: 'sk-1' });
    providers = new ScriptedProviders(keys, recordingLogger());
    const addresses = new KeyAddresses(vscodeStub.secrets);
    status = new ConfiguredProviderStatus(new Connections(keys, undefined), addresses, noFacts, recordingLogger());
    resolver = new ConfiguredModelResolver(providers.manager, status);
  });

  it('is the default of the provider that is set, with what else the settings say', () => {
    vscodeStub.settings.set('systemPrompt', 'Be brief.');
    vscodeStub.settings.set('parameters.temperature', 0.5);
    assert.deepEqual(resolver.resolve(null), {
      ref: { endpoint: 'openai', model: findEndpoint('openai')!.fallbackModels[0]!.id },
      endpointName: 'OpenAI',
      vendor: 'openai',
      system: 'Be brief.',
      parameters: { temperature: 0.5 },
      inputs: {},
    });
  });

  it('is the one that is set', () => {
    vscodeStub.settings.set('llm.provider', 'google');
    vscodeStub.settings.set('llm.model', 'gemini-x');
    vscodeStub.settings.set('background.provider', 'mistral');
    const { ref, vendor } = resolver.resolve(null);
    assert.deepEqual(ref, { endpoint: 'google', model: 'gemini-x' });
    assert.equal(vendor, 'google');
  });

  it('is missing where the setting names no provider', () => {
    vscodeStub.settings.set('llm.provider', 'opemai');
    assert.throws(() => resolver.resolve(null), {
      code: 'missing-provider',
      message: 'The setting "scout.llm.provider" does not name a known provider.',
    });
  });

  it('is missing where nobody has chosen who answers, and the default has no key', async () => {
    const connections = new Connections(new ApiKeys(vscodeStub.secrets, { MISTRAL_API_KEY: 'm-1' }), undefined);
    status = new ConfiguredProviderStatus(
      connections,
      new KeyAddresses(vscodeStub.secrets),
      noFacts,
      recordingLogger(),
    );
    resolver = new ConfiguredModelResolver(providers.manager, status);
    await status.refresh();
    assert.throws(() => resolver.resolve(null), {
      code: 'missing-provider',
      message: 'Nothing was sent. Choose who should answer.',
    });
    vscodeStub.settings.set('llm.provider', 'openai');
    assert.throws(() => resolver.resolve(null), { code: 'missing-api-key', message: 'No API key is set for OpenAI.' });
  });

  it('is missing where the key cannot be sent: the reason says where it is', async () => {
    vscodeStub.secrets.values.set('scout.apiKey.openai', 'sk-1\nsk-2');
    await status.refresh();
    assert.throws(() => resolver.resolve(null), {
      code: 'missing-api-key',
      fault: 'key',
      message: /SCOUT: Set API Key/u,
    });
  });

  it('is missing where a key is needed and none is set: nothing is stored that cannot be asked', async () => {
    vscodeStub.settings.set('llm.provider', 'google');
    await status.refresh();
    assert.throws(() => resolver.resolve(null), { code: 'missing-api-key', message: 'No API key is set for Google.' });
    vscodeStub.settings.set('llm.provider', 'openai');
    assert.equal(resolver.resolve(null).ref.endpoint, 'openai', 'what was found out about another is no reason');
  });

  it('is missing where only the user’s server knows what it has', () => {
    vscodeStub.settings.set('llm.provider', 'compatible');
    assert.throws(() => resolver.resolve(null), {
      code: 'missing-model',
      message: 'Choose one of the models your server offers.',
    });
    vscodeStub.settings.set('llm.model', 'llama');
    assert.equal(resolver.resolve(null).ref.model, 'llama');
  });

  it('is lent, streams the answer, reports waits, and is given back', async () => {
    const failure = new ScoutError('rate-limited', 'Slow down.', { retryable: true, retryAfterMs: 0 });
    let attempts = 0;
    providers.answer = async function* () {
      attempts += 1;
      await Promise.resolve();
      if (attempts === 1) throw failure;
      yield { type: 'text-delta', text: 'Hello' };
      yield finish;
    };
    const lease = await resolver.acquire(resolver.resolve(null).ref);
    assert.deepEqual(providers.log, ['created openai']);
    const waits: unknown[] = [];
    const events: ChatEvent[] = [];
    for await (const event of lease.stream(request, new AbortController().signal, ({ error }) => waits.push(error)))
      events.push(event);
    assert.deepEqual(events, [{ type: 'text-delta', text: 'Hello' }, finish]);
    assert.deepEqual(waits, [failure]);
    assert.deepEqual(providers.requests, [request, request]);
    await settled();
    assert.equal(providers.log.includes('disposed openai'), false);
    lease.release();
    await settled();
    assert.equal(providers.log.at(-1), 'disposed openai');
  });

  it('hears of the user’s Stop', async () => {
    const stop = new AbortController();
    let heard: AbortSignal | undefined;
    providers.answer = async function* (signal) {
      heard = signal;
      await Promise.resolve();
      yield finish;
    };
    const lease = await resolver.acquire(resolver.resolve(null).ref);
    for await (const event of lease.stream(request, stop.signal, () => undefined)) assert.deepEqual(event, finish);
    stop.abort();
    assert.equal(heard?.aborted, true);
    lease.release();
  });

  it('cannot be lent without a key', async () => {
    vscodeStub.settings.set('llm.provider', 'google');
    await assert.rejects(resolver.acquire(resolver.resolve(null).ref), { code: 'missing-api-key' });
    assert.deepEqual(providers.log, []);
  });
});
