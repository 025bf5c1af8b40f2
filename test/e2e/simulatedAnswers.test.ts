import assert from 'node:assert/strict';
import { endpoints } from '../../src/providers/endpoints.js';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { ChatPage } from './support/chatPage.js';

describe('the trial with the simulator', () => {
  let simulator: Simulator;
  let workbench: Workbench;
  let chat: ChatPage;

  before(async () => {
    simulator = await startSimulator({ pace: 1 });
    const keys = endpoints.flatMap(({ keyVariables }) => keyVariables.map((name) => [name, undefined] as const));
    workbench = await openWorkbench({
      environment: { ...Object.fromEntries(keys), SCOUT_SIMULATOR: simulator.url },
      expectedErrors: /rejected|could not be reached|invalid-api-key|network/u,
    });
    chat = await ChatPage.open(workbench);
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
  });

  it('answers, and says that the answers are simulated, for whom and from where', async () => {
    const { host } = new URL(simulator.url);
    await chat.notice
      .getByText(`Simulated answers: no API key is set for OpenAI, so SCOUT’s simulator at ${host} answers.`)
      .waitFor();
    const answer = await chat.ask('Hello?');
    assert.equal(answer.status, 'complete');
    await workbench.screenshot('simulated');
  });

  it('says the same in the list of models', async () => {
    const list = workbench.page.locator('.quick-input-list');
    await workbench.runCommandUntil('SCOUT: Choose LLM Provider', list.getByText('Simulator answers').first());
    const text = await list.innerText();
    assert.doesNotMatch(text, /environment/iu);
    await workbench.page.keyboard.press('Escape');
  });

  it('gets no key of the user’s: with one, the provider itself is asked from then on', async () => {
    const before = simulator.requests.length;
    await chat.notice.getByRole('button', { name: 'Set API Key' }).click();
    await workbench.answerInput('sk-of-my-own');
    await chat.notice.waitFor({ state: 'detached' });
    await chat.send('Who gets this?');
    await chat.answers.nth(1).locator('.outcome').waitFor({ timeout: 120_000 });
    const later = simulator.requests.slice(before);
    assert.ok(!JSON.stringify(later).includes('sk-of-my-own'));
    assert.deepEqual(
      later.map(({ path }) => path),
      [],
    );
  });
});
