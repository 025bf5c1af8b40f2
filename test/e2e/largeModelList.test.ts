import assert from 'node:assert/strict';
import { pickModel } from '../support/editor/commandPalette.js';
import { respondJson, startLoopbackServer, type LoopbackServer } from '../support/loopbackServer.js';
import { openRouterModel } from '../support/openRouterModel.js';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { againstSimulator, ChatPage } from './support/chatPage.js';

describe('a list of 5,000 models, in the real workbench', () => {
  let simulator: Simulator;
  let server: LoopbackServer;
  let workbench: Workbench;
  let chat: ChatPage;

  before(async () => {
    simulator = await startSimulator({ pace: 1 });
    const body = JSON.stringify({ data: Array.from({ length: 5_000 }, (_, index) => openRouterModel(index)) });
    server = await startLoopbackServer((response) => respondJson(response, body));
    const { baseUrl } = server;
    workbench = await openWorkbench(
      againstSimulator(simulator, { 'scout.endpoints': [{ id: 'large', name: 'Large', baseUrl, auth: 'none' }] }),
    );
    chat = await ChatPage.open(workbench);
  });

  after(async () => {
    await workbench?.close();
    await server?.close();
    await simulator?.close();
  });

  it('opens, finds any of them by its name, and picks it', async () => {
    const { page } = workbench;
    const list = page.locator('.quick-input-list');
    const box = page.locator('.quick-input-widget input.input').first();
    await chat.frame.getByRole('button', { name: /^Choose Model/u }).click();
    await box.waitFor();
    for (const number of [4_999, 4_321, 2_500]) {
      await box.fill(`Model ${number}`);
      const name = `Vendor ${number % 60}: Model ${number}`;
      await list.locator('.monaco-list-row', { hasText: name }).first().waitFor();
    }
    await workbench.screenshot('model-list-large');
    await pickModel(page, 'Large', 'Vendor 40: Model 2500');
    await chat.asks('Large');
    assert.match(
      await chat.frame.getByRole('button', { name: /^Choose Model/u }).innerText(),
      /Model 2500|model-2500/u,
    );
  });
});
