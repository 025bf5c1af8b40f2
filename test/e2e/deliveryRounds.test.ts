import assert from 'node:assert/strict';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { compareTexts, storedTexts } from '../crash/delivery/storedTexts.js';
import { projectFolder } from '../support/projectFolder.js';
import { randomNumbers } from '../support/randomNumbers.js';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { againstSimulator, ChatPage } from './support/chatPage.js';

/**
 * `SCOUT_DELIVERY_ROUNDS=20` has them run, from `SCOUT_DELIVERY_FIRST` on; none is run by default. The window is reloaded by the editor's own command in one
 * round, and in the next by the browser, right after the end of the host: then the editor finds an old state of the view.
 */
const rounds = Number(process.env['SCOUT_DELIVERY_ROUNDS'] ?? 0);
const first = Number(process.env['SCOUT_DELIVERY_FIRST'] ?? 1);
const messages = 50;

describe('a workbench whose extension host is stopped and killed while somebody types', function () {
  this.timeout(rounds * 4 * 60_000);
  let simulator: Simulator;
  let workbench: Workbench;
  let chat: ChatPage;

  before(async () => {
    simulator = await startSimulator({ pace: 0 });
    // The editor's own, when the host ends while it loads the page's files.
    const expectedErrors = /Webview\.loadLocalResource/u;
    workbench = await openWorkbench({ ...againstSimulator(simulator), expectedErrors });
    chat = await ChatPage.open(workbench);
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
  });

  const send = async (text: string): Promise<void> => {
    await chat.composer.fill(text);
    await chat.composer.press('Enter');
  };

  const stopForAWhile = async (milliseconds: number): Promise<void> => {
    const hosts = workbench.extensionHosts();
    hosts.forEach((host) => process.kill(host, 'SIGSTOP'));
    await delay(milliseconds);
    hosts.forEach((host) => process.kill(host, 'SIGCONT'));
  };

  const kill = async (): Promise<void> => {
    workbench.killExtensionHost();
    await send(`${Date.now()} is sent to nobody`);
  };

  const reloadByEditor = async (): Promise<void> => {
    // The editor notices a dead host after a moment, and takes a moment to load again.
    await delay(3_000);
    // Without a host, the palette may be filled late.
    for (let attempt = 1, ran = false; !ran; attempt += 1)
      ran = await workbench.runCommand('Developer: Reload Window').then(
        () => true,
        (error: unknown) => {
          if (attempt === 3) throw error;
          return false;
        },
      );
    await delay(8_000);
  };

  const reloadByBrowser = async (): Promise<void> => {
    await workbench.page.reload();
    await workbench.page.locator('.monaco-workbench').waitFor();
  };

  /** Waits until nothing is pending and no answer is under way. */
  const settled = async (): Promise<void> => {
    for (let quiet = 0, waited = 0; quiet < 10; waited += 1) {
      assert.ok(waited < 1_000, 'everything is delivered in the end');
      const busy = chat.frame.locator('.pending-message, .message[data-status="streaming"], [data-saved="false"]');
      quiet = (await busy.count()) === 0 ? quiet + 1 : 0;
      await delay(100);
    }
  };

  const programs = {
    worker: path.join(projectFolder, 'dist', 'storageWorker.js'),
    sqlJs: path.join(projectFolder, 'dist'),
  };

  for (let round = first; round < first + rounds; round += 1)
    it(`has every text once, in its order (round ${round})`, async () => {
      chat = await ChatPage.find(workbench);
      const random = randomNumbers(round);
      const texts = Array.from({ length: messages }, (_, index) => `text ${index} of round ${round}`);
      const killedAt = Math.trunc(random() * messages);
      let stopping: Promise<void> = Promise.resolve();
      for (const [index, text] of texts.entries()) {
        if (random() < 0.1) {
          await stopping;
          stopping = stopForAWhile(random() * 3_000);
        }
        await send(text);
        if (index !== killedAt) continue;
        await stopping;
        await kill();
        await (round % 2 === 0 ? reloadByEditor() : reloadByBrowser());
        chat = await ChatPage.find(workbench);
      }
      await stopping;
      await chat.composer.fill('not sent');
      await settled();
      await chat.composerHolds('not sent');
      const stored = await storedTexts(workbench.globalStorageFolder, programs, []);
      assert.deepEqual(compareTexts(texts, stored), { lost: 0, doubled: 0, disordered: 0 });
      await workbench.screenshot('delivery-rounds');
    });
});
