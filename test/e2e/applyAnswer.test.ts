import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { writtenAnswers } from '../support/simulator/writtenAnswers.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { againstSimulator, ChatPage } from './support/chatPage.js';

const greet = `export function greet(name: string): string {
  return 'Hello, ' + name;
}

${'// A line between the two.\n'.repeat(12)}
export function leave(name: string): string {
  return 'Bye, ' + name;
}
`;
const other = 'export const answer = 41;\n';

/** Two hunks. */
const change = `--- a/src/greet.ts
+++ b/src/greet.ts
@@ -1,3 +1,3 @@
 export function greet(name: string): string {
-  return 'Hello, ' + name;
+  return \`Hello, \${name}\`;
 }
@@ -18,3 +18,3 @@
 export function leave(name: string): string {
-  return 'Bye, ' + name;
+  return \`Bye, \${name}\`;
 }`;
const misfit =
  '```diff\n--- a/src/greet.ts\n+++ b/src/greet.ts\n@@ -1,3 +1,3 @@\n class Door {\n-  open() {}\n+  close() {}\n }\n```';
const answers: Readonly<Record<string, string>> = {
  'Use templates': `Like this:\n\n\`\`\`diff\n${change}\n\`\`\``,
  'Change both': `One:\n\n\`\`\`diff\n${change}\n\`\`\`\n\nTwo:\n\n\`\`\`ts src/other.ts\nexport const answer = 42;\n\`\`\``,
  'Does not fit': misfit,
  'How do I list?':
    'Run:\n\n```sh\necho here > here.txt\n```\n\nor\n\n```sh\necho one > one.txt\necho two > two.txt\n```',
  'A new file': '```ts src/made.ts\nexport const made = true;\n```',
  'A snippet': '```ts\nconst inserted = true;\n```',
};

