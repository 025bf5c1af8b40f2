import assert from 'node:assert/strict';
import { ViewBrowser } from './support/browser.js';
import { message, snapshot } from './support/samples.js';

describe('A page that is used', function () {
  this.timeout(60_000);
  let browser: ViewBrowser;

  before(async () => {
    browser = await ViewBrowser.start();
  });
  afterEach(async () => assert.deepEqual(await browser.closePages(), []));
  after(() => browser.stop());

  const open = async () => {
    const chat = await browser.open();
    await chat.receive(snapshot({ messages: [message({ id: 'q', role: 'user', text: 'Hi' })] }));
    return chat;
  };
  const used = async (chat: Awaited<ReturnType<typeof open>>) => (await chat.posted('used')).length;

  it('says so once, with the first key or click, and again after the cursor was elsewhere', async () => {
    const chat = await open();
    assert.equal(await used(chat), 0, 'that it has the focus is no use');
    await chat.page.keyboard.press('Tab');
    await chat.page.keyboard.type('several keys');
    await chat.page.mouse.click(100, 100);
    assert.equal(await used(chat), 1);
    await chat.page.evaluate(`dispatchEvent(new Event('blur'))`);
    await chat.page.evaluate(`dispatchEvent(new Event('focus'))`);
    assert.equal(await used(chat), 1);
    await chat.page.mouse.click(100, 100);
    assert.equal(await used(chat), 2);
  });

  it('expects no answer to that', async () => {
    const chat = await open();
    await chat.page.clock.install();
    await chat.page.keyboard.press('Shift');
    assert.equal(await used(chat), 1);
    await chat.page.clock.runFor(10_000);
    const pings = await chat.page.evaluate<number>(`posted.filter(({ type }) => type === 'ping').length`);
    assert.equal(pings, 0);
  });
});
