import assert from 'node:assert/strict';
import { ViewBrowser } from './support/browser.js';
import type { ChatPage } from './support/chatPage.js';
import {
  chatState,
  delta,
  manyMessages,
  quietStatus,
  snapshot,
  streamingState,
  strings,
  turn,
} from './support/samples.js';

const paragraph = `${'A line of an answer. '.repeat(20)}\n\n`;

describe('Scrolling', function () {
  this.timeout(120_000);
  let browser: ViewBrowser;

  before(async () => {
    browser = await ViewBrowser.start();
  });
  afterEach(async () => assert.deepEqual(await browser.closePages(), []));
  after(() => browser.stop());

  /** A view whose answer is already longer than the page. */
  async function openStreaming(): Promise<ChatPage> {
    const chat = await browser.open();
    await chat.receive({ type: 'snapshot', state: streamingState() }, delta(0, paragraph.repeat(20)));
    return chat;
  }

  /** Where a message stands, in CSS pixels from the top of the page. */
  async function topOf(chat: ChatPage, id: string): Promise<number> {
    return (await chat.page.locator(`[data-message-id="${id}"]`).boundingBox())!.y;
  }

  async function wheel(chat: ChatPage, deltaY: number): Promise<void> {
    await chat.page.locator('.messages').hover();
    await chat.page.mouse.wheel(0, deltaY);
    await chat.page.waitForTimeout(300);
    await chat.settle();
  }

  it('starts at the end of the conversation', async () => {
    const chat = await browser.open();
    await chat.receive(snapshot({ messages: manyMessages(40) }));
    assert.ok((await chat.scrollPosition()).fromEnd <= 4);
  });

  it('follows a growing answer', async () => {
    const chat = await openStreaming();
    for (let seq = 1; seq <= 10; seq++) {
      await chat.receive(delta(seq, paragraph));
      assert.ok((await chat.scrollPosition()).fromEnd <= 4, `after delta ${seq}`);
    }
  });

  it('lets go as soon as the reader scrolls up, and does not move the text from then on', async () => {
    const chat = await openStreaming();
    await wheel(chat, -120);
    const { top, fromEnd } = await chat.scrollPosition();
    assert.ok(fromEnd > 50);
    await chat.receive(delta(1, paragraph.repeat(10)));
    assert.equal((await chat.scrollPosition()).top, top);
  });

  it('follows again when the reader comes back to the end', async () => {
    const chat = await openStreaming();
    await wheel(chat, -300);
    await wheel(chat, 2_000);
    await chat.receive(delta(1, paragraph.repeat(3)));
    assert.ok((await chat.scrollPosition()).fromEnd <= 4);
  });

  it('lets go at the keys that scroll up', async () => {
    const chat = await openStreaming();
    await chat.page.locator('.messages').press('PageUp');
    await chat.page.waitForTimeout(400);
    await chat.receive(delta(1, paragraph.repeat(3)));
    assert.ok((await chat.scrollPosition()).fromEnd > 50);
  });

  it('offers the way back to the end only while the reader is elsewhere', async () => {
    const chat = await openStreaming();
    const jump = chat.page.locator('.jump');
    assert.equal(await jump.count(), 0);
    await wheel(chat, -100);
    assert.equal(await jump.count(), 0, 'the end is near, and nothing is new');
    await chat.receive(delta(1, paragraph));
    assert.equal(await jump.getAttribute('aria-label'), strings.jumpToNews);
    await jump.click();
    await chat.settle();
    assert.ok((await chat.scrollPosition()).fromEnd <= 4);
    assert.equal(await jump.count(), 0);
    await chat.receive(delta(1, paragraph));
    assert.ok((await chat.scrollPosition()).fromEnd <= 4);
  });

  it('shows the end again when the reader sends a message', async () => {
    const chat = await openStreaming();
    await chat.receive({ type: 'status', status: quietStatus });
    await wheel(chat, -400);
    await chat.page.getByRole('textbox', { name: strings.composerLabel }).fill('next');
    await chat.page.getByRole('button', { name: strings.send }).click();
    await chat.settle();
    assert.ok((await chat.scrollPosition()).fromEnd <= 4);
  });

  it('keeps the reader’s place when a snapshot of the same conversation replaces everything', async () => {
    const chat = await browser.open();
    const messages = manyMessages(40);
    await chat.receive(snapshot({ messages }));
    await wheel(chat, -1_500);
    const shown = await chat.page.evaluate<string>(
      `[...document.querySelectorAll('.message')].find((message) => message.getBoundingClientRect().bottom > 60).dataset.messageId`,
    );
    const before = await topOf(chat, shown);
    await chat.receive(snapshot({ messages }));
    assert.ok(Math.abs((await topOf(chat, shown)) - before) <= 1);
  });

  it('keeps the reader’s place when older messages come in before', async () => {
    const chat = await browser.open();
    await chat.receive(snapshot({ messages: manyMessages(40, 40), hasOlder: true }));
    await chat.page.evaluate('document.querySelector(".messages").scrollTop = 0');
    await chat.waitUntil('posted.some(({ type }) => type === "load-older")');
    await chat.settle();
    const before = await topOf(chat, 'm40');
    await chat.receive({ type: 'older', messages: manyMessages(40), hasOlder: false });
    assert.ok(Math.abs((await topOf(chat, 'm40')) - before) <= 60, 'only the button that was above may have gone');
    assert.deepEqual(await chat.posted('load-older'), [{ type: 'load-older', beforeId: 'm40' }]);
    await chat.settle();
    assert.ok((await chat.scrollPosition()).top > 1_000);
  });

  it('does not fetch older messages while the end is on screen', async () => {
    const chat = await browser.open();
    await chat.receive(snapshot({ messages: manyMessages(40, 40), hasOlder: true }));
    await chat.page.waitForTimeout(200);
    assert.deepEqual(await chat.posted('load-older'), []);
  });

  it('pages through two thousand messages, forty at a time, in order', async () => {
    const chat = await browser.open();
    const total = 2_000;
    await chat.receive(snapshot({ messages: manyMessages(40, total - 40), hasOlder: true }));
    for (let first = total - 40; first > 0; first -= 40) {
      await chat.page.evaluate('document.querySelector(".messages").scrollTop = 0');
      await chat.waitUntil(`posted.filter(({ type }) => type === "load-older").at(-1)?.beforeId === "m${first}"`);
      await chat.receive({ type: 'older', messages: manyMessages(40, first - 40), hasOlder: first > 40 });
    }
    const ids = await chat.page.evaluate(
      '[...document.querySelectorAll(".message")].map((message) => message.dataset.messageId)',
    );
    assert.deepEqual(
      ids,
      manyMessages(total).map(({ id }) => id),
    );
    assert.equal((await chat.posted('load-older')).length, 49);
    assert.equal(await chat.page.getByRole('button', { name: strings.loadOlder }).count(), 0);
    await chat.page.locator('.messages').press('End');
    await chat.waitUntil(
      '(({ scrollTop, scrollHeight, clientHeight }) => scrollHeight - clientHeight - scrollTop < 5)(document.querySelector(".messages"))',
    );
  });

  it('asks for a snapshot when a delta is missing, and shows the snapshot', async () => {
    const chat = await openStreaming();
    await chat.receive(delta(1, 'one '), delta(3, 'three '));
    assert.equal((await chat.posted('resync')).length, 1);
    const state = streamingState({ status: { ...quietStatus, turn: { ...turn, nextSeq: 4 } } });
    const messages = state.messages.map((message) =>
      message.id === 'answer' ? { ...message, text: 'one two three ' } : message,
    );
    await chat.receive({ type: 'snapshot', state: { ...state, messages } }, delta(4, 'four'));
    assert.equal(await chat.page.locator('.assistant .markdown').innerText(), 'one two three four');
  });

  it('renders only the last block again while an answer grows', async () => {
    const chat = await browser.open();
    await chat.receive(
      { type: 'snapshot', state: chatState({ ...streamingState() }) },
      delta(0, '# Heading\n\nSettled text.\n\nGrowing'),
    );
    await chat.page.evaluate(`
      globalThis.changed = [];
      new MutationObserver((records) => changed.push(...records.map(({ target }) => target.textContent)))
        .observe(document.querySelector('.assistant .markdown'), { subtree: true, childList: true, characterData: true, attributes: true });
    `);
    await chat.receive(delta(1, ' on'), delta(2, ' and on'));
    assert.deepEqual(await chat.page.evaluate('changed'), ['Growing on and on']);
  });
});
