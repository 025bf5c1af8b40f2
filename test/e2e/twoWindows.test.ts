import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import type { WorkbenchWindow } from '../support/workbenchWindow.js';
import { againstSimulator, ChatPage } from './support/chatPage.js';

describe('two windows of one editor', () => {
  let simulator: Simulator;
  let workbench: Workbench;
  let otherWindow: WorkbenchWindow;
  let one: ChatPage;
  let other: ChatPage;

  before(async () => {
    simulator = await startSimulator({ pace: 15 });
    workbench = await openWorkbench(againstSimulator(simulator));
    one = await ChatPage.open(workbench);
    otherWindow = await workbench.openWindow();
    other = await ChatPage.open(otherWindow);
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
  });

  const row = (chat: ChatPage, title: string): Locator => chat.frame.locator('[data-row]', { hasText: title });
  const message = (chat: ChatPage, text: string): Locator => chat.frame.locator('.message', { hasText: text });

  const showHistory = async (chat: ChatPage): Promise<void> => {
    await chat.showList();
    await chat.frame.locator('.history, nav').first().waitFor();
  };

  /** Reloads both windows, which then show again what they showed. */
  const reload = async (): Promise<void> => {
    await Promise.all([workbench.reload(), otherWindow.reload()]);
    one = await ChatPage.find(workbench);
    other = await ChatPage.find(otherWindow);
    for (const chat of [one, other]) await chat.answers.first().waitFor();
  };

  /** What a person reads on the branch on screen, and after a click on the switcher between versions. */
  const bothBranches = async (chat: ChatPage): Promise<readonly string[]> => {
    const read = async (): Promise<string> =>
      (await chat.messages()).map(({ text, status }) => `${status} ${text}`).join('\n');
    const earlier = chat.button('Previous Version');
    const later = chat.button('Next Version');
    await earlier.waitFor();
    const first = await read();
    const isLast = await later.isDisabled();
    await (isLast ? earlier : later).click();
    await chat.frame.getByRole('group', { name: `Version ${isLast ? 1 : 2} of 2` }).waitFor();
    const second = await read();
    await (isLast ? later : earlier).click();
    await chat.frame.getByRole('group', { name: `Version ${isLast ? 2 : 1} of 2` }).waitFor();
    return [first, second];
  };

  it('list what was written in the other one, without a reload', async () => {
    await showHistory(other);
    await one.composer.fill('How do I greet somebody?');
    await one.composer.press('Enter');
    const start = performance.now();
    const sinceStart = (): number => Math.round(performance.now() - start);
    const [saved, seen] = await Promise.all([
      one.frame.locator('.message.user[data-saved="true"]').waitFor().then(sinceStart),
      row(other, 'How do I greet somebody?').waitFor().then(sinceStart),
    ]);
    console.log(`      after Enter: shown as saved in ${saved} ms, in the other window's list in ${seen} ms`);
    await otherWindow.screenshot('two-windows-list');
    await one.ended();
  });

  it('show an answer growing that the other one gets, and do not call it interrupted', async () => {
    await row(other, 'How do I greet somebody?').click();
    await other.answers.first().waitFor();
    await one.send('And in French?');
    const growing = other.frame.locator('.message.assistant[data-status="streaming"]');
    await growing.waitFor();
    assert.match(await growing.innerText(), /Answering in another window…/u);
    assert.equal(await other.button('Stop').count(), 0);
    await other.grown(200);
    await otherWindow.screenshot('two-windows-growing');
    const answer = await one.ended();
    await other.frame.locator('.message.assistant:not([data-status="streaming"])').nth(1).waitFor();
    assert.deepEqual((await other.messages()).at(-1), answer);
    assert.deepEqual(await other.messages(), await one.messages());
  });

  it('keep both branches when both write into the conversation at once, and show them in both', async () => {
    await one.composer.fill('From the first window');
    await other.composer.fill('From the second window');
    await Promise.all([one.composer.press('Enter'), other.composer.press('Enter')]);
    await Promise.all([
      message(one, 'From the first window').first().waitFor(),
      message(other, 'From the second window').first().waitFor(),
    ]);
    for (const chat of [one, other]) {
      await chat.ended();
      await chat.button('Previous Version').waitFor();
    }
    for (const chat of [one, other]) assertBoth(await bothBranches(chat));
    await workbench.screenshot('two-windows-branches');
  });

  it('have both branches again after a reload', async () => {
    await reload();
    for (const chat of [one, other]) assertBoth(await bothBranches(chat));
    const answer = await one.ask('Who is there?');
    assert.equal(answer.status, 'complete');
  });

  it('show the conversation gone when the other one deletes it', async () => {
    await showHistory(one);
    await row(one, 'How do I greet somebody?').press('Delete');
    await other.frame.locator('.bar.problem', { hasText: 'This chat was deleted in another window.' }).waitFor();
    await other.frame.locator('.message').first().waitFor({ state: 'detached' });
    await otherWindow.screenshot('two-windows-deleted');
    await showHistory(other);
    await other.frame.locator('[data-row]').first().waitFor({ state: 'detached' });
    await one.button('Undo').click();
    await row(other, 'How do I greet somebody?').waitFor();
    await row(other, 'How do I greet somebody?').click();
    await other.answers.first().waitFor();
  });

  it('say that an answer was interrupted when its window has gone', async () => {
    const hosts = workbench.extensionHosts();
    await workbench.reload();
    one = await ChatPage.find(workbench);
    await showHistory(one);
    await row(one, 'How do I greet somebody?').click();
    await one.answers.first().waitFor();
    const [host] = workbench.extensionHosts().filter((id) => !hosts.includes(id));
    await one.send('Nobody will hear the end of this');
    await one.grown(100);
    await other.frame.locator('.message.assistant[data-status="streaming"]').waitFor();
    process.kill(host!, 'SIGKILL');
    await other.frame.locator('.message.assistant[data-status="interrupted"]').waitFor({ timeout: 60_000 });
    assert.deepEqual((await other.outcome()).buttons, ['Continue Answer', 'Try Again']);
    const before = await other.messages();
    await other.button('Continue Answer').click();
    await other.frame
      .locator('.message.assistant[data-status="complete"]')
      .nth(before.length / 2 - 1)
      .waitFor();
    const after = await other.messages();
    assert.equal(after.length, before.length, 'the answer and its rest are one message');
    assert.equal(after.at(-1)!.status, 'complete');
    assert.ok(after.at(-1)!.text.length > before.at(-1)!.text.length);
  });
});

/** Each window's question with an answer of its own, one on each branch. */
function assertBoth(branches: readonly string[]): void {
  const all = branches.join('\n');
  for (const text of ['From the first window', 'From the second window'])
    assert.ok(all.includes(text), `“${text}” is within reach`);
  for (const branch of branches) assert.match(branch, /complete [^\n]*You have asked/u);
}
