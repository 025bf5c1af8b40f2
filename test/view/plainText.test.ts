import assert from 'node:assert/strict';
import path from 'node:path';
import { ViewBrowser } from './support/browser.js';
import { delta, message, snapshot, streamingState, strings } from './support/samples.js';
import { themeNames } from './support/themes.js';

const pictures = path.resolve(import.meta.dirname, '../../out/view');

describe('A chat that did not appear in time', function () {
  this.timeout(60_000);
  let browser: ViewBrowser;

  before(async () => {
    browser = await ViewBrowser.start();
  });
  afterEach(async () => assert.deepEqual(await browser.closePages(), []));
  after(() => browser.stop());

  const messages = [
    message({ id: 'q', role: 'user', text: 'A **question**' }),
    message({ id: 'a', role: 'assistant', text: '# An answer\n\n| a | b |\n|-|-|\n| 1 | 2 |' }),
  ];

  it('is shown as it is written, says so, and is shown formatted when asked', async () => {
    const chat = await browser.open({ width: 320 });
    await chat.receive(snapshot({ messages, isPlainText: true }));
    assert.deepEqual(
      await chat.page.locator('.markdown').allTextContents(),
      messages.map(({ text }) => text),
    );
    await chat.page.getByText(strings.plainText).waitFor();
    await chat.page.getByRole('button', { name: strings.showFormatted }).click();
    assert.deepEqual(await chat.posted('format'), [{ type: 'format' }]);
    await chat.receive(snapshot({ messages }));
    assert.equal(await chat.page.locator('table').count(), 1);
    assert.equal(await chat.page.getByText(strings.plainText).count(), 0);
  });

  it('is told from one that did: the view says what is on the screen', async () => {
    const chat = await browser.open();
    await chat.receive(snapshot({ messages }));
    await chat.waitUntil(`posted.some(({ type }) => type === 'shown')`);
    assert.deepEqual(await chat.posted('shown'), [{ type: 'shown', conversationId: 'conversation-1' }]);
  });

  it('is told so while an answer grows, too', async () => {
    const chat = await browser.open();
    await chat.receive({ type: 'snapshot', state: streamingState() });
    await chat.waitUntil(`posted.some(({ type }) => type === 'shown')`);
    for (let seq = 0; seq < 20; seq++) await chat.receive(delta(seq, 'word '));
    await chat.waitUntil(`posted.filter(({ type }) => type === 'shown').length === 2`);
  });

  for (const theme of themeNames) {
    it(`looks as it should in ${theme}`, async () => {
      for (const width of [1000, 300]) {
        const chat = await browser.open({ theme, width, height: 400 });
        await chat.receive(snapshot({ messages, isPlainText: true }));
        await chat.page.screenshot({ path: path.join(pictures, `plain-chat-${theme}-${width}.png`) });
      }
    });
  }
});
