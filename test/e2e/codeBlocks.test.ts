import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { writtenAnswers } from '../support/simulator/writtenAnswers.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { againstSimulator, ChatPage } from './support/chatPage.js';

const lines = 'first line\nsecond line\nthird line\n';
const notebook = {
  cells: [
    { cell_type: 'code', execution_count: null, metadata: {}, outputs: [], source: ['total = 1 + 1'] },
    { cell_type: 'code', execution_count: null, metadata: {}, outputs: [], source: ['other_cell = True'] },
  ],
  metadata: { language_info: { name: 'python' } },
  nbformat: 4,
  nbformat_minor: 5,
};
/** With the end of a paste, an interrupt and a carriage return, each of which would have something run. */
const hostile = `echo "a\u001b[201~"; touch one.txt\u0003\r\rtouch two.txt\r\ncat > doc.txt <<'END'\nin the document\nEND`;
const answers: Readonly<Record<string, string>> = {
  'To copy': `\`\`\`make\r\n\r\n\r\nall:\r\n\techo "a\u2028b"  \r\n\r\n\`\`\`\r\n`,
  'To insert': '```txt\ninserted\n```',
  'To run': `\`\`\`sh\n${hostile}\n\`\`\``,
};

/** What becomes of a block's code in places that are not plain files. */
describe('the code of an answer', () => {
  let simulator: Simulator;
  let workbench: Workbench;
  let chat: ChatPage;
  const folder = mkdtempSync(path.join(tmpdir(), 'scout-code-'));
  const inFolder = (name: string): string => path.join(folder, name);

  before(async () => {
    writeFileSync(inFolder('poem.txt'), lines);
    writeFileSync(inFolder('locked.txt'), lines);
    writeFileSync(inFolder('book.ipynb'), JSON.stringify(notebook));
    simulator = await startSimulator({ pace: 1, answer: writtenAnswers(answers) });
    workbench = await openWorkbench({
      ...againstSimulator(simulator, {
        'files.autoSave': 'off',
        'files.readonlyInclude': { '**/locked.txt': true },
        'workbench.editor.closeEmptyGroups': false,
        'terminal.integrated.gpuAcceleration': 'off',
      }),
      builtInExtensions: ['ipynb'],
      folder,
    });
    chat = await ChatPage.openBeside(workbench);
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = async (name: string): Promise<void> => {
    await workbench.page.locator('.explorer-folders-view .monaco-list-row').getByText(name, { exact: true }).dblclick();
    await workbench.page.locator('.tab.active', { hasText: name }).waitFor();
  };
  const line = (text: string): Locator =>
    workbench.page.locator('.editor-instance .view-line', { hasText: text }).first();
  const inserted = (): Locator => workbench.page.locator('.view-line', { hasText: /^inserted/u });
  const press = async (question: string, button: string): Promise<void> => {
    chat = await ChatPage.find(workbench);
    await chat.ask(question);
    await chat.pressOnCode(button);
  };
  const toast = (text: string): Locator => workbench.page.locator('.notifications-toasts').getByText(text);
  const nothingDirty = (): Promise<void> =>
    workbench.page.locator('.tabs-container .tab.dirty').first().waitFor({ state: 'detached' });
  const shown = async (): Promise<string> => {
    const texts = await workbench.page.locator('.editor-instance .view-line').allInnerTexts();
    return texts.map((text) => text.replaceAll('\u00a0', ' ')).join('\n');
  };
  /** A file is there before it has been filled. */
  const written = async (name: string, text: string): Promise<void> => {
    const isWritten = (): boolean => existsSync(inFolder(name)) && readFileSync(inFolder(name), 'utf8') === text;
    for (let attempt = 0; !isWritten(); attempt += 1) {
      assert.ok(attempt < 150, `${name} is written`);
      await workbench.page.waitForTimeout(200);
    }
  };

  it('is copied exactly: blank lines, tabs, spaces at line ends and rare characters', async () => {
    const { page } = workbench;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.evaluate('navigator.clipboard.writeText("before")');
    await press('To copy', 'Copy Code');
    const copied = (): Promise<unknown> => page.evaluate('navigator.clipboard.readText()');
    for (let attempt = 0; (await copied()) === 'before'; attempt += 1) {
      assert.ok(attempt < 100, 'it is copied');
      await page.waitForTimeout(100);
    }
    // Line ends of an answer are those of its transport.
    assert.equal(await copied(), '\n\nall:\n\techo "a\u2028b"  \n');
  });

  it('becomes a new file where no editor is open, if the user wants that', async () => {
    await press('To insert', 'Insert at Cursor');
    await toast('There is no open text editor to insert the code into').waitFor();
    await workbench.screenshot('code-no-editor');
    await workbench.page.getByRole('button', { name: 'New File', exact: true }).click();
    await inserted().waitFor();
    await workbench.runCommand('View: Revert and Close Editor');
    await inserted().waitFor({ state: 'detached' });
  });

  it('is inserted at each of several cursors, in one step to undo', async () => {
    await open('poem.txt');
    await line('first line').click();
    await workbench.page.keyboard.press('Home');
    await line('third line').click({ modifiers: ['Alt'] });
    await workbench.page.keyboard.press('Home');
    await press('To insert', 'Insert at Cursor');
    await inserted().nth(1).waitFor();
    await workbench.screenshot('code-cursors');
    assert.equal(await shown(), 'insertedfirst line\nsecond line\ninsertedthird line\n');
    await workbench.page.keyboard.press('ControlOrMeta+z');
    await nothingDirty();
    assert.equal(await shown(), lines);
  });

  it('takes the place of what is selected', async () => {
    await line('second line').click();
    await workbench.page.keyboard.press('Home');
    await workbench.page.keyboard.press('Shift+End');
    await press('To insert', 'Insert at Cursor');
    await inserted().waitFor();
    assert.equal(await shown(), 'first line\ninserted\nthird line\n');
    await workbench.page.keyboard.press('ControlOrMeta+z');
    await nothingDirty();
  });

  it('leaves a read-only file alone, and says so', async () => {
    await open('locked.txt');
    await line('second line').click();
    await press('To insert', 'Insert at Cursor');
    await toast('could not be inserted into locked.txt: it is read-only. Nothing was changed.').waitFor();
    await workbench.screenshot('code-read-only');
    assert.equal(await shown(), lines);
    await nothingDirty();
  });

  it('goes into the cell of a notebook in which the cursor was, in one step to undo', async () => {
    await open('book.ipynb');
    const cell = workbench.page.locator('.notebook-editor .view-line', { hasText: 'other_cell' }).first();
    await cell.click();
    await workbench.page.keyboard.press('Home');
    await press('To insert', 'Insert at Cursor');
    await workbench.page.locator('.notebook-editor .view-line', { hasText: 'insertedother_cell' }).waitFor();
    await workbench.screenshot('code-cell');
    await workbench.page.locator('.notebook-editor .view-line', { hasText: 'insertedother_cell' }).click();
    await workbench.page.keyboard.press('ControlOrMeta+z');
    await workbench.page.locator('.notebook-editor .view-line', { hasText: /^other_cell/u }).waitFor();
    await nothingDirty();
  });

  it('is shown before it goes into the terminal, presses no keys there, and runs only with Enter', async () => {
    const { page } = workbench;
    await press('To run', 'Paste into Terminal');
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.getByText('touch two.txt').waitFor();
    await workbench.screenshot('code-terminal-shown');
    assert.match(await dialog.innerText(), /Paste these \d lines into the terminal\?/u);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.equal(await page.locator('.terminal-wrapper').count(), 0, 'no terminal is opened for what is cancelled');
    // Before its prompt, a terminal cannot tell lines that are pasted from lines that are typed, and the editor asks.
    await workbench.runCommand('Terminal: Create New Terminal');
    await page.locator('.terminal-wrapper .xterm-rows').getByText(path.basename(folder)).first().waitFor();
    await chat.answers.last().locator('.code-block').last().hover();
    await chat.answers.last().getByRole('button', { name: 'Paste into Terminal', exact: true }).click();
    await dialog.getByRole('button', { name: 'Paste' }).click();
    await page.locator('.terminal-wrapper .xterm-rows').getByText('in the document').waitFor();
    await workbench.screenshot('code-terminal-pasted');
    for (const name of ['one.txt', 'two.txt', 'doc.txt']) assert.equal(existsSync(inFolder(name)), false, name);
    await page.locator('.terminal-wrapper .xterm-helper-textarea').first().press('Enter');
    await written('doc.txt', 'in the document\n');
    for (const name of ['one.txt', 'two.txt']) assert.ok(existsSync(inFolder(name)), name);
  });
});
