import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { simulatorKey, startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { pickModel } from '../support/editor/commandPalette.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { ChatPage } from './support/chatPage.js';
import { withoutKeys } from './support/withoutKeys.js';

describe('endpoints, when people do the wrong thing', () => {
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'scout-mishaps-'));
  const settingsFile = path.join(dataFolder, 'data', 'User', 'settings.json');
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

  const settings = () => JSON.parse(readFileSync(settingsFile, 'utf8')) as Record<string, unknown>;
  const title = (text: string) => workbench.page.locator('.quick-input-title', { hasText: text });
  const rows = () => workbench.page.locator('.quick-input-list .monaco-list-row');
  const notification = (text: string | RegExp) =>
    workbench.page.locator('.notification-list-item', { hasText: text }).first();
  const press = (text: string | RegExp, button: string) =>
    notification(text).getByRole('button', { name: button, exact: true }).click();

  async function pickFrom(command: string, list: string, name: string): Promise<void> {
    await workbench.runCommandUntil(command, title(list));
    await workbench.page.locator('.quick-input-widget input.input').first().fill(name);
    await workbench.quickPick(name);
  }

  const settingsEditor = () => workbench.page.locator('.monaco-editor[data-uri$="settings.json"]').first();

  /** As a person edits settings.json. */
  async function write(changed: Record<string, unknown>): Promise<void> {
    const text = JSON.stringify({ ...settings(), ...changed });
    await workbench.runCommand('Preferences: Open User Settings (JSON)');
    await settingsEditor().click();
    await workbench.page.keyboard.press('Control+A');
    await workbench.page.keyboard.insertText(text);
    // What the editor closed by itself.
    await workbench.page.keyboard.press('Control+Shift+End');
    await workbench.page.keyboard.press('Delete');
    await workbench.page.keyboard.press('Control+S');
    for (let attempt = 0; readFileSync(settingsFile, 'utf8').trim() !== text; attempt += 1) {
      assert.ok(attempt < 100, 'the settings are saved');
      await workbench.page.waitForTimeout(100);
    }
    await closeSettings();
  }

  async function closeSettings(): Promise<void> {
    const close = workbench.page.locator('.modal-editor-action-container .codicon-close');
    // It goes by itself when something else takes the focus.
    if (await close.isVisible()) await close.click();
    await settingsEditor().waitFor({ state: 'detached' });
  }

  it('leave nothing behind when a box is closed, whichever it is', async () => {
    await workbench.runCommandUntil('SCOUT: Add Endpoint…', title('Add Endpoint'));
    await workbench.screenshot('mishap-presets');
    await workbench.page.keyboard.press('Escape');
    const answers = ['https://my-res.openai.azure.com/', 'gpt-4.1'];
    const boxes = ['Azure OpenAI: Resource', 'Azure OpenAI: Deployment', 'API key for Azure OpenAI'];
    for (let closed = 0; closed < boxes.length; closed += 1) {
      await pickFrom('SCOUT: Add Endpoint…', 'Add Endpoint', 'Azure OpenAI');
      for (let box = 0; box < closed; box += 1) {
        await title(boxes[box]!).waitFor();
        await workbench.answerInput(answers[box]!);
      }
      await title(boxes[closed]!).waitFor();
      // Fades in.
      await workbench.page.waitForTimeout(300);
      await workbench.screenshot(`mishap-box-${closed}`);
      await workbench.page.keyboard.press('Escape');
      await title(boxes[closed]!).waitFor({ state: 'hidden' });
    }
    assert.equal(settings()['scout.endpoints'], undefined);
  });

  it('are put right by a button when the key was wrong', async () => {
    await pickFrom('SCOUT: Add Endpoint…', 'Add Endpoint', 'LiteLLM');
    await title('Address of the server').waitFor();
    await workbench.answerInput(`${simulator.url}/openrouter/api/v1`);
    await title('API key for LiteLLM').waitFor();
    await workbench.answerInput('sk-wrong');
    const failed = 'The test of LiteLLM failed at this step: key';
    await notification(failed).waitFor();
    await workbench.screenshot('mishap-wrong-key');
    await press(failed, 'Set API Key');
    await title('API key for LiteLLM').waitFor();
    await workbench.answerInput(simulatorKey);
    await pickModel(workbench.page, 'LiteLLM');
    await chat.asks('LiteLLM');
    const answer = await chat.ask('Who are you?');
    assert.equal(answer.status, 'complete');
    assert.doesNotMatch(readFileSync(settingsFile, 'utf8'), /sk-wrong/u);
    await workbench.runCommand('Notifications: Clear All Notifications');
  });

  it('can be added while their settings are open in the editor', async () => {
    await workbench.runCommand('SCOUT: Edit Endpoints in Settings');
    await workbench.page.locator('.monaco-editor .view-line', { hasText: 'scout.endpoints' }).first().waitFor();
    await workbench.screenshot('mishap-settings');
    await pickFrom('SCOUT: Add Endpoint…', 'Add Endpoint', 'LiteLLM');
    await title('Address of the server').waitFor();
    await workbench.answerInput(`${simulator.url}/openrouter/api/v1`);
    await title('API key for LiteLLM').waitFor();
    await workbench.answerInput(simulatorKey);
    await pickModel(workbench.page, 'LiteLLM 2');
    await chat.asks('LiteLLM 2');
    assert.equal((settings()['scout.endpoints'] as readonly unknown[]).length, 2);
    await closeSettings();
  });

  it('are named when they are written wrongly while a chat is open, which goes on', async () => {
    const good = settings()['scout.endpoints'] as readonly object[];
    await workbench.runCommand('Notifications: Clear All Notifications');
    await write({
      'scout.endpoints': [
        ...good,
        7,
        { id: 'Bad Id' },
        { id: 'openai', name: 'Mine' },
        { id: 'a', baseUrl: 'http://a.example', headers: { 'X-A': 'two\nlines' } },
        { id: 'b', baseUrl: 'http://b.example', auth: { header: 7 } },
        { id: 'c', baseUrl: 'http://c.example', models: [{ id: 'm', contextTokens: -1 }] },
      ],
    });
    await notification('“#3” is not used').waitFor();
    await workbench.screenshot('mishap-written-wrongly');
    const answer = await chat.ask('Still there?');
    assert.equal(answer.status, 'complete');
    await write({ 'scout.endpoints': good });
  });

  it('that vanish leave a chat that says so and offers others', async () => {
    const good = settings()['scout.endpoints'] as readonly object[];
    await workbench.runCommand('Notifications: Clear All Notifications');
    await write({ 'scout.endpoints': good.slice(0, 1) });
    await notification('The endpoint “LiteLLM 2” is no longer in the settings.').waitFor();
    await workbench.screenshot('mishap-vanished');
    await press('The endpoint “LiteLLM 2” is no longer in the settings.', 'Keep');
    await chat.send('Anybody?');
    await chat.problem.waitFor();
    await workbench.screenshot('mishap-gone-chat');
    assert.match(await chat.problem.innerText(), /no longer exists\. Choose another one\./u);
    await chat.composerHolds('Anybody?');
    await chat.button('Choose Model').click();
    await title('Choose Model').waitFor();
    await workbench.page.keyboard.press('Escape');
  });

  it('whose key was kept can be told to give it up', async () => {
    await workbench.runCommandUntil('SCOUT: Remove API Key', title('Remove API key for…'));
    await workbench.screenshot('mishap-left-key');
    await rows().filter({ hasText: 'litellm-2' }).filter({ hasText: 'an endpoint that is not in use' }).click();
    await notification('The API key for litellm-2 was removed.').waitFor();
  });
});
