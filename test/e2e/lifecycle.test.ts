import assert from 'node:assert/strict';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { againstSimulator, ChatPage } from './support/chatPage.js';

/** The steps of a shutdown, in the order in which the log must show them. */
const steps = [
  'Done: cancel tasks',
  'Done: save pending changes',
  'Done: disconnect the chat views',
  'Done: await tasks',
  'Done: close the user database',
  'Done: close the chat history database',
  'Done: release providers',
  'Done: release remaining resources',
  'Application shutdown complete.',
];

describe('the end and the next beginning', () => {
  let simulator: Simulator;
  let workbench: Workbench;
  let chat: ChatPage;

  before(async () => {
    simulator = await startSimulator({ pace: 40 });
    workbench = await openWorkbench(againstSimulator(simulator));
    chat = await ChatPage.open(workbench);
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
  });

  const until = async (condition: () => boolean, what: string): Promise<void> => {
    for (let attempt = 0; !condition(); attempt += 1) {
      assert.ok(attempt < 150, `${what}; the log:\n${workbench.log()}`);
      await workbench.page.waitForTimeout(200);
    }
  };

  it('shuts down in order when the window is reloaded in the middle of an answer, and saves what arrived', async () => {
    await chat.send('A question that is left alone');
    await chat.grown(150);
    await workbench.runCommand('Developer: Reload Window');
    await until(() => workbench.log().includes(steps.at(-1)!), 'the shutdown came to its end');
    const log = workbench.log();
    const places = steps.map((step) => log.indexOf(step));
    assert.deepEqual(
      places,
      [...places].sort((a, b) => a - b),
      `in order:\n${log}`,
    );
    assert.ok(
      places.every((place) => place >= 0),
      log,
    );
    assert.doesNotMatch(log, /Failed:|Stopped waiting/u);
  });

  it('restores the panel by itself, with the interrupted answer', async () => {
    chat = await ChatPage.find(workbench);
    await chat.answers.first().waitFor();
    const [question, answer] = await chat.messages();
    assert.equal(question?.text, 'A question that is left alone');
    assert.equal(answer?.status, 'interrupted');
    assert.ok(answer.text.length >= 100);
  });

  it('lists the tasks under way', async () => {
    await chat.send('Take your time');
    await chat.grown(20);
    const tasks = workbench.page.locator('.quick-input-list', { hasText: 'answer from openai' });
    await workbench.runCommandUntil('SCOUT: Show Running Tasks', tasks);
    await workbench.screenshot('running-tasks');
    await workbench.page.keyboard.press('Escape');
    await chat.button('Stop').click();
    await chat.ended();
  });
});
