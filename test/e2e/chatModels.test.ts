import assert from 'node:assert/strict';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import type { WorkbenchWindow } from '../support/workbenchWindow.js';
import { againstSimulator, ChatPage } from './support/chatPage.js';

describe('two windows with chats of different models', () => {
  let simulator: Simulator;
  let workbench: Workbench;
  let otherWindow: WorkbenchWindow;
  let one: ChatPage;
  let other: ChatPage;

  before(async () => {
    simulator = await startSimulator({ pace: 2 });
    workbench = await openWorkbench(againstSimulator(simulator));
    one = await ChatPage.open(workbench);
    otherWindow = await workbench.openWindow();
    other = await ChatPage.open(otherWindow);
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
  });

  const asks = (chat: ChatPage, provider: string): Promise<void> => chat.asks(provider);
  const author = (chat: ChatPage): Promise<string> =>
    chat.answers.last().locator('.author span').textContent().then(String);

  it('ask each its own, and no choice in one reaches the other', async () => {
    await workbench.chooseModel('Mistral');
    await asks(one, 'Mistral');
    await asks(other, 'OpenAI');
    await otherWindow.chooseModel('Anthropic');
    await asks(other, 'Anthropic');
    await Promise.all([one.ask('Hello?'), other.ask('Hello, too?')]);
    assert.match(await author(one), /^Mistral ·/u);
    assert.match(await author(other), /^Anthropic ·/u);
    await asks(one, 'Mistral');
    await workbench.screenshot('chat-models-one');
    await otherWindow.screenshot('chat-models-other');
  });

  it('begin new chats with what each used last, and come back to a chat with its own', async () => {
    await one.newChat();
    await asks(one, 'Mistral');
    await workbench.chooseModel('Google');
    await asks(one, 'Google');
    await other.newChat();
    await asks(other, 'Anthropic');
    await one.showList();
    await one.frame.locator('[data-row]', { hasText: 'Hello, too?' }).click();
    await asks(one, 'Anthropic');
    await one.ask('Once more?');
    assert.match(await author(one), /^Anthropic ·/u);
    await asks(other, 'Anthropic');
  });

  it('keep all of it over a reload', async () => {
    await workbench.reload();
    one = await ChatPage.find(workbench);
    await asks(one, 'Anthropic');
    await one.newChat();
    await asks(one, 'Anthropic');
  });

  it('keep what two new chats ask, in the panel and in the side bar, with the text that waits there', async () => {
    await workbench.runCommand('View: Show SCOUT');
    const sideBar = await one.other();
    await sideBar.composer.click();
    await sideBar.composer.fill('In the side bar');
    await workbench.chooseModel('Mistral');
    await asks(sideBar, 'Mistral');
    await asks(one, 'Anthropic');
    await one.composer.fill('In the panel');
    await one.composerHolds('In the panel');
    await workbench.screenshot('chat-models-panel-and-side-bar');
    await workbench.reload();
    one = await ChatPage.find(workbench);
    // Which view was in the side bar the editor writes down late.
    await workbench.runCommand('View: Show SCOUT');
    const views = [one, await one.other()];
    const shown = await Promise.all(
      views.map(async ({ frame, composer }) => {
        await frame.getByRole('button', { name: /^Choose Model: .* · (?:Mistral|Anthropic)$/u }).waitFor();
        const text = await composer.inputValue();
        const button = await frame.getByRole('button', { name: /^Choose Model/u }).getAttribute('aria-label');
        return `${text}: ${button?.split(' · ').at(-1) ?? ''}`;
      }),
    );
    assert.deepEqual(shown.sort(), ['In the panel: Anthropic', 'In the side bar: Mistral']);
  });
});
