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
    chat = await ChatPage.open(workbench);
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const explorerFile = (name: string): Locator =>
    workbench.page.locator('.explorer-folders-view .monaco-list-row').getByText(name, { exact: true });
  const view = (): Locator =>
    workbench.page.locator('.pane', {
      has: workbench.page.locator('.pane-header', { hasText: 'Context of This Chat' }),
    });

  it('is hidden until it is asked for, and says what it is for', async () => {
    await workbench.runCommand('View: Show SCOUT');
    await chat.other();
    assert.equal(await view().count(), 0);
    await workbench.runCommand('Focus on Context of This Chat View');
    await view().getByText('Drop files, folders or editor tabs here').waitFor();
    await workbench.screenshot('attached-view-empty');
  });
});
