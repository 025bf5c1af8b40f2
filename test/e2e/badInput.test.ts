import assert from 'node:assert/strict';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { againstSimulator, ChatPage } from './support/chatPage.js';

describe('when something is wrong with an answer', () => {
  let simulator: Simulator;
  let workbench: Workbench;
  let chat: ChatPage;

  before(async () => {
    simulator = await startSimulator({ pace: 2 });
    workbench = await openWorkbench(againstSimulator(simulator, { 'scout.network.idleTimeoutSeconds': 5 }));
    chat = await ChatPage.open(workbench);
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
  });

  const cases: readonly {
    readonly what: string;
    readonly scenario: string;
    readonly status: string;
    readonly says: RegExp;
    readonly button: string;
  }[] = [
    {
      what: 'an unknown model',
      scenario: 'unknown-model',
      status: 'failed',
      says: /does not offer this model/u,
      button: 'Choose Another Model',
    },
    {
      what: 'a refused key',
      scenario: 'bad-key',
      status: 'failed',
      says: /rejected the API key/u,
      button: 'Set API Key',
    },
    {
      what: 'an account without credit',
      scenario: 'quota',
      status: 'failed',
      says: /no credit left/u,
      button: 'Choose Another Provider',
    },
    {
      what: 'a context that is too long',
      scenario: 'too-long',
      status: 'failed',
      says: /too long for this model/u,
      button: 'Choose Another Model',
    },
    {
      what: 'the login page of a proxy',
      scenario: 'html',
      status: 'failed',
      says: /could not be reached|an invalid answer/u,
      button: 'Try Again',
    },
    {
      what: 'a stream that is not JSON',
      scenario: 'broken-json',
      status: 'interrupted',
      says: /an invalid answer/u,
      button: 'Try Again',
    },
    {
      what: 'a stream that ends in the middle',
      scenario: 'clean-end',
      status: 'interrupted',
      says: /cut off\. The part that arrived is kept/u,
      button: 'Continue Answer',
    },
    {
      what: 'a connection that is reset',
      scenario: 'reset',
      status: 'interrupted',
      says: /cut off|could not be reached/u,
      button: 'Continue Answer',
    },
    {
      what: 'a stream that falls silent',
      scenario: 'stall',
      status: 'interrupted',
      says: /cut off/u,
      button: 'Continue Answer',
    },
    { what: 'a refusal', scenario: 'refusal', status: 'complete', says: /declined/u, button: 'Choose Another Model' },
    {
      what: 'the output limit',
      scenario: 'max-tokens',
      status: 'complete',
      says: /output limit/u,
      button: 'Continue Answer',
    },
  ];

  for (const { what, scenario, status, says, button } of cases) {
    it(`${what} is stated plainly, with a next step, and nothing is lost`, async () => {
      await chat.newChat();
      const answer = await chat.ask(`Please [scenario:${scenario}]`);
      assert.equal(answer.status, status);
      const outcome = await chat.outcome();
      assert.match(outcome.text, says);
      assert.ok(outcome.buttons.includes(button), `${button} is among ${outcome.buttons.join(', ')}`);
      const question = (await chat.messages()).at(-2)!;
      assert.match(question.text, new RegExp(scenario, 'u'));
    });
  }

  it('answers again after all of that', async () => {
    await workbench.screenshot('bad-input');
    await chat.newChat();
    const answer = await chat.ask('Are you well?');
    assert.equal(answer.status, 'complete');
  });

  it('does not send an empty message', async () => {
    const before = simulator.requests.length;
    await chat.composer.fill('   ');
    await chat.composer.press('Enter');
    assert.equal(await chat.button('Send').isDisabled(), true);
    await chat.frame.waitForTimeout(300);
    assert.equal(simulator.requests.length, before);
  });

  it('refuses a message of 5 MB with its reason, and leaves it in the composer', async () => {
    const before = simulator.requests.length;
    const long = 'word '.repeat(1_000_000);
    await chat.composer.fill(long);
    await chat.button('Send').click();
    await chat.problem.waitFor();
    assert.match(await chat.problem.innerText(), /too long for SCOUT\. It was not sent\./u);
    await chat.composerHolds(long);
    assert.equal(simulator.requests.length, before);
    await chat.composer.fill('');
    const answer = await chat.ask('Shorter');
    assert.equal(answer.status, 'complete');
    assert.equal(await chat.problem.count(), 0);
  });
});

