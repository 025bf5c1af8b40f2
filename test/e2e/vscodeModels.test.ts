import assert from 'node:assert/strict';
import path from 'node:path';
import { projectFolder } from '../support/projectFolder.js';
import { pickModel } from '../support/editor/commandPalette.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { ChatPage } from './support/chatPage.js';
import { withoutKeys } from './support/withoutKeys.js';

describe('the models of another extension', () => {
  let workbench: Workbench;
  let chat: ChatPage;

  before(async () => {
    workbench = await openWorkbench({
      environment: withoutKeys(),
      otherExtensionDirs: [path.join(projectFolder, 'test', 'fixtures', 'language-models')],
      expectedErrors: /ERRORED in STREAM (?:The line went dead|not for you)/u,
      settings: {
        'scout.systemPrompt': 'Be brief.',
        'scout.background.provider': 'vscode',
        'scout.background.model': 'scout-tests/title',
      },
    });
    chat = await ChatPage.open(workbench);
  });

  after(() => workbench?.close());

  /** Waits until the other extension says this of itself. */
  async function reports(expected: RegExp): Promise<void> {
    const message = workbench.page.locator('.notification-list-item-message').first();
    for (let attempt = 0; attempt < 20; attempt += 1) {
      await workbench.runCommand('Notifications: Clear All Notifications');
      await workbench.runCommand('Language Models: Report');
      if (expected.test(await message.innerText())) return;
    }
    assert.match(await message.innerText(), expected);
  }

  async function choose(model: string): Promise<void> {
    await workbench.chooseModel('VS Code', `The ${model} model`);
    await chat.frame.getByRole('button', { name: new RegExp(`scout-tests/${model}`, 'u') }).waitFor();
  }

  it('are offered where nothing is set, chosen by a click, and asked nothing by that', async () => {
    await chat.frame.getByRole('heading', { name: 'Who should answer?' }).waitFor();
    await chat.button('Use a Model in VS Code').click();
    await workbench.page.getByText('The echo model').first().waitFor();
    await workbench.screenshot('vscode-models');
    await pickModel(workbench.page, 'VS Code', 'The echo model');
    await chat.asks('VS Code');
    await chat.frame.locator('.welcome-choices').waitFor({ state: 'detached' });
    await reports(/Asked: nobody/u);
  });

  it('answer, with the instructions first in the question, and their tokens are counted', async () => {
    const { status, text } = await chat.ask('What is it?');
    assert.equal(status, 'complete');
    assert.match(text, /^You said: “user: Be brief\.\s*\|What is it\?”$/u);
    await chat.frame
      .getByText(/^estimated: 22 tokens in, \d+ out · cost not known to SCOUT$/u)
      .first()
      .waitFor();
    await workbench.screenshot('vscode-model-answer');
  });

  it('suggest a title, once the user has asked one of them', async () => {
    await chat.frame.getByRole('heading', { name: 'A title from VS Code' }).waitFor();
    await reports(/Asked: echo, title\./u);
  });

  it('answer in the middle of a chat, with all that was said', async () => {
    const { text } = await chat.ask('And now?');
    assert.match(text, /user: Be brief\.\s*\|What is it\? \/ assistant: You said/u);
  });

  it('may ask for a tool', async () => {
    await choose('tool');
    const { status, text } = await chat.ask('Look it up');
    assert.equal(status, 'complete');
    assert.match(text, /Let me look\./u);
    await workbench.screenshot('vscode-model-tool');
  });

  it('break off: what came is kept, and the extension’s own words are told', async () => {
    await choose('broken');
    const { status, text } = await chat.ask('Go on');
    assert.notEqual(status, 'complete');
    assert.match(text, /Half of an/u);
    assert.ok((await chat.outcome()).buttons.includes('Try Again'));
    const outcome = chat.answers.last().locator('.outcome');
    await outcome.getByText('Details').click();
    await outcome.getByText('The line went dead').waitFor();
  });

  it('refuse: the next step is named', async () => {
    await choose('refused');
    await chat.ask('May I?');
    const { text, buttons } = await chat.outcome();
    assert.match(text, /VS Code does not let SCOUT use this model/u);
    assert.deepEqual(buttons.slice(0, 2), ['Try Again', 'Choose Another Model']);
    await workbench.screenshot('vscode-model-refused');
  });

  it('say nothing: the answer is empty, and that is said', async () => {
    await choose('blank');
    await chat.ask('Well?');
    const { text, buttons } = await chat.outcome();
    assert.match(text, /The answer is empty\./u);
    assert.ok(buttons.includes('Try Again'));
  });

  it('are stopped, and know it', async () => {
    await choose('slow');
    await chat.send('Tell me everything');
    await chat.grown(20);
    await chat.button('Stop').click();
    assert.equal((await chat.ended()).status, 'interrupted');
    await reports(/Cancelled: 1\./u);
  });
});
