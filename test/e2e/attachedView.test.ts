import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { againstSimulator, ChatPage } from './support/chatPage.js';

describe('the view “Context of This Chat”', () => {
  let simulator: Simulator;
  let workbench: Workbench;
  let chat: ChatPage;
  const folder = mkdtempSync(path.join(tmpdir(), 'scout-attached-'));

  before(async () => {
    writeFileSync(path.join(folder, 'notes.txt'), 'first note\n');
    writeFileSync(path.join(folder, 'poem.txt'), 'first line\nsecond line\n');
    simulator = await startSimulator({ pace: 0 });
    workbench = await openWorkbench({ ...againstSimulator(simulator), folder });
    await workbench.runCommand('View: Show Explorer');
    await explorerFile('notes.txt').dblclick();
    await workbench.page.locator('.tabs-container .tab', { hasText: 'notes.txt' }).waitFor();
    await workbench.runCommand('View: Show SCOUT');
    chat = await ChatPage.find(workbench);
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const explorerFile = (name: string): Locator =>
    workbench.page.locator('.explorer-folders-view .monaco-list-row').getByText(name, { exact: true });
  const tab = (name: string): Locator => workbench.page.locator('.tabs-container .tab', { hasText: name });
  const view = (): Locator =>
    workbench.page.locator('.pane', {
      has: workbench.page.locator('.pane-header', { hasText: 'Context of This Chat' }),
    });
  const row = (name: string): Locator => view().locator('.monaco-list-row', { hasText: name });
  const empty = (): Locator => row('Drop files, folders or tabs here');
  const labels = (): Promise<readonly string[]> => view().locator('.monaco-list-row .label-name').allInnerTexts();
  const chips = (): Locator => chat.frame.locator('.attachment-list .chip-name');
  const chip = (name: string): Locator => chips().getByText(name, { exact: true });

  it('is hidden until it is asked for, and says what it is for', async () => {
    assert.equal(await view().count(), 0);
    await workbench.runCommand('Focus on Context of This Chat View');
    await empty().waitFor();
    await workbench.screenshot('attached-view-empty');
  });

  it('takes the tab of an editor without Shift, also on the row that asks for it', async () => {
    await drag(tab('notes.txt'), empty());
    await row('notes.txt').waitFor();
    assert.deepEqual(await labels(), ['notes.txt']);
    await chip('notes.txt').waitFor();
  });

  it('takes a file of the explorer without Shift, over the icon in the activity bar', async () => {
    await workbench.runCommand('View: Show Explorer');
    const icon = workbench.page.locator('.activitybar').getByRole('tab', { name: 'SCOUT', exact: true });
    await drag(explorerFile('poem.txt'), icon, view());
    await row('poem.txt').waitFor();
    chat = await ChatPage.find(workbench);
    await chip('poem.txt').waitFor();
    await workbench.screenshot('attached-view');
    assert.deepEqual(await labels(), ['notes.txt', 'poem.txt']);
    assert.equal(await row('poem.txt').getAttribute('aria-label'), 'poem.txt, about 6 tokens');
    assert.equal(await row('poem.txt').locator('.label-description').innerText(), 'about 6 tokens');
    assert.equal(await row('poem.txt').locator('.codicon-file').count(), 1);
    assert.deepEqual(await chips().allInnerTexts(), ['notes.txt', 'poem.txt']);
  });

  it('opens what is attached', async () => {
    await row('poem.txt').click();
    await workbench.page.locator('.view-line', { hasText: 'second line' }).first().waitFor();
    await workbench.screenshot('attached-view-opened');
  });

  it('takes off what its button beside it says', async () => {
    await row('poem.txt').hover();
    await row('poem.txt').getByRole('button', { name: 'Remove from Chat' }).click();
    await row('poem.txt').waitFor({ state: 'detached' });
    assert.deepEqual(await labels(), ['notes.txt']);
    await chip('poem.txt').waitFor({ state: 'detached' });
    assert.deepEqual(await chips().allInnerTexts(), ['notes.txt']);
  });

  it('takes off what is selected with Delete', async () => {
    await row('notes.txt').click();
    await workbench.page.locator('.view-line', { hasText: 'first note' }).first().waitFor();
    await row('notes.txt').click({ modifiers: ['ControlOrMeta'] });
    await row('notes.txt').click({ modifiers: ['ControlOrMeta'] });
    await row('notes.txt').and(workbench.page.locator('.selected')).waitFor();
    await workbench.page.keyboard.press('Delete');
    await empty().waitFor();
    assert.equal((await labels()).length, 1);
  });

  it('follows what is done in the chat', async () => {
    await chip('notes.txt').waitFor({ state: 'detached' });
    await drag(tab('notes.txt').first(), view());
    await row('notes.txt').waitFor();
    await chat.frame.getByRole('button', { name: 'Remove notes.txt', exact: true }).click();
    await empty().waitFor();
    await chip('notes.txt').waitFor({ state: 'detached' });
  });

  it('asks for those who drop nothing', async () => {
    await empty().click();
    await workbench.page.locator('.quick-input-title', { hasText: 'Attach to Chat' }).waitFor();
    await workbench.page.keyboard.type('poem');
    await workbench.quickPick('poem.txt');
    await row('poem.txt').waitFor();
  });

  /** By the mouse, without any key; over each of these, the next of which shows while it is there, and onto the last. */
  async function drag(what: Locator, ...places: readonly Locator[]): Promise<void> {
    const { mouse } = workbench.page;
    const from = (await what.boundingBox())!;
    await mouse.move(from.x + 15, from.y + from.height / 2);
    await mouse.down();
    await mouse.move(from.x + 40, from.y + from.height / 2 + 3, { steps: 5 });
    for (const [index, place] of places.entries()) {
      const to = (await place.boundingBox())!;
      const next = places[index + 1];
      for (let step = 0; step < 10 || (next !== undefined && !(await next.isVisible())); step += 1) {
        await mouse.move(to.x + to.width / 2 + (step % 10), to.y + to.height / 2);
        await workbench.page.waitForTimeout(next === undefined ? 0 : 100);
      }
    }
    await mouse.up();
  }
});
