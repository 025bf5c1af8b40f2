import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { simulatorKey, startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { pickModel } from '../support/editor/commandPalette.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { ChatPage } from './support/chatPage.js';
import { withoutKeys } from './support/withoutKeys.js';

/** Whether something listens on a port of this machine. */
function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
      .once('connect', () => resolve(true))
      .once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

describe('endpoints of the user’s own', () => {
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'scout-endpoints-'));
  let simulator: Simulator;
  let workbench: Workbench;
  let chat: ChatPage;

  before(async () => {
    simulator = await startSimulator({ pace: 1 });
    workbench = await openWorkbench({
      environment: withoutKeys(),
      userDataDir: dataFolder,
    });
    chat = await ChatPage.open(workbench);
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
    rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  });

  const rows = () => workbench.page.locator('.quick-input-list .monaco-list-row');
  const title = (text: string) => workbench.page.locator('.quick-input-title', { hasText: text });
  const notification = (text: string | RegExp) =>
    workbench.page.locator('.notification-list-item-message', { hasText: text }).first();

  /** Runs a command that asks with a list of this title, and picks a row, which need not be in view. */
  async function pickFrom(command: string, list: string, name: string): Promise<void> {
    await workbench.runCommandUntil(command, title(list));
    await workbench.page.locator('.quick-input-widget input.input').first().fill(name);
    await workbench.quickPick(name);
  }

  /** Picks the first model of the list that opens after an endpoint was added. */
  async function takeModel(name: string): Promise<void> {
    await pickModel(workbench.page, name);
    await chat.asks(name);
  }

  async function answers(path: RegExp): Promise<void> {
    await chat.newChat();
    const answer = await chat.ask('Who are you?');
    assert.equal(answer.status, 'complete');
    assert.match(simulator.requests.at(-1)?.path ?? '', path);
  }

  it('are added from a preset that asks for an address and a key', async () => {
    await pickFrom('SCOUT: Add Endpoint…', 'Add Endpoint', 'LiteLLM');
    await title('Address of the server').waitFor();
    await workbench.answerInput(`${simulator.url}/openrouter/api/v1`);
    await title('API key for LiteLLM').waitFor();
    await workbench.answerInput(simulatorKey);
    await takeModel('LiteLLM');
    await notification(/LiteLLM works: address, DNS, TLS, proxy and key are right/u).waitFor();
    await answers(/^\/openrouter\/api\/v1\/chat\/completions$/u);
    await workbench.screenshot('endpoint-added');
  });

  it('are added from a preset of a server on this machine, without a key', async function () {
    // A server of the machine's own would be taken without a question.
    if (await isTaken(11_434)) this.skip();
    await workbench.runCommand('Notifications: Clear All Notifications');
    await pickFrom('SCOUT: Add Endpoint…', 'Add Endpoint', 'Ollama');
    await title('Address of the server').waitFor();
    await workbench.answerInput(`${simulator.url}/ollama/v1`);
    await takeModel('Ollama');
    await answers(/^\/ollama\/v1\/chat\/completions$/u);
    assert.equal(simulator.requests.at(-1)?.headers['authorization'], undefined);
  });

  it('are written into the settings by hand; the key is set with the command', async () => {
    await workbench.runCommand('Notifications: Clear All Notifications');
    const azure = {
      id: 'azure',
      name: 'Azure',
      baseUrl: `${simulator.url}/azure/openai/deployments/gpt-4o`,
      auth: 'api-key',
      query: { 'api-version': '2024-10-21' },
      models: ['gpt-4o'],
    };
    const file = path.join(dataFolder, 'data', 'User', 'settings.json');
    const saved = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, readonly unknown[]>>;
    await workbench.restart({ 'scout.endpoints': [...saved['scout.endpoints']!, azure, { id: 'bad', dialect: 'no' }] });
    chat = await ChatPage.open(workbench);
    await notification('The endpoint “bad” is not used').waitFor();
    await workbench.screenshot('endpoint-problem');
    await workbench.runCommand('Notifications: Clear All Notifications');
    await pickFrom('SCOUT: Set API Key', 'Set API key for…', 'Azure');
    await title('API key for Azure').waitFor();
    await workbench.answerInput(simulatorKey);
    await notification('The API key for Azure was saved.').waitFor();
    await workbench.chooseModel('Azure');
    await chat.asks('Azure');
    await answers(/^\/azure\/openai\/deployments\/gpt-4o\/chat\/completions$/u);
    assert.equal(simulator.requests.at(-1)?.query['api-version'], '2024-10-21');
  });

  it('are all in the list of models, each with the state of its key', async () => {
    await workbench.runCommandUntil('SCOUT: Choose Model', title('Choose Model'));
    const box = workbench.page.locator('.quick-input-widget input.input').first();
    const list = workbench.page.locator('.quick-input-list');
    for (const [name, state] of [
      ['LiteLLM', 'Key stored'],
      ['Ollama', 'No key needed'],
    ] as const) {
      await box.fill(name);
      await list.getByText(`${name} · ${state}`).first().waitFor();
    }
    // Its only model was used last, and stands among the recent ones.
    await box.fill('Azure');
    await rows().filter({ hasText: 'gpt-4o' }).filter({ hasText: 'Azure' }).first().waitFor();
    await box.fill('');
    await workbench.screenshot('endpoint-list');
    await workbench.page.keyboard.press('Escape');
  });

  it('are tested step by step', async () => {
    await pickFrom('SCOUT: Test Endpoint…', 'Test Endpoint', 'Azure');
    await notification(/Azure works: .* The model gpt-4o answers/u).waitFor();
    await workbench.screenshot('endpoint-tested');
  });

  it('open in the settings, at their place', async () => {
    await workbench.runCommand('SCOUT: Edit Endpoints in Settings');
    await workbench.page.locator('.monaco-editor .view-line', { hasText: 'scout.endpoints' }).first().waitFor();
    await workbench.screenshot('endpoint-settings');
  });

  it('are removed with their key, after a question', async () => {
    await pickFrom('SCOUT: Remove Endpoint…', 'Remove Endpoint', 'LiteLLM');
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.getByText('Remove the endpoint “LiteLLM”?').waitFor();
    await workbench.screenshot('endpoint-removal');
    await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
    await notification('The endpoint “LiteLLM” was removed.').waitFor();
    await workbench.runCommandUntil('SCOUT: Remove Endpoint…', rows().filter({ hasText: 'Azure' }));
    assert.ok(!(await rows().allInnerTexts()).some((text) => text.includes('LiteLLM')));
    await workbench.page.keyboard.press('Escape');
  });
});
