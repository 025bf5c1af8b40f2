import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { zipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { openBrowser } from '../support/editor/browser.js';
import { projectFolder } from '../support/projectFolder.js';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { againstSimulator, ChatPage } from './support/chatPage.js';
import { answerFileDialog } from './support/fileDialog.js';

const patience = 60_000;
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const fixtures = path.join(projectFolder, 'test', 'fixtures', 'archives');

describe('archives', function () {
  // The editor's own dialogs for files lose the focus now and then on a busy machine; a person would try again.
  this.retries(2);

  let folder: string;
  let simulator: Simulator;
  let workbench: Workbench;
  let chat: ChatPage;

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'scout-archives-'));
    const files = readdirSync(path.join(fixtures, 'chatgpt')).map((name) => [
      name,
      new Uint8Array(readFileSync(path.join(fixtures, 'chatgpt', name))),
    ]);
    writeFileSync(path.join(folder, 'chatgpt.zip'), zipSync(Object.fromEntries(files) as Record<string, Uint8Array>));
    simulator = await startSimulator({ pace: 2 });
    workbench = await openWorkbench(againstSimulator(simulator));
    chat = await ChatPage.open(workbench);
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function notification(text: RegExp): Promise<string> {
    const message = workbench.page.locator('.notification-list-item-message', { hasText: text }).first();
    await message.waitFor({ timeout: patience });
    const said = await message.innerText();
    // The progress goes a moment later, and what is above it comes down.
    await workbench.page
      .locator('.notification-list-item', { hasText: /Importing chats|Exporting chats/u })
      .first()
      .waitFor({ state: 'hidden', timeout: patience });
    return said;
  }

  async function importFiles(file: string): Promise<string> {
    await workbench.page.keyboard.press('Escape');
    await workbench.choose('SCOUT: Import Chats…', 'Files…');
    await answerFileDialog(workbench.page, file);
    return notification(/^(?:Chats imported|.* was not imported)/u);
  }

  async function exportAll(format: string, target: string): Promise<void> {
    await workbench.choose('SCOUT: Export Chats…', 'All chats');
    await workbench.quickPick(format);
    await answerFileDialog(workbench.page, target);
    await notification(/chats were exported to/u);
    await workbench.runCommand('Notifications: Clear All Notifications');
  }

  it('imports an export of ChatGPT, and says what it could not read', async () => {
    assert.equal(await importFiles(path.join(folder, 'chatgpt.zip')), 'Chats imported: 2 new, 1 could not be read.');
    await workbench.page.getByRole('button', { name: 'Show Details' }).first().click();
    const report = workbench.page.locator('.view-lines', { hasText: 'Chat import' }).first();
    await report.waitFor({ timeout: patience });
    await workbench.screenshot('archives-report');
    await workbench.runCommand('Notifications: Clear All Notifications');
  });

  it('shows the conversation in the list, with its picture, its tools and its sources', async () => {
    chat = await ChatPage.open(workbench);
    await chat.showList();
    const { frame } = chat;
    await frame.getByText('Flour in the dough').first().click();
    await frame.locator('.message', { hasText: 'It is 500 g of flour' }).first().waitFor({ timeout: patience });
    await frame.locator('.message.user img').first().waitFor({ timeout: patience });
    assert.match((await chat.messages()).map(({ text }) => text).join('\n'), /print\(325 \/ 0\.65\)/u);
    await workbench.screenshot('archives-imported');
  });

  it('goes on with it, with another vendor', async () => {
    const answer = await chat.ask('And how much salt?');
    assert.equal(answer.status, 'complete');
  });

  it('adds nothing when it is imported again', async () => {
    assert.equal(
      await importFiles(path.join(folder, 'chatgpt.zip')),
      'Chats imported: 0 new, 2 unchanged, 1 could not be read.',
    );
    await workbench.runCommand('Notifications: Clear All Notifications');
  });

  it('refuses what is no archive, and says what it reads', async () => {
    writeFileSync(path.join(folder, 'diary.json'), '{"dear": "diary"}');
    assert.match(
      await importFiles(path.join(folder, 'diary.json')),
      /^diary\.json was not imported\. No chats found in the file\. SCOUT supports exports from SCOUT/u,
    );
    await workbench.runCommand('Notifications: Clear All Notifications');
  });

  it('exports everything as JSON, Markdown and HTML', async () => {
    await exportAll('JSON', path.join(folder, 'chats.json'));
    await exportAll('HTML', path.join(folder, 'chats.html'));
    mkdirSync(path.join(folder, 'markdown'), { recursive: true });
    await exportAll('Markdown', `${path.join(folder, 'markdown')}/`);

    const archive = JSON.parse(readFileSync(path.join(folder, 'chats.json'), 'utf8')) as {
      conversations: { title: string; messages: unknown[] }[];
    };
    assert.deepEqual(archive.conversations.map(({ title }) => title).sort(), [
      'Flour in the dough',
      'Who found out about gravity?',
    ]);
    const [made] = readdirSync(path.join(folder, 'markdown'));
    assert.match(made ?? '', /^SCOUT chats \d{4}-\d\d-\d\d$/u);
    assert.deepEqual(readdirSync(path.join(folder, 'markdown', made!)).sort(), [
      '2023-11-14 Who found out about gravity.md',
      '2025-12-14 Flour in the dough.md',
    ]);
    // Nothing that was under construction is left.
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.includes('partial')),
      [],
    );
  });

  it('leaves nothing of what was said in the log', () => {
    const log = workbench.log();
    assert.match(log, /Import complete: 2 new/u);
    assert.match(log, /Exported 2 chats as html/u);
    assert.doesNotMatch(log, /flour|gravity|Newton/iu);
  });

  describe('as HTML', () => {
    let page: Page;
    let close: () => Promise<void>;

    before(async () => {
      const context = await openBrowser(path.join(folder, 'browser'));
      close = () => context.close();
      page = context.pages()[0] ?? (await context.newPage());
    });

    after(() => close?.());

    for (const colorScheme of ['light', 'dark'] as const) {
      it(`is readable by everybody on ${colorScheme} screens, and loads nothing`, async () => {
        const requests: string[] = [];
        const complaints: string[] = [];
        page.on('request', (request) => requests.push(request.url()));
        page.on('console', (message) => complaints.push(message.text()));
        await page.emulateMedia({ colorScheme });
        await page.goto(pathToFileURL(path.join(folder, 'chats.html')).href);
        assert.equal(await page.title(), 'Chats');
        assert.equal(await page.locator('section.chat').count(), 2);
        await page.screenshot({
          path: path.join(projectFolder, 'out', 'e2e', `archives-html-${colorScheme}.png`),
          fullPage: true,
        });
        await page.locator('details').evaluateAll((all) => all.forEach((element) => element.setAttribute('open', '')));
        assert.deepEqual(
          requests.filter((url) => !url.startsWith('file:') && !url.startsWith('data:')),
          [],
        );
        assert.deepEqual(complaints, [], 'its own policy forbids nothing that is in it');
        // The debugger brings the examination in; the document's own policy would not.
        await page.evaluate(axeSource);
        assert.deepEqual(
          await page.evaluate(
            'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))',
          ),
          [],
        );
      });
    }

    it('can be printed', async () => {
      const pdf = await page.pdf();
      writeFileSync(path.join(projectFolder, 'out', 'e2e', 'archives.pdf'), pdf);
      assert.ok(pdf.length > 10_000);
    });
  });
});
