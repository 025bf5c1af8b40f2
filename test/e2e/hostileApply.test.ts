import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { writtenAnswers } from '../support/simulator/writtenAnswers.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { againstSimulator, ChatPage } from './support/chatPage.js';

const text = 'export const one = 1;\n';
const whole = (name: string): string => `\`\`\`ts ${name}\nexport const one = 2;\n\`\`\``;
const answers: Readonly<Record<string, string>> = {
  'Through the link': whole('link/outside.ts'),
  'The tasks': '```json .vscode/tasks.json\n{ "version": "2.0.0", "tasks": [] }\n```',
  'Out of the folder': whole('../outside/outside.ts'),
  Git: '```ini .git/config\n[core]\n  fsmonitor = touch here\n```',
  'A snippet': '```ts\nconst inserted = true;\n```',
};

describe('applying what an answer should better not change', () => {
  let simulator: Simulator;
  let workbench: Workbench;
  let chat: ChatPage;
  const root = mkdtempSync(path.join(tmpdir(), 'scout-hostile-apply-'));
  const folder = path.join(root, 'workspace');
  const outside = path.join(root, 'outside', 'outside.ts');
  const tasks = path.join(folder, '.vscode', 'tasks.json');

  before(async () => {
    for (const name of ['workspace/.vscode', 'workspace/.git', 'outside'])
      mkdirSync(path.join(root, name), { recursive: true });
    writeFileSync(outside, text);
    writeFileSync(tasks, '{}\n');
    writeFileSync(path.join(folder, 'locked.ts'), text);
    symlinkSync(path.dirname(outside), path.join(folder, 'link'));
    simulator = await startSimulator({ pace: 1, answer: writtenAnswers(answers) });
    const settings = { 'files.autoSave': 'afterDelay', 'files.readonlyInclude': { '**/locked.ts': true } };
    workbench = await openWorkbench({ ...againstSimulator(simulator, settings), folder });
    chat = await ChatPage.open(workbench);
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
    rmSync(root, { recursive: true, force: true });
  });

  const dialog = (): Locator => workbench.page.locator('.monaco-dialog-box');
  const press = async (question: string, button: string): Promise<void> => {
    await workbench.runCommand('SCOUT: Open Chat');
    chat = await ChatPage.find(workbench);
    await chat.ask(question);
    await chat.pressOnCode(button);
  };

  it('asks before a file is changed through a link that leads out, and leaves it alone', async () => {
    await press('Through the link', 'Apply');
    await dialog().getByText('which is a symbolic link or behind one').waitFor();
    await workbench.screenshot('hostile-apply-link');
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await dialog().waitFor({ state: 'detached' });
    assert.equal(readFileSync(outside, 'utf8'), text);
  });

  it('asks before tasks are changed, which VS Code would save by itself and run', async () => {
    await press('The tasks', 'Apply');
    await dialog().getByText('Change .vscode/tasks.json, which can have programs run').waitFor();
    await workbench.screenshot('hostile-apply-tasks');
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await dialog().waitFor({ state: 'detached' });
    assert.equal(readFileSync(tasks, 'utf8'), '{}\n');
  });

  for (const question of ['Out of the folder', 'Git'])
    it(`takes no path for a file’s that should be none, and asks which file is meant: ${question}`, async () => {
      await press(question, 'Apply');
      await workbench.page.locator('.quick-input-widget').getByText('Apply to which file?').waitFor();
      await workbench.screenshot(`hostile-apply-${question.replaceAll(' ', '-')}`);
      await workbench.page.keyboard.press('Escape');
      await workbench.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
      assert.equal(readFileSync(outside, 'utf8'), text);
      assert.equal(existsSync(path.join(folder, '.git', 'config')), false);
    });

  it('says so when a read-only editor takes no code', async () => {
    await workbench.page.locator('.explorer-folders-view').getByText('locked.ts').dblclick();
    await workbench.page.locator('.editor-instance .view-line').first().waitFor();
    await press('A snippet', 'Insert at Cursor');
    await workbench.page.locator('.notifications-toasts').getByText('it is read-only. Nothing was changed.').waitFor();
    await workbench.screenshot('hostile-insert-read-only');
    assert.equal(readFileSync(path.join(folder, 'locked.ts'), 'utf8'), text);
  });
});
