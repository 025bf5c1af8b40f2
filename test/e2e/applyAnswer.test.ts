import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
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
const changed = greet.replace("'Hello, ' + name", '`Hello, ${name}`').replace("'Bye, ' + name", '`Bye, ${name}`');
const misfit =
  '```diff\n--- a/src/greet.ts\n+++ b/src/greet.ts\n@@ -1,3 +1,3 @@\n class Door {\n-  open() {}\n+  close() {}\n }\n```';
const answers: Readonly<Record<string, string>> = {
  'Use templates': `Like this:\n\n\`\`\`diff\n${change}\n\`\`\``,
  'Change both': `One:\n\n\`\`\`diff\n${change}\n\`\`\`\n\nTwo:\n\n\`\`\`ts src/other.ts\nexport const answer = 42;\n\`\`\``,
  'Does not fit': misfit,
  'How do I list?': 'Run:\n\n```sh\necho "scout was here"\n```\n\nor\n\n```sh\necho one\necho two\n```',
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
    simulator = await startSimulator({
      pace: 1,
      answer: ({ questions }) => {
        const text = answers[questions.at(-1) ?? ''];
        if (text === undefined) return undefined;
        return {
          kind: 'stream',
          steps: [
            { do: 'text', text },
            { do: 'finish', reason: 'stop' },
          ],
        };
      },
    });
    workbench = await openWorkbench({ ...againstSimulator(simulator, { 'files.autoSave': 'off' }), folder });
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
  const apply = async (question: string, button = 'Apply'): Promise<void> => {
    await backToChat();
    await chat.ask(question);
    await chat.answers.last().locator('.code-block').last().hover();
    await chat.answers.last().getByRole('button', { name: button }).last().click();
  };
  const backToChat = async (): Promise<void> => {
    await workbench.runCommand('SCOUT: Open Chat');
    chat = await ChatPage.find(workbench);
  };

  it('shows the file beside the original, changed and not saved, in three actions from the question', async () => {
    await apply('Use templates');
    await diff().waitFor();
    await workbench.screenshot('apply-diff');
    await titleButton('Keep All').waitFor();
    const right = diff().locator('.editor.modified');
    await right.getByText('`Hello, ${name}`').waitFor();
    await workbench.screenshot('apply-diff');
    assert.equal(readFileSync(file, 'utf8'), greet, 'saving stays with the user');
    assert.match(await shown(diff().locator('.editor.original')), /'Hello, ' \+ name/u);
  });

  it('lets one hunk be taken back, keeps the others, and leaves the file open and unsaved', async () => {
    const right = diff().locator('.editor.modified');
    await right.locator('.view-line', { hasText: '`Hello' }).first().hover();
    await workbench.page
      .locator('.diff-hidden-lines, .gutterItem')
      .first()
      .hover({ force: true })
      .catch(() => undefined);
    await workbench.screenshot('apply-hunk');
    await right.locator('.view-line', { hasText: '`Bye' }).first().click();
    await workbench.runCommand('Revert');
    await titleButton('Keep All').click();
    await diff().waitFor({ state: 'detached' });
    await workbench.screenshot('apply-kept');
    assert.equal(readFileSync(file, 'utf8'), greet);
    assert.equal(await titleButton('Keep All').count(), 0);
  });
});
