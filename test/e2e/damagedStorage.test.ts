import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { againstSimulator, ChatPage } from './support/chatPage.js';

describe('when something is wrong with the storage', () => {
  let simulator: Simulator;
  let dataFolder: string;
  let workbench: Workbench;

  before(async () => {
    simulator = await startSimulator({ pace: 2 });
  });

  after(() => simulator?.close());

  beforeEach(() => {
    dataFolder = mkdtempSync(path.join(tmpdir(), 'scout-damaged-'));
  });

  afterEach(async () => {
    await workbench?.close();
    rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  });

  const open = async (): Promise<ChatPage> => {
    workbench = await openWorkbench({ ...againstSimulator(simulator), userDataDir: dataFolder });
    return ChatPage.open(workbench);
  };

  it('sets a damaged log aside, says so, keeps what can be read and goes on', async () => {
    let chat = await open();
    await chat.ask('The first chat');
    await workbench.close();
    const folder = path.join(workbench.globalStorageFolder, 'history');
    const [segment] = readdirSync(folder).filter((name) => name.endsWith('.log'));
    assert.ok(segment !== undefined, 'the chat was written into a log');
    const file = path.join(folder, segment);
    const bytes = readFileSync(file);
    // In the middle, so that whole frames stand before it and behind it.
    bytes.fill(0x58, Math.floor(bytes.length * 0.6), Math.floor(bytes.length * 0.6) + 40);
    writeFileSync(file, bytes);

    chat = await open();
    const notification = workbench.page.locator('.notification-list-item-message', { hasText: /damaged/u });
    await notification.waitFor();
    await workbench.screenshot('damaged-log');
    await chat.frame.locator('.message', { hasText: 'The first chat' }).first().waitFor();
    await chat.newChat();
    const answer = await chat.ask('The second chat');
    assert.equal(answer.status, 'complete');
    assert.match(workbench.log(), /damaged/u);
  });

  it('says that nothing can be saved, chats on in memory, and saves everything once it can', async () => {
    const probe = path.join(dataFolder, 'data', 'User', 'globalStorage', 'scout.scout-chat');
    mkdirSync(probe, { recursive: true });
    // A file where the folder of the database should be: nothing can be written there, whoever asks.
    const obstacle = path.join(probe, 'history');
    writeFileSync(obstacle, 'in the way');
    const chat = await open();
    await chat.send('Will this be kept?');
    await chat.problem.waitFor();
    assert.match(await chat.problem.innerText(), /cannot be saved at the moment.*keeps trying/su);
    await chat.frame.locator('.message.assistant[data-status="complete"]').waitFor();
    assert.equal(await chat.frame.locator('.message[data-saved="false"]').count(), 2);
    assert.ok(await chat.frame.getByText('Not saved yet').first().isVisible());
    await workbench.screenshot('not-saved');

    rmSync(obstacle);
    await chat.frame.locator('.message.assistant[data-saved="true"]').waitFor({ timeout: 30_000 });
    assert.equal(await chat.frame.locator('.message[data-saved="false"]').count(), 0);
    await chat.problem.waitFor({ state: 'detached' });
    await workbench.reload();
    const again = await ChatPage.find(workbench);
    await again.frame.locator('.message', { hasText: 'Will this be kept?' }).first().waitFor();
  });
});
