import assert from 'node:assert/strict';
import { findEndpoint } from '../../../../src/providers/endpoints.js';
import { ApiKeys } from '../../../../src/vscode/keys/apiKeys.js';
import { ConfiguredJobModelResolver } from '../../../../src/vscode/models/configuredJobModelResolver.js';
import { recordingLogger } from '../../../support/recordingLogger.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';
import { ScriptedProviders } from '../support/scriptedProviders.js';
import { settled } from '../support/settled.js';

describe('the model that does background jobs', () => {
  let providers: ScriptedProviders;
  let resolver: ConfiguredJobModelResolver;

  beforeEach(() => {
    providers = new ScriptedProviders(new ApiKeys(vscodeStub.secrets, { GEMINI_API_KEY: 'g-1' }), recordingLogger());
    resolver = new ConfiguredJobModelResolver(providers.manager);
  });

  for (const provider of [undefined, 'off', 'opemai']) {
    it(`is none with the setting ${provider ?? 'as it is at first'}`, () => {
      vscodeStub.settings.set('background.provider', provider);
      assert.equal(resolver.resolve(), undefined);
    });
  }

  it('is the one that is set, else the provider’s default; the chat’s plays no part', () => {
    vscodeStub.settings.set('llm.model', 'gpt-x');
    vscodeStub.settings.set('background.provider', 'google');
    assert.deepEqual(resolver.resolve(), { endpoint: 'google', model: findEndpoint('google')!.fallbackModels[0]!.id });
    vscodeStub.settings.set('background.model', 'gemini-x');
    assert.deepEqual(resolver.resolve(), { endpoint: 'google', model: 'gemini-x' });
  });

  it('may be left to the user’s own server', () => {
    vscodeStub.settings.set('background.provider', 'compatible');
    assert.deepEqual(resolver.resolve(), { endpoint: 'compatible', model: '' });
  });

  it('answers in one piece with what it has cost, and is given back', async () => {
    vscodeStub.settings.set('background.provider', 'google');
    vscodeStub.settings.set('background.model', 'gemini-x');
    const usage = { inputTokens: 3, outputTokens: 2 };
    let heard: AbortSignal | undefined;
    providers.answer = async function* (signal) {
      heard = signal;
      await Promise.resolve();
      yield { type: 'reasoning-delta', text: 'Hm.' };
      yield { type: 'text-delta', text: 'A good ' };
      yield { type: 'text-delta', text: 'title' };
      yield { type: 'usage', usage };
      yield { type: 'finish', reason: 'stop' };
    };
    const lease = await resolver.acquire(resolver.resolve()!);
    const stop = new AbortController();
    const request = {
      messages: [{ role: 'user' as const, parts: [{ type: 'text' as const, text: 'Hi' }] }],
      parameters: {},
    };
    assert.deepEqual(await lease.ask(request, stop.signal), { text: 'A good title', usage });
    assert.deepEqual(providers.requests, [{ ...request, model: 'gemini-x', isUnattended: true }]);
    stop.abort();
    assert.equal(heard?.aborted, true);
    await settled();
    assert.deepEqual(providers.log, ['created google', 'asked google']);
    lease.release();
    await settled();
    assert.equal(providers.log.at(-1), 'disposed google');
  });
});
