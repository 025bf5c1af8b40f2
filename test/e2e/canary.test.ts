import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { GitFolder } from '../support/gitFolder.js';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { pickMenuItem } from '../support/editor/contextMenu.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { againstSimulator, ChatPage } from './support/chatPage.js';
import { startVendorNames, type VendorNames } from './support/vendorNames.js';

/** A word that stands nowhere else. In two pieces, so that no search of this file finds it. */
const canary = (name: string): string => ['canary', 'of', name].join('-');
/** Looks like a key of OpenAI's, and is none; put together here so that no scanner of repositories finds it. */
const secret = ['sk', 'proj', 'Zx8Qw3Rt6Yu9Io2Pa5Sd7Fg1Hj4Kl0Zx8Cv6Bn3M'].join('-');
const committed = [
  'sent.txt',
  'opened.txt',
  'found.txt',
  'removed.txt',
  'dirty.txt',
  'staged.txt',
  'deep/er/hidden.txt',
];
const names = [
  ...committed,
  'untracked.txt',
  '.env',
  'ignored.log',
  'guarded/plan.txt',
  'typed',
  'outside',
  'commit',
  'edited',
];

describe('of a workspace in which every file has a word of its own', () => {
  let simulator: Simulator;
  /** Sees whatever leaves this machine, and lets nothing out. */
  let proxy: VendorNames;
  let workbench: Workbench;
  let chat: ChatPage;
  let repository: GitFolder;
  const outside = mkdtempSync(path.join(tmpdir(), 'scout-outside-'));

  before(async () => {
    repository = new GitFolder();
    const write = (name: string): void => repository.write(name, `${canary(name)}\n`);
    repository.write('.gitignore', '.env\n*.log\n');
    [...committed, 'guarded/plan.txt'].forEach(write);
    for (let file = 0; file < 60; file += 1) repository.write(`many/file-${file}.txt`, `${canary(`many-${file}`)}\n`);
    repository.commit(canary('commit'));
    repository.write('staged.txt', `${canary('edited')}\n`);
    repository.git('add', 'staged.txt');
    ['untracked.txt', 'ignored.log'].forEach(write);
    repository.write('.env', `TOKEN=${canary('.env')}\n`);
    writeFileSync(path.join(outside, 'outside.txt'), canary('outside'));
    simulator = await startSimulator({ pace: 1 });
    proxy = await startVendorNames({});
    workbench = await openWorkbench({
      ...againstSimulator(simulator, {
        'scout.background.provider': 'anthropic',
        'scout.privacy.localOnly': ['guarded/**'],
        'scout.mistral.baseUrl': 'https://far.example.com/v1',
        'http.proxy': proxy.proxy,
        'git.enabled': true,
        'files.autoSave': 'off',
      }),
      builtInExtensions: ['git', 'git-base'],
      folder: repository.folder,
    });
    await explorerFile('sent.txt').waitFor();
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
    await proxy?.close();
    repository?.[Symbol.dispose]();
    rmSync(outside, { recursive: true, force: true });
  });

  const explorerFile = (name: string): Locator =>
    workbench.page.locator('.explorer-folders-view .monaco-list-row').getByText(name, { exact: true });
  const chips = (): Locator => chat.frame.locator('.attachment-bar .attachment-list .chip-name');
  const posts = () => simulator.requests.filter(({ method }) => method === 'POST');
  const attach = async (name: string): Promise<void> => {
    await workbench.page.keyboard.press('Escape');
    await explorerFile(name).click({ button: 'right' });
    await pickMenuItem(workbench.page, 'Add to SCOUT Chat');
    chat = await ChatPage.find(workbench);
    await chips().getByText(name).waitFor();
  };
  /** Which of the words the servers have got so far, in whatever request. */
  const received = (): readonly string[] => {
    const all = JSON.stringify(simulator.requests);
    const many = Array.from({ length: 60 }, (_, file) => `many-${file}`);
    return [...names, ...many].filter((name) => all.includes(`${canary(name)}`));
  };
  const sentAtLeast = async (count: number): Promise<void> => {
    for (let attempt = 0; posts().length < count; attempt += 1) {
      assert.ok(attempt < 150, `${count} requests are sent`);
      await workbench.page.waitForTimeout(100);
    }
  };

  it('only what was attached and sent reaches a server, whatever is open, looked for or taken off again', async () => {
    const { page } = workbench;
    await explorerFile('dirty.txt').dblclick();
    await page.locator('.view-line', { hasText: canary('dirty.txt') }).click();
    await page.keyboard.type(canary('typed'));
    await page.locator('.tab.dirty', { hasText: 'dirty.txt' }).waitFor();
    await explorerFile('opened.txt').dblclick();
    await page.locator('.view-line', { hasText: canary('opened.txt') }).waitFor();

    await attach('sent.txt');
    await chat.ask('What does this file say, in so many words that it deserves a title?');
    await sentAtLeast(2);
    assert.ok(
      posts().some(({ path: asked }) => asked.startsWith('/anthropic/')),
      'the title is asked for',
    );
    assert.deepEqual(received(), ['sent.txt']);

    await attach('removed.txt');
    await chat.frame.getByRole('button', { name: /^Remove .*removed\.txt/u }).click();
    await chips().first().waitFor({ state: 'detached' });
    await chat.composer.click();
    await page.keyboard.type('Anything else? @found');
    await chat.frame.locator('.completion-list').getByText('found.txt').first().waitFor();
    await page.keyboard.press('Escape');
    await workbench.runCommand('SCOUT: Show What Will Be Sent');
    await page.locator('.tab', { hasText: 'SCOUT request.md' }).waitFor();
    await page.locator('.view-line', { hasText: 'What Will Be Sent' }).waitFor();
    await workbench.screenshot('what-will-be-sent');
    assert.equal(posts().length, 2, 'looking sends nothing');
    await explorerFile('untracked.txt').dblclick();
    await workbench.page.locator('.view-line', { hasText: canary('untracked.txt') }).waitFor();
    chat = await ChatPage.open(workbench);
    await chat.ask('And what is left to say?');
    // A background request would follow at once.
    await page.waitForTimeout(2_000);
    assert.deepEqual(received(), ['sent.txt']);
    assert.match(workbench.log(), /Loaded Anthropic module/u);
    assert.doesNotMatch(workbench.log(), /canary-of/u);
    await workbench.screenshot('canary');
  });

  it('what is only for local models is refused, and says so; nothing is sent, and nothing that was written is lost', async () => {
    const before = posts().length;
    await workbench.runCommand('SCOUT: New Chat');
    await workbench.chooseModel('Mistral');
    let connects = proxy.connects.length;
    await explorerFile('guarded').click();
    await explorerFile('plan.txt').waitFor();
    await attach('plan.txt');
    await chat.send('What is the plan?');
    await chat.problem.getByText('is only for local models').waitFor();
    await workbench.screenshot('local-only');
    assert.match(await chat.problem.innerText(), /guarded\/plan\.txt[^]*guarded\/\*\*[^]*scout\.privacy\.localOnly/u);
    assert.equal(posts().length, before);
    assert.equal(proxy.connects.length, connects, 'nothing has left this machine');
    assert.ok(!received().includes('guarded/plan.txt'));
    assert.equal(await chips().innerText(), 'plan.txt');
    await chat.composerHolds('What is the plan?');
    await workbench.reload();
    chat = await ChatPage.find(workbench);
    await chips().getByText('plan.txt').waitFor();
    // Nothing was asked of it, so a new chat asks whom the one before asked: a local server.
    await workbench.chooseModel('Mistral');
    await chat.asks('Mistral');
    // The list of its models was asked for.
    connects = proxy.connects.length;
    await chat.composerHolds('What is the plan?');
    await chat.composer.press('Enter');
    // A narrow panel has no room for the buttons in the line.
    await chat.problem.locator('[aria-expanded="false"]').click();
    await workbench.screenshot('local-only-expanded');
    await chat.problem.getByRole('button', { name: 'Remove Attachment' }).click();
    await chips().first().waitFor({ state: 'detached' });
    await chat.problem.waitFor({ state: 'detached' });
    await chat.composerHolds('What is the plan?');
    await workbench.screenshot('local-only-removed');
    await chat.composer.fill('');
    await chat.composer.press('Enter');
    // Whatever is refused goes nowhere later, either.
    await workbench.page.waitForTimeout(2_000);
    assert.deepEqual([proxy.connects.length, posts().length, await chat.messages()], [connects, before, []]);
  });

  it('a likely secret is asked about once, and a placeholder goes in its place', async () => {
    const { page } = workbench;
    await workbench.runCommand('SCOUT: New Chat');
    await workbench.chooseModel('OpenAI');
    chat = await ChatPage.find(workbench);
    const before = posts().length;
    await chat.send(`Is ${secret} a good key?`);
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.getByText('Send what looks like a secret').waitFor();
    await workbench.screenshot('secret-question');
    assert.equal(posts().length, before);
    assert.ok(!(await dialog.innerText()).includes(secret));
    await dialog.getByRole('button', { name: 'Replace with Placeholders' }).click();
    await sentAtLeast(before + 1);
    await chat.ended();
    await chat.ask(`Once more: is ${secret} a good key?`);
    assert.match(JSON.stringify(posts().slice(before)), /Is SECRET_1\w* a good key\?[^]*Once more: is SECRET_1/u);
    assert.ok(!JSON.stringify(simulator.requests).includes(secret));
    assert.ok(!workbench.log().includes(secret));
    const shown = async (): Promise<string> => (await chat.messages()).map(({ text }) => text).join(' ');
    const inAnswers = async (): Promise<string> => (await chat.answers.allInnerTexts()).join(' ');
    await workbench.screenshot('secret-replaced');
    assert.match(await shown(), /Is SECRET_1/u);
    assert.ok((await inAnswers()).includes(secret), 'the answer repeats it');
    await workbench.reload();
    chat = await ChatPage.find(workbench);
    await chat.answers.first().getByText(secret).first().waitFor();
    assert.ok(!bytesIn(workbench.globalStorageFolder).includes(secret));
  });
});

/** All that the files of a folder hold. */
function bytesIn(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}
