import assert from 'node:assert/strict';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { againstSimulator, ChatPage } from './support/chatPage.js';

describe('an extension host that is killed in the middle of an answer', () => {
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

  it('loses no saved message, and keeps the partial answer, marked as interrupted', async () => {
    const first = await chat.ask('First question');
    assert.equal(first.status, 'complete');
    await chat.send('Second question');
    await chat.grown(200);
    const seen = (await chat.messages()).at(-1)!.text;
    assert.ok(workbench.killExtensionHost().length > 0);
    await workbench.reload();
    chat = await ChatPage.find(workbench);
    await chat.answers.nth(1).waitFor();
    const messages = await chat.messages();
    assert.deepEqual(
      messages.map(({ role, status }) => `${role} ${status}`),
      ['user complete', 'assistant complete', 'user complete', 'assistant interrupted'],
    );
    assert.equal(messages[1]!.text, first.text);
    const stored = messages[3]!.text;
    // The history is written a few times a second: at most the last moment of a growing answer is lost.
    assert.ok(
      stored.length > seen.length / 2 && stored.length > 100,
      `stored ${stored.length} of ${seen.length} characters seen`,
    );
    await workbench.screenshot('killed-host');
  });

  it('continues that answer', async () => {
    await chat.button('Continue Answer').click();
    await chat.frame.locator('.message.assistant[data-status="interrupted"]').waitFor({ state: 'detached' });
    const answer = await chat.ended();
    assert.equal(answer.status, 'complete');
    assert.equal(await chat.answers.count(), 2, 'the answer and its rest are one message');
    const context = JSON.stringify(simulator.requests.at(-1)!.body);
    assert.match(context, /First question/u);
    assert.match(context, /Second question/u);
    assert.match(context, /cut off/u);
  });
});
