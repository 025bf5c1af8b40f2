import assert from 'node:assert/strict';
import { startSimulator, type Simulator } from '../../support/simulator/simulator.js';
import { vscodeStub } from '../../support/vscodeStub/vscodeStub.js';
import { until } from '../storage/support/until.js';
import { settled } from '../vscode/support/settled.js';
import { ScoutWindow } from './support/scoutWindow.js';

describe('a change of settings or keys while SCOUT runs', () => {
  let window: ScoutWindow;
  let simulator: Simulator;

  before(async () => {
    simulator = await startSimulator();
  });

  beforeEach(async () => {
    window = new ScoutWindow();
    vscodeStub.settings.set('openai.baseUrl', `${simulator.url}/openai/v1`);
    await vscodeStub.secrets.store('scout.apiKey.openai', 'simulator');
    await window.start();
    await settled();
  });

  afterEach(() => window.dispose());

  after(() => simulator.close());

  const status = (): string => vscodeStub.statusBarItems[0]!.text;
  const released = (): readonly string[] => window.lines.filter((line) => line.includes('Released'));

  /** Asks the provider for its models, and resolves with what SCOUT says about it. */
  async function connect(): Promise<string> {
    const { shown } = vscodeStub.messages;
    const before = shown.length;
    await vscodeStub.commands.execute('scout.testConnection');
    await until(() => shown.length > before);
    return shown.at(-1)!.message;
  }

  it('has the provider ready for the next use as long as nothing changes', async () => {
    assert.match(await connect(), /^Connected to OpenAI at 127\.0\.0\.1:\d+\./u);
    assert.match(await connect(), /^Connected to OpenAI at 127\.0\.0\.1:\d+\./u);
    assert.equal(window.lines.filter((line) => line.includes('Loaded OpenAI module')).length, 1);
    assert.deepEqual(released(), []);
  });

  it('chooses another provider for the chat, shows it, and releases the one before', async () => {
    await connect();
    vscodeStub.settings.set('llm.provider', 'google');
    await until(() => released().length > 0);
    assert.deepEqual(released(), ['info: [providers] Released OpenAI']);
    assert.ok(window.lines.includes('info: [providers] LLM provider: Google'));
    assert.equal(status(), '$(warning) Google');
    assert.equal(await connect(), 'The connection to Google failed: No API key is set for Google.');
  });

  it('takes what a folder sets once it is trusted', () => {
    vscodeStub.isTrusted = false;
    vscodeStub.settings.set('llm.provider', 'google', { target: 'workspace' });
    assert.doesNotMatch(status(), /Google/u);
    vscodeStub.grantTrust();
    assert.ok(window.lines.includes('info: [providers] LLM provider: Google'));
  });

  it('chooses another background provider, or none, and leaves the chat’s alone', () => {
    vscodeStub.settings.set('background.provider', 'mistral');
    vscodeStub.settings.set('background.provider', 'off');
    const chosen = window.lines.filter((line) => /provider: /u.test(line));
    assert.deepEqual(chosen.slice(1), [
      'info: [providers] Background provider: Mistral',
      'info: [providers] Background provider: none',
    ]);
  });

  it('shows another model', async () => {
    vscodeStub.settings.set('llm.model', 'm-9');
    await settled();
    assert.equal(vscodeStub.statusBarItems[0]!.tooltip, 'SCOUT: OpenAI · m-9. Click to choose another model.');
  });

  it('asks the provider at its new address', async () => {
    vscodeStub.settings.set('openai.baseUrl', `${simulator.url}/nowhere/v1`);
    assert.match(await connect(), /^The connection to OpenAI at \S+ failed: /u);
    vscodeStub.settings.set('openai.baseUrl', `${simulator.url}/openai/v1`);
    assert.match(await connect(), /^Connected/u);
  });

  it('asks the provider with its new key, and no more with one that was removed', async () => {
    await vscodeStub.secrets.store('scout.apiKey.openai', 'wrong');
    assert.match(await connect(), /^The connection to OpenAI at \S+ failed: /u);
    await vscodeStub.secrets.store('scout.apiKey.openai', 'simulator');
    assert.match(await connect(), /^Connected/u);
    await vscodeStub.secrets.delete('scout.apiKey.openai');
    assert.equal(await connect(), 'The connection to OpenAI failed: No API key is set for OpenAI.');
  });

  it('says no longer that a key is missing once it is there', async () => {
    vscodeStub.settings.set('llm.provider', 'openai');
    await vscodeStub.secrets.store('scout.apiKey.mistral', 'simulator');
    await settled();
    await vscodeStub.secrets.delete('scout.apiKey.openai');
    await settled();
    assert.equal(status(), '$(warning) OpenAI');
    await vscodeStub.secrets.store('scout.apiKey.openai', 'simulator');
    await settled();
    assert.equal(status(), '$(comment-discussion) OpenAI');
  });

  it('makes a new client for another time limit', async () => {
    await connect();
    vscodeStub.settings.set('network.idleTimeoutSeconds', 60);
    await until(() => released().length > 0);
    assert.match(await connect(), /^Connected/u);
  });

  it('keeps the client when only another provider’s key or address, or the model, changes', async () => {
    await connect();
    await vscodeStub.secrets.store('scout.apiKey.google', 'sk-1');
    vscodeStub.settings.set('google.baseUrl', 'https://google.example/v1');
    vscodeStub.settings.set('llm.model', 'm-9');
    await connect();
    assert.deepEqual(released(), []);
  });
});
