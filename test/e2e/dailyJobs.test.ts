import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { projectFolder } from '../support/projectFolder.js';
import { startSimulator, type RecordedRequest, type Simulator } from '../support/simulator/simulator.js';
import { pickMenuItem } from '../support/editor/contextMenu.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { againstSimulator, ChatPage } from './support/chatPage.js';

const average = `/** The mean of some figures. */
export function average(figures: readonly number[]): number {
  let sum = 0;
  for (const figure of figures) sum += figure;
  return sum / figures.length;
}
`;
const files: Readonly<Record<string, string>> = {
  'average.ts': average,
  'longest.ts': `// Not part of the function.\n\n${'\n'.repeat(30)}export function longest(words: string[]): number {\n  return words.lenght;\n}\n`,
  'orders.ts': 'export const orders = ["one", "two"];\n',
  'prices.ts': 'export const prices = [1, 2];\n',
  'stock.ts': 'export const stock = [10, 20];\n',
  'taxes.ts': 'export const taxes = [0.19, 0.07];\n',
};
const mostActions = 3;

/** What one does every day, from the editor to the answer; applying one and commit messages have tests of their own. */
describe('the jobs of every day', () => {
  let simulator: Simulator;
  let workbench: Workbench;
  let chat: ChatPage;
  /** What a person has done for the answer that was asked for last. */
  let actions: string[];
  const folder = mkdtempSync(path.join(tmpdir(), 'scout-jobs-'));

  before(async () => {
    mkdirSync(path.join(folder, 'src'));
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, 'src', name), text);
    simulator = await startSimulator({ pace: 1 });
    workbench = await openWorkbench({
      ...againstSimulator(simulator, { 'explorer.compactFolders': false }),
      otherExtensionDirs: [path.join(projectFolder, 'test', 'fixtures', 'spell-checker')],
      folder,
    });
    await explorerFile('src').click();
    await explorerFile('average.ts').waitFor();
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const explorerFile = (name: string): Locator =>
    workbench.page.locator('.explorer-folders-view .monaco-list-row').getByText(name, { exact: true });
  const editor = (): Locator => workbench.page.locator('.editor-instance .monaco-editor').first();
  const line = (text: string): Locator => editor().locator('.view-line', { hasText: text }).first();
  const menuItem = (name: string): Locator => workbench.page.getByRole('menuitem', { name, exact: true });
  const chips = async (list: Locator): Promise<readonly string[]> => {
    await list.locator('.chip-name').first().waitFor();
    return list.locator('.chip-name').allInnerTexts();
  };
  const composerChips = (): Locator => chat.frame.locator('.attachment-bar .attachment-list');
  const sentChips = (): Locator => chat.frame.locator('.message.user').last().locator('.message-attachments');

  /** One thing that a person does. */
  const act = async (what: string, how: () => Promise<unknown>): Promise<void> => {
    actions.push(what);
    await how();
  };
  const begin = async (): Promise<void> => {
    actions = [];
    const tabs = workbench.page.locator('.tabs-container .tab');
    await workbench.runCommand('SCOUT: New Chat');
    // New Chat may show its panel only after the command behind it has closed what there was.
    for (let attempt = 0; attempt < 5 && (await tabs.count()) > 0; attempt += 1) {
      await workbench.runCommand('View: Close All Editors');
      await workbench.page.waitForTimeout(1_000);
    }
    assert.equal(await tabs.count(), 0, 'nothing is open');
  };
  const open = async (name: string, text: string): Promise<void> => {
    await explorerFile(name).dblclick();
    await line(text).waitFor();
  };
  /** Waits for the one request that was to follow, and its answer. */
  const answered = async (before: number): Promise<RecordedRequest> => {
    await chat.ended();
    assert.ok(actions.length <= mostActions, actions.join(', '));
    const sent = simulator.requests.slice(before).filter(({ method }) => method === 'POST');
    assert.equal(sent.length, 1);
    return sent[0]!;
  };

  it('explains the selected code', async () => {
    actions = [];
    await open('average.ts', 'let sum');
    await line('let sum').click();
    await workbench.page.keyboard.press('Home');
    for (const key of ['Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+End']) await workbench.page.keyboard.press(key);
    const before = simulator.requests.length;
    await act('open the menu', () => line('sum += figure').click({ button: 'right' }));
    await workbench.screenshot('job-explain-menu');
    await act('SCOUT › Explain', async () => {
      await menuItem('SCOUT').hover();
      await pickMenuItem(workbench.page, 'Explain');
    });
    chat = await ChatPage.find(workbench);
    assert.deepEqual(await chips(composerChips()), ['average.ts']);
    assert.match(await composerChips().innerText(), /:3–5/u);
    assert.equal(await chat.frame.locator('.ghost-chip').count(), 0, 'what is attached is not offered as well');
    await workbench.screenshot('job-explain');
    await act('Enter', () => workbench.page.keyboard.press('Enter'));
    const { body } = await answered(before);
    const sent = JSON.stringify(body);
    assert.match(sent, /let sum = 0;\\n {2}for \(const figure of figures\) sum \+= figure;/u);
    assert.doesNotMatch(sent, /The mean of some figures/u);
    assert.deepEqual(await chips(sentChips()), ['average.ts']);
    await sentChips().scrollIntoViewIfNeeded();
    await workbench.screenshot('job-explain-answer');
  });

  it('answers about three files and one more', async () => {
    await begin();
    const before = simulator.requests.length;
    await act('select three files', async () => {
      await explorerFile('orders.ts').click();
      await explorerFile('prices.ts').click({ modifiers: ['ControlOrMeta'] });
      await explorerFile('stock.ts').click({ modifiers: ['ControlOrMeta'] });
    });
    await act('Add to SCOUT Chat', async () => {
      await explorerFile('stock.ts').click({ button: 'right' });
      await menuItem('Add to SCOUT Chat').waitFor();
      await workbench.screenshot('job-files-menu');
      await pickMenuItem(workbench.page, 'Add to SCOUT Chat');
    });
    chat = await ChatPage.find(workbench);
    const three = ['orders.ts', 'prices.ts', 'stock.ts'];
    await composerChips().locator('.chip-name').nth(2).waitFor();
    assert.deepEqual(await chips(composerChips()), three);
    await act('ask', async () => {
      await workbench.page.keyboard.type('What do these have in common with @tax');
      await chat.frame.locator('.completion-list').getByText('taxes.ts').first().waitFor();
      await workbench.screenshot('job-files-completion');
      await workbench.page.keyboard.press('Enter');
      await composerChips().locator('.chip-name').nth(3).waitFor();
      await workbench.screenshot('job-files');
      await workbench.page.keyboard.press('Enter');
    });
    const { body } = await answered(before);
    const sent = JSON.stringify(body);
    const texts = ['export const orders', 'export const prices', 'export const stock', 'export const taxes'];
    const places = [...texts, 'What do these have in common'].map((text) => sent.indexOf(text));
    assert.ok(!places.includes(-1), places.join(' '));
    assert.deepEqual(
      places,
      places.toSorted((one, other) => one - other),
    );
    assert.deepEqual(await chips(sentChips()), [...three, 'taxes.ts']);
    await sentChips().scrollIntoViewIfNeeded();
    await workbench.screenshot('job-files-answer');
  });

  it('looks at a pasted screenshot of an error', async () => {
    await begin();
    await copyPicture(await pictureOfError(workbench));
    await workbench.runCommand('SCOUT: Open Chat');
    chat = await ChatPage.find(workbench);
    const before = simulator.requests.length;
    await act('paste', () => workbench.page.keyboard.press('ControlOrMeta+v'));
    await composerChips().locator('.chip-thumbnail img').waitFor();
    await act('ask', async () => {
      await workbench.page.keyboard.type('What is wrong here?');
      await workbench.screenshot('job-picture');
      await workbench.page.keyboard.press('Enter');
    });
    const { body } = await answered(before);
    const image = /data:image\/png;base64,(?<data>[A-Za-z0-9+/=]+)/u.exec(JSON.stringify(body))?.groups?.['data'] ?? '';
    const bytes = Buffer.from(image, 'base64');
    assert.equal(bytes.subarray(1, 4).toString('latin1'), 'PNG');
    assert.equal(bytes.readUInt32BE(16), pictureSize.width);
    await chat.frame.locator('.message.user .attached-image[data-state="shown"] img').waitFor();
    await sentChips().scrollIntoViewIfNeeded();
    await workbench.screenshot('job-picture-answer');
  });

  it('fixes the problem under the cursor', async () => {
    await begin();
    await open('longest.ts', 'words.lenght');
    await line('words.lenght').locator('span').last().click();
    await editor().locator('.squiggly-error').waitFor();
    await line('words.lenght').getByText('lenght').first().click();
    const before = simulator.requests.length;
    await act('Ctrl+.', async () => {
      await workbench.page.keyboard.press('ControlOrMeta+.');
      await workbench.page.getByText('Fix with SCOUT').first().waitFor();
      await workbench.screenshot('job-fix-menu');
    });
    await act('Fix with SCOUT', () => workbench.page.getByText('Fix with SCOUT').first().click());
    chat = await ChatPage.find(workbench);
    await composerChips().locator('.chip-name').first().waitFor();
    await workbench.screenshot('job-fix');
    const attached = await chips(composerChips());
    await act('Enter', () => workbench.page.keyboard.press('Enter'));
    const { body } = await answered(before);
    const sent = JSON.stringify(body);
    assert.match(sent, /return words\.lenght;/u);
    assert.match(sent, /Property 'lenght' does not exist on type/u);
    assert.doesNotMatch(sent, /Not part of the function/u);
    assert.deepEqual(await chips(sentChips()), attached);
    await sentChips().scrollIntoViewIfNeeded();
    await workbench.screenshot('job-fix-answer');
  });

  /** Puts a picture where a screenshot is after one has taken it. */
  async function copyPicture(png: Buffer): Promise<void> {
    await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await workbench.page.bringToFront();
    await workbench.page.evaluate(`(async () => {
      const bytes = Uint8Array.from(atob('${png.toString('base64')}'), (character) => character.charCodeAt(0));
      const blob = new Blob([bytes], { type: 'image/png' });
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
    })()`);
  }
});

const pictureSize = { width: 640, height: 120 };

/** A real screenshot, taken of another page of the same browser. */
async function pictureOfError({ page }: Workbench): Promise<Buffer> {
  const other = await page.context().newPage();
  await other.setViewportSize(pictureSize);
  await other.setContent(
    '<body style="background:#300;color:#fcc;font:16px monospace"><pre>TypeError: words.lenght is undefined\n    at longest (longest.ts:4:10)</pre>',
  );
  const png = await other.screenshot();
  await other.close();
  return png;
}
