import assert from 'node:assert/strict';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { GitFolder } from '../support/gitFolder.js';
import { projectFolder } from '../support/projectFolder.js';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { againstSimulator, ChatPage } from './support/chatPage.js';

const lines = ['first line', 'second line', 'third line', 'fourth line'];
const notebook = {
  cells: [
    {
      cell_type: 'code',
      execution_count: null,
      metadata: {},
      outputs: [],
      source: ['total = 1 + 1\n', 'print(total)'],
    },
    { cell_type: 'code', execution_count: null, metadata: {}, outputs: [], source: ['other_cell = True'] },
  ],
  metadata: { language_info: { name: 'python' } },
  nbformat: 4,
  nbformat_minor: 5,
};

/** What the commands of the editor take with them where there is no plain selection in a plain file. */
describe('asking about what an unusual editor shows', () => {
  let simulator: Simulator;
  let folder: GitFolder;
  let workbench: Workbench;
  let chat: ChatPage;

  before(async () => {
    simulator = await startSimulator({ pace: 1 });
    folder = new GitFolder();
    folder.write('changed.txt', 'as it was before\n');
    folder.commit('Begin');
    folder.write('changed.txt', 'as it is now\n');
    folder.write('poem.txt', `${lines.join('\n')}\n`);
    folder.write('empty.txt', '');
    folder.write('book.ipynb', JSON.stringify(notebook));
    folder.write('twice.ts', 'export const twice = (words: string[]) => words.lenght + words.lenght;\n');
    workbench = await openWorkbench({
      ...againstSimulator(simulator, {
        'git.enabled': true,
        'git.openDiffOnClick': true,
        'workbench.editor.closeEmptyGroups': false,
        'diffEditor.useInlineViewWhenSpaceIsLimited': false,
      }),
      builtInExtensions: ['git', 'git-base', 'ipynb'],
      otherExtensionDirs: [path.join(projectFolder, 'test', 'fixtures', 'spell-checker')],
      folder: folder.folder,
    });
    chat = await ChatPage.openBeside(workbench);
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
    folder?.[Symbol.dispose]();
  });

  beforeEach(async () => {
    await workbench.page.keyboard.press('Escape');
    await workbench.runCommand('Notifications: Clear All Notifications');
    chat = await ChatPage.find(workbench);
    await chat.composer.fill('');
    await chat.detachAll();
  });

  const editor = (): Locator => workbench.page.locator('.editor-instance .monaco-editor').first();
  const line = (text: string): Locator => editor().locator('.view-line', { hasText: text }).first();
  const open = (name: string): Promise<void> =>
    workbench.page.locator('.explorer-folders-view .monaco-list-row').getByText(name, { exact: true }).dblclick();
  const chips = (): Locator => chat.frame.locator('.attachment-bar .attachment-list .chip-open');
  /** Waits until the question is in the message box. */
  const asked = async (beginning: RegExp): Promise<void> => {
    for (let attempt = 0; !beginning.test(await chat.composer.inputValue()); attempt += 1) {
      assert.ok(attempt < 150, `the message box has ${String(beginning)}`);
      await chat.frame.waitForTimeout(200);
    }
  };
  const sent = async (): Promise<string> => {
    const before = simulator.requests.length;
    await chat.composer.press('Enter');
    await chat.frame.locator('.attachment-bar .attachment-list').waitFor({ state: 'detached' });
    await chat.ended();
    return JSON.stringify(simulator.requests.slice(before).find(({ method }) => method === 'POST')?.body);
  };
  const toast = (text: string): Locator => workbench.page.locator('.notifications-toasts').getByText(text);

  it('takes the whole file where nothing is selected', async () => {
    await open('poem.txt');
    await line('second line').click();
    await workbench.runCommand('SCOUT: Explain');
    await asked(/^Explain the attached code/u);
    assert.deepEqual(await chips().locator('.chip-name').allInnerTexts(), ['poem.txt']);
    assert.equal(await chips().locator('.chip-range').count(), 0);
    assert.match(await sent(), /first line\\nsecond line\\nthird line\\nfourth line/u);
  });

  it('takes each of several selections, and nothing between them', async () => {
    await open('poem.txt');
    await line('first line').click();
    for (const key of ['Home', 'Shift+End']) await workbench.page.keyboard.press(key);
    await line('third line').click({ modifiers: ['Alt'] });
    await workbench.page.keyboard.press('Shift+ArrowLeft');
    await workbench.runCommand('SCOUT: Improve');
    await asked(/^Improve the attached code/u);
    await workbench.screenshot('place-selections');
    assert.deepEqual(await chips().locator('.chip-range').allInnerTexts(), [':1', ':3']);
    const body = await sent();
    const selections = body.slice(body.indexOf(String.raw`kind=\"selection\"`));
    assert.match(selections, /first lin/u);
    assert.doesNotMatch(selections, /second line/u);
  });

  it('says so where a file is empty, and asks nothing', async () => {
    await open('empty.txt');
    await workbench.page.locator('.tab.active', { hasText: 'empty.txt' }).waitFor();
    await workbench.runCommand('SCOUT: Document');
    await toast('empty.txt is empty: there is nothing to ask about').waitFor();
    await workbench.screenshot('place-empty');
    assert.equal(await chat.composer.inputValue(), '');
    assert.equal(await chips().count(), 0);
  });

  it('takes the cell of a notebook in which the cursor is', async () => {
    await open('book.ipynb');
    const cell = workbench.page.locator('.notebook-editor .view-line', { hasText: 'total = ' }).first();
    await cell.click();
    await workbench.runCommand('SCOUT: Write Tests');
    await asked(/^Write tests for the attached code/u);
    await workbench.screenshot('place-cell');
    assert.equal(await chips().count(), 1);
    const body = await sent();
    assert.match(body, /total = 1 \+ 1\\nprint\(total\)/u);
    assert.doesNotMatch(body, /other_cell/u);
  });

  it('takes the left side of a comparison where the cursor is there', async () => {
    await workbench.page
      .getByRole('tab', { name: /Source Control/u })
      .first()
      .click();
    await workbench.page.locator('.scm-view .monaco-list-row').getByText('changed.txt').first().dblclick();
    const left = workbench.page.locator('.monaco-diff-editor .editor.original .view-line', { hasText: 'before' });
    await left.first().click();
    await workbench.runCommand('SCOUT: Explain');
    await asked(/^Explain the attached code/u);
    await workbench.screenshot('place-left');
    const body = await sent();
    assert.match(body, /as it was before/u);
    assert.doesNotMatch(body, /as it is now/u);
    await workbench.page
      .getByRole('tab', { name: /Explorer/u })
      .first()
      .click();
  });

  it('says what is missing in the output panel, and asks nothing', async () => {
    await workbench.runCommand('Output: Show Output Channels...');
    await workbench.quickPick('SCOUT');
    await workbench.page.locator('.output-view .view-lines').click({ force: true });
    await workbench.runCommand('SCOUT: Explain');
    await toast('Open a file first').waitFor();
    await workbench.screenshot('place-output');
    assert.equal(await chat.composer.inputValue(), '');
    await workbench.runCommand('View: Hide Panel');
  });

  /** Asks for the quick fixes of the line, until they are shown, or that there are none: the list closes when something else takes the focus. */
  async function askForFixes(): Promise<void> {
    const { page } = workbench;
    const answer = page.locator('.action-widget, .monaco-editor-overlaymessage').filter({ visible: true }).first();
    for (let attempt = 0; attempt < 10; attempt += 1) {
      await line('words.lenght').click();
      await page.keyboard.press('Home');
      await page.keyboard.press('Shift+End');
      await page.keyboard.press('ControlOrMeta+.');
      const isShown = await answer.waitFor({ timeout: 3_000 }).then(
        () => true,
        () => false,
      );
      if (isShown) return;
    }
    assert.fail('no quick fixes are shown');
  }

  it('fixes several problems of a place at once', async () => {
    const { page } = workbench;
    await open('twice.ts');
    await line('words.lenght').click();
    await editor().locator('.squiggly-error').first().waitFor();
    await askForFixes();
    await page.getByText('Fix with SCOUT').first().waitFor();
    await workbench.screenshot('place-several-problems');
    assert.equal(
      await page
        .locator('.action-widget .action-item, .action-widget .monaco-list-row')
        .getByText('Fix with SCOUT')
        .count(),
      1,
    );
    await page.getByText('Fix with SCOUT').first().click();
    await asked(/^Find and fix/u);
    const body = await sent();
    assert.equal(body.match(/Property 'lenght' does not exist/gu)?.length, 2);
  });

  it('offers no quick fix any more as soon as the setting says so', async () => {
    const { page } = workbench;
    folder.write('.vscode/settings.json', JSON.stringify({ 'scout.editor.codeActions': false }));
    await open('twice.ts');
    const offered = page.locator('.action-widget').getByText('Fix with SCOUT');
    for (let attempt = 0; ; attempt += 1) {
      assert.ok(attempt < 60, 'no quick fix is offered');
      await askForFixes();
      if ((await offered.count()) === 0) break;
      await page.keyboard.press('Escape');
      await offered.waitFor({ state: 'detached' });
    }
  });
});
