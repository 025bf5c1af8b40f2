import assert from 'node:assert/strict';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { freePort } from '../support/editor/freePort.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { ChatPage } from './support/chatPage.js';
import { startLocalModelServer, type LocalModelServer } from './support/localModelServer.js';
import { withoutKeys } from './support/withoutKeys.js';

describe('the first run, without a key', () => {
  let simulator: Simulator;
  let local: LocalModelServer;
  /** Where nobody looks for it. */
  let elsewhere: LocalModelServer;
  let workbench: Workbench;
  let chat: ChatPage;

  before(async () => {
    simulator = await startSimulator({ pace: 1 });
    local = await startLocalModelServer(simulator);
    elsewhere = await startLocalModelServer(simulator, [0], 'remote-model');
    workbench = await openWorkbench({ environment: withoutKeys() });
    chat = await ChatPage.open(workbench);
  });

  after(async () => {
    await workbench?.close();
    await elsewhere?.close();
    await local?.close();
    await simulator?.close();
  });

  it('welcomes with the choices, says it once, and has asked nobody', async () => {
    await chat.frame.getByRole('heading', { name: 'Who should answer?' }).waitFor();
    const choices = chat.frame.locator('.welcome-choices button');
    assert.deepEqual(await choices.allInnerTexts(), [
      'Use an API Key',
      'Use a Local Server',
      'Use a Model in VS Code',
      'Take the First Steps',
    ]);
    assert.equal(await chat.notice.count(), 0);
    assert.equal(local.paths.length, 0);
    await workbench.screenshot('first-run');
  });

  it('gives a question back that nobody can answer, and keeps no failed answer', async () => {
    await chat.send('Is anybody there?');
    await chat.problem.getByText(/no provider/iu).waitFor();
    await workbench.screenshot('first-run-sent');
    await chat.composerHolds('Is anybody there?');
    assert.deepEqual(await chat.messages(), []);
    await chat.composer.fill('');
  });

  it('says what to do where VS Code has no models, and leaves everything as it was', async () => {
    await chat.button('Use a Model in VS Code').click();
    const text = 'VS Code has no models for SCOUT. Sign in to GitHub Copilot';
    await workbench.page.locator('.notification-list-item', { hasText: text }).first().waitFor();
    await workbench.screenshot('no-vscode-models');
    await workbench.runCommand('Notifications: Clear All Notifications');
    await chat.frame.locator('.welcome-choices').waitFor();
  });

  it('opens the walkthrough', async () => {
    await chat.button('Take the First Steps').click();
    await workbench.page.getByText('First Steps with SCOUT').first().waitFor();
    await workbench.page.getByText('Choose who answers').first().waitFor();
    // The picture beside the steps needs room.
    await workbench.page.setViewportSize({ width: 1700, height: 800 });
    await workbench.page.locator('.getting-started-media svg, .getting-started-media iframe').first().waitFor();
    await workbench.screenshot('walkthrough');
    await workbench.page.setViewportSize({ width: 1280, height: 800 });
    // A panel that comes back has another frame.
    chat = await ChatPage.open(workbench);
  });

  it('takes a key: says where to get one, and has that provider answer from then on', async () => {
    await chat.button('Use an API Key').click();
    assert.ok(!(await workbench.quickPickLabels()).includes('OpenAI-compatible server'));
    await workbench.quickPick('Mistral');
    await workbench.page.locator('.quick-input-widget a', { hasText: 'console.mistral.ai/api-keys' }).waitFor();
    await workbench.screenshot('first-key');
    await workbench.answerInput('a-key-of-mistral');
    await chat.asks('Mistral');
    await chat.frame.locator('.welcome-choices').waitFor({ state: 'detached' });
  });

  it('removes only a key that is stored', async () => {
    const question = workbench.page.locator('.quick-input-title', { hasText: 'Remove API key for…' });
    await workbench.runCommandUntil('SCOUT: Remove API Key', question);
    assert.equal(await workbench.page.locator('.quick-input-widget .monaco-list-row').count(), 1, 'only Mistral’s');
    await workbench.quickPick('Mistral');
    await chat.frame.locator('.welcome-choices').waitFor();
  });

  it('finds a local server when asked to, takes its only model, and gets an answer', async () => {
    assert.equal(local.paths.length, 0, 'never before a click');
    await chat.button('Use a Local Server').click();
    await workbench.quickPick(local.baseUrl);
    await chat.frame.getByRole('button', { name: 'local-model' }).waitFor();
    const answer = await chat.ask('Are you there?');
    assert.equal(answer.status, 'complete');
    assert.ok(local.paths.includes('/v1/chat/completions'));
    await workbench.screenshot('local-server');
  });

  it('takes the address of a server elsewhere: says what is wrong with it, and that nobody answers there', async () => {
    const { page } = workbench;
    const box = page.locator('.quick-input-widget input.input').first();
    await workbench.runCommand('Notifications: Clear All Notifications');
    const servers = page.locator('.quick-input-title', { hasText: 'Servers on this machine' });
    await workbench.runCommandUntil('SCOUT: Use a Local Server', servers);
    await workbench.screenshot('servers-found');
    await workbench.quickPick('Enter Address');
    await page.locator('.quick-input-title', { hasText: 'Address of the server' }).waitFor();
    assert.equal(await box.inputValue(), local.baseUrl, 'the one that is in the settings');
    await box.fill('127.0.0.1:8080');
    await page.locator('.quick-input-message', { hasText: 'must be a URL that starts with http://' }).waitFor();
    await workbench.screenshot('server-address');
    const nobody = `http://127.0.0.1:${await freePort()}`;
    await workbench.answerInput(nobody);
    const failure = page.locator('.notification-list-item', { hasText: `SCOUT got no answer from ${nobody}.` });
    await failure.getByRole('button', { name: 'Use Anyway' }).waitFor();
    await workbench.screenshot('server-does-not-answer');
    await failure.getByRole('button', { name: 'Enter Address' }).click();
    await page.locator('.quick-input-title', { hasText: 'Address of the server' }).waitFor();
    assert.equal(await box.inputValue(), nobody);
    await workbench.answerInput(elsewhere.baseUrl.replace('/v1', ''));
    await chat.frame.getByRole('button', { name: 'remote-model' }).waitFor();
    const answer = await chat.ask('And you?');
    assert.equal(answer.status, 'complete');
    assert.ok(elsewhere.paths.includes('/v1/chat/completions'));
  });

  it('says with whom the connection was tested', async () => {
    // The editor shows three notifications at most.
    await workbench.runCommand('Notifications: Clear All Notifications');
    await workbench.runCommand('SCOUT: Test Connection');
    const text = `Connected to ${new URL(elsewhere.baseUrl).host}. Available models: 1.`;
    await workbench.page.locator('.notification-list-item-message', { hasText: text }).first().waitFor();
  });
});
