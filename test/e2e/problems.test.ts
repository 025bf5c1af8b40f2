import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { ActionId } from '../../src/webview/protocol/problems.js';
import { projectFolder } from '../support/projectFolder.js';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { againstSimulator, ChatPage } from './support/chatPage.js';

/** Presses a button and sees what it does; or the test file that does so, and the button's label there. */
type Trial = (() => Promise<void>) | readonly [file: string, label: string];

/** Every button that a problem, a notice or the welcome may have. */
describe('every button of every problem, in a served window', () => {
  let simulator: Simulator;
  let workbench: Workbench;
  let chat: ChatPage;
  /** A server that rejects what it is sent. */
  let refusing: Server;

  before(async () => {
    simulator = await startSimulator({ pace: 2 });
    refusing = createServer((_request, response) => {
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { message: 'top_p is out of range.', status: 'INVALID_ARGUMENT' } }));
    });
    await once(refusing.listen(0, '127.0.0.1'), 'listening');
    const { port } = refusing.address() as AddressInfo;
    const address = `http://127.0.0.1:${port}/v1beta`;
    workbench = await openWorkbench(againstSimulator(simulator, { 'scout.google.baseUrl': address }));
    chat = await ChatPage.open(workbench);
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
    refusing?.close();
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

  /** Types a value into the setting that is shown, as a person would. */
  const typeSetting = async (name: RegExp, value: string): Promise<void> => {
    const item = workbench.page.locator('.settings-editor .setting-item-contents', { hasText: name });
    const file = path.join(path.dirname(workbench.globalStorageFolder), '..', 'settings.json');
    const before = readFileSync(file, 'utf8');
    await item.locator('input').first().fill(value);
    // Saved a while after the typing, and not at all if the editor is closed before.
    await eventually(() => Promise.resolve(readFileSync(file, 'utf8') !== before));
  };

  const eventually = async (holds: () => Promise<boolean>): Promise<void> => {
    for (let attempt = 0; !(await holds()); attempt += 1) {
      assert.ok(attempt < 50);
      await workbench.page.waitForTimeout(100);
    }
  };

  const trials: Record<ActionId, Trial> = {
    'set-key': ['badInput.test.ts', 'Set API Key'],
    'show-unsaved': ['../unit/webview/host/problems/viewActions.test.ts', 'show-unsaved'],
    'open-privacy-settings': ['../unit/webview/host/problems/viewActions.test.ts', 'open-privacy-settings'],
    'remove-attachments': ['canary.test.ts', 'Remove Attachment'],
    'undo-title': ['titles.test.ts', 'Restore Previous Title'],
    'reload-window': ['../unit/webview/host/problems/viewActions.test.ts', 'workbench.action.reloadWindow'],
    retry: async () => {
      await fail('bad-key');
      const before = simulator.requests.length;
      await press('Try Again');
      await eventually(() => Promise.resolve(simulator.requests.length > before));
      await chat.outcome();
      assert.equal(simulator.requests.length, before + 1);
      // A try that failed without a word is no version worth keeping.
      assert.equal((await chat.messages()).length, 2);
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
      await quickPickShows(/Choose Model/u);
    },
    'choose-provider': async () => {
      await fail('quota');
      await press('Choose Another Provider');
      await quickPickShows(/Choose Another Provider/u);
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
      const { labels, tab } = await shownSettings(3);
      assert.deepEqual(labels, ['Scout › Openai: Base Url', 'Scout › Openai: Organization', 'Scout › Openai: Project']);
      assert.match(tab, /User/u);
      await chatTab();
    },
    'choose-parameters': async () => {
      await fail('max-tokens');
      await press('Choose Parameters');
      await quickPickShows(/Parameters of this chat/u);
      await workbench.chooseModel('Google');
      await chat.asks('Google');
      await chat.newChat();
      await chat.ask('Hello?');
      await press('Choose Parameters');
      await quickPickShows(/Parameters of this chat/u);
      await workbench.chooseModel('OpenAI');
    },
    'choose-effort': async () => {
      await chat.frame.getByRole('button', { name: /^Choose Reasoning Effort/u }).click();
      await quickPickShows(/Reasoning effort of /u);
    },
    'open-background-settings': async () => {
      await workbench.choose('SCOUT: Choose Background Provider', 'Mistral');
      await workbench.page.keyboard.press('Escape');
      await chat.notice.getByText(/Background requests for Mistral are sent to 127\.0\.0\.1/u).waitFor();
      await chat.notice.getByRole('button', { name: 'Open Background Settings' }).click();
      const { labels, tab } = await shownSettings(1);
      assert.deepEqual([labels.length, /Mistral.*Base Url/u.test(labels[0]!)], [1, true], labels.join());
      assert.match(tab, /User/u);
      await chatTab();
      await workbench.choose('SCOUT: Choose Background Provider', 'Off');
      await chat.notice.getByText(/Background requests/u).waitFor({ state: 'detached' });
    },
    'open-workspace-settings': ['hostileWorkspace.test.ts', 'Open Workspace Settings'],
    'confirm-address': async () => {
      const { host } = new URL(simulator.url);
      const other = host.replace('127.0.0.1', 'localhost');
      await chat.notice.getByRole('button', { name: 'Open Settings' }).click();
      await typeSetting(/Base Url/u, `http://${other}/openai/v1`);
      await chatTab();
      await chat.notice.getByText(`The address for OpenAI has changed from ${host} to ${other}.`).waitFor();
      await workbench.screenshot('address-changed');
      await chat.notice.getByRole('button', { name: 'Use This Address' }).click();
      await chat.notice.getByText(`Messages for OpenAI are sent to ${other}`).waitFor();
    },
    'connect-provider': ['firstRun.test.ts', 'Use an API Key'],
    'connect-local-server': ['firstRun.test.ts', 'Use a Local Server'],
    'connect-vscode-models': ['vscodeModels.test.ts', 'Use a Model in VS Code'],
    'open-walkthrough': ['firstRun.test.ts', 'Take the First Steps'],
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
