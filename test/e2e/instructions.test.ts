import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Locator } from 'playwright-core';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { againstSimulator, ChatPage } from './support/chatPage.js';

const canary = 'Answer in rhymes, canary-7313.';
const canaryForTs = 'Prefer const, canary-9157.';

describe('the instructions of a workspace', () => {
  let simulator: Simulator;
  let workbench: Workbench;
  let chat: ChatPage;
  const folder = mkdtempSync(path.join(tmpdir(), 'scout-instructions-'));
  const outside = mkdtempSync(path.join(tmpdir(), 'scout-outside-'));

  before(async () => {
    mkdirSync(path.join(folder, '.github', 'instructions'), { recursive: true });
    writeFileSync(path.join(folder, 'AGENTS.md'), `# For assistants\n\n${canary}\n`);
    writeFileSync(path.join(folder, 'CLAUDE.md'), `# Long\n\n${'Be kind. '.repeat(600_000)}`);
    writeFileSync(path.join(folder, '.github', 'copilot-instructions.md'), Buffer.from([0x80, 0, 1, 2, 0xff, 0]));
    writeFileSync(
      path.join(folder, '.github', 'instructions', 'ts.instructions.md'),
      `---\napplyTo: '**/*.ts'\n---\n${canaryForTs}\n`,
    );
    writeFileSync(
      path.join(folder, '.github', 'instructions', 'wide.instructions.md'),
      Buffer.from("\ufeff---\napplyTo: '**/*.rare'\n---\nIn UTF-16.\n", 'utf16le'),
    );
    writeFileSync(path.join(outside, 'secret.md'), `---\napplyTo: '**'\n---\n${canary}\n`);
    symlinkSync(path.join(outside, 'secret.md'), path.join(folder, 'out.instructions.md'));
    symlinkSync('nowhere', path.join(folder, 'gone.instructions.md'));
    writeFileSync(path.join(folder, 'sum.ts'), 'export const sum = (a: number, b: number) => a + b;\n');
    simulator = await startSimulator({ pace: 1 });
    workbench = await openWorkbench({ ...againstSimulator(simulator), folder });
    chat = await ChatPage.open(workbench);
    await workbench.chooseModel('OpenAI');
    await chat.asks('OpenAI');
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
    rmSync(folder, { recursive: true, force: true });
    rmSync(outside, { recursive: true, force: true });
  });

  const question = (): Locator =>
    workbench.page.locator('.notification-list-item', { hasText: 'has instructions for assistants' }).first();
  const chips = (): Locator => chat.frame.locator('.attachment-bar .attachment-list .chip-name');
  const chip = (name: string): Locator => chips().filter({ hasText: name });
  /** How often each canary is in each request since then, in their order. */
  const sentSince = (before: number): readonly (readonly number[])[] =>
    simulator.requests
      .slice(before)
      .filter(({ method }) => method === 'POST')
      .map(({ body }) => {
        // Answers of the simulator repeat what they were asked.
        const { input } = body as { readonly input: readonly { readonly role?: string }[] };
        const text = JSON.stringify(input.filter(({ role }) => role === 'user'));
        return ['canary-7313', 'canary-9157'].map((mark) => text.split(mark).length - 1);
      });

  it('is offered with names and sizes once a chat is shown, and nothing of it is attached', async () => {
    await question().waitFor();
    const text = await question().innerText();
    assert.match(text, /AGENTS\.md \(\d+ B\), CLAUDE\.md \(5\.1 MiB\)/u);
    assert.match(text, /ts\.instructions\.md \(\d+ B\), \.github\/instructions\/wide\.instructions\.md \(\d+ B\)\./u);
    const left = [
      '.github/copilot-instructions.md (not a text file)',
      'gone.instructions.md (cannot be read)',
      'out.instructions.md (a link that leads out of the workspace)',
    ];
    assert.ok(text.replaceAll(/\s+/gu, ' ').includes(`Not used: ${left.join(', ')}.`), text);
    assert.equal(await chips().count(), 0);
    await workbench.screenshot('instructions-offered');
    const before = simulator.requests.length;
    await chat.ask('Hello');
    assert.deepEqual(sentSince(before), [[0, 0]]);
  });

  it('is a chip in the open, empty chat as soon as the user says so', async () => {
    await chat.newChat();
    assert.equal(await chips().count(), 0);
    // It goes into the notification center after a while.
    await workbench.runCommand('Notifications: Show Notifications');
    await question().getByRole('button', { name: 'Use', exact: true }).click();
    await chip('AGENTS.md').waitFor();
    assert.deepEqual(await chips().allInnerTexts(), ['AGENTS.md · instructions', 'CLAUDE.md · instructions']);
    const title = await chat.frame.locator('.attachment-list .chip-open').nth(1).getAttribute('title');
    assert.match(title ?? '', /only the first 64\.0 KiB of 5\.1 MiB/u);
    await workbench.screenshot('instructions-chips');
    const drafts = path.join(workbench.globalStorageFolder, 'draft-attachments');
    const stored = (() => {
      try {
        return readdirSync(drafts, { recursive: true });
      } catch {
        return [];
      }
    })();
    assert.deepEqual(stored, [], 'nothing is stored for it');
  });

  it('is sent with the first question, once, and shown under it', async () => {
    await chat.frame.getByRole('button', { name: 'Remove CLAUDE.md · instructions' }).click();
    await chip('CLAUDE.md').waitFor({ state: 'detached' });
    const before = simulator.requests.length;
    await chat.ask('Hello');
    await chat.ask('And again');
    const [first, second] = sentSince(before);
    assert.deepEqual(first, [1, 0]);
    assert.deepEqual(second, [1, 0], 'it is part of the chat, and not attached a second time');
    const sent = chat.frame.locator('.message.user .message-attachments');
    assert.equal(await sent.count(), 1);
    assert.match(await sent.innerText(), /AGENTS\.md · instructions/u);
    assert.equal(await chips().count(), 0);
    await workbench.screenshot('instructions-sent');
  });

  it('is not sent once it is taken off, also after a reload of the window', async () => {
    await chat.newChat();
    await chip('AGENTS.md').waitFor();
    for (const name of ['AGENTS.md', 'CLAUDE.md'])
      await chat.frame.getByRole('button', { name: `Remove ${name} · instructions` }).click();
    await chip('AGENTS.md').waitFor({ state: 'detached' });
    await workbench.screenshot('instructions-removed');
    await chat.composer.fill('Without');
    // VS Code in a browser writes the state of a workspace after a tenth of a second, and nothing tells when it has.
    await delay(1_000);
    await workbench.reload();
    chat = await ChatPage.find(workbench);
    await chat.composerHolds('Without');
    await chat.frame.getByRole('button', { name: /^Add Context/u }).waitFor();
    const before = simulator.requests.length;
    await chat.ask('Without');
    assert.deepEqual(sentSince(before), [[0, 0]]);
  });

  it('of certain files comes with these, and what was seen is sent although its file is gone', async () => {
    await chat.newChat();
    await chip('AGENTS.md').waitFor();
    await chat.composer.pressSequentially('What is this? @sum');
    await chat.frame.locator('.completion-list').getByText('sum.ts').first().waitFor();
    await chat.composer.press('Enter');
    await chip('ts.instructions.md').waitFor();
    await workbench.screenshot('instructions-for-files');
    rmSync(path.join(folder, 'AGENTS.md'));
    await chat.frame.locator('.chip-changed').first().waitFor();
    await chat.frame.getByRole('button', { name: 'Remove CLAUDE.md · instructions' }).click();
    await chip('CLAUDE.md').waitFor({ state: 'detached' });
    const before = simulator.requests.length;
    await chat.ask('What is this?');
    assert.deepEqual(sentSince(before), [[1, 1]]);
  });
});

describe('the instructions of a workspace that is not trusted', () => {
  let simulator: Simulator;
  let workbench: Workbench;
  const folder = mkdtempSync(path.join(tmpdir(), 'scout-instructions-'));

  before(async () => {
    writeFileSync(path.join(folder, 'AGENTS.md'), canary);
    simulator = await startSimulator({ pace: 1 });
    workbench = await openWorkbench({
      ...againstSimulator(simulator, {
        'security.workspace.trust.enabled': true,
        'security.workspace.trust.startupPrompt': 'never',
      }),
      folder,
      workspaceTrust: true,
    });
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are neither offered nor sent', async () => {
    const chat = await ChatPage.open(workbench);
    await workbench.chooseModel('OpenAI');
    await chat.asks('OpenAI');
    await chat.ask('Hello');
    assert.doesNotMatch(JSON.stringify(simulator.requests), /canary-7313/u);
    assert.equal((await workbench.notifications()).filter((text) => text.includes('instructions')).length, 0);
    await workbench.screenshot('instructions-untrusted');
  });
});
