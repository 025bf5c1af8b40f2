import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ActionId } from '../../src/webview/protocol/problems.js';
import { projectFolder } from '../support/projectFolder.js';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { againstSimulator, ChatPage } from './support/chatPage.js';

/** Presses a button and sees what it does; or the test file that does so, and the button's label there. */
type Trial = (() => Promise<void>) | readonly [file: string, label: string];

/**
 * Every button that a problem or a notice may have. A served window is a remote one, where machine-scoped settings are among
 * the remote ones; what differs in a local window is in `test/unit/webview/host/problems/openSettings.test.ts`.
 */
describe('every button of every problem, in a served window', () => {
  let simulator: Simulator;
  let workbench: Workbench;
  let chat: ChatPage;

  before(async () => {
    simulator = await startSimulator({ pace: 2 });
    workbench = await openWorkbench(againstSimulator(simulator));
    chat = await ChatPage.open(workbench);
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
  });

  const press = (label: string) => chat.answers.last().locator('.outcome').getByRole('button', { name: label }).click();
  const fail = async (scenario: string): Promise<void> => {
    await chat.newChat();
    await chat.ask(`Please [scenario:${scenario}]`);
    await chat.outcome();
  };
  const chatTab = () => workbench.runCommand('SCOUT: Open Chat');

  /** The settings on screen, as the settings editor names them, and the tab they stand under. */
  const shownSettings = async (
    count: number,
  ): Promise<{ readonly labels: readonly string[]; readonly tab: string }> => {
    const { page } = workbench;
    const items = page.locator('.settings-editor .setting-item-contents .setting-item-cat-label-container');
    await items.nth(count - 1).waitFor();
    const labels = (await items.allInnerTexts()).map((text) => text.replaceAll(/\s+/gu, ' ').trim());
    const tab = await page.locator('.settings-tabs-widget .action-label.checked').first().innerText();
    await workbench.screenshot(`settings-${labels.length}-${tab}`);
    return { labels, tab };
  };
  const quickPickShows = async (title: RegExp): Promise<void> => {
    await workbench.page.locator('.quick-input-widget').getByText(title).first().waitFor();
    await workbench.page.keyboard.press('Escape');
  };

  const eventually = async (holds: () => Promise<boolean>): Promise<void> => {
    for (let attempt = 0; !(await holds()); attempt += 1) assert.ok(attempt < 10);
  };

  const trials: Record<ActionId, Trial> = {
    'set-key': ['badInput.test.ts', 'Set API Key'],
    'show-unsaved': ['../unit/webview/host/problems/viewActions.test.ts', 'show-unsaved'],
    'undo-title': ['titles.test.ts', 'Restore Previous Title'],
    'reload-window': ['../unit/webview/host/problems/viewActions.test.ts', 'workbench.action.reloadWindow'],
    retry: async () => {
      await fail('bad-key');
      await press('Try Again');
      await chat.frame.getByRole('group', { name: 'Version 2 of 2' }).first().waitFor();
    },
    continue: async () => {
      await fail('clean-end');
      const begun = (await chat.messages()).at(-1)!.text;
      await press('Continue Answer');
      await chat.frame.locator('.message.assistant[data-status="streaming"]').waitFor();
      await chat.ended();
      const messages = await chat.messages();
      assert.equal(messages.length, 2, 'the answer and its rest are one message');
      assert.ok(messages[1]!.text.length > begun.length);
      assert.equal(await chat.answers.last().locator('.message-footer .copy').count(), 1);
    },
    'choose-model': async () => {
      await fail('unknown-model');
      await press('Choose Another Model');
      await quickPickShows(/Models from OpenAI/u);
    },
    'choose-provider': async () => {
      await fail('quota');
      await press('Choose Another Provider');
      await quickPickShows(/LLM provider/u);
    },
    'new-chat': async () => {
      await fail('too-long');
      await press('New Chat');
      await chat.frame.locator('.message').first().waitFor({ state: 'detached' });
    },
    'open-log': async () => {
      await fail('html');
      await press('Open Log');
      await workbench.page.locator('.output-view-container, .panel .monaco-editor').first().waitFor();
    },
    'open-settings': async () => {
      await chat.notice.getByRole('button', { name: 'Open Settings' }).click();
      const { labels, tab } = await shownSettings(1);
      assert.deepEqual([labels.length, /Openai.*Base Url/u.test(labels[0]!)], [1, true], labels.join());
      assert.match(tab, /Remote/u);
      await chatTab();
    },
    'open-output-limit': async () => {
      await fail('max-tokens');
      await press('Open Settings');
      const { labels, tab } = await shownSettings(1);
      assert.deepEqual([labels.length, /Max Output Tokens/u.test(labels[0]!)], [1, true], labels.join());
      assert.match(tab, /User/u);
      await chatTab();
    },
    'open-parameters': async () => {
      const settings = path.join(path.dirname(workbench.globalStorageFolder), '..', 'settings.json');
      const before = readFileSync(settings, 'utf8');
      // Fewer than OpenAI accepts.
      writeFileSync(settings, JSON.stringify({ ...JSON.parse(before), 'scout.parameters.maxOutputTokens': 3 }));
      await chat.newChat();
      await eventually(async () => {
        await chat.ask('Hello?');
        return /rejected the request/u.test((await chat.answers.last().innerText()) ?? '');
      });
      await press('Open Settings');
      const { labels } = await shownSettings(5);
      assert.equal(labels.length, 5, labels.join());
      writeFileSync(settings, before);
      await chatTab();
    },
    'dismiss-notice': async () => {
      await chat.notice.getByRole('button', { name: 'Dismiss' }).click();
      await chat.notice.waitFor({ state: 'detached' });
    },
    'dismiss-problem': ['../unit/webview/host/problems/viewActions.test.ts', 'dismiss-problem'],
  };

  for (const [action, trial] of Object.entries(trials)) {
    if (typeof trial === 'function') it(`${action} does what it says`, trial);
    else
      it(`${action} is pressed in ${trial[0]}`, () => {
        assert.ok(readFileSync(path.join(projectFolder, 'test/e2e', trial[0]), 'utf8').includes(trial[1]));
      });
  }
});
