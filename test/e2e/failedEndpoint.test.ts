import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { simulatorKey, startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { pickModel } from '../support/editor/commandPalette.js';
import { freePort } from '../support/editor/freePort.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { ChatPage } from './support/chatPage.js';
import { withoutKeys } from './support/withoutKeys.js';

describe('the first endpoint, when its test fails', () => {
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'scout-failed-'));
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

  const title = (text: string) => workbench.page.locator('.quick-input-title', { hasText: text });
  const notification = (text: string) => workbench.page.locator('.notification-list-item', { hasText: text }).first();
  const press = (text: string, button: string) =>
    notification(text).getByRole('button', { name: button, exact: true }).click();
  const ids = (): readonly string[] => {
    const settings = JSON.parse(
      readFileSync(path.join(dataFolder, 'data', 'User', 'settings.json'), 'utf8'),
    ) as Readonly<Record<string, unknown>>;
    return ((settings['scout.endpoints'] ?? []) as readonly { readonly id: string }[]).map(({ id }) => id);
  };
  const unused = 'LiteLLM and its key are stored, but this chat does not use it yet.';

  /** From the welcome on, as somebody who has a key of another service. */
  async function addLiteLlm(address: string, key: string): Promise<void> {
    await workbench.runCommand('Notifications: Clear All Notifications');
    await workbench.runCommandUntil('SCOUT: Use an API Key', title('Whose API key do you have?'));
    await workbench.quickPick('Another Service…');
    await title('Add Endpoint').waitFor();
    await workbench.page.locator('.quick-input-widget input.input').first().fill('LiteLLM');
    await workbench.quickPick('LiteLLM');
    await title('Address of the server').waitFor();
    await workbench.answerInput(address);
    await title('API key for LiteLLM').waitFor();
    await workbench.answerInput(key);
  }

  it('is removed with one click', async () => {
    await chat.button('Use an API Key').click();
    await title('Whose API key do you have?').waitFor();
    await workbench.screenshot('failed-whose-key');
    await workbench.page.keyboard.press('Escape');
    await addLiteLlm(`http://127.0.0.1:${await freePort()}/v1`, simulatorKey);
    await notification('failed at this step: address').waitFor();
    await notification(unused).waitFor();
    await workbench.screenshot('failed-address');
    await chat.frame.locator('.welcome-choices').waitFor();
    assert.doesNotMatch(await chat.frame.locator('body').innerText(), /needs an API key for OpenAI|· OpenAI/u);
    await chat.send('Who are you?');
    await chat.problem.getByText(/no provider/iu).waitFor();
    await chat.composerHolds('Who are you?');
    await workbench.screenshot('failed-sent');
    assert.deepEqual(ids(), ['litellm']);
    await press(unused, 'Remove');
    await notification('The endpoint “LiteLLM” was removed.').waitFor();
    assert.deepEqual(ids(), []);
    await chat.frame.locator('.welcome-choices').waitFor();
  });

  it('is used anyway with one click; then the chat names it, and its key is put right from the list', async () => {
    await addLiteLlm(`${simulator.url}/openrouter/api/v1`, 'sk-wrong');
    await notification('failed at this step: key').waitFor();
    await press(unused, 'Use Anyway');
    await title('Choose Model').waitFor();
    const row = workbench.page.locator('.quick-input-list .monaco-list-row', {
      hasText: 'Could not load the model list',
    });
    await row.first().waitFor();
    await workbench.screenshot('failed-used-anyway');
    await workbench.page.keyboard.press('Escape');
    await chat.asks('LiteLLM');
    await chat.send('Who are you?');
    await chat.problem.getByText('No model is chosen yet.').waitFor();
    await workbench.screenshot('failed-no-model');
    await chat.button('Choose Model').click();
    await row.first().hover();
    await row.first().locator('.action-label').first().click();
    await title('API key for LiteLLM').waitFor();
    await workbench.answerInput(simulatorKey);
    await title('Choose Model').waitFor();
    await pickModel(workbench.page, 'LiteLLM');
    await chat.composerHolds('Who are you?');
    const answer = await chat.ask('Who are you?');
    assert.equal(answer.status, 'complete');
    await workbench.screenshot('failed-corrected');
  });
});
