import assert from 'node:assert/strict';
import { ViewBrowser } from './support/browser.js';
import type { ChatPage } from './support/chatPage.js';
import { openHistory, sampleRows } from './support/conversationSamples.js';
import { strings } from './support/samples.js';
import { showcase } from './support/showcase.js';

describe('The list of conversations over the chat', function () {
  this.timeout(60_000);
  let browser: ViewBrowser;

  before(async () => {
    browser = await ViewBrowser.start();
  });
  afterEach(async () => assert.deepEqual(await browser.closePages(), []));
  after(() => browser.stop());

  async function open(width: number): Promise<ChatPage> {
    const chat = await browser.open({ width });
    await chat.receive({ type: 'snapshot', state: showcase });
    await openHistory(chat, sampleRows);
    return chat;
  }

  async function composerHasFocus(chat: ChatPage): Promise<void> {
    await chat.settle();
    assert.equal(await chat.page.evaluate('document.activeElement.getAttribute("aria-label")'), strings.composerLabel);
  }

  it('opens a conversation, and covers a narrow view only until then', async () => {
    const chat = await open(320);
    await chat.page.locator('[data-row="conversation-3"]').click();
    await chat.settle();
    assert.deepEqual(await chat.posted('open-conversation'), [
      { type: 'open-conversation', id: 'conversation-3', messageId: null, words: [] },
    ]);
    assert.equal(await chat.page.getByRole('navigation').count(), 0);
    await composerHasFocus(chat);
  });

  it('covers a narrow view only until a new chat is started, and stays beside it in a wide one', async () => {
    for (const [width, lists] of [
      [320, 0],
      [1_000, 1],
    ] as const) {
      const chat = await open(width);
      await chat.page.locator('.header').getByRole('button', { name: strings.newChat }).click();
      await chat.settle();
      assert.equal((await chat.posted('new-chat')).length, 1);
      assert.equal(await chat.page.getByRole('navigation').count(), lists);
      await composerHasFocus(chat);
      await chat.close();
    }
  });

  it('covers a narrow view only until the cursor is wanted in the composer', async () => {
    const chat = await open(320);
    await chat.receive({ type: 'focus' });
    assert.equal(await chat.page.getByRole('navigation').count(), 0);
    await composerHasFocus(chat);
  });
});
