import assert from 'node:assert/strict';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { findWebviewFrame } from '../support/editor/webviewFrames.js';
import { againstSimulator, ChatPage } from './support/chatPage.js';

describe('what is being written in a chat', () => {
  let simulator: Simulator;
  let workbench: Workbench;
  let panel: ChatPage;
  let sideBar: ChatPage;

  before(async () => {
    simulator = await startSimulator({ pace: 0 });
    workbench = await openWorkbench(againstSimulator(simulator));
    panel = await ChatPage.open(workbench);
    await panel.ask('Which chat is it?');
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
  });

  const leavePanel = async (): Promise<void> => {
    await workbench.runCommand('File: New Untitled Text File');
    await workbench.page.locator('.tab.active', { hasText: 'Untitled' }).waitFor();
  };

  it('is the same in the panel and in the side bar, also after the panel was hidden', async () => {
    await panel.composer.fill('from the panel');
    await workbench.runCommand('View: Show SCOUT');
    sideBar = await panel.other();
    await workbench.page
      .locator('.part.sidebar .composite.title')
      .getByRole('button', { name: /Show or Hide Chats/u })
      .click();
    await sideBar.frame.locator('[data-row]', { hasText: 'Which chat is it?' }).click();
    await sideBar.composerHolds('from the panel');
    await sideBar.composer.fill('from the panel, and the side bar');
    await panel.composerHolds('from the panel, and the side bar');
    await workbench.screenshot('draft-places');
    await leavePanel();
    await sideBar.composer.fill('while the panel is hidden');
    await workbench.page.locator('.tab', { hasText: 'Which chat' }).or(tab()).first().click();
    panel = await sideBar.other();
    await panel.composerHolds('while the panel is hidden');
  });

  const tab = () => workbench.page.locator('.tab', { hasText: 'SCOUT' });

  it('moves with the panel into a window of its own, and is sent from there', async () => {
    await panel.composer.click();
    await workbench.page.keyboard.press('End');
    await workbench.page.keyboard.type(', and moved');
    const opened = workbench.page.context().waitForEvent('page');
    await workbench.runCommand('View: Move Editor into New Window');
    const window = await opened;
    const composer = (await findWebviewFrame(window, '.composer textarea')).locator('.composer textarea');
    for (let attempt = 0; (await composer.inputValue()) !== 'while the panel is hidden, and moved'; attempt += 1) {
      assert.ok(attempt < 200, 'the moved panel has the text');
      await window.waitForTimeout(100);
    }
    await composer.press('Enter');
    await sideBar.answers.nth(1).waitFor();
    await sideBar.composerHolds('');
    const questions = (await sideBar.messages()).filter(({ role }) => role === 'user').map(({ text }) => text);
    assert.deepEqual(questions, ['Which chat is it?', 'while the panel is hidden, and moved']);
    await window.close();
  });

  it('is not replaced by what a panel has that died before it', async () => {
    panel = await ChatPage.open(workbench);
    await panel.answers.nth(1).waitFor();
    panel = await sideBar.other();
    workbench.killExtensionHost();
    await panel.composer.fill('written in the dead panel');
    // The editor starts the host again, and fills the side bar anew.
    await panel.frame.getByRole('link', { name: 'Reload Window' }).waitFor({ timeout: 60_000 });
    sideBar = await panel.other();
    await sideBar.answers.nth(1).waitFor();
    await sideBar.composer.fill('written later');
    await leavePanel();
    await workbench.runCommand('SCOUT: Open Chat');
    panel = await sideBar.other();
    await panel.composerHolds('written in the dead panel\n\nwritten later');
    await sideBar.composerHolds('written in the dead panel\n\nwritten later');
    await workbench.screenshot('draft-places-dead');
  });
});
