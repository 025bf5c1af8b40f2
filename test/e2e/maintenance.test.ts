import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Locator } from 'playwright-core';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { readableBytes } from '../support/readableBytes.js';
import { againstSimulator, ChatPage } from './support/chatPage.js';

const remaining = 'How do I greet somebody?';
/** A word that nobody else says. */
const deleted = 'What is a qzxwvkjtbp?';

describe('maintenance of the history’s files', () => {
  let simulator: Simulator;
  let dataFolder: string;
  let workbench: Workbench;
  let chat: ChatPage;

  before(async () => {
    simulator = await startSimulator({ pace: 1 });
    dataFolder = mkdtempSync(path.join(tmpdir(), 'scout-maintenance-'));
    await open();
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
    rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  });

  const open = async (): Promise<void> => {
    workbench = await openWorkbench({ ...againstSimulator(simulator), userDataDir: dataFolder });
    chat = await ChatPage.open(workbench);
  };
  const notification = (text: RegExp): Locator => workbench.page.locator('.notification-list-item', { hasText: text });
  const dismissAll = (): Promise<void> => workbench.runCommand('Notifications: Clear All Notifications');
  const storage = (...names: readonly string[]): string => path.join(workbench.globalStorageFolder, ...names);
  const namesIn = (folder: string): readonly string[] =>
    existsSync(storage(folder)) ? readdirSync(storage(folder)) : [];
  const until = async (condition: () => boolean): Promise<void> => {
    for (let attempt = 0; !condition(); attempt += 1) {
      assert.ok(attempt < 600, 'it does not happen');
      await workbench.page.waitForTimeout(100);
    }
  };
  const titles = async (): Promise<readonly string[]> => {
    await chat.frame.locator('.conversation-title').first().waitFor();
    return chat.frame.locator('.conversation-title').allTextContents();
  };
  const showHistory = async (): Promise<void> => {
    if ((await chat.frame.locator('[data-row]').count()) === 0) await chat.showList();
    await chat.frame.locator('[data-row]').first().waitFor();
  };

  it('checks every file, and shows what it found as a document', async () => {
    await chat.ask(remaining);
    await chat.newChat();
    await chat.ask(deleted);
    await workbench.runCommand('SCOUT: Check History');
    await notification(/No problems found in the history/u).waitFor({ timeout: 60_000 });
    const report = workbench.page.locator('.editor-instance', { hasText: 'Chat history check' });
    await report.waitFor();
    const text = (await report.innerText()).replaceAll(/\s/gu, ' ');
    assert.match(text, /No problems found\. Every file/u);
    assert.doesNotMatch(text, /qzxwvkjtbp/u);
    await workbench.screenshot('check-history');
    await dismissAll();
  });

  it('makes a backup by itself, and brings back from it what is lost', async () => {
    await until(() => namesIn('backups').filter((name) => name.endsWith('.db')).length === 2);
    await workbench.close();
    rmSync(storage('history'), { recursive: true });
    await open();
    assert.equal(await chat.frame.locator('[data-row]').count(), 0);
    const rows = workbench.page.locator('.quick-input-list .monaco-list-row');
    const backup = rows.filter({ hasText: 'Chats: 2, messages: 4' });
    await workbench.runCommandUntil('SCOUT: Restore from Backup…', backup);
    await workbench.screenshot('restore-backup');
    await backup.click();
    await notification(/Restored chats: 2, messages: 4\./u).waitFor({ timeout: 60_000 });
    await showHistory();
    assert.deepEqual([...(await titles())].sort(), [remaining, deleted].sort());
    await workbench.screenshot('restored');
    await chat.frame.locator('[data-row]', { hasText: remaining }).click();
    await chat.answers.first().waitFor();
    assert.equal((await chat.messages()).length, 2);
    await dismissAll();
  });

  it('offers a check when files are damaged, then recovers what they still hold', async () => {
    await workbench.close();
    // Nothing but a snapshot whose description is unreadable; the backups are of no use either.
    const files = namesIn('history').filter((name) => name.startsWith('seg-'));
    assert.ok(files.length > 0);
    const [backup] = namesIn('backups').filter((name) => name.startsWith('history-'));
    const bytes = readFileSync(storage('backups', backup!));
    bytes.fill(0x58, bytes.length - 100, bytes.length - 80);
    for (const name of files) rmSync(storage('history', name));
    writeFileSync(storage('history', 'snap-1-00000000000000aa-1.db'), bytes);
    rmSync(storage('backups', backup!));
    await open();
    const warning = notification(/snap-1-00000000000000aa-1\.db was damaged/u);
    await warning.waitFor();
    await workbench.screenshot('damaged-snapshot');
    await warning.getByRole('button', { name: 'Check History' }).click();
    const found = notification(/The check found problems/u);
    await found.waitFor({ timeout: 60_000 });
    const report = workbench.page.locator('.editor-instance', { hasText: 'Chat history check' });
    await report.waitFor();
    assert.match((await report.innerText()).replaceAll(/\s/gu, ' '), /Damaged files in quarantine/u);
    await workbench.screenshot('check-findings');
    await found.getByRole('button', { name: 'Recover History' }).click();
    await notification(/Recovered chats: 2, messages: 4/u).waitFor({ timeout: 60_000 });
    await workbench.screenshot('recovered');
    await dismissAll();
    // The report has taken the chat's place, which ends its frame.
    chat = await ChatPage.open(workbench);
    await showHistory();
    assert.deepEqual([...(await titles())].sort(), [remaining, deleted].sort());
  });

  it('erases deleted chats from every file, after a warning', async () => {
    await chat.frame.locator('[data-row]', { hasText: deleted }).press('Delete');
    await chat.frame.locator('[data-row]', { hasText: deleted }).waitFor({ state: 'detached' });
    const holding = (text: string): readonly string[] => {
      const all = readdirSync(workbench.globalStorageFolder, { recursive: true, withFileTypes: true }).filter((entry) =>
        entry.isFile(),
      );
      return all
        .map((entry) => path.join(entry.parentPath, entry.name))
        .filter((file) => readableBytes(readFileSync(file)).includes(text));
    };
    assert.ok(holding('zxwvkjtbp').length > 0);
    await workbench.runCommand('SCOUT: Erase Deleted Chats Now');
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    assert.match(await dialog.innerText(), /cannot be undone/u);
    await workbench.screenshot('erase-warning');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    assert.ok(holding('zxwvkjtbp').length > 0, 'nothing happens when it is cancelled');
    await workbench.runCommand('SCOUT: Erase Deleted Chats Now');
    await dialog.getByRole('button', { name: 'Erase', exact: true }).click();
    await notification(/Deleted chats were permanently erased/u).waitFor({ timeout: 60_000 });
    await workbench.screenshot('erased');
    assert.deepEqual(holding('zxwvkjtbp'), []);
    assert.deepEqual(await titles(), [remaining]);
    await chat.button('Undo').click();
    await chat.frame.getByText('The deletion could not be undone.').waitFor();
    await chat.frame.locator('[data-row]', { hasText: deleted }).waitFor({ state: 'detached' });
    await workbench.screenshot('undo-after-erasure');
    assert.equal(namesIn('backups').filter((name) => name.endsWith('.db')).length, 2);
    // VS Code shows no more than three notifications at once to whoever is that fast.
    await delay(1_000);
    await workbench.runCommand('SCOUT: Recover History');
    await notification(/Nothing to recover.*Deleted chats that stay deleted: 1/u).waitFor({ timeout: 60_000 });
    await workbench.close();
    assert.deepEqual(holding('zxwvkjtbp'), []);
    await open();
    await showHistory();
    assert.deepEqual(await titles(), [remaining]);
  });
});
