import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { againstSimulator, ChatPage } from './support/chatPage.js';

describe('under a sent question, a file that has changed since', () => {
  let simulator: Simulator;
  let workbench: Workbench;
  let chat: ChatPage;
  const folder = mkdtempSync(path.join(tmpdir(), 'scout-changed-'));
  const file = path.join(folder, 'poem.txt');

  before(async () => {
    writeFileSync(file, 'first line\nsecond line\n');
    simulator = await startSimulator({ pace: 0 });
    workbench = await openWorkbench({ ...againstSimulator(simulator), folder });
    await workbench.runCommand('View: Show SCOUT');
    chat = await ChatPage.find(workbench);
    await chat.composer.click();
    await workbench.page.keyboard.type('@poem');
    await chat.frame
      .getByRole('option', { name: /poem\.txt/u })
      .first()
      .waitFor();
    await workbench.page.keyboard.press('Enter');
    await inComposer().getByText('poem.txt', { exact: true }).waitFor();
    await chat.ask('What does it say?');
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const inComposer = (): Locator => chat.frame.locator('.attachment-bar .attachment-list .chip-name');
  const question = (): Locator => chat.frame.locator('.message.user');
  const change = (): Locator => question().last().locator('.source-change-text');
  const line = (text: string): Locator =>
    workbench.page.locator('.monaco-diff-editor .view-line', { hasText: text }).first();

  it('says so, as soon as it has', async () => {
    await question().getByText('poem.txt', { exact: true }).waitFor();
    assert.equal(await change().getByText('The file has changed since.').count(), 0);
    writeFileSync(file, 'first line\nanother line\n');
    await change().getByText('The file has changed since.').waitFor();
    await workbench.screenshot('changed-since');
  });

  it('is compared with what was sent', async () => {
    await question().getByRole('button', { name: 'Show Changes: poem.txt' }).click();
    await line('second line').waitFor();
    await line('another line').waitFor();
    await workbench.screenshot('changed-since-diff');
  });

  it('is attached as it is now, and sent with the next question', async () => {
    await question().getByRole('button', { name: 'Attach Present Version: poem.txt' }).click();
    await inComposer().getByText('poem.txt', { exact: true }).waitFor();
    await workbench.screenshot('changed-since-attached');
    const before = simulator.requests.length;
    await chat.ask('And now?');
    const sent = JSON.stringify(simulator.requests.slice(before).find(({ method }) => method === 'POST')?.body);
    assert.match(sent, /second line.*another line/u);
    assert.equal(await question().last().locator('.source-change').count(), 0);
  });

  it('that is gone says that, and that the copy is kept', async () => {
    // What an editor still shows is not gone.
    await workbench.runCommand('View: Close All Editors');
    await workbench.page.locator('.monaco-diff-editor').first().waitFor({ state: 'detached' });
    rmSync(file);
    await change().getByText('The file is gone. What was attached is kept.').waitFor();
    assert.equal(
      await question()
        .last()
        .getByRole('button', { name: /^Show Changes|^Attach Present/u })
        .count(),
      0,
    );
  });
});
