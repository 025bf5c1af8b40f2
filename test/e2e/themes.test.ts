import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { ThemeName } from '../support/editor/editorSettings.js';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { openWorkbench } from '../support/workbench.js';
import { againstSimulator, ChatPage } from './support/chatPage.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds in the chat view itself; the page around it is the editor's. */
async function violations(chat: ChatPage): Promise<readonly string[]> {
  await chat.frame.evaluate(axe);
  const results = await chat.frame.evaluate<AxeResults>('axe.run(document.getElementById("app"))');
  assert.ok(results.passes.length > 5, 'axe looked at something');
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

describe('the chat in every kind of theme', () => {
  let simulator: Simulator;

  before(async () => {
    simulator = await startSimulator({ pace: 1 });
  });

  after(() => simulator?.close());

  for (const theme of ['dark', 'light', 'high-contrast', 'high-contrast-light'] satisfies readonly ThemeName[]) {
    it(`is readable and accessible: ${theme}`, async () => {
      const workbench = await openWorkbench({ ...againstSimulator(simulator), theme });
      try {
        const chat = await ChatPage.open(workbench);
        await chat.ask('Please [scenario:clean-end]');
        await chat.newChat();
        await chat.ask('How do I greet somebody?');
        await chat.showList();
        await chat.frame.locator('.conversation-title').nth(1).waitFor();
        // The colours of code come in a chunk of their own.
        await chat.frame.locator('pre code span[class]').first().waitFor();
        await workbench.screenshot(`theme-${theme}`);
        assert.deepEqual(await violations(chat), []);
      } finally {
        await workbench.close();
      }
    });
  }
});
