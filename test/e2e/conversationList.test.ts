import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { againstSimulator, ChatPage } from './support/chatPage.js';

const questions = ['How do I greet somebody?', 'Why is my index not used?', 'Which licence fits a small library?'];

describe('the history', () => {
  let simulator: Simulator;
  let workbench: Workbench;
  let chat: ChatPage;

  before(async () => {
    simulator = await startSimulator({ pace: 1 });
    workbench = await openWorkbench(againstSimulator(simulator));
    chat = await ChatPage.open(workbench);
    for (const question of questions) {
      if (question !== questions[0]) await chat.newChat();
      await chat.ask(question);
    }
    await showHistory();
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
  });

  const row = (title: string): Locator => chat.frame.locator('[data-row]', { hasText: title });
  const titles = (group: string): Promise<string[]> =>
    chat.frame.getByRole('region', { name: group, exact: true }).locator('.conversation-title').allTextContents();
  const showHistory = async (): Promise<void> => {
    await chat.showList();
    await chat.frame.locator('[data-row]').first().waitFor();
  };
  const reload = async (): Promise<void> => {
    await workbench.reload();
    chat = await ChatPage.find(workbench);
    await showHistory();
  };
  const show = async (scope: string): Promise<void> => {
    await chat.frame.getByRole('combobox', { name: 'Filter Chats' }).selectOption({ label: scope });
  };
  const menu = async (title: string, item: string): Promise<void> => {
    await row(title).click({ button: 'right' });
    await chat.frame.getByRole('menuitem', { name: item }).click();
  };

  it('lists what was said today, the latest first', async () => {
    assert.deepEqual(await titles('Today'), [...questions].reverse());
    await workbench.screenshot('list');
  });

  it('renames in place, pins, and finds both again after a reload', async () => {
    await row(questions[1]!).press('F2');
    await chat.frame.getByRole('textbox', { name: 'Title' }).fill('Indexes of Postgres');
    await chat.frame.getByRole('textbox', { name: 'Title' }).press('Enter');
    await row(questions[0]!).hover();
    await chat.button(`Pin: ${questions[0]}`).click();
    await chat.frame.getByRole('region', { name: 'Pinned' }).waitFor();
    await reload();
    assert.deepEqual(await titles('Pinned'), [questions[0]]);
    assert.deepEqual(await titles('Today'), [questions[2], 'Indexes of Postgres']);
  });

  it('gives a conversation tags through the editor’s own list', async () => {
    const { page } = workbench;
    await menu('Indexes of Postgres', 'Edit Tags…');
    const input = page.locator('.quick-input-widget input.input').first();
    await input.waitFor();
    await input.fill('databases');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'databases' }).waitFor();
    await workbench.screenshot('list-tags');
    await input.press('Enter');
    await row('Indexes of Postgres').locator('.conversation-tag', { hasText: 'databases' }).waitFor();
    await menu(questions[2]!, 'Edit Tags…');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'databases' }).waitFor();
    await input.press('Escape');
  });

  it('archives, shows the archive, and takes out of it again', async () => {
    await menu('Indexes of Postgres', 'Archive');
    await row('Indexes of Postgres').waitFor({ state: 'detached' });
    await show('Archived');
    await row('Indexes of Postgres').waitFor();
    await menu('Indexes of Postgres', 'Unarchive');
    await row('Indexes of Postgres').waitFor({ state: 'detached' });
    await show('This workspace');
    await row('Indexes of Postgres').waitFor();
    await show('All workspaces');
    await row('Indexes of Postgres').waitFor();
  });

  it('deletes the conversation on screen without asking, and brings it back with one click', async () => {
    await row(questions[2]!).click();
    await chat.frame.locator('.message', { hasText: questions[2]! }).first().waitFor();
    await row(questions[2]!).press('Delete');
    await row(questions[2]!).waitFor({ state: 'detached' });
    await chat.frame.locator('.message').first().waitFor({ state: 'detached' });
    await workbench.screenshot('list-undo');
    await chat.button('Undo').click();
    await row(questions[2]!).click();
    await chat.answers.first().waitFor();
    assert.equal((await chat.messages()).length, 2);
  });

  it('brings back what was deleted also after a reload', async () => {
    await row(questions[2]!).press('Delete');
    await row(questions[2]!).waitFor({ state: 'detached' });
    // The view shows it gone at once; the disk knows when the other list has it.
    await show('Recently deleted');
    await row(questions[2]!).waitFor();
    await reload();
    assert.equal(await row(questions[2]!).count(), 0);
    await show('Recently deleted');
    await menu(questions[2]!, 'Restore');
    await row(questions[2]!).waitFor({ state: 'detached' });
    await show('All workspaces');
    await row(questions[2]!).waitFor();
  });

  it('finds a message as one types, and shows it in its conversation', async () => {
    await row(questions[0]!).click();
    await chat.frame.locator('.message.user', { hasText: questions[0]! }).waitFor();
    const box = chat.frame.getByRole('combobox', { name: 'Search Chats' });
    await box.pressSequentially('licence from:me', { delay: 20 });
    const hit = chat.frame.locator('.hit', { has: chat.frame.locator('.hit-source > span', { hasText: /^You$/u }) });
    await hit.waitFor();
    assert.deepEqual(await hit.locator('mark').allTextContents(), ['licence']);
    await workbench.screenshot('list-search');
    await hit.click();
    await chat.frame.locator('.message.user:focus', { hasText: questions[2]! }).waitFor();
    await workbench.screenshot('list-jump');
    await box.fill('tag:databases');
    await chat.frame.locator('.hit-title', { hasText: 'Indexes of Postgres' }).waitFor();
    await box.press('Escape');
    await row(questions[2]!).waitFor();
  });

  it('finds a message from the command palette, and opens the panel at it', async () => {
    const { page } = workbench;
    const input = page.locator('.quick-input-widget input.input').first();
    const rows = page.locator('.quick-input-list .monaco-list-row');
    await workbench.runCommandUntil('SCOUT: Search Chats', rows.filter({ hasText: 'Indexes of Postgres' }));
    await input.fill('greet from:me');
    const found = rows.filter({ hasText: /How do I greet somebody\?.*You/su });
    await found.waitFor();
    await workbench.screenshot('search-chats');
    await input.fill('xyzzy');
    await rows.filter({ hasText: 'No results found' }).waitFor();
    await page.locator('.quick-input-widget').getByRole('button', { name: 'Search filters' }).click();
    await rows.filter({ hasText: 'is:pinned' }).click();
    await rows.filter({ hasText: 'No results found' }).waitFor();
    assert.equal(await input.inputValue(), 'xyzzy is:pinned');
    await page.locator('.quick-input-widget').getByRole('button', { name: 'Find Exact Text' }).click();
    await rows.filter({ hasText: 'Only exact matches' }).waitFor();
    await page.locator('.quick-input-widget').getByRole('button', { name: 'Find Words in Any Order' }).click();
    await input.fill('greet from:me');
    await found.waitFor();
    await found.click();
    await chat.frame.locator('.message.user:focus', { hasText: questions[0]! }).waitFor();
  });
});
