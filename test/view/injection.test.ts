import assert from 'node:assert/strict';
import { ViewBrowser } from './support/browser.js';
import type { ChatPage } from './support/chatPage.js';
import { injections } from './support/injections.js';
import { delta, message, snapshot, streamingState } from './support/samples.js';

const forbidden =
  '.app :is(script, iframe, style, object, embed, form:not(.composer), link, meta, base, body, img, input:not(.task), [onerror], [onload], [onclick], [ontoggle], [onfocus], [style])';

describe('Hostile content', function () {
  this.timeout(120_000);
  let browser: ViewBrowser;

  before(async () => {
    browser = await ViewBrowser.start();
  });
  afterEach(async () => assert.deepEqual(await browser.closePages(), []));
  after(() => browser.stop());

  async function assertHarmless(chat: ChatPage, requests: readonly string[]): Promise<void> {
    await chat.page.evaluate(
      "for (const link of document.querySelectorAll('.markdown :is(a, summary, .footnote-reference)')) link.click()",
    );
    await chat.settle();
    assert.equal(await chat.page.evaluate('window.pwned'), undefined);
    assert.deepEqual(await chat.violations(), []);
    assert.equal(await chat.page.locator(forbidden).count(), 0);
    assert.deepEqual(
      await chat.page.evaluate(
        "[...document.querySelectorAll('.app a')].map(({ href }) => href).filter((href) => !/^(?:https?|mailto):/.test(href))",
      ),
      [],
    );
    assert.equal(chat.page.context().pages().length, 1);
    assert.deepEqual(
      requests.filter((url) => !/^(?:blob:)?http:\/\/127\.0\.0\.1/u.test(url)),
      [],
    );
  }

  async function open(): Promise<{ readonly chat: ChatPage; readonly requests: readonly string[] }> {
    const chat = await browser.open();
    const requests: string[] = [];
    chat.page.on('request', (request) => requests.push(request.url()));
    return { chat, requests };
  }

  it('is harmless when it is loaded, as a question and as an answer', async () => {
    assert.ok(injections.length >= 200);
    const { chat, requests } = await open();
    await chat.receive(
      snapshot({
        messages: injections.map((text, index) =>
          message({ id: `m${index}`, role: index % 2 === 0 ? 'user' : 'assistant', text }),
        ),
      }),
    );
    await assertHarmless(chat, requests);
  });

  it('is harmless at every moment while it arrives', async () => {
    const { chat, requests } = await open();
    for (let start = 0, seq = 0; start < injections.length; start += 40, seq = 0) {
      await chat.receive({ type: 'snapshot', state: streamingState() });
      const text = injections.slice(start, start + 40).join('\n\n');
      for (let position = 0; position < text.length; position += 97)
        await chat.receive(delta(seq++, text.slice(position, position + 97)));
      await assertHarmless(chat, requests);
    }
  });

  it('takes nothing from a page of another origin', async () => {
    const { chat } = await open();
    await chat.receive(snapshot({ messages: [message({ id: 'a', role: 'assistant', text: 'true' })] }));
    await chat.page.evaluate(
      `window.dispatchEvent(new MessageEvent('message', { origin: 'https://evil.test', source: window, data: ${JSON.stringify(
        { type: 'message', message: message({ id: 'b', role: 'assistant', text: 'forged' }) },
      )} }))`,
    );
    await chat.settle();
    assert.equal(await chat.page.getByText('forged').count(), 0);
  });
});
