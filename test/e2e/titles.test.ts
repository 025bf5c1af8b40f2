import assert from 'node:assert/strict';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { againstSimulator, ChatPage } from './support/chatPage.js';

describe('titles by the background provider', () => {
  let simulator: Simulator;
  let workbench: Workbench;
  let chat: ChatPage;

  before(async () => {
    simulator = await startSimulator({ pace: 2 });
    workbench = await openWorkbench(againstSimulator(simulator));
    chat = await ChatPage.open(workbench);
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
  });

  const title = 'What is the difference between a mutex, a semaphore and a monitor in practice?';
  const heading = (): Promise<string> => chat.frame.locator('.header .title').innerText();

  it('asks nobody as long as background work is off', async () => {
    await chat.ask(title);
    assert.equal(simulator.requests.filter(({ method }) => method === 'POST').length, 1);
    assert.match(await heading(), /^What is the difference between a mutex,.*…$/u);
  });

  it('proposes a title through the chosen provider, records what it cost, and can be undone', async () => {
    await workbench.choose('SCOUT: Choose Background Provider', 'Anthropic');
    await chat.newChat();
    await chat.ask(title);
    const asked = (): number => simulator.requests.filter(({ path }) => path === '/anthropic/v1/messages').length;
    for (let attempt = 0; asked() === 0; attempt += 1) {
      assert.ok(attempt < 100, 'the background provider is asked');
      await chat.frame.waitForTimeout(100);
    }
    // The simulator's idea of a title: the first six words.
    await chat.frame.getByRole('heading', { name: 'What is the difference between a', exact: true }).waitFor();
    await chat.button('Chat Details').click();
    const details = chat.frame.locator('.conversation-details');
    await details.getByText(/Title by Anthropic · .*tokens in/u).waitFor();
    await workbench.screenshot('title-details');
    await chat.button('Restore Previous Title').click();
    await chat.frame.locator('.header .title', { hasText: 'What is the difference between a mutex' }).waitFor();
    assert.match(workbench.log(), /\[providers\] Loaded Anthropic module/u);
    assert.doesNotMatch(workbench.log(), /mutex/u);
  });
});
