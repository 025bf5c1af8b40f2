import assert from 'node:assert/strict';
import { pickModel } from '../support/editor/commandPalette.js';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { againstSimulator, ChatPage } from './support/chatPage.js';

describe('chatting', () => {
  let simulator: Simulator;
  let workbench: Workbench;
  let chat: ChatPage;

  before(async () => {
    simulator = await startSimulator({ pace: 15 });
    workbench = await openWorkbench(againstSimulator(simulator));
    chat = await ChatPage.open(workbench);
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
  });

  it('says plainly where messages go', async () => {
    const { host } = new URL(simulator.url);
    assert.ok(
      (await chat.notice.innerText()).startsWith(`Messages for OpenAI are sent to ${host}, as set in your settings.`),
    );
    await workbench.screenshot('chat-empty');
  });

  it('shows an answer growing, then complete and saved', async () => {
    await chat.send('How do I greet somebody?');
    const states = new Set<number>();
    for (let length = 60; length <= 300; length += 120) {
      await chat.grown(length);
      states.add(length);
      if (length === 180) await workbench.screenshot('chat-streaming');
    }
    const answer = await chat.ended();
    assert.equal(states.size, 3);
    assert.equal(answer.status, 'complete');
    assert.match(answer.text, /the first was “How do I greet somebody\?”/u);
    await workbench.screenshot('chat-complete');
  });

  it('sends the whole conversation with the next question', async () => {
    const answer = await chat.ask('And in French?');
    assert.match(answer.text, /You have asked 2 questions in this chat/u);
  });

  it('goes on after a reload of the window, without a command, with its full context', async () => {
    await workbench.reload();
    chat = await ChatPage.find(workbench);
    await chat.answers.nth(1).waitFor();
    assert.deepEqual(
      (await chat.messages()).map(({ role, status }) => `${role} ${status}`),
      ['user complete', 'assistant complete', 'user complete', 'assistant complete'],
    );
    const answer = await chat.ask('And in Finnish?');
    assert.match(answer.text, /You have asked 3 questions in this chat; the first was “How do I greet/u);
  });

  it('keeps what is being written over a reload', async () => {
    await chat.composer.fill('half a thought');
    await chat.frame.waitForTimeout(500);
    await workbench.reload();
    chat = await ChatPage.find(workbench);
    await chat.composerHolds('half a thought');
    await chat.composer.fill('');
  });

  it('stops an answer at once and keeps what arrived', async () => {
    await chat.send('Stop me');
    await chat.grown(40);
    await chat.button('Stop').click();
    const answer = await chat.ended();
    assert.equal(answer.status, 'interrupted');
    assert.ok(answer.text.length >= 40);
    assert.deepEqual((await chat.outcome()).buttons, ['Continue', 'Try Again']);
    assert.equal(simulator.requests.at(-1)?.closedByClient, true);
  });

  it('has the earlier answer within reach when it was asked for again', async () => {
    const stopped = (await chat.messages()).at(-1)!;
    await chat.button('Try Again').click();
    await chat.frame.getByRole('group', { name: 'Version 2 of 2' }).waitFor();
    const answer = await chat.ended();
    assert.equal(answer.status, 'complete');
    await chat.button('Previous Version').click();
    await chat.frame.getByRole('group', { name: 'Version 1 of 2' }).waitFor();
    assert.deepEqual((await chat.messages()).at(-1), stopped);
    await workbench.screenshot('chat-versions');
    await chat.button('Next Version').click();
    await chat.frame.getByRole('group', { name: 'Version 2 of 2' }).waitFor();
    assert.deepEqual((await chat.messages()).at(-1), answer);
  });

  it('stops an answer on Escape and with the command, too', async () => {
    for (const stop of [() => chat.composer.press('Escape'), () => workbench.runCommand('SCOUT: Stop Answer')]) {
      await chat.send('Stop me again');
      await chat.grown(40);
      await stop();
      assert.equal((await chat.ended()).status, 'interrupted');
      assert.equal(simulator.requests.at(-1)?.closedByClient, true);
    }
  });

  it('begins a new chat without the messages of the old one, and finds the old one again', async () => {
    await chat.newChat();
    const answer = await chat.ask('A second chat');
    assert.match(answer.text, /You have asked 1 question in this chat; the first was “A second chat”/u);
    await chat.showList();
    const titles = chat.frame.locator('.conversation-title');
    await titles.nth(1).waitFor();
    assert.deepEqual(await titles.allTextContents(), ['A second chat', 'How do I greet somebody?']);
    await workbench.screenshot('chat-conversations');
    await titles.nth(1).click();
    await chat.answers.nth(3).waitFor();
    const next = await chat.ask('Still there?');
    assert.match(next.text, /the first was “How do I greet/u);
  });

  it('deletes a conversation, which stays gone after a reload', async () => {
    await chat.frame.locator('[data-row]', { hasText: 'A second chat' }).press('Delete');
    await chat.frame.locator('.conversation', { hasText: 'A second chat' }).waitFor({ state: 'detached' });
    await chat.frame.locator('.undo-bar').waitFor();
    await chat.frame.getByRole('combobox', { name: 'Filter Chats' }).selectOption({ label: 'Recently deleted' });
    await chat.frame.locator('.conversation', { hasText: 'A second chat' }).waitFor();
    await workbench.reload();
    chat = await ChatPage.find(workbench);
    await chat.showList();
    await chat.frame.locator('.conversation-title').first().waitFor();
    assert.deepEqual(await chat.frame.locator('.conversation-title').allTextContents(), ['How do I greet somebody?']);
    await chat.button('Hide Chats').click();
  });

  it('changes endpoint and model without a reload, through the button in the composer', async () => {
    await chat.frame.getByRole('button', { name: /^Choose Model/u }).click();
    await workbench.screenshot('choose-model');
    await pickModel(workbench.page, 'Anthropic');
    await chat.asks('Anthropic');
    const answer = await chat.ask('Who are you now?');
    assert.equal(answer.status, 'complete');
    assert.match(await chat.answers.last().locator('.author').innerText(), /^Anthropic · /u);
    assert.match(simulator.requests.at(-1)!.path, /^\/anthropic\//u);
    assert.match(workbench.log(), /Loaded Anthropic module/u);
  });

  it('shows the same chat in the side bar, answer by answer', async () => {
    await workbench.page.getByRole('tab', { name: 'SCOUT' }).first().click();
    const sideBar = await chat.other();
    const head = workbench.page.locator('.part.sidebar .composite.title');
    await head.getByRole('button', { name: /Show or Hide Chats/u }).click();
    await sideBar.frame.locator('.conversation-title', { hasText: 'How do I greet somebody?' }).click();
    const before = await sideBar.answers.count();
    const answer = await chat.ask('Both of you?');
    assert.equal((await sideBar.messages()).at(-1)?.text, answer.text);
    assert.ok((await sideBar.answers.count()) > before);
    await workbench.screenshot('side-bar');
  });
});