describe('applying an answer', () => {
  let simulator: Simulator;
  let workbench: Workbench;
  let chat: ChatPage;
  const folder = mkdtempSync(path.join(tmpdir(), 'scout-apply-'));
  const file = path.join(folder, 'src', 'greet.ts');

  before(async () => {
    mkdirSync(path.join(folder, 'src'));
    writeFileSync(file, greet);
    writeFileSync(path.join(folder, 'src', 'other.ts'), other);
    simulator = await startSimulator({ pace: 1, answer: writtenAnswers(answers) });
    workbench = await openWorkbench({
      ...againstSimulator(simulator, {
        'files.autoSave': 'off',
        'scout.models': { 'openai/gpt-5.5': { price: { input: 20, output: 80 } } },
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

  const diff = (): Locator => workbench.page.locator('.editor-instance .monaco-diff-editor').first();
  const titleButton = (name: string): Locator =>
    workbench.page.locator('.editor-group-container.active .editor-actions').getByRole('button', { name });
  /** What an editor shows: Monaco has lines out of view in no element. */
  const shown = async (editor: Locator): Promise<string> =>
    (await editor.locator('.view-line').allInnerTexts()).map((line) => line.replaceAll('\u00a0', ' ')).join('\n');
  const apply = async (question: string, button = 'Apply', which: 'first' | 'last' = 'last'): Promise<void> => {
    await backToChat();
    await chat.ask(question);
    await chat.answers.last().locator('.code-block')[which]().hover();
    await chat.answers.last().getByRole('button', { name: button, exact: true })[which]().click();
  };
  const backToChat = async (): Promise<void> => {
    await workbench.runCommand('SCOUT: Open Chat');
    chat = await ChatPage.find(workbench);
  };

  const written = async (name: string): Promise<void> => {
    // It is there before it has been filled.
    const isWritten = (file: string): boolean => existsSync(file) && readFileSync(file, 'utf8') !== '';
    for (let attempt = 0; !isWritten(path.join(folder, name)); attempt += 1) {
      assert.ok(attempt < 150, `${name} is written`);
      await workbench.page.waitForTimeout(200);
    }
  };
  /** Tabs whose document is not saved. */
  const dirtyTabs = (): Promise<number> => workbench.page.locator('.tabs-container .tab.dirty').count();
  const nothingDirty = (): Promise<void> =>
    workbench.page.locator('.tabs-container .tab.dirty').first().waitFor({ state: 'detached' });

  it('shows the file beside the original, changed and not saved, in three actions from the question', async () => {
    await apply('Use templates');
    await diff().waitFor();
    await titleButton('Keep All').waitFor();
    const right = diff().locator('.editor.modified');
    await right.getByText('`Hello, ${name}`').waitFor();
    await workbench.screenshot('apply-diff');
    assert.equal(readFileSync(file, 'utf8'), greet, 'saving stays with the user');
    assert.match(await shown(diff().locator('.editor.original')), /'Hello, ' \+ name/u);
  });

  it('lets one hunk be taken back, keeps the others, and leaves the file open and unsaved', async () => {
    const right = diff().locator('.editor.modified');
    await right.locator('.view-line', { hasText: '`Bye' }).first().click();
    await workbench.screenshot('apply-hunk');
    await workbench.page
      .locator('.diff-editor-toolbar, .gutterItem')
      .getByRole('button', { name: 'Revert' })
      .last()
      .click();
    await right.locator('.view-line', { hasText: "'Bye" }).waitFor();
    await titleButton('Keep All').click();
    await diff().waitFor({ state: 'detached' });
    await titleButton('Keep All').waitFor({ state: 'detached' });
    await workbench.screenshot('apply-kept');
    const text = await shown(workbench.page.locator('.editor-instance').first());
    assert.match(text, /`Hello, \$\{name\}`/u);
    assert.match(text, /'Bye, ' \+ name/u);
    assert.equal(readFileSync(file, 'utf8'), greet, 'saving stays with the user');
    assert.equal(await dirtyTabs(), 1);
    await workbench.runCommand('File: Revert File');
    await nothingDirty();
  });

  it('puts everything back with “Discard All”, as if nothing had happened', async () => {
    await apply('Use templates');
    await titleButton('Discard All').click();
    await diff().waitFor({ state: 'detached' });
    await nothingDirty();
    await workbench.screenshot('apply-discarded');
    assert.match(await shown(workbench.page.locator('.editor-instance').first()), /'Hello, ' \+ name/u);
    assert.equal(readFileSync(file, 'utf8'), greet);
  });

  it('is undone in one step, and asks before it discards what was written since', async () => {
    await apply('Use templates');
    const right = diff().locator('.editor.modified');
    await right.getByText('`Hello, ${name}`').waitFor();
    await right.locator('.view-line').nth(3).click();
    await workbench.page.keyboard.press('Control+z');
    await right.locator('.view-line', { hasText: "'Hello" }).waitFor();
    assert.equal(await right.locator('.view-line', { hasText: "'Bye" }).count(), 1, 'both hunks at once');
    await nothingDirty();
    await workbench.page.keyboard.press('Control+y');
    await right.getByText('`Hello, ${name}`').waitFor();
    await workbench.page.keyboard.type('// mine');
    await titleButton('Discard All').click();
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.getByText('You have edited this').waitFor();
    await workbench.screenshot('apply-edited');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await right.getByText('// mine').waitFor();
    await titleButton('Discard All').click();
    await dialog.getByRole('button', { name: 'Discard Both' }).click();
    await diff().waitFor({ state: 'detached' });
    await nothingDirty();
  });

  it('applies several blocks together, shown in one comparison', async () => {
    await apply('Change both', 'Apply All 2 Blocks');
    await workbench.page.locator('.multiDiffEntry').nth(1).waitFor();
    await titleButton('Discard All').waitFor();
    await workbench.page.locator('.multiDiffEntry').getByText('answer = 42').first().waitFor();
    await workbench.screenshot('apply-all');
    await titleButton('Discard All').click();
    await workbench.page.locator('.tab', { hasText: 'Applied Changes' }).waitFor({ state: 'detached' });
    await nothingDirty();
    assert.equal(readFileSync(path.join(folder, 'src', 'other.ts'), 'utf8'), other);
    assert.equal(readFileSync(file, 'utf8'), greet);
  });

  it('leaves a file alone that the code does not fit, and has a question ready for the model', async () => {
    const requests = simulator.requests.length;
    await apply('Does not fit');
    const told = workbench.page.locator('.notifications-toasts').getByText('was not applied to src/greet.ts');
    await told.waitFor();
    await workbench.screenshot('apply-refused');
    await workbench.page.getByRole('button', { name: 'Let the Model Merge It' }).click();
    chat = await ChatPage.find(workbench);
    const cost = workbench.page.locator('.notifications-toasts').getByText('The question is in the message box');
    await cost.waitFor();
    await workbench.screenshot('apply-merge-cost');
    assert.match(
      await cost.innerText(),
      /Nothing was sent yet\. With the chat so far, it is about [\d,]{3,} tokens for gpt-5\.5: about \$0\.0\d+, plus the answer\.$/u,
    );
    assert.match(await chat.composer.inputValue(), /^Merge this change into `src\/greet\.ts`/u);
    assert.equal(simulator.requests.length, requests + 1, 'nothing was sent but the question of the test');
    await nothingDirty();
    await chat.composer.fill('');
    // The file goes along with the question, unless it is taken off.
    await chat.frame.getByRole('button', { name: /^Remove .*greet\.ts/u }).click();
    await chat.frame.locator('.attachment-list .chip-name').first().waitFor({ state: 'detached' });
  });

  it('inserts code where the cursor was, in one step', async () => {
    await workbench.runCommand('View: Open Next Editor');
    await apply('A snippet', 'Insert at Cursor');
    await workbench.page.locator('.editor-instance .view-line', { hasText: 'const inserted = true;' }).waitFor();
    await workbench.screenshot('apply-inserted');
    await workbench.page.keyboard.press('Control+z');
    await nothingDirty();
  });

  it('makes a new file at the place that it names, which is written when it is saved', async () => {
    await apply('A new file', 'More Actions');
    await chat.frame.getByRole('menuitem', { name: 'New File' }).click();
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.getByRole('button', { name: 'Create src/made.ts' }).click();
    await workbench.page.locator('.tab.active.dirty', { hasText: 'made.ts' }).waitFor();
    await workbench.page.locator('.view-line', { hasText: 'made = true' }).waitFor();
    await workbench.screenshot('apply-new-file');
    assert.equal(existsSync(path.join(folder, 'src', 'made.ts')), false);
    await workbench.page.keyboard.press('Control+s');
    await written('src/made.ts');
    assert.equal(readFileSync(path.join(folder, 'src', 'made.ts'), 'utf8'), 'export const made = true;\n');
  });

  it('pastes one command into the terminal without running it', async () => {
    await apply('How do I list?', 'Paste into Terminal', 'first');
    await workbench.page.locator('.terminal-wrapper .xterm-screen').waitFor();
    // A prompt takes a while on a busy machine; and what should not happen is waited for.
    await workbench.page.waitForTimeout(8_000);
    await workbench.screenshot('apply-terminal');
    assert.equal(existsSync(path.join(folder, 'here.txt')), false, 'Enter is the user’s');
    await workbench.page.locator('.terminal-wrapper .xterm-helper-textarea').first().press('Enter');
    await written('here.txt');
  });

  it('shows several commands before it pastes them, runs none, and gives the clipboard back', async () => {
    await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await workbench.page.evaluate('navigator.clipboard.writeText("mine")');
    await chat.answers.last().locator('.code-block').last().hover();
    await chat.answers.last().getByRole('button', { name: 'Paste into Terminal' }).last().click();
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.getByText('echo two').waitFor();
    await workbench.screenshot('apply-terminal-lines');
    await dialog.getByRole('button', { name: 'Paste' }).click();
    await workbench.page.waitForTimeout(3_000);
    await workbench.screenshot('apply-terminal-pasted');
    assert.equal(existsSync(path.join(folder, 'one.txt')), false, 'no line runs by itself');
    await workbench.page.locator('.terminal-wrapper .xterm-helper-textarea').first().press('Enter');
    await written('one.txt');
    await written('two.txt');
    assert.equal(await workbench.page.evaluate('navigator.clipboard.readText()'), 'mine');
  });
});
