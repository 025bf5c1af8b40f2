import assert from 'node:assert/strict';
import path from 'node:path';
import { ViewBrowser } from './support/browser.js';
import type { ChatPage } from './support/chatPage.js';
import { delta, manyMessages, message, snapshot, streamingState } from './support/samples.js';
import { themeNames } from './support/themes.js';

const pictures = path.resolve(import.meta.dirname, '../../out/view');
const filler = 'Some words that nobody looks for.\n\n';

describe('Words that were looked for', function () {
  this.timeout(120_000);
  let browser: ViewBrowser;

  before(async () => {
    browser = await ViewBrowser.start();
  });
  afterEach(async () => assert.deepEqual(await browser.closePages(), []));
  after(() => browser.stop());

  const marked = (chat: ChatPage): Promise<string[]> =>
    chat.page.evaluate(`[...(CSS.highlights.get('found-word') ?? [])].map((range) => range.toString())`);
  /** Whether the first mark is between the upper and the lower end of the list. */
  const isFirstInView = (chat: ChatPage): Promise<boolean> =>
    chat.page.evaluate(`(() => {
      const [first] = CSS.highlights.get('found-word');
      const mark = first.getBoundingClientRect();
      const list = document.querySelector('.messages').getBoundingClientRect();
      return mark.height > 0 && mark.top >= list.top && mark.bottom <= list.bottom;
    })()`);
  const found = (text: string, words: readonly string[]) => {
    const others = manyMessages(40);
    return snapshot({
      messages: [...others.slice(0, 20), message({ id: 'hit', role: 'assistant', text }), ...others.slice(20)],
      targetMessageId: 'hit',
      targetWords: words,
    });
  };
  /** Until the scrolling has come to rest. */
  const atRest = (chat: ChatPage): Promise<void> => chat.page.waitForTimeout(600);

  it('are marked in the message that was found, there alone, across emphasis, links and code', async () => {
    const chat = await browser.open();
    await chat.receive(
      found('Answer the **debou**nced `call` of [debounced](https://a.test) things.', ['debounced', 'call']),
    );
    assert.deepEqual(await marked(chat), ['debounced', 'call', 'debounced']);
    await chat.receive(found('Words\n\nSome Words', ['some words']));
    assert.deepEqual(await marked(chat), ['Some Words']);
  });

  it('are in view, however long the message is', async () => {
    const chat = await browser.open({ width: 320, height: 500 });
    await chat.receive(found(`${filler.repeat(60)}Here is the **needle**.\n\n${filler.repeat(60)}needle`, ['needle']));
    await atRest(chat);
    assert.deepEqual(await marked(chat), ['needle', 'needle']);
    assert.equal(await isFirstInView(chat), true);
  });

  it('are shown where they would be folded: in a section, at the head of a long text, in pasted data', async () => {
    for (const text of [
      `${filler}<details>\n<summary>More</summary>\n\nA needle.\n\n</details>\n\n${filler.repeat(50)}`,
      `A needle.\n\n${filler.repeat(9_000)}`,
      `${'x '.repeat(250_000)}needle ${'y '.repeat(50_000)}`,
    ]) {
      const chat = await browser.open();
      await chat.receive(found(text, ['needle']));
      await atRest(chat);
      assert.deepEqual(await marked(chat), ['needle']);
      assert.equal(await isFirstInView(chat), true);
    }
  });

  it('stay marked when code gets its colors', async () => {
    const chat = await browser.open();
    await chat.receive(found('```ts\nconst needle = 1; // a needle\n```', ['needle', 'const']));
    await chat.page.locator('.hljs-keyword').waitFor();
    await chat.waitUntil(`[...CSS.highlights.get('found-word')].join() === 'const,needle,needle'`);
  });

  it('are no longer marked in another conversation, and mark nothing that cannot be found', async () => {
    const chat = await browser.open();
    await chat.receive(found('A needle.', ['needle']));
    await chat.receive(found('No such thing.', ['needle']));
    assert.deepEqual(await marked(chat), []);
    await chat.receive(found('A needle.', ['needle']));
    assert.deepEqual(await marked(chat), ['needle']);
    await chat.receive(snapshot({ chatId: 'another', messages: [message({ id: 'a', role: 'user', text: 'needle' })] }));
    assert.deepEqual(await marked(chat), []);
  });

  it('are marked in an answer that grows', async () => {
    const chat = await browser.open();
    await chat.receive({
      type: 'snapshot',
      state: streamingState({ targetMessageId: 'answer', targetWords: ['needle'] }),
    });
    await chat.receive(delta(0, 'One needle'));
    await chat.receive(delta(1, ', another needle.'));
    await chat.waitUntil(`[...CSS.highlights.get('found-word')].length === 2`);
  });

  for (const theme of themeNames) {
    it(`stand out in ${theme}`, async () => {
      const chat = await browser.open({ theme, reducedMotion: true });
      const text =
        'A **debounced** input waits.\n\n```ts\nconst debounced = debounce(load, 250); // debounced\n```\n\n> Measure the debounced [input](https://a.test/debounced).';
      await chat.receive(found(text, ['debounced', 'input']));
      await chat.page.locator('.hljs-keyword').waitFor();
      await chat.waitUntil(`[...CSS.highlights.get('found-word')].length === 6`);
      await atRest(chat);
      await chat.page.screenshot({ path: path.join(pictures, `found-words-${theme}.png`) });
    });
  }
});
