import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { projectFolder } from '../support/projectFolder.js';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { writtenAnswers } from '../support/simulator/writtenAnswers.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { againstSimulator, ChatPage } from './support/chatPage.js';

const original = 'let a = 1;\nlet b = 2;\n';
const block = (name: string, from: string, to: string): string =>
  `\`\`\`ts\n${name}\n<<<<<<< SEARCH\n${from}\n=======\n${to}\n>>>>>>> REPLACE\n\`\`\``;
const first = (name: string, value = '"one"'): string => block(name, 'let a = 1;', `let a = ${value};`);
const second = (name: string): string => block(name, 'let b = 2;', 'let b = 20;');
const answers: Readonly<Record<string, string>> = {
  'Format it': first('formatted.ts'),
  'First change': first('twice.ts', '10'),
  'Second change': `${second('twice.ts')}\n\n${first('other.ts', '10')}`,
  'Third change': `${first('three.ts', '10')}\n\n${first('four.ts', '10')}`,
  'To be moved': first('moved.ts', '10'),
  'To be deleted': first('deleted.ts', '10'),
  'To be closed': first('closed.ts', '10'),
  'Written into': first('dirty.ts', '10'),
  'Without a file': '```ts\n<<<<<<< SEARCH\nlet typed = 1;\n=======\nlet typed = 2;\n>>>>>>> REPLACE\n```',
  'Half of it': `${first('half.ts', '10')}\n\n${block('dirty.ts', 'no such line', 'another')}`,
};
const files = ['formatted', 'twice', 'other', 'three', 'four', 'moved', 'deleted', 'closed', 'dirty', 'half'];

