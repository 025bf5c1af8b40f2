import assert from 'node:assert/strict';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { againstSimulator, ChatPage } from './support/chatPage.js';

describe('the chat in the side bar', () => {
  let simulator: Simulator;
  let workbench: Workbench;
  let chat: ChatPage;

  before(async () => {
    simulator = await startSimulator({ pace: 1 });
    workbench = await openWorkbench(againstSimulator(simulator));
    await workbench.runCommand('View: Show SCOUT');
    chat = await ChatPage.find(workbench);
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
  });

  const head = () => workbench.page.locator('.part.sidebar .composite.title');
  const titled = (title: string): Promise<void> => head().getByText(title, { exact: false }).first().waitFor();

  it('has one head, the editor’s, with the title of the chat and the buttons', async () => {
    await titled('New Chat');
    assert.equal(await chat.frame.getByRole('banner').count(), 0);
    await chat.ask('Naming things is hard');
    await titled('Naming things');
    await head()
      .getByRole('button', { name: /Show or Hide Chats/u })
      .click();
    await chat.frame.locator('[data-row]').first().waitFor();
    await workbench.screenshot('side-bar-list');
    await head()
      .getByRole('button', { name: /Show or Hide Chats/u })
      .click();
    await chat.frame.locator('[data-row]').first().waitFor({ state: 'detached' });
  });

  it('starts a new chat on the button, with the cursor in the composer', async () => {
    await head()
      .getByRole('button', { name: /New Chat/u })
      .click();
    await titled('New Chat');
    await chat.frame.locator('.composer textarea:focus').waitFor();
    await workbench.page.keyboard.type('typed at once');
    await chat.composerHolds('typed at once');
    await workbench.screenshot('side-bar');
  });

  it('starts it on the keys too, where the cursor is', async () => {
    await chat.composer.fill('');
    await chat.ask('Another one');
    await chat.composer.click();
    await workbench.page.keyboard.press('Control+k');
    await workbench.page.keyboard.press('n');
    await chat.frame.locator('.message').first().waitFor({ state: 'detached' });
    assert.equal(await workbench.page.locator('.tab', { hasText: 'SCOUT' }).count(), 0, 'not in a panel');
  });

  it('opens the panel on its keys, and a new chat in it', async () => {
    await workbench.page.keyboard.press('Control+k');
    await workbench.page.keyboard.press('a');
    await workbench.page.locator('.tab', { hasText: 'SCOUT' }).waitFor();
    const panel = await chat.other();
    await panel.ask('In the panel');
    await panel.composer.click();
    await workbench.page.keyboard.press('Control+k');
    await workbench.page.keyboard.press('n');
    await panel.frame.locator('.message').first().waitFor({ state: 'detached' });
  });
});
