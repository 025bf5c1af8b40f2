import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { GitFolder } from '../support/gitFolder.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { withoutKeys } from './support/withoutKeys.js';

describe('a commit message', () => {
  let simulator: Simulator;
  let folder: GitFolder;
  let workbench: Workbench;
  /** The answer never comes to its end. */
  let isSlow = false;

  before(async () => {
    simulator = await startSimulator({
      pace: 1,
      answer: () =>
        isSlow ? { kind: 'stream', steps: [{ do: 'text', text: 'feat: half' }, { do: 'stall' }] } : undefined,
    });
    folder = new GitFolder();
    folder.write('a.txt', 'one\n');
    folder.write('other.txt', 'canary-of-another-file\n');
    folder.commit('feat: begin with one');
    folder.write('a.txt', 'two\n');
    folder.git('add', 'a.txt');
    folder.write('a.txt', 'canary-not-staged\n');
    workbench = await openWorkbench({
      environment: { ...withoutKeys(), SCOUT_SIMULATOR: simulator.url },
      builtInExtensions: ['git', 'git-base'],
      settings: { 'git.enabled': true },
      folder: folder.folder,
    });
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
    folder?.[Symbol.dispose]();
  });

  it('is written with one click in the title of Source Control, of what is staged and nothing else', async () => {
    const { page } = workbench;
    const write = page.getByRole('button', { name: 'Write Commit Message' }).first();
    await page
      .getByRole('tab', { name: /Source Control/u })
      .first()
      .click();
    // The buttons of a view are there while the mouse is over it.
    await page.locator('.pane-header').getByText('Changes').first().hover();
    await write.waitFor();
    await page.locator('.scm-view .monaco-list-row').getByText('a.txt').first().waitFor();
    await workbench.screenshot('commit-message-before');
    await write.click();
    await page.locator('.statusbar-item').getByText('Commit message by').waitFor({ timeout: 60_000 });
    const message = await page.locator('.scm-input .view-lines').innerText();
    await workbench.screenshot('commit-message');
    assert.ok(message.trim().length > 10, message);
    const asked = JSON.stringify(simulator.requests);
    assert.match(asked, /\+two/u);
    assert.match(asked, /feat: begin with one/u);
    assert.doesNotMatch(asked, /canary/u);
    assert.equal(simulator.requests.filter(({ path }) => !path.endsWith('/models')).length, 1);
  });

  const toast = (text: string): Locator => workbench.page.locator('.notifications-toasts').getByText(text);
  const box = (): Locator => workbench.page.locator('.scm-input .view-lines');
  const asked = (): number => simulator.requests.filter(({ method }) => method === 'POST').length;

  it('says that it has seen a part of what is very much, and gives back what stood in the box', async () => {
    const { page } = workbench;
    folder.write('a.txt', 'a line of very many\n'.repeat(20_000));
    folder.git('add', 'a.txt');
    await workbench.page.locator('.scm-input .view-lines').click();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('Refs 4711');
    await workbench.runCommand('SCOUT: Write Commit Message');
    await page.locator('.statusbar-item').getByText('too long: not all changes were sent').waitFor({ timeout: 60_000 });
    await workbench.screenshot('commit-message-cut');
    const body = JSON.stringify(simulator.requests.findLast(({ method }) => method === 'POST')?.body);
    assert.ok(body.length < 120_000);
    assert.match(body, /more lines of this file left out/u);
    assert.match(body, /Refs 4711/u, 'what is begun goes along');
    await page.getByRole('button', { name: 'Restore My Text' }).click();
    await box().getByText('Refs 4711').waitFor();
  });

  it('stops, and keeps what has arrived', async () => {
    const before = asked();
    await workbench.runCommand('Notifications: Clear All Notifications');
    isSlow = true;
    await workbench.runCommand('SCOUT: Write Commit Message');
    await box().getByText('feat: half').waitFor();
    await workbench.screenshot('commit-message-growing');
    await workbench.runCommand('SCOUT: Stop Writing the Commit Message');
    isSlow = false;
    for (
      let attempt = 0;
      simulator.requests.findLast(({ method }) => method === 'POST')?.closedByClient !== true;
      attempt += 1
    ) {
      assert.ok(attempt < 100, 'the request is ended');
      await workbench.page.waitForTimeout(100);
    }
    assert.equal(await box().innerText(), 'feat:\u00a0half');
    assert.equal(asked(), before + 1);
  });

  it('says so where nothing is changed, and sends nothing', async () => {
    folder.commit('All of it');
    const before = asked();
    // Git has to see it first.
    await workbench.page
      .locator('.scm-view .monaco-list-row')
      .getByText('a.txt')
      .first()
      .waitFor({ state: 'detached' });
    await workbench.runCommand('SCOUT: Write Commit Message');
    await toast('There are no changes to describe. Nothing was sent.').waitFor();
    await workbench.screenshot('commit-message-nothing');
    assert.equal(asked(), before);
  });
});
