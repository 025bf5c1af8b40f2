import assert from 'node:assert/strict';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { againstSimulator, ChatPage } from './support/chatPage.js';

/** Longer than the host waits for a view to show what it was sent. */
const silenceMs = 7_000;

describe('a chat that freezes its view', () => {
  let simulator: Simulator;
  let workbench: Workbench;
  let chat: ChatPage;

  before(async () => {
    simulator = await startSimulator({ pace: 1 });
    workbench = await openWorkbench(againstSimulator(simulator));
    chat = await ChatPage.open(workbench);
    await chat.ask('How do I greet somebody?');
    await chat.newChat();
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
  });

  it('is shown as plain text after a reload, and formatted when asked', async () => {
    await chat.showList();
    // From here on the page never comes to what it does later. One that is really busy would stop the workbench, too, and this test with it.
    await chat.frame.evaluate('window.setTimeout = () => 0');
    await chat.frame.locator('.conversation-title').first().click();
    await new Promise((resolve) => setTimeout(resolve, silenceMs));
    await workbench.reload();
    chat = await ChatPage.find(workbench);
    await chat.frame.getByText('Shown as plain text').waitFor();
    assert.equal(await chat.frame.locator('.assistant .plain-text').count(), 1);
    await workbench.screenshot('plain-text-chat');
    await chat.button('Show Formatted').click();
    await chat.frame.locator('.assistant .code-block').first().waitFor();
    assert.equal(await chat.frame.locator('.plain-text').count(), 0);
  });

  it('stays formatted after the next reload', async () => {
    await workbench.reload();
    chat = await ChatPage.find(workbench);
    await chat.frame.locator('.assistant .code-block').first().waitFor();
    assert.equal(await chat.frame.locator('.plain-text').count(), 0);
  });
});
