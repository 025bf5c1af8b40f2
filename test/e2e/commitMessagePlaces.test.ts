import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { GitFolder } from '../support/gitFolder.js';
import type { Scenario } from '../support/simulator/scenarios.js';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { keyMaker } from '../unit/privacy/support/madeUpKeys.js';
import { withoutKeys } from './support/withoutKeys.js';

const keys = keyMaker(21);
const token = `ghp_${keys('letters', 36)}`;
const otherToken = `ghp_${keys('letters', 36)}`;
const writeCommand = 'SCOUT: Write Commit Message';

describe('commit messages of two repositories', () => {
  const parent = mkdtempSync(path.join(tmpdir(), 'scout-repositories-'));
  let simulator: Simulator;
  let workbench: Workbench;
  let shop: GitFolder;
  let tools: GitFolder;
  /** What the model answers, of what it was asked. */
  let answer: (asked: string) => Scenario | undefined = () => undefined;

  before(async () => {
    simulator = await startSimulator({ pace: 20, answer: (chat) => answer(JSON.stringify(chat)) });
    [shop, tools] = ['shop', 'tools'].map((name) => {
      mkdirSync(path.join(parent, name));
      const repository = new GitFolder(path.join(parent, name));
      repository.write(`${name}.txt`, 'one\n');
      repository.commit(`feat: begin ${name}`);
      repository.write(`${name}.txt`, `canary-of-${name}\n`);
      repository.git('add', '--all');
      return repository;
    }) as [GitFolder, GitFolder];
    workbench = await openWorkbench({
      environment: { ...withoutKeys(), SCOUT_SIMULATOR: simulator.url },
      builtInExtensions: ['git', 'git-base'],
      settings: { 'git.enabled': true, 'scout.privacy.localOnly': ['guarded'] },
      folder: parent,
    });
    await workbench.page
      .getByRole('tab', { name: /Source Control/u })
      .first()
      .click();
    await row('shop.txt').waitFor();
    await row('tools.txt').waitFor();
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
    rmSync(parent, { recursive: true, force: true });
  });

  const scm = (): Locator => workbench.page.locator('.scm-view');
  const row = (name: string): Locator => scm().locator('.monaco-list-row').getByText(name, { exact: true }).first();
  const repositoryRow = (name: string): Locator =>
    scm()
      .locator('.monaco-list-row', { has: workbench.page.locator('.scm-provider') })
      .filter({ hasText: name });
  /** The boxes stand in the order of the repositories. */
  const box = (index: number): Locator => scm().locator('.scm-input .view-lines').nth(index);
  const posts = () => simulator.requests.filter(({ method }) => method === 'POST');
  const choice = (name: string): Locator =>
    workbench.page.locator('.quick-input-widget .monaco-list-row', { hasText: name });
  const writeIn = async (name: string): Promise<void> => {
    await workbench.runCommandUntil(writeCommand, choice(name));
    await choice(name).click();
  };
  const toast = (text: string): Locator => workbench.page.locator('.notifications-toasts').getByText(text);
  const textOf = async (locator: Locator): Promise<string> =>
    (await locator.innerText()).replaceAll(/\s+/gu, ' ').trim();
  /** Nothing is being written any more. */
  const idle = (): Promise<void> =>
    repositoryRow('tools').getByRole('button', { name: 'Write Commit Message' }).waitFor();
  const says = (text: string): Scenario => ({
    kind: 'stream',
    steps: [
      { do: 'text', text },
      { do: 'finish', reason: 'stop' },
    ],
  });

  it('are written, from the palette, for the one that is chosen, whose changes alone are sent', async () => {
    answer = () => says('feat: change tools');
    await workbench.runCommandUntil(writeCommand, choice('tools'));
    await workbench.screenshot('commit-repositories-asked');
    await choice('tools').click();
    await box(1).getByText('feat: change tools').waitFor();
    await workbench.screenshot('commit-repositories-tools');
    assert.equal(await textOf(box(0)), '');
    const sent = JSON.stringify(posts());
    assert.equal(posts().length, 1);
    assert.match(sent, /canary-of-tools/u);
    assert.doesNotMatch(sent, /canary-of-shop/u);
  });

  it('are written, by a button, for the one in whose row it stands', async () => {
    answer = () => says('feat: change shop');
    await repositoryRow('shop').hover();
    await repositoryRow('shop').getByRole('button', { name: 'Write Commit Message' }).click();
    await box(0).getByText('feat: change shop').waitFor();
    await workbench.screenshot('commit-repositories-shop');
    assert.match(JSON.stringify(posts().at(-1)), /canary-of-shop/u);
    assert.doesNotMatch(JSON.stringify(posts().at(-1)), /canary-of-tools/u);
  });

  it('are refused by a rule for what only local models may have, with nothing sent; other repositories have theirs', async () => {
    const before = posts().length;
    shop.write('guarded/plan.txt', 'canary-guarded\n');
    shop.git('add', '--all');
    await row('plan.txt').waitFor();
    await writeIn('shop');
    const refusal = toast('only for local models: rule “guarded”');
    await refusal.waitFor();
    await workbench.screenshot('commit-local-only');
    assert.match(await refusal.innerText(), /“shop\/guarded\/plan\.txt” in “Staged Changes”.*Nothing was sent/u);
    assert.equal(posts().length, before);
    assert.equal(await textOf(box(0)), 'feat: change shop', 'what stood there stands there');
    answer = () => says('feat: tools again');
    await writeIn('tools');
    await box(1).getByText('feat: tools again').waitFor();
    assert.equal(posts().length, before + 1);
    assert.doesNotMatch(JSON.stringify(simulator.requests), /canary-guarded/u);
  });

  it('hold no secret: it is asked about once, and *** stands where the model names it', async () => {
    const { page } = workbench;
    const before = posts().length;
    tools.write('key.ts', `export const token = '${token}';\n`);
    tools.git('add', '--all');
    await row('key.ts').waitFor();
    answer = (asked) => says(`fix: use ${/SECRET_1_\w+/u.exec(asked)?.[0]} for the shop`);
    await writeIn('tools');
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.getByText('Send what looks like a secret to OpenAI?').waitFor();
    await workbench.screenshot('commit-secret-asked');
    assert.match(await dialog.innerText(), /GitHub token in “Staged Changes”, line \d+/u);
    assert.equal(posts().length, before);
    await dialog.getByRole('button', { name: 'Replace with Placeholders' }).click();
    await box(1).getByText('fix: use *** for the shop').waitFor();
    await workbench.screenshot('commit-secret');
    answer = (asked) => says(`fix: again ${/SECRET_1_\w+/u.exec(asked)?.[0]}`);
    await writeIn('tools');
    await box(1).getByText('fix: again ***').waitFor();
    assert.equal(posts().length, before + 2, 'it is asked once');
    assert.ok(!JSON.stringify(simulator.requests).includes(token));
  });

  it('are sent nothing for when the question about a secret is closed', async () => {
    const before = posts().length;
    tools.write('key.ts', `export const token = '${otherToken}';\n`);
    tools.git('add', '--all');
    await writeIn('tools');
    await workbench.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Cancel' }).click();
    await idle();
    assert.equal(posts().length, before);
    assert.equal(await textOf(box(1)), 'fix: again ***');
  });

  it('leave the box to whoever types there, and ask no further', async () => {
    const { page } = workbench;
    tools.write('key.ts', '');
    tools.git('add', '--all');
    answer = () => ({
      kind: 'stream',
      steps: Array.from({ length: 250 }, (_, index) => ({
        do: 'text',
        text: index === 0 ? 'feat: long' : ' and so on',
      })),
    });
    await writeIn('tools');
    await box(1).getByText('feat: long').waitFor();
    await box(1).click();
    // As fast as a person: what is being written into the box when a key is pressed arrives after it.
    await page.keyboard.type('my words', { delay: 60 });
    await idle();
    await workbench.screenshot('commit-typed');
    assert.match(await textOf(box(1)), /my words$/u);
    assert.equal(posts().at(-1)!.closedByClient, true);
  });
});
