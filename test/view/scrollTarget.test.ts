import assert from 'node:assert/strict';
import { ViewBrowser } from './support/browser.js';
import type { ChatPage } from './support/chatPage.js';
import { chatState, manyMessages, message, snapshot, strings } from './support/samples.js';
import { themeNames } from './support/themes.js';

describe('Jumping to a message', function () {
  this.timeout(120_000);
  let browser: ViewBrowser;

  before(async () => {
    browser = await ViewBrowser.start();
  });
  afterEach(async () => assert.deepEqual(await browser.closePages(), []));
  after(() => browser.stop());

  const messages = manyMessages(120);
  const messageOf = (chat: ChatPage, id: string) => chat.page.locator(`[data-message-id="${id}"]`);

  /** Waits until nothing moves any more. */
  async function atRest(chat: ChatPage): Promise<void> {
    for (let before = Number.NaN, again = 0; again < 3;) {
      const { top } = await chat.scrollPosition();
      again = top === before ? again + 1 : 0;
      before = top;
      await chat.page.waitForTimeout(50);
    }
  }

  /** How far the middle of a message is from the middle of the list, in CSS pixels. */
  async function distanceFromMiddle(chat: ChatPage, id: string): Promise<number> {
    await atRest(chat);
    const [item, list] = [
      (await messageOf(chat, id).boundingBox())!,
      (await chat.page.locator('.messages').boundingBox())!,
    ];
    return Math.abs(item.y + item.height / 2 - (list.y + list.height / 2));
  }

  const jumpTo = (id: string) => snapshot({ messages, targetMessageId: id });

  it('shows it in the middle, lets it stand out for a moment and gives it the focus', async () => {
    const chat = await browser.open();
    await chat.receive(jumpTo('m30'));
    assert.ok((await distanceFromMiddle(chat, 'm30')) <= 2);
    assert.equal(await chat.hasFocus(messageOf(chat, 'm30')), true);
    assert.equal(await messageOf(chat, 'm30').getAttribute('aria-labelledby'), 'author-m30', 'which says who speaks');
    assert.equal(await chat.page.locator('.highlighted').getAttribute('data-message-id'), 'm30');
    await chat.page.locator('.highlighted').waitFor({ state: 'detached' });
    assert.equal(await chat.hasFocus(messageOf(chat, 'm30')), true, 'the focus stays');
  });

  it('does so in a conversation that is on screen, and once more when asked once more', async () => {
    const chat = await browser.open();
    await chat.receive(snapshot({ messages }));
    for (let times = 0; times < 2; times += 1) {
      await chat.receive(jumpTo('m61'));
      assert.ok((await distanceFromMiddle(chat, 'm61')) <= 2);
      await chat.page.locator('.messages').press('End');
      await chat.page.waitForTimeout(400);
    }
    assert.ok((await chat.scrollPosition()).fromEnd <= 4);
  });

  it('stays there when something comes after it, and leads back to the end', async () => {
    const chat = await browser.open();
    await chat.receive(jumpTo('m30'));
    await atRest(chat);
    const { top } = await chat.scrollPosition();
    await chat.receive(
      { type: 'message', message: message({ id: 'new', role: 'user', text: 'Something new' }) },
      snapshot({ messages }),
    );
    await atRest(chat);
    assert.equal((await chat.scrollPosition()).top, top);
    await chat.page.getByRole('button', { name: strings.jumpToLatest }).click();
    await chat.settle();
    assert.ok((await chat.scrollPosition()).fromEnd <= 4);
  });

  it('begins a message that is taller than the view at its top', async () => {
    const chat = await browser.open();
    const tall = messages.map((entry) =>
      entry.id === 'm31' ? { ...entry, text: 'A long line of an answer.\n\n'.repeat(80) } : entry,
    );
    await chat.receive(snapshot({ messages: tall, targetMessageId: 'm31' }));
    await atRest(chat);
    const list = (await chat.page.locator('.messages').boundingBox())!;
    const top = (await messageOf(chat, 'm31').boundingBox())!.y - list.y;
    assert.ok(top >= 0 && top <= 40, `${top} px below the edge`);
  });

  it('is at the end with the last one, and offers no way there', async () => {
    const chat = await browser.open();
    await chat.receive(jumpTo('m119'));
    await atRest(chat);
    assert.ok((await chat.scrollPosition()).fromEnd <= 4);
    assert.equal(await chat.page.getByRole('button', { name: strings.jumpToLatest }).count(), 0);
  });

  it('lets the reader go at once', async () => {
    const chat = await browser.open();
    await chat.receive(snapshot({ messages }));
    await chat.page.evaluate(`
      postMessage(${JSON.stringify(jumpTo('m60'))});
      new Promise((done) => setTimeout(() => requestAnimationFrame(() => {
        const list = document.querySelector('.messages');
        list.dispatchEvent(new WheelEvent('wheel', { deltaY: -400 }));
        list.scrollTop -= 400;
        globalThis.left = list.scrollTop;
        done();
      })))`);
    await chat.page.waitForTimeout(400);
    assert.ok(Math.abs((await chat.scrollPosition()).top - (await chat.page.evaluate<number>('left'))) < 200);
    assert.ok((await distanceFromMiddle(chat, 'm60')) > 150);
  });

  it('still fetches older messages, and keeps the place meanwhile', async () => {
    const chat = await browser.open();
    await chat.receive(snapshot({ messages: manyMessages(80, 40), hasOlder: true, targetMessageId: 'm41' }));
    await chat.waitUntil('posted.some(({ type }) => type === "load-older")');
    await atRest(chat);
    const before = (await messageOf(chat, 'm41').boundingBox())!.y;
    await chat.receive({ type: 'older', messages: manyMessages(40), hasOlder: false });
    await atRest(chat);
    assert.ok(
      Math.abs((await messageOf(chat, 'm41').boundingBox())!.y - before) <= 60,
      'only the button that was above may have gone',
    );
  });

  it('shows one far back as soon as the older messages with it are there', async () => {
    const chat = await browser.open();
    await chat.receive(snapshot({ messages: manyMessages(40, 80), hasOlder: true }));
    await chat.receive({ type: 'older', messages: manyMessages(40, 40), hasOlder: true });
    assert.ok((await chat.scrollPosition()).fromEnd <= 4);
    const target = { messageId: 'm20', words: [] };
    await chat.receive({ type: 'older', messages: manyMessages(40), hasOlder: false, target });
    await atRest(chat);
    assert.ok((await distanceFromMiddle(chat, 'm20')) < 20);
  });

  it('forgets it with the conversation', async () => {
    const chat = await browser.open();
    await chat.receive(jumpTo('m30'));
    await chat.receive(snapshot({ conversation: null, messages: [] }));
    await chat.receive(snapshot({ messages }));
    assert.ok((await chat.scrollPosition()).fromEnd <= 4);
    assert.equal(await chat.page.locator('.highlighted, .message[tabindex]').count(), 0);
  });

  for (const theme of themeNames) {
    it(`makes it stand out in ${theme}, with and without motion`, async () => {
      for (const reducedMotion of [false, true]) {
        const chat = await browser.open({ theme, reducedMotion });
        await chat.receive({ type: 'snapshot', state: chatState({ messages, targetMessageId: 'm30' }) });
        const outline = await chat.page.evaluate<{ style: string; width: string; animations: number }>(`(() => {
          const { outlineStyle, outlineWidth } = getComputedStyle(document.querySelector('.highlighted'));
          return { style: outlineStyle, width: outlineWidth, animations: document.getAnimations().length };
        })()`);
        assert.deepEqual(outline, { style: 'solid', width: '2px', animations: reducedMotion ? 0 : 1 });
        await chat.page.locator('.highlighted').waitFor({ state: 'detached' });
      }
    });
  }
});
