import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { againstSimulator, ChatPage } from './support/chatPage.js';

const files: Readonly<Record<string, string>> = {
  'src/sum.ts': 'export const sum = (a: number, b: number) => a + b;\nexport const other = "canary-9157";\n',
  'style.md': 'No semicolons, canary-7313.\n',
  '.github/prompts/look.prompt.md': `---
description: Looks for one thing
argument-hint: "[what else]"
model: gpt-5.4-mini
---
Look for \${input:what:such as leaks} in \${selection}, in the style of [ours](../../style.md).

$ARGUMENTS
`,
  '.github/prompts/broken.prompt.md': '---\ndescription: "no end\n---\nCanary.\n',
  '.github/prompts/unknown.prompt.md': '---\nmodel: o99-unknown\n---\nSay hello.\n',
};

describe('prompts of a workspace', () => {
  let simulator: Simulator;
  let workbench: Workbench;
  let chat: ChatPage;
  const folder = mkdtempSync(path.join(tmpdir(), 'scout-prompts-'));

  before(async () => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    simulator = await startSimulator({ pace: 1 });
    workbench = await openWorkbench({ ...againstSimulator(simulator, { 'explorer.compactFolders': false }), folder });
    await explorerFile('src').click();
    await explorerFile('sum.ts').dblclick();
    await line('export const sum').click();
    for (const key of ['Home', 'Shift+End']) await workbench.page.keyboard.press(key);
    await workbench.runCommand('SCOUT: Open Chat');
    chat = await ChatPage.find(workbench);
    await workbench.chooseModel('OpenAI', 'gpt-5.5');
    await chat.asks('OpenAI');
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const explorerFile = (name: string): Locator =>
    workbench.page.locator('.explorer-folders-view .monaco-list-row').getByText(name, { exact: true });
  const line = (text: string): Locator =>
    workbench.page.locator('.editor-instance .monaco-editor .view-line', { hasText: text }).first();
  const chips = (): Locator => chat.frame.locator('.attachment-bar .attachment-list .chip-name');
  const option = (text: string): Locator =>
    chat.frame.locator('.completion-list [role="option"]').filter({ hasText: text }).first();
  const posts = (before: number) => simulator.requests.slice(before).filter(({ method }) => method === 'POST');

  it('are offered with what is wrong with a broken one, which says so when it is used', async () => {
    await chat.composer.click();
    await chat.composer.pressSequentially('/bro');
    await option('/broken').waitFor();
    assert.match(await option('/broken').innerText(), /broken\.prompt\.md.*line 3/isu);
    await workbench.screenshot('prompt-broken-listed');
    await chat.composer.fill('/broken please');
    const before = simulator.requests.length;
    await chat.composer.press('Enter');
    await chat.frame.locator('.attachment-notice p').waitFor();
    const notice = await chat.frame.locator('.attachment-notice').innerText();
    assert.match(notice, /“\/broken” cannot be used\. Nothing was sent\..*line 3/su);
    await workbench.screenshot('prompt-broken');
    assert.deepEqual([await chat.composer.inputValue(), posts(before)], ['/broken please', []]);
  });

  it('are filled in with all that they attach, and sent by the next Enter, to the model that they name', async () => {
    const before = simulator.requests.length;
    await chat.composer.fill('');
    await chat.composer.pressSequentially('/look ');
    await chat.frame.locator('.argument-hint').waitFor();
    await workbench.screenshot('prompt-argument-hint');
    await chat.composer.pressSequentially('Be brief.');
    await chat.composer.press('Enter');
    await workbench.answerInput('races');
    await chips().nth(1).waitFor();
    await chat.composerHolds(
      'Look for races in src/sum.ts:1, in the style of [ours](../../style.md).\n\nBe brief.\n'.trimEnd(),
    );
    assert.deepEqual(await chips().allInnerTexts(), ['sum.ts', 'style.md']);
    await chat.frame.getByRole('button', { name: /^Choose Model: .*gpt-5\.4-mini · OpenAI$/iu }).waitFor();
    await workbench.screenshot('prompt-filled-in');
    assert.deepEqual(posts(before), []);
    await chat.composer.press('Enter');
    await chat.ended();
    const [sent, ...others] = posts(before);
    assert.deepEqual(others, []);
    const body = JSON.stringify(sent!.body);
    assert.match(body, /"model":"gpt-5\.4-mini"/u);
    assert.match(body, /export const sum/u);
    assert.match(body, /canary-7313/u);
    assert.doesNotMatch(body, /canary-9157/u, 'only what is selected');
  });

  it('whose model is not there leave the chat its own, and say so', async () => {
    await chat.composer.fill('/unknown');
    await chat.composer.press('Escape');
    await chat.composer.press('Enter');
    await chat.composerHolds('Say hello.');
    assert.match(
      await chat.frame.locator('.attachment-notice').innerText(),
      /“o99-unknown”, which is not in your list/u,
    );
    await chat.frame.getByRole('button', { name: /^Choose Model: .*gpt-5\.4-mini · OpenAI$/iu }).waitFor();
    await workbench.screenshot('prompt-unknown-model');
    await chat.composer.fill('');
  });

  it('are made of a message of one’s own', async () => {
    const save = chat.frame.locator('.message.user').last().getByRole('button', { name: 'Save as Prompt…' });
    await save.focus();
    await workbench.page.keyboard.press('Enter');
    const step = (title: string) => workbench.page.locator('.quick-input-title', { hasText: title }).waitFor();
    await step('New Prompt (1/2)');
    await workbench.screenshot('prompt-save');
    await workbench.answerInput('races');
    await step('New Prompt (2/2)');
    await workbench.answerInput('Looks for races');
    await chat.composer.click();
    await chat.composer.pressSequentially('/rac');
    await option('/races').waitFor();
    assert.match(await option('/races').innerText(), /Looks for races/u);
  });
});
