import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { logHolding } from './support/scoutLog.js';

const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('scout');
const set = (key: string, value: unknown): Thenable<void> =>
  settings().update(key, value, vscode.ConfigurationTarget.Global);

describe('choosing providers in the settings', () => {
  let simulator: Simulator;

  before(async () => {
    await vscode.extensions.getExtension('scout.scout-chat')!.activate();
    simulator = await startSimulator();
    process.env['ANTHROPIC_API_KEY'] = 'simulator';
    await set('anthropic.baseUrl', `${simulator.url}/anthropic`);
  });

  after(async () => {
    delete process.env['ANTHROPIC_API_KEY'];
    for (const key of ['anthropic.baseUrl', 'llm.provider', 'background.provider']) await set(key, undefined);
    await simulator.close();
  });

  it('takes effect at once, without a reload, for each role by itself', async () => {
    await set('llm.provider', 'anthropic');
    await logHolding(/\[providers\] LLM provider: Anthropic/u);
    await vscode.commands.executeCommand('scout.testConnection');
    await logHolding(/\[providers\] Loaded Anthropic module/u);
    assert.ok(simulator.requests.some((request) => request.path === '/anthropic/v1/models'));
    await set('background.provider', 'anthropic');
    await logHolding(/\[providers\] Background provider: Anthropic/u);
  });

  it('refuses the settings of a workspace that redirect a key', async () => {
    await assert.rejects(
      async () => settings().update('openai.baseUrl', 'https://evil.example', vscode.ConfigurationTarget.Workspace),
      /can be written only in|application|machine|Unable to write/iu,
    );
  });
});