describe('without a key', () => {
  let simulator: Simulator;
  let workbench: Workbench;
  let chat: ChatPage;

  before(async () => {
    simulator = await startSimulator({ pace: 2, acceptedKey: 'sk-right' });
    const options = againstSimulator(simulator, { 'scout.llm.provider': 'openai' });
    workbench = await openWorkbench({
      ...options,
      environment: { OPENAI_API_KEY: undefined, ANTHROPIC_API_KEY: undefined },
    });
    chat = await ChatPage.open(workbench);
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
  });

  it('says so before anything is sent, and loads no SDK for it', async () => {
    assert.match(await chat.notice.innerText(), /needs an API key for OpenAI/u);
    await chat.send('Hello?');
    await chat.problem.getByText(/needs an API key for OpenAI/u).waitFor();
    await chat.composerHolds('Hello?');
    assert.deepEqual(await chat.messages(), [], 'a question that nobody can be asked is not kept as answered');
    assert.equal(simulator.requests.length, 0);
    assert.doesNotMatch(workbench.log(), /Loaded OpenAI module/u);
    await workbench.screenshot('no-key');
  });

  it('takes the key through the button, distinguishes a wrong one from a right one, and answers the question', async () => {
    await chat.problem.getByRole('button', { name: 'Set API Key' }).click();
    await workbench.answerInput('sk-wrong');
    // The question would come back if it were sent before the key is stored.
    await chat.notice.getByText(/Messages for OpenAI are sent to/u).waitFor();
    const wrong = await chat.ask('Still there?');
    assert.equal(wrong.status, 'failed');
    assert.match((await chat.outcome()).text, /rejected the API key/u);
    await chat.answers.last().getByRole('button', { name: 'Set API Key' }).click();
    await workbench.answerInput('sk-right');
    await chat.frame.locator('.message.assistant[data-status="complete"]').waitFor();
    assert.match((await chat.messages()).at(-1)!.text, /Still there\?/u);
  });

  it('keeps the key over a reload, and writes it nowhere else', async () => {
    await workbench.reload();
    chat = await ChatPage.find(workbench);
    const answer = await chat.ask('And now?');
    assert.equal(answer.status, 'complete');
    assert.doesNotMatch(workbench.log(), /sk-right|sk-wrong/u);
    assert.match(workbench.log(), /SCOUT .* starts/u);
  });

  it('forgets the key on command', async () => {
    await workbench.choose('SCOUT: Remove API Key', 'OpenAI');
    await chat.notice.getByText(/needs an API key for OpenAI/u).waitFor();
  });
});

describe('offline', () => {
  let workbench: Workbench;
  let chat: ChatPage;

  before(async () => {
    // A port where nothing listens: it was free a moment ago.
    const simulator = await startSimulator();
    await simulator.close();
    workbench = await openWorkbench(againstSimulator(simulator));
    chat = await ChatPage.open(workbench);
  });

  after(() => workbench?.close());

  it('retries in sight, then says that the vendor cannot be reached, and keeps the message', async () => {
    const answer = await chat.ask('Anybody there?');
    assert.equal(answer.status, 'failed');
    const outcome = await chat.outcome();
    assert.match(outcome.text, /could not be reached\. Your message is kept/u);
    assert.ok(outcome.buttons.includes('Try Again'));
    await workbench.screenshot('offline');
  });

  it('says what is wrong when the connection is tested', async () => {
    await workbench.runCommand('SCOUT: Test Connection');
    await workbench.page
      .getByText(/The connection to OpenAI at \S+ failed/u)
      .first()
      .waitFor();
  });
});