describe('an applied answer, and what happens before it is kept or discarded', () => {
  let simulator: Simulator;
  let workbench: Workbench;
  let chat: ChatPage;
  const folder = mkdtempSync(path.join(tmpdir(), 'scout-meanwhile-'));
  const inFolder = (name: string): string => path.join(folder, name);

  before(async () => {
    for (const name of files) writeFileSync(inFolder(`${name}.ts`), original);
    simulator = await startSimulator({ pace: 1, answer: writtenAnswers(answers) });
    workbench = await openWorkbench({
      ...againstSimulator(simulator, {
        'files.autoSave': 'off',
        'editor.formatOnSave': true,
        'editor.autoClosingQuotes': 'never',
        'workbench.editor.closeEmptyGroups': false,
        'explorer.confirmDragAndDrop': false,
      }),
      otherExtensionDirs: [path.join(projectFolder, 'test', 'fixtures', 'formatter')],
      folder,
    });
    chat = await ChatPage.openBeside(workbench);
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const diff = (): Locator => workbench.page.locator('.editor-instance .monaco-diff-editor').first();
  const right = (text: string): Locator => diff().locator('.editor.modified .view-line', { hasText: text }).first();
  const titleButton = (name: string): Locator =>
    workbench.page.locator('.editor-group-container .editor-actions').getByRole('button', { name }).first();
  const line = (text: string): Locator =>
    workbench.page.locator('.editor-instance .view-line', { hasText: text }).first();
  const tab = (name: string): Locator => workbench.page.locator('.tab', { hasText: name }).first();
  const dialog = (): Locator => workbench.page.locator('.monaco-dialog-box');
  const toast = (text: string): Locator => workbench.page.locator('.notifications-toasts').getByText(text).first();
  const apply = async (question: string, button = 'Apply'): Promise<void> => {
    chat = await ChatPage.find(workbench);
    await chat.ask(question);
    await chat.pressOnCode(button);
  };
  const nothingDirty = (): Promise<void> =>
    workbench.page.locator('.tabs-container .tab.dirty').first().waitFor({ state: 'detached' });
  const isOnDisk = async (name: string, text: string | undefined): Promise<void> => {
    const now = (): string | undefined =>
      existsSync(inFolder(name)) ? readFileSync(inFolder(name), 'utf8') : undefined;
    for (let attempt = 0; now() !== text; attempt += 1) {
      assert.ok(attempt < 150, `${name} is ${String(text)}, not ${String(now())}`);
      await workbench.page.waitForTimeout(200);
    }
  };
  /** Without saving it. */
  const close = async (name: string): Promise<void> => {
    await tab(name).click();
    await workbench.page.locator('.tab.active', { hasText: name }).locator('.tab-actions .action-label').click();
    await dialog().getByRole('button', { name: "Don't Save" }).click();
    await tab(name).waitFor({ state: 'detached' });
  };
  const undoIn = async (place: Locator): Promise<void> => {
    await place.click();
    await workbench.page.keyboard.press('ControlOrMeta+z');
  };

  it('is formatted when it is saved, and asked about before that is discarded with it', async () => {
    await apply('Format it');
    await right('let a = "one";').click();
    await workbench.page.keyboard.press('ControlOrMeta+s');
    await isOnDisk('formatted.ts', "let a = 'one';\nlet b = 2;\n");
    await titleButton('Discard All').click();
    await dialog().getByText('You have edited this').waitFor();
    await workbench.screenshot('meanwhile-formatted');
    await dialog().getByRole('button', { name: 'Discard Both' }).click();
    await diff().waitFor({ state: 'detached' });
    await line('let a = 1;').waitFor();
    assert.equal(readFileSync(inFolder('formatted.ts'), 'utf8'), "let a = 'one';\nlet b = 2;\n", 'nothing is saved');
    await undoIn(line('let b = 2;'));
    await line("let a = 'one';").waitFor();
    await nothingDirty();
  });

  it('joins a second one of the same file, whose first comparison is still open', async () => {
    await apply('First change');
    await right('let a = 10;').waitFor();
    await apply('Second change', 'Apply All 2 Blocks');
    await workbench.page.locator('.multiDiffEntry').nth(1).waitFor();
    await workbench.page.locator('.multiDiffEntry').getByText('b = 20').first().waitFor();
    await workbench.screenshot('meanwhile-joined');
    await titleButton('Discard All').click();
    await tab('Applied Changes').waitFor({ state: 'detached' });
    await tab('twice.ts (Original').waitFor({ state: 'detached' });
    await nothingDirty();
  });

  it('is discarded by the comparison that is in front, and by no other', async () => {
    await apply('Second change', 'Apply All 2 Blocks');
    await workbench.page.locator('.multiDiffEntry').nth(1).waitFor();
    await apply('Third change', 'Apply All 2 Blocks');
    await tab('Applied Changes 2').waitFor();
    await titleButton('Discard All').waitFor();
    await workbench.screenshot('meanwhile-two-comparisons');
    await titleButton('Discard All').click();
    // Its files are shown, and their marks taken off, one after the other.
    await workbench.page.locator('.activitybar .badge-content').getByText('2', { exact: true }).waitFor();
    await tab('Applied Changes').click();
    await workbench.page.locator('.multiDiffEntry').getByText('b = 20').first().waitFor();
    await titleButton('Discard All').click();
    await tab('Applied Changes').waitFor({ state: 'detached' });
    await nothingDirty();
  });

  it('goes along when the file is moved', async () => {
    await apply('To be moved');
    await right('let a = 10;').waitFor();
    const row = (name: string): Locator =>
      workbench.page.locator('.explorer-folders-view .monaco-list-row').getByText(name, { exact: true });
    await row('moved.ts').click();
    await workbench.page.locator('.tab.active', { hasText: 'moved.ts' }).waitFor();
    await row('moved.ts').click();
    await workbench.page.keyboard.press('F2');
    await workbench.page.locator('.explorer-item-edited input').fill('elsewhere.ts');
    await workbench.page.keyboard.press('Enter');
    await row('elsewhere.ts').waitFor();
    await workbench.runCommand('SCOUT: Discard All');
    await workbench.screenshot('meanwhile-moved');
    await line('let a = 1;').waitFor();
    await isOnDisk('moved.ts', undefined);
    await isOnDisk('elsewhere.ts', original);
    await nothingDirty();
  });

  it('is left alone when the file has been deleted, which is said', async () => {
    await apply('To be deleted');
    await right('let a = 10;').waitFor();
    rmSync(inFolder('deleted.ts'));
    await titleButton('Discard All').click();
    await toast('were left alone: deleted.ts').waitFor();
    await workbench.screenshot('meanwhile-deleted');
    await isOnDisk('deleted.ts', undefined);
    // What SCOUT has left alone, VS Code asks about when its comparison is closed.
    await dialog().getByRole('button', { name: "Don't Save" }).click();
    await tab('deleted.ts').waitFor({ state: 'detached' });
    await workbench.runCommand('Notifications: Clear All Notifications');
  });

  it('is gone when the file is closed without saving, and nothing is left to discard', async () => {
    await apply('To be closed');
    await right('let a = 10;').click();
    await close('closed.ts');
    await workbench.runCommand('SCOUT: Discard All');
    await isOnDisk('closed.ts', original);
    await nothingDirty();
    assert.equal(await dialog().count(), 0);
    assert.equal(await toast('Not all changes could be discarded').count(), 0);
  });

  it('comes on top of what is not saved, and is undone down to that in one step', async () => {
    await workbench.runCommand('View: Focus First Editor Group');
    await workbench.page.locator('.explorer-folders-view .monaco-list-row').getByText('dirty.ts').dblclick();
    await workbench.page.locator('.tab.active', { hasText: 'dirty.ts' }).waitFor();
    await line('let a = 1;').click();
    await workbench.page.keyboard.press('ControlOrMeta+Home');
    await workbench.page.keyboard.type('let mine;');
    await workbench.page.keyboard.press('Enter');
    await apply('Written into');
    await right('let a = 10;').waitFor();
    await undoIn(right('let b = 2;'));
    await right('let a = 1;').waitFor();
    await right('let mine;').waitFor();
    await workbench.page.keyboard.press('ControlOrMeta+y');
    await right('let a = 10;').waitFor();
    await titleButton('Discard All').click();
    await diff().waitFor({ state: 'detached' });
    await line('let mine;').waitFor();
    await line('let a = 1;').waitFor();
    await workbench.runCommand('View: Revert and Close Editor');
    await nothingDirty();
  });

  it('changes a document that was never saved', async () => {
    await workbench.runCommand('View: Focus First Editor Group');
    await workbench.runCommand('File: New Untitled Text File');
    await workbench.page.locator('.tab.active', { hasText: 'Untitled-1' }).waitFor();
    await workbench.page.keyboard.type('let typed = 1;');
    await line('let typed = 1;').waitFor();
    await apply('Without a file');
    await right('let typed = 2;').waitFor();
    await workbench.screenshot('meanwhile-untitled');
    await titleButton('Discard All').click();
    await diff().waitFor({ state: 'detached' });
    await line('let typed = 1;').waitFor();
    await workbench.runCommand('View: Revert and Close Editor');
    await nothingDirty();
  });

  it('says which of several blocks was applied and which was not, and why', async () => {
    await apply('Half of it', 'Apply All 2 Blocks');
    await right('let a = 10;').waitFor();
    const told = toast('Changed files: 1. Not applied: 1');
    await told.waitFor();
    await workbench.screenshot('meanwhile-half');
    assert.match(await told.innerText(), /dirty\.ts: What is to be changed is not in the file\./u);
    await titleButton('Discard All').click();
    await diff().waitFor({ state: 'detached' });
    await nothingDirty();
  });
});
