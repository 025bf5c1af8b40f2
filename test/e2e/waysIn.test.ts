import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { projectFolder } from '../support/projectFolder.js';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { pickMenuItem } from '../support/editor/contextMenu.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { againstSimulator, ChatPage } from './support/chatPage.js';

const lines = ['first line', 'second line', 'third line', 'fourth line'];

/** Each way by which something of the editor gets into the chat, used as a person uses it. */
describe('into the chat', () => {
  let simulator: Simulator;
  let workbench: Workbench;
  let chat: ChatPage;
  const folder = mkdtempSync(path.join(tmpdir(), 'scout-ways-'));

  before(async () => {
    for (const name of ['src', 'lib']) mkdirSync(path.join(folder, name));
    writeFileSync(path.join(folder, 'poem.txt'), `${lines.join('\n')}\n`);
    writeFileSync(path.join(folder, 'longest.ts'), 'export const longest = (words: string[]) => words.lenght;\n');
    for (const name of ['src', 'lib'])
      writeFileSync(path.join(folder, name, 'index.ts'), `export const ${name} = 1;\n`);
    simulator = await startSimulator({ pace: 1 });
    workbench = await openWorkbench({
      ...againstSimulator(simulator, { 'terminal.integrated.defaultProfile.linux': 'bash' }),
      otherExtensionDirs: [path.join(projectFolder, 'test', 'fixtures', 'spell-checker')],
      folder,
    });
    await explorerFile('poem.txt').dblclick();
    await line('second line').waitFor();
    // SCOUT is there, and its entries are in the menus.
    await workbench.page.locator('.statusbar-item', { hasText: 'OpenAI' }).waitFor();
    // Beside it, so that both are seen.
    await explorerFile('poem.txt').click({ button: 'right' });
    await pickMenuItem(workbench.page, 'Add to SCOUT Chat');
    chat = await ChatPage.find(workbench);
    await chip('poem.txt').waitFor();
    await chat.composer.click();
    // Files open on the other side from now on.
    await workbench.runCommand('View: Lock Editor Group');
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  beforeEach(async () => {
    await workbench.page.keyboard.press('Escape');
    await chat.composer.fill('');
    await chat.detachAll();
  });

  const explorerFile = (name: string): Locator =>
    workbench.page.locator('.explorer-folders-view .monaco-list-row').getByText(name, { exact: true });
  const editor = (): Locator => workbench.page.locator('.editor-instance .monaco-editor').first();
  const line = (text: string): Locator => editor().locator('.view-line', { hasText: text }).first();
  const chip = (name: string): Locator => chat.frame.locator('.attachment-list .chip-open', { hasText: name });
  const names = (): Promise<readonly string[]> => chat.frame.locator('.attachment-list .chip-name').allInnerTexts();
  /** Selects the second and the third line. */
  const selectLines = async (): Promise<void> => {
    await line('second line').click();
    for (const key of ['Home', 'Shift+ArrowDown', 'Shift+End']) await workbench.page.keyboard.press(key);
  };

  it('a file comes by the menu of its tab', async () => {
    await workbench.page.locator('.tabs-container .tab', { hasText: 'poem.txt' }).click({ button: 'right' });
    await workbench.page.getByRole('menuitem', { name: 'Add to SCOUT Chat' }).waitFor();
    await workbench.screenshot('way-tab-menu');
    await pickMenuItem(workbench.page, 'Add to SCOUT Chat');
    await chip('poem.txt').waitFor();
    assert.equal(await chip('poem.txt').locator('.chip-range').count(), 0);
  });

  it('a selection comes by the menu of the editor, and by its key', async () => {
    await selectLines();
    await line('third line').click({ button: 'right' });
    await workbench.page.getByRole('menuitem', { name: 'Add to SCOUT Chat' }).waitFor();
    await workbench.screenshot('way-editor-menu');
    // Its key is part of the name.
    await pickMenuItem(workbench.page, /^Add to SCOUT Chat/u);
    await chip('poem.txt').waitFor();
    assert.equal(await chip('poem.txt').locator('.chip-range').innerText(), ':2–3');
    await line('fourth line').click();
    for (const key of ['Home', 'Shift+End']) await workbench.page.keyboard.press(key);
    await workbench.page.keyboard.press('ControlOrMeta+k');
    await workbench.page.keyboard.press('g');
    await chip('poem.txt').nth(1).waitFor();
    assert.deepEqual(await chat.frame.locator('.chip-range').allInnerTexts(), [':2–3', ':4']);
  });

  it('what is offered is named as it will be, and comes with one key', async () => {
    await explorerFile('src').click();
    await explorerFile('index.ts').dblclick();
    await line('export const src').waitFor();
    const ghost = chat.frame.locator('.ghost-chip');
    await ghost.getByText('index.ts', { exact: true }).waitFor();
    await workbench.screenshot('way-offered');
    await chat.composer.press('Alt+a');
    await chip('index.ts').waitFor();
    assert.deepEqual(await names(), ['index.ts']);
    await explorerFile('src').click();
    await explorerFile('lib').click();
    await explorerFile('index.ts').dblclick();
    await ghost.getByText('lib/index.ts', { exact: true }).waitFor();
    assert.deepEqual(await names(), ['src/index.ts'], 'two of one name are told apart');
    await chat.composer.press('Alt+a');
    await chip('lib/index.ts').waitFor();
    await workbench.screenshot('way-same-names');
  });

  it('anything comes by the button below the message', async () => {
    await chat.frame.getByRole('button', { name: /^Add Context/u }).click();
    const pick = workbench.page.locator('.quick-input-widget');
    await pick.locator('.quick-input-title', { hasText: 'Attach to Chat' }).waitFor();
    await pick.locator('input.input').fill('poem');
    await pick.locator('.monaco-list-row', { hasText: 'poem.txt' }).first().waitFor();
    await workbench.screenshot('way-button');
    await workbench.quickPick('poem.txt');
    await chip('poem.txt').waitFor();
  });

  it('what was copied in an editor is pasted as what it is', async () => {
    await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await workbench.page.locator('.tabs-container .tab', { hasText: 'poem.txt' }).click();
    await selectLines();
    await workbench.page.keyboard.press('ControlOrMeta+c');
    await chat.composer.click();
    await workbench.page.keyboard.press('ControlOrMeta+v');
    await chip('poem.txt').waitFor();
    assert.equal(await chip('poem.txt').locator('.chip-range').innerText(), ':2–3');
    assert.equal(await chat.composer.inputValue(), '');
    await workbench.screenshot('way-paste');
    await chat.frame.getByRole('button', { name: 'Paste as Text' }).click();
    await chat.composerHolds('second line\nthird line');
    assert.deepEqual(await names(), []);
  });

  it('a file of the explorer is dropped while Shift is held', async () => {
    const { page } = workbench;
    const from = (await explorerFile('poem.txt').boundingBox())!;
    const to = (await (await chat.frame.frameElement()).boundingBox())!;
    await page.mouse.move(from.x + 5, from.y + 5);
    await page.mouse.down();
    await page.mouse.move(from.x + 60, from.y + 30, { steps: 5 });
    await page.keyboard.down('Shift');
    for (let step = 0; step < 10; step += 1)
      await page.mouse.move(to.x + to.width / 2 + step, to.y + to.height / 2 + step);
    await chat.frame.locator('.drop-zone.takes').waitFor();
    await workbench.screenshot('way-drop');
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await chip('poem.txt').waitFor();
    await chat.frame.locator('.drop-zone').waitFor({ state: 'detached' });
  });

  it('a problem comes by the menu of the list of problems', async () => {
    const { page } = workbench;
    await explorerFile('longest.ts').dblclick();
    await line('words.lenght').waitFor();
    await workbench.runCommand('Problems: Focus on Problems View');
    const row = page.locator('.markers-panel .monaco-list-row', { hasText: 'lenght' });
    await row.first().click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Fix with SCOUT' }).waitFor();
    await workbench.screenshot('way-problems-menu');
    await pickMenuItem(page, 'Fix with SCOUT');
    await chat.frame.locator('.attachment-list .chip-name').first().waitFor();
    await workbench.screenshot('way-problems');
    assert.ok((await names()).length > 0);
  });

  it('the last command of a terminal comes by its menu, with its output', async () => {
    const { page } = workbench;
    await workbench.runCommand('Terminal: Create New Terminal');
    const terminal = page.locator('.terminal-wrapper .xterm').first();
    await terminal.click();
    await page.keyboard.type('echo "out of" the terminal; false\n');
    await page.locator('.terminal-command-decoration.error, .codicon-terminal-decoration-error').first().waitFor();
    await terminal.click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Add to SCOUT Chat' }).waitFor();
    await workbench.screenshot('way-terminal-menu');
    await pickMenuItem(page, 'Add to SCOUT Chat');
    await chat.frame.locator('.attachment-list .chip-name').first().waitFor();
    await workbench.screenshot('way-terminal');
    const before = simulator.requests.length;
    await chat.send('What did it say?');
    await chat.ended();
    const sent = JSON.stringify(simulator.requests.slice(before).find(({ method }) => method === 'POST')?.body);
    assert.match(sent, /out of the terminal/u);
  });
});
