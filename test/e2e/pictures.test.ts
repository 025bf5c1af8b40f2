import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { sse } from '../support/simulator/sse.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { noisePng } from '../view/support/pngs.js';
import { answerFileDialog } from './support/fileDialog.js';
import { againstSimulator, ChatPage } from './support/chatPage.js';

/** Of the size that Google's models make: two million characters of base64. */
const picture = noisePng(800, 640, randomBytes(800 * 640 * 3));
const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('pictures in the real editor', () => {
  let simulator: Simulator;
  let workbench: Workbench;
  let chat: ChatPage;
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'scout-pictures-'));
    const inlineData = { mimeType: 'image/png', data: picture.toString('base64') };
    const chunk = (parts: readonly object[], finishReason?: string): string =>
      sse({ candidates: [{ content: { role: 'model', parts }, ...(finishReason ? { finishReason } : {}) }] });
    simulator = await startSimulator({
      answer: ({ questions }) =>
        questions.at(-1) === 'Draw'
          ? {
              kind: 'wire',
              body: () => [
                chunk([{ text: 'Here it is:' }]),
                chunk([{ inlineData, thought: true }]),
                chunk([{ inlineData }]),
                chunk([{ text: 'Do you like it?' }], 'STOP'),
              ],
            }
          : undefined,
    });
    const options = againstSimulator(simulator);
    workbench = await openWorkbench({
      ...options,
      settings: { ...options.settings, 'scout.llm.provider': 'google', 'files.simpleDialog.enable': true },
    });
    chat = await ChatPage.open(workbench);
    await chat.ask('Draw');
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const image = () => chat.frame.locator('.picture img');

  it('shows one that a model sends, between the texts and once, without its drafts', async () => {
    await image().waitFor();
    await chat.frame.locator('.message.assistant[data-status="complete"]').waitFor();
    await chat.frame.waitForFunction('document.querySelector(".picture img").naturalWidth === 800');
    assert.equal(await image().count(), 1);
    assert.match(await chat.answers.last().innerText(), /Here it is:[^]*PNG[^]*Do you like it\?/u);
    await workbench.screenshot('picture');
  });

  it('saves it where the user says, byte for byte', async () => {
    await chat.frame.getByRole('button', { name: 'Save As…: Image 1' }).click();
    const file = path.join(folder, 'drawn.png');
    await answerFileDialog(workbench.page, file);
    await workbench.page.getByText('The image was saved to').first().waitFor();
    assert.equal(digest(await readFile(file)), digest(picture));
  });

  it("opens it in the editor's preview, of which nothing is left on the disk", async () => {
    await chat.frame.getByRole('button', { name: 'Open: Image 1' }).click();
    await workbench.page.locator('.tab', { hasText: 'Image 1.png' }).waitFor();
    const preview = await workbench.findFrame('img.scale-to-fit, .container.image img');
    await preview.waitForFunction('document.querySelector("img")?.naturalWidth === 800');
    await workbench.screenshot('picture-open');
  });

  it('shows both again after a reload', async () => {
    await workbench.reload();
    const preview = await workbench.findFrame('img.scale-to-fit, .container.image img');
    await preview.waitForFunction('document.querySelector("img")?.naturalWidth === 800');
    await workbench.runCommand('SCOUT: Open Chat');
    chat = await ChatPage.find(workbench);
    await image().waitFor();
    await workbench.screenshot('picture-reloaded');
  });
});
