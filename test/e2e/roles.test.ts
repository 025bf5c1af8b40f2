import assert from 'node:assert/strict';
import { endpoints } from '../../src/providers/endpoints.js';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { againstSimulator, ChatPage } from './support/chatPage.js';

/** The vendors; the server of the user's own has no model of its own accord. */
const vendors = endpoints.filter(({ fallbackModels }) => fallbackModels.length > 0);

describe('the two roles', () => {
  let simulator: Simulator;
  let workbench: Workbench;
  let chat: ChatPage;

  before(async () => {
    simulator = await startSimulator({ pace: 1 });
    workbench = await openWorkbench(againstSimulator(simulator, { 'scout.llm.provider': 'huggingface' }));
    chat = await ChatPage.open(workbench);
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
  });

  assert.equal(vendors.length, 5);
  for (const [index, llm] of vendors.entries()) {
    const background = vendors[(index + 1) % vendors.length]!;
    it(`${llm.name} answers and ${background.name} proposes the title, each loaded when it is needed`, async () => {
      await workbench.chooseModel(llm.name);
      await chat.asks(llm.name);
      await workbench.choose('SCOUT: Choose Background Provider', background.name);
      if ((await chat.messages()).length > 0) await chat.newChat();
      const answer = await chat.ask('Tell me in how many ways a person can be greeted politely, please');
      assert.equal(answer.status, 'complete');
      await chat.frame.getByRole('heading', { name: 'Tell me in how many ways', exact: true }).waitFor();
      assert.match(await chat.answers.last().locator('.author').innerText(), new RegExp(`^${llm.name} ·`, 'u'));
      const posts = simulator.requests.filter(({ method }) => method === 'POST').slice(-2);
      assert.deepEqual(
        posts.map(({ path }) => path.split('/')[1]),
        [llm.id, background.id],
      );
      for (const { name } of [llm, background]) assert.match(workbench.log(), new RegExp(`Loaded ${name} module`, 'u'));
    });
  }

  it('loads each module once, and releases each provider that no role uses any more', () => {
    const log = workbench.log();
    for (const { name } of vendors) {
      assert.equal(log.split(`Loaded ${name} module`).length, 2, name);
    }
    // The last pair is Hugging Face and OpenAI: the three between them are of no use any more.
    for (const name of ['Anthropic', 'Google', 'Mistral']) assert.match(log, new RegExp(`Released ${name}`, 'u'));
  });

  it('keeps both choices for the next start', async () => {
    await workbench.reload();
    await workbench.runCommand('SCOUT: Show Log');
    const starts = workbench.log().split(/SCOUT \S+ starts in/u);
    const expected = [/LLM provider: Hugging Face/u, /Background provider: OpenAI/u];
    for (
      let attempt = 0;
      !expected.every((line) =>
        line.test(
          workbench
            .log()
            .split(/SCOUT \S+ starts in/u)
            .at(-1)!,
        ),
      );
      attempt += 1
    ) {
      assert.ok(attempt < 100, starts.at(-1));
      await workbench.page.waitForTimeout(200);
    }
  });
});
