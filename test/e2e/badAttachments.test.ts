import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { pickMenuItem } from '../support/editor/contextMenu.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { againstSimulator, ChatPage } from './support/chatPage.js';
import { writeBadFiles } from './support/badFiles.js';

/** Each is attached by its name behind `@`, or from the explorer. */
describe('files that are hard to attach', () => {
  let simulator: Simulator;
  let workbench: Workbench;
  let chat: ChatPage;
  const folder = mkdtempSync(path.join(tmpdir(), 'scout-bad-files-'));

  before(async () => {
    writeBadFiles(folder);
    simulator = await startSimulator({ pace: 1 });
    workbench = await openWorkbench({
      ...againstSimulator(simulator, {
        'scout.llm.provider': 'openai',
        'scout.llm.model': 'gpt-4.1',
        'scout.models': {
          'openai/gpt-4.1': { imageInput: false, pdfInput: false },
          'openai/gpt-5.5': { imageInput: true, pdfInput: true },
        },
      }),
      folder,
    });
    chat = await ChatPage.open(workbench);
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
    await chips().first().waitFor({ state: 'detached' });
  });

  const chips = (): Locator => chat.frame.locator('.attachment-bar .attachment-list .chip-name');
  const chip = (name: string): Locator => chat.frame.locator('.attachment-list .chip-open', { hasText: name });
  const notice = (): Locator => chat.frame.locator('.attachment-notice p');
  const dialog = (): Locator => workbench.page.locator('.monaco-dialog-box');
  const posts = () => simulator.requests.filter(({ method }) => method === 'POST');
  /** Types it behind what is written, and takes the row of that name. */
  const attach = async (name: string): Promise<void> => {
    await chat.composer.click();
    await workbench.page.keyboard.type(`What is this? @${name}`);
    await chat.frame.locator('.completion-list li', { hasText: name }).first().click();
  };
  /** Nothing is attached, and what was written is there. */
  const refused = async (sentence: RegExp): Promise<void> => {
    await notice().waitFor();
    assert.match(await notice().innerText(), sentence);
    assert.equal(await chips().count(), 0);
    assert.match(await chat.composer.inputValue(), /^What is this\?/u);
  };

  it('a file of 200 MB is refused with its size and what to do instead', async () => {
    await attach('endless.log');
    await refused(/“endless\.log” has 200[.0]* MiB; files of up to 20[.0]* MiB can be attached\. Select what matters/u);
    await workbench.screenshot('bad-large-file');
  });

  it('images of 20,000 pixels and of 30 MB are scaled, and their chips say so', async () => {
    await attach('wide.png');
    await chip('wide.png').waitFor();
    assert.match((await chip('wide.png').getAttribute('title'))!, /Scaled from 20000 × 100 pixels/u);
    await attach('heavy.png');
    await chip('heavy.png').waitFor();
    const title = (await chip('heavy.png').getAttribute('title'))!;
    assert.match(title, /Scaled from 3300 × 3300 pixels/u);
    assert.match(title, /Image · 32\.7 MB/u);
    await chip('heavy.png').locator('img').waitFor();
    await chip('heavy.png').hover();
    assert.equal(await chat.frame.locator('.chip-changed').count(), 0, 'the file is as it was');
    await workbench.screenshot('bad-scaled-images');
  });

  it('an image that would fill the memory is refused by what its header says', async () => {
    await attach('bomb.png');
    await refused(/“bomb\.png” has 20,000 × 20,000 pixels, too many to be scaled here\. Nothing was attached/u);
    await workbench.screenshot('bad-bomb');
  });

  it('images that nobody can decode are refused', async () => {
    await attach('torn.png');
    await refused(/“torn\.png” is too large to be sent as it is, and too damaged to be scaled/u);
    await chat.composer.fill('');
    await attach('shot.heic');
    await notice().getByText('HEIC').waitFor();
    await refused(/“shot\.heic” is an image of a format that models do not read \(HEIC\)\. Save it as PNG or JPEG/u);
    await workbench.screenshot('bad-images');
  });

  it('a PDF that is damaged, or wants a password, is refused, and the next one is attached', async () => {
    await attach('torn.pdf');
    await refused(/“torn\.pdf” is damaged and cannot be read as a PDF\. Nothing was attached/u);
    await workbench.screenshot('bad-damaged-pdf');
    await chat.composer.fill('');
    await attach('locked.pdf');
    await notice().getByText('password').first().waitFor();
    await refused(/“locked\.pdf” is protected by a password/u);
    await workbench.screenshot('bad-locked-pdf');
    await attach('fine.pdf');
    await chip('fine.pdf').waitFor();
  });

  it('files of other encodings are read as VS Code reads them; those that are no text are asked about', async () => {
    await attach('utf16.txt');
    await chip('utf16.txt').waitFor();
    await attach('mixed.txt');
    await chip('mixed.txt').waitFor();
    assert.match((await chip('mixed.txt').getAttribute('title'))!, /Some characters could not be read/u);
    await attach('zeros.dat');
    await dialog().waitFor();
    assert.match(await dialog().innerText(), /Attach “zeros\.dat”\?[^]*Nothing is sent before you send your message/u);
    await workbench.screenshot('bad-binary-question');
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await dialog().waitFor({ state: 'detached' });
    assert.deepEqual(await chips().allInnerTexts(), ['utf16.txt', 'mixed.txt']);
    const before = posts().length;
    await chat.composer.fill('Compare them.');
    await chat.composer.press('Enter');
    await chat.ended();
    const sent = JSON.stringify(posts().slice(before).at(0)?.body);
    assert.match(sent, /Grüße aus UTF-16/u);
    assert.match(sent, /Grüße Gr/u);
    assert.doesNotMatch(sent, /middle/u);
    await workbench.screenshot('bad-encodings');
  });

  it('a folder with very many files shows what is taken, and one with a loop ends', async () => {
    await attach('many');
    const pick = workbench.page.locator('.quick-input-widget');
    await pick.locator('.quick-input-title', { hasText: 'Attach many' }).waitFor();
    await workbench.screenshot('bad-many-files');
    const placeholder = await pick.locator('input.input').getAttribute('placeholder');
    assert.match(placeholder ?? '', /A large folder: the list shows 1,000 of more than 5,000 files/u);
    await workbench.page.keyboard.press('Escape');
    await pick.waitFor({ state: 'hidden' });
    assert.equal(await chips().count(), 0);
    await chat.composer.fill('');
    await attach('loop');
    await pick.locator('.quick-input-title', { hasText: 'Attach loop' }).waitFor();
    await workbench.screenshot('bad-loop');
    await pick.getByRole('button', { name: 'OK' }).click();
    await chip('loop/').waitFor();
    assert.deepEqual(await chips().allInnerTexts(), ['loop/', 'leaf.txt']);
  });

  it('a file that is deleted after it was attached is sent as it was, and its chip says so', async () => {
    await attach('gone.txt');
    await chip('gone.txt').waitFor();
    const row = workbench.page
      .locator('.explorer-folders-view .monaco-list-row')
      .getByText('gone.txt', { exact: true });
    await row.click({ button: 'right' });
    await pickMenuItem(workbench.page, /^Delete/u);
    await dialog().getByRole('button', { name: 'Delete' }).click();
    await chip('gone.txt').locator('.chip-changed').waitFor();
    assert.match((await chip('gone.txt').getAttribute('title'))!, /The file is gone\. What was attached is sent\./u);
    await workbench.screenshot('bad-deleted');
    const before = posts().length;
    await chat.composer.press('Enter');
    await chat.ended();
    assert.match(JSON.stringify(posts()[before]?.body), /It was there when it was attached/u);
  });

  it('an image for a model that reads none is not sent; one that does is two clicks away', async () => {
    await attach('wide.png');
    await chip('wide.png').locator('.chip-warning').waitFor();
    assert.match((await chip('wide.png').getAttribute('title'))!, /The chosen model reads no images/u);
    const before = posts().length;
    await chat.composer.press('Enter');
    await chat.problem.waitFor();
    assert.match(await chat.problem.innerText(), /Nothing was sent: the model cannot read an attachment\./u);
    await chat.problem.getByRole('button', { name: 'Show More' }).click();
    await chat.problem.getByText('gpt-4.1 reads no images. Choose a model that does, or remove “wide.png”.').waitFor();
    await workbench.screenshot('bad-blind-model');
    assert.match(await chat.composer.inputValue(), /^What is this\?/u);
    assert.deepEqual(await chips().allInnerTexts(), ['wide.png']);
    assert.equal(posts().length, before);
    await chat.problem.getByRole('button', { name: 'Choose Another Model' }).click();
    const list = workbench.page.locator('.quick-input-widget');
    await list.locator('.quick-input-title', { hasText: 'Choose Model' }).waitFor();
    await list.locator('input.input').fill('gpt-');
    await list.getByText('Do not read what is attached').waitFor();
    await workbench.screenshot('bad-blind-model-list');
    await workbench.quickPick('gpt-5.5');
    await chip('wide.png').locator('.chip-warning').waitFor({ state: 'detached' });
    await chat.composer.press('Enter');
    await chat.ended();
    assert.match(JSON.stringify(posts().at(before)?.body), /data:image\/png;base64/u);
  });

  it('a prompt whose head is broken says what is wrong with it, and sends nothing', async () => {
    await chat.composer.click();
    await workbench.page.keyboard.type('/torn');
    await chat.frame.locator('.completion-list li', { hasText: '/torn' }).first().waitFor();
    await workbench.screenshot('bad-prompt');
    await workbench.page.keyboard.press('Enter');
    await notice().waitFor();
    assert.match(await notice().innerText(), /torn\.prompt\.md, line \d+: this is not valid YAML/u);
  });
});
