import assert from 'node:assert/strict';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { againstSimulator, ChatPage } from './support/chatPage.js';

describe('a host that does not answer', () => {
  let simulator: Simulator;
  let workbench: Workbench;
  let chat: ChatPage;

  before(async () => {
    simulator = await startSimulator({ pace: 2 });
    workbench = await openWorkbench(againstSimulator(simulator));
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
  });

  const questions = async (): Promise<readonly string[]> =>
    (await chat.messages()).filter(({ role }) => role === 'user').map(({ text }) => text);

  const pendingTexts = (): Promise<string[]> => chat.frame.locator('.pending-text').allInnerTexts();

  it('puts the cursor into the composer with the first Open Chat', async () => {
    await workbench.runCommand('SCOUT: Open Chat');
    chat = await ChatPage.find(workbench);
    await chat.frame.locator('.composer textarea:focus').waitFor();
    await workbench.page.keyboard.type('typed at once');
    await chat.composerHolds('typed at once');
    await chat.composer.fill('');
  });

  it('loses nothing that is sent and typed while it is stopped, and answers all of it afterwards', async () => {
    await chat.ask('before');
    const hosts = workbench.extensionHosts();
    hosts.forEach((host) => process.kill(host, 'SIGSTOP'));
    await chat.send('message A');
    await chat.send('message B');
    await chat.composer.pressSequentially('now C');
    assert.deepEqual(await pendingTexts(), ['message A', 'message B']);
    await chat.frame.locator('.link-bar').waitFor();
    await workbench.screenshot('delivery-busy');
    hosts.forEach((host) => process.kill(host, 'SIGCONT'));
    await chat.answers.nth(2).waitFor();
    await chat.ended();
    assert.deepEqual(await questions(), ['before', 'message A', 'message B']);
    assert.equal(await chat.frame.locator('.link-bar').count(), 0);
    await chat.composerHolds('now C');
  });

  it('has what was typed just before its tab was left, the cursor and the focus when the tab is shown again', async () => {
    await chat.composer.click();
    await chat.composer.fill('');
    await workbench.page.keyboard.type('twenty-nine characters of it');
    await workbench.page.keyboard.press('ArrowLeft');
    await workbench.runCommand('File: New Untitled Text File');
    await workbench.page.locator('.monaco-editor').first().waitFor();
    await workbench.page.locator('.tab', { hasText: 'SCOUT' }).click();
    chat = await ChatPage.find(workbench);
    await chat.composerHolds('twenty-nine characters of it');
    await chat.frame.locator('.composer textarea:focus').waitFor();
    await workbench.page.keyboard.type('!');
    await chat.composerHolds('twenty-nine characters of i!t');
    await chat.composer.fill('now C');
  });

  it('has the last key that was typed into a very long text when the tab is shown again', async () => {
    const text = 'word '.repeat(300_000);
    await chat.composer.fill(text);
    await chat.composer.press('End');
    await workbench.page.keyboard.type('and the last words');
    await workbench.runCommand('File: New Untitled Text File');
    await workbench.page.locator('.tab.active', { hasText: 'Untitled' }).waitFor();
    await workbench.page.locator('.tab', { hasText: 'SCOUT' }).click();
    chat = await ChatPage.find(workbench);
    await chat.composerHolds(`${text}and the last words`);
    await chat.composer.fill('now C');
  });

  it('keeps what is sent to a panel whose host was killed, and sends it after Reload Window', async () => {
    workbench.killExtensionHost();
    await chat.send('into the void 1');
    await chat.send('into the void 2');
    await chat.composer.fill('and a draft');
    await chat.frame.getByRole('link', { name: 'Reload Window' }).waitFor({ timeout: 60_000 });
    assert.deepEqual(await pendingTexts(), ['into the void 1', 'into the void 2']);
    await workbench.screenshot('delivery-lost');
    const reloaded = workbench.page.waitForEvent('framenavigated', (frame) => frame === workbench.page.mainFrame());
    await chat.frame.getByRole('link', { name: 'Reload Window' }).click();
    await reloaded;
    chat = await ChatPage.find(workbench);
    await chat.answers.nth(4).waitFor();
    await chat.ended();
    assert.deepEqual(await questions(), ['before', 'message A', 'message B', 'into the void 1', 'into the void 2']);
    await chat.composerHolds('and a draft');
  });
});
