import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import assert from 'node:assert/strict';
import type { ChatState } from '../../src/webview/protocol/chat.js';
import { ViewBrowser } from './support/browser.js';
import type { ChatPage } from './support/chatPage.js';
import { answerSearch, openHistory, sampleHits } from './support/conversationSamples.js';
import { chatState, strings } from './support/samples.js';
import { elsewhere, firstRun, gitHubContent, largeContent, showcase, troubles } from './support/showcase.js';
import { themeNames } from './support/themes.js';

const folder = path.resolve(import.meta.dirname, '../../out/view');
const widths = [1000, 300];

interface Scene {
  readonly name: string;
  readonly state: ChatState;
  /** What is done before the picture is taken. */
  readonly prepare?: (chat: ChatPage) => Promise<unknown>;
}

const search = async (chat: ChatPage): Promise<void> => {
  await openHistory(chat);
  await chat.page.getByRole('combobox', { name: strings.search }).fill('debounce before:soon');
  await answerSearch(chat, 'debounce before:soon', sampleHits, { more: true, ignored: ['before:soon'] });
};

const scenes: readonly Scene[] = [
  { name: 'chat', state: showcase },
  {
    name: 'chat-top',
    state: showcase,
    prepare: (chat) => chat.page.evaluate('document.querySelector(".messages").scrollTop = 0'),
  },
  {
    name: 'content',
    state: gitHubContent,
    prepare: async (chat) => {
      await chat.page.locator('.section summary').click();
      await chat.page.locator('.hljs-built_in').first().waitFor();
      await chat.page.evaluate('document.querySelector(".messages").scrollTop = 0');
    },
  },
  {
    name: 'content-end',
    state: gitHubContent,
    prepare: (chat) => chat.page.getByText('npm run bench').hover(),
  },
  {
    name: 'content-wrapped',
    state: gitHubContent,
    prepare: (chat) => chat.page.getByRole('button', { name: strings.wrapLines }).click(),
  },
  {
    name: 'large-content',
    state: largeContent,
    prepare: (chat) => chat.page.getByText(strings.codeUncolored).waitFor(),
  },
  {
    name: 'plain-text',
    state: largeContent,
    prepare: (chat) => chat.page.locator('.user .show-more').scrollIntoViewIfNeeded(),
  },
  { name: 'troubles', state: troubles },
  { name: 'elsewhere', state: elsewhere },
  { name: 'empty', state: chatState({ conversation: null }) },
  { name: 'welcome', state: firstRun },
  {
    name: 'details',
    state: showcase,
    prepare: (chat) => chat.page.getByRole('button', { name: strings.details }).click(),
  },
  { name: 'list', state: showcase, prepare: (chat) => openHistory(chat) },
  {
    name: 'list-menu',
    state: showcase,
    prepare: async (chat) => {
      await openHistory(chat);
      await chat.page.getByRole('button', { name: /^Naming things/u }).press('ContextMenu');
    },
  },
  {
    name: 'list-selection',
    state: showcase,
    prepare: async (chat) => {
      await openHistory(chat);
      await chat.page.getByRole('button', { name: /^Debouncing/u }).click({ modifiers: ['Control'] });
      await chat.page.getByRole('checkbox', { name: /^Rust/u }).click({ modifiers: ['Shift'] });
    },
  },
  {
    name: 'list-undo',
    state: showcase,
    prepare: async (chat) => {
      await openHistory(chat);
      await chat.page.getByRole('button', { name: /^Naming things/u }).press('Delete');
    },
  },
  {
    name: 'list-rename',
    state: showcase,
    prepare: async (chat) => {
      await openHistory(chat);
      await chat.page.getByRole('button', { name: /^Naming things/u }).press('F2');
    },
  },
  { name: 'search', state: showcase, prepare: search },
  {
    name: 'search-help',
    state: showcase,
    prepare: async (chat) => {
      await search(chat);
      await chat.page.getByRole('button', { name: strings.searchHelp }).click();
    },
  },
  {
    name: 'search-suggestions',
    state: showcase,
    prepare: async (chat) => {
      await openHistory(chat);
      await chat.page.getByRole('combobox', { name: strings.search }).pressSequentially('tag:');
      await chat.page.keyboard.press('ArrowDown');
    },
  },
  {
    name: 'search-nothing',
    state: showcase,
    prepare: async (chat) => {
      await openHistory(chat);
      await chat.page.getByRole('combobox', { name: strings.search }).fill('xyzzy');
      await answerSearch(chat, 'xyzzy', []);
    },
  },
];

describe('Screenshots of the chat view', function () {
  this.timeout(120_000);
  let browser: ViewBrowser;

  before(async () => {
    browser = await ViewBrowser.start();
    await mkdir(folder, { recursive: true });
  });
  after(() => browser.stop());

  for (const { name, state, prepare } of scenes) {
    it(`are taken without an error in every theme, wide and narrow: ${name}`, async () => {
      for (const width of widths) {
        const chat = await browser.open({ width, height: width === 300 ? 640 : 760, reducedMotion: true });
        await chat.receive({ type: 'snapshot', state });
        if (state === showcase) await chat.page.locator('.hljs-keyword').first().waitFor();
        await prepare?.(chat);
        for (const theme of themeNames) {
          await chat.setTheme(theme);
          await chat.page.screenshot({ path: path.join(folder, `${name}-${theme}-${width}.png`) });
        }
        assert.deepEqual(await chat.violations(), []);
      }
      assert.deepEqual(await browser.closePages(), []);
    });
  }
});
