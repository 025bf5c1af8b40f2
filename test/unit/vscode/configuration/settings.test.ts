import assert from 'node:assert/strict';
import type { ConfigurationChangeEvent } from 'vscode';
import { isOnNetwork } from '../../../../src/providers/endpoint.js';
import { endpoints, findEndpoint } from '../../../../src/providers/endpoints.js';
import * as settings from '../../../../src/vscode/configuration/settings.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';

const openai = findEndpoint('openai')!;

describe('the settings', () => {
  const set = (key: string, value: unknown): void => vscodeStub.settings.set(key, value);

  it('of a new user name OpenAI for the chat and nobody for background jobs', () => {
    assert.deepEqual(settings.roleSettings('llm'), { endpoint: 'openai', model: '' });
    assert.deepEqual(settings.roleSettings('background'), { endpoint: 'off', model: '' });
  });

  it('of each role are its own, the model without the spaces around it', () => {
    set('llm.provider', 'google');
    set('llm.model', ' gemini ');
    set('background.provider', 'mistral');
    set('background.model', 'small');
    assert.deepEqual(settings.roleSettings('llm'), { endpoint: 'google', model: 'gemini' });
    assert.deepEqual(settings.roleSettings('background'), { endpoint: 'mistral', model: 'small' });
  });

  it('count as not set where they are of the wrong type', () => {
    for (const key of ['llm.provider', 'llm.model', 'systemPrompt', 'openai.baseUrl', 'parameters.reasoningEffort'])
      set(key, 7);
    for (const key of ['parameters.temperature', 'parameters.topP', 'parameters.maxOutputTokens']) set(key, '1');
    set('network.idleTimeoutSeconds', '9');
    set('memoryTracing.onStartup', 'true');
    set('chat.sendOnEnter', 'no');
    assert.deepEqual(settings.roleSettings('llm'), { endpoint: '', model: '' });
    assert.equal(settings.systemPromptSetting(), undefined);
    assert.equal(settings.baseUrlSetting(openai), undefined);
    assert.deepEqual(settings.parameterSettings(), {});
    assert.equal(settings.idleTimeoutSetting(), 120_000);
    assert.equal(settings.memoryTracingOnStartupSetting(), false);
    assert.equal(settings.sendOnEnterSetting(), true);
  });

  it('give the base URL of the user without spaces and slashes at its end, and an empty one not at all', () => {
    assert.equal(settings.baseUrlSetting(openai), undefined);
    set('openai.baseUrl', ' https://proxy.example/v1// ');
    assert.equal(settings.baseUrlSetting(openai), 'https://proxy.example/v1');
    set('openai.baseUrl', '  ');
    assert.equal(settings.baseUrlSetting(openai), undefined);
  });

  it('never take a base URL from a workspace, whichever endpoint it is for', () => {
    for (const endpoint of endpoints.filter(isOnNetwork)) {
      vscodeStub.settings.set(`${endpoint.settingKey}.baseUrl`, 'https://thief.example', { target: 'workspace' });
      assert.equal(settings.baseUrlSetting(endpoint), undefined);
      set(`${endpoint.settingKey}.baseUrl`, `https://${endpoint.id}.example`);
      assert.equal(settings.baseUrlSetting(endpoint), `https://${endpoint.id}.example`);
    }
  });

  it('never let a workspace start background requests', () => {
    vscodeStub.settings.set('background.provider', 'google', { target: 'workspace' });
    vscodeStub.settings.set('background.model', 'dear', { target: 'workspace' });
    assert.deepEqual(settings.roleSettings('background'), { endpoint: 'off', model: '' });
    set('background.provider', 'mistral');
    assert.deepEqual(settings.roleSettings('background'), { endpoint: 'mistral', model: '' });
  });

  const everything = {
    'llm.provider': 'google',
    'llm.model': 'dear',
    'background.provider': 'google',
    'background.model': 'dear',
    systemPrompt: 'Praise the vendor.',
    'chat.sendOnEnter': false,
    'parameters.temperature': 2,
    'parameters.topP': 0.1,
    'parameters.maxOutputTokens': 999_999,
    'parameters.reasoningEffort': 'high',
    'openai.baseUrl': 'https://thief.example',
    'network.idleTimeoutSeconds': 5,
    'memoryTracing.onStartup': true,
  } as const;
  const inForce = () => ({
    llm: settings.roleSettings('llm'),
    background: settings.roleSettings('background'),
    prompt: settings.systemPromptSetting(),
    parameters: settings.parameterSettings(),
    address: settings.baseUrlSetting(openai),
    idle: settings.idleTimeoutSetting(),
    enter: settings.sendOnEnterSetting(),
    tracing: settings.memoryTracingOnStartupSetting(),
    overrides: settings.workspaceOverrides(),
  });

  it('are the user’s alone in a workspace that is not trusted, also where the editor lets its values through', () => {
    const before = inForce();
    vscodeStub.isTrusted = false;
    for (const [key, value] of Object.entries(everything)) vscodeStub.settings.set(key, value, { target: 'workspace' });
    assert.deepEqual(inForce(), before);
    assert.equal(settings.isSetByWorkspace('llm.model'), false);
    set('llm.model', 'mine');
    assert.equal(settings.roleSettings('llm').model, 'mine');
    vscodeStub.isTrusted = true;
    const { llm, background, idle, enter, tracing, address, overrides } = inForce();
    assert.deepEqual(llm, { endpoint: 'google', model: 'dear' });
    assert.deepEqual({ ...before, background, idle, enter, tracing, address }, before, 'these are the user’s own');
    assert.deepEqual(overrides, ['provider', 'model', 'systemPrompt', 'parameters']);
  });

  it('are never a remote machine’s', () => {
    const before = inForce();
    for (const [key, value] of Object.entries(everything)) vscodeStub.settings.set(key, value, { target: 'remote' });
    assert.deepEqual(inForce(), before);
    set('systemPrompt', 'Mine.');
    set('openai.baseUrl', 'https://mine.example');
    assert.equal(settings.systemPromptSetting(), 'Mine.');
    assert.equal(settings.baseUrlSetting(openai), 'https://mine.example');
  });

  it('say what the workspace decides about the next message', () => {
    assert.deepEqual(settings.workspaceOverrides(), []);
    set('llm.model', 'm-1');
    assert.deepEqual(settings.workspaceOverrides(), []);
    vscodeStub.settings.set('parameters.topP', 0, { target: 'workspace' });
    vscodeStub.settings.set('systemPrompt', '', { target: 'workspace' });
    assert.deepEqual(settings.workspaceOverrides(), ['systemPrompt', 'parameters'], 'an empty prompt is one, too');
    vscodeStub.settings.set('llm.provider', 'google', { target: 'workspace' });
    vscodeStub.settings.set('llm.model', 'm-2', { target: 'workspace' });
    assert.deepEqual(settings.workspaceOverrides(), ['provider', 'model', 'systemPrompt', 'parameters']);
    assert.deepEqual(['llm.model', 'background.model'].map(settings.isSetByWorkspace), [true, false]);
  });

  it('give a system prompt only where there is more than white space', () => {
    set('systemPrompt', ' \n');
    assert.equal(settings.systemPromptSetting(), undefined);
    set('systemPrompt', '\nBe brief.\n');
    assert.equal(settings.systemPromptSetting(), 'Be brief.');
  });

  it('leave parameters that are not set to the vendor, and pass on zero', () => {
    assert.deepEqual(settings.parameterSettings(), {});
    set('parameters.temperature', 0);
    set('parameters.topP', 0);
    assert.deepEqual(settings.parameterSettings(), { temperature: 0, topP: 0 });
  });

  it('keep parameters within their limits, whatever settings.json says', () => {
    set('parameters.temperature', 9);
    set('parameters.topP', 1.5);
    set('parameters.maxOutputTokens', 2_000_000);
    set('parameters.reasoningEffort', 'extreme');
    assert.deepEqual(settings.parameterSettings(), { temperature: 2, topP: 1, maxOutputTokens: 1_000_000 });
    set('parameters.temperature', -1);
    set('parameters.topP', -1);
    set('parameters.maxOutputTokens', 0);
    set('parameters.reasoningEffort', 'high');
    assert.deepEqual(settings.parameterSettings(), {
      temperature: 0,
      topP: 0,
      maxOutputTokens: 1,
      reasoningEffort: 'high',
    });
    set('parameters.maxOutputTokens', 99.6);
    assert.equal(settings.parameterSettings().maxOutputTokens, 100);
  });

  for (const effort of ['low', 'medium', 'high']) {
    it(`pass on the reasoning effort "${effort}"`, () => {
      set('parameters.reasoningEffort', effort);
      assert.deepEqual(settings.parameterSettings(), { reasoningEffort: effort });
    });
  }

  it('give the idle timeout in milliseconds, within its limits', () => {
    const timeouts = [30, 1, 99_999, Number.NaN].map((seconds) => {
      set('network.idleTimeoutSeconds', seconds);
      return settings.idleTimeoutSetting();
    });
    assert.deepEqual(timeouts, [30_000, 5_000, 3_600_000, 120_000]);
  });

  it('say whether Enter sends and whether memory is traced from the start', () => {
    assert.equal(settings.sendOnEnterSetting(), true);
    assert.equal(settings.memoryTracingOnStartupSetting(), false);
    set('chat.sendOnEnter', false);
    set('memoryTracing.onStartup', true);
    assert.equal(settings.sendOnEnterSetting(), false);
    assert.equal(settings.memoryTracingOnStartupSetting(), true);
  });

  it('are written for the user, and removed again', async () => {
    await settings.updateSetting('llm.model', 'm-1');
    assert.equal(vscodeStub.settings.get('llm.model'), 'm-1');
    assert.equal(vscodeStub.settings.get('llm.model', { target: 'workspace' }), undefined);
    await settings.updateSetting('llm.model', undefined);
    assert.equal(vscodeStub.settings.get('llm.model'), undefined);
  });

  it('say which of them a change concerns', () => {
    const events: ConfigurationChangeEvent[] = [];
    vscodeStub.settings.onDidChange((event) => events.push(event));
    set('openai.baseUrl', 'https://proxy.example');
    const [event] = events;
    assert.ok(event);
    const concerned = [undefined, 'openai', 'openai.baseUrl', 'llm', 'open'].map((key) => settings.affects(event, key));
    assert.deepEqual(concerned, [true, true, true, false, false]);
  });
});
