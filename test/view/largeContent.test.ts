import assert from 'node:assert/strict';
import { ViewBrowser } from './support/browser.js';
import type { ChatPage } from './support/chatPage.js';
import { languageContents, largeContents, prose } from './support/largeContent.js';
import { chatState, delta, message, quietStatus, snapshot, streamingState, strings } from './support/samples.js';

/** Of one message, whatever it holds; an ordinary long answer has a third of them. */
const maximumElements = 16_000;
const characters = 60_000;
/** Of these, half as much shows the same and takes a quarter of the time in a slow browser. */
const costly = new Set([
  'brackets',
  'cells that are missing',
  'definitions',
  'footnotes',
  'image brackets',
  'table rows',
]);

describe('Large content of a message', function () {
  this.timeout(120_000);
  let browser: ViewBrowser;

  before(async () => {
    browser = await ViewBrowser.start();
  });
  afterEach(async () => assert.deepEqual(await browser.closePages(), []));
  after(() => browser.stop());

  const elementsOf = (chat: ChatPage): Promise<number> => chat.page.locator('.markdown *').count();
  /** Some are formatted in frames of their own. */
  const allFormatted = (chat: ChatPage): Promise<void> =>
    chat.page.locator('.message .markdown.plain-text').first().waitFor({ state: 'detached' });
  const longestRun = (chat: ChatPage): Promise<number> =>
    chat.page.evaluate(
      `Math.max(0, ...(document.querySelector('.messages').textContent.match(/\\p{M}+/gu) ?? []).map((run) => run.length))`,
    );

  for (const [name, content] of Object.entries(largeContents)) {
    const text = content(costly.has(name) ? characters / 2 : characters);

    it(`stays within its bounds when loaded: ${name}`, async () => {
      const chat = await browser.open();
      await chat.receive(snapshot({ messages: [message({ id: 'a', role: 'assistant', text })] }));
      assert.ok((await elementsOf(chat)) <= maximumElements);
      assert.ok((await longestRun(chat)) <= 32);
    });

    it(`stays within its bounds while it arrives: ${name}`, async () => {
      const chat = await browser.open();
      await chat.receive({ type: 'snapshot', state: streamingState() });
      const size = Math.ceil(text.length / 12);
      for (let seq = 0; seq * size < text.length; seq++)
        await chat.receive(delta(seq, text.slice(seq * size, (seq + 1) * size)));
      assert.ok((await elementsOf(chat)) <= maximumElements);
      assert.ok((await longestRun(chat)) <= 32);
      await chat.receive(
        { type: 'message', message: message({ id: 'answer', role: 'assistant', text }) },
        { type: 'status', status: quietStatus },
      );
      assert.ok((await elementsOf(chat)) <= maximumElements);
    });
  }

  it('looks for no words in text without spaces: in an answer, in code, in the composer and in what waits', async () => {
    const chat = await browser.open();
    const text = largeContents['Thai without spaces']!(3_000);
    const messages = [`${text}\n\nวันนี้ a day`, `\`\`\`\n${text}\n\`\`\``].map((content, index) =>
      message({ id: `m${index}`, role: 'assistant', text: content }),
    );
    await chat.receive(snapshot({ messages }));
    const breaking = (selector: string) =>
      chat.page.locator(selector).evaluateAll((found) => found.map((each) => getComputedStyle(each).lineBreak));
    assert.deepEqual(await breaking('.markdown > p, .markdown > p > span'), ['auto', 'anywhere', 'auto']);
    await chat.page.getByRole('button', { name: strings.wrapLines }).click();
    assert.deepEqual(await breaking('.code-block code'), ['anywhere']);
    const composer = chat.page.locator('.composer textarea');
    await composer.fill(text);
    assert.deepEqual(await breaking('.composer textarea'), ['anywhere']);
    await composer.press('Enter');
    assert.deepEqual(await breaking('.pending-text'), ['anywhere']);
    assert.deepEqual(await breaking('.composer textarea'), ['auto']);
  });

  it('shows the beginning of a large message that waits, as it can be drawn, and sends all of it', async () => {
    const chat = await browser.open();
    const text = `a${'\u0301'.repeat(100)} ${prose(100_000)}`;
    await chat.receive(snapshot({}));
    await chat.page.evaluate(`{
      const input = document.querySelector('.composer textarea');
      input.value = ${JSON.stringify(text)};
      input.dispatchEvent(new Event('input', { bubbles: true }));
    }`);
    await chat.page.locator('.composer textarea').press('Enter');
    const pending = chat.page.locator('.pending-text');
    await pending.waitFor();
    assert.ok((await pending.textContent())!.length <= 20 * 1024 + 1);
    assert.equal(await longestRun(chat), 32);
    const [sent] = await chat.posted('send');
    assert.equal(sent?.text, text);
  });

  it('orders no text whose direction turns at every word: in an answer and in code', async () => {
    const chat = await browser.open();
    const messages = ['mixed directions', 'mixed directions in code'].map((name, index) =>
      message({ id: `m${index}`, role: 'assistant', text: `${largeContents[name]!(characters)}\n\nשלום a` }),
    );
    await chat.receive(snapshot({ messages }));
    const ordering = (selector: string) =>
      chat.page.locator(selector).evaluateAll((found) => found.map((each) => getComputedStyle(each).unicodeBidi));
    assert.deepEqual(await ordering('.markdown > p > span, .code-block code'), ['bidi-override', 'bidi-override']);
  });

  it('formats the newest of many large messages, and the others when asked', async () => {
    const chat = await browser.open();
    const text = largeContents['emphasized words']!(characters);
    const messages = Array.from({ length: 40 }, (_, index) => message({ id: `m${index}`, role: 'assistant', text }));
    await chat.receive(snapshot({ messages }));
    await allFormatted(chat);
    assert.ok((await elementsOf(chat)) <= 8 * maximumElements);
    const plain = chat.page.locator('.message:has(.plain-text)');
    const count = await plain.count();
    assert.ok(count > 30 && count < 40);
    assert.equal(await chat.page.locator('[data-message-id="m39"] .plain-text').count(), 0);
    await plain.last().getByRole('button', { name: strings.showFormatted }).click();
    assert.equal(await plain.count(), count - 1);
  });

  it('formats all of many ordinary messages', async () => {
    const chat = await browser.open();
    const text = `${prose(3_000)}\n- **one**\n- \`two\`\n`;
    const messages = Array.from({ length: 40 }, (_, index) => message({ id: `m${index}`, role: 'assistant', text }));
    await chat.receive(snapshot({ messages }));
    await allFormatted(chat);
    assert.equal(await chat.page.locator('.plain-text').count(), 0);
    assert.equal(await chat.page.locator('.message strong').count(), 40);
  });

  it('stays at the end, and at what a reader looks at, while large messages are formatted one after the other', async () => {
    const chat = await browser.open();
    const text = `${prose(15_000)}\n- **one**\n`;
    const messages = Array.from({ length: 20 }, (_, index) => message({ id: `m${index}`, role: 'assistant', text }));
    await chat.receive(snapshot({ messages }));
    await allFormatted(chat);
    await chat.settle();
    const last = chat.page.locator('[data-message-id="m19"] li').last();
    assert.ok(await last.isVisible());
    assert.equal(await chat.page.locator('.jump').count(), 0);
    const others = messages.map((each) => ({ ...each, id: `x${each.id}` }));
    await chat.receive(snapshot({ chatId: 'other', messages: others, targetMessageId: 'xm10' }));
    await allFormatted(chat);
    await chat.settle();
    const top = await chat.page
      .locator('[data-message-id="xm10"]')
      .evaluate((element) => element.getBoundingClientRect().top);
    assert.ok(top >= 0 && top < 200, `the message begins at ${top}`);
  });

  it('colors what stands behind code that is hard in any language', async () => {
    const chat = await browser.open();
    const codes = Object.values(languageContents).map((content) => content(4_000));
    const text = `${codes.join('\n')}\n\`\`\`js\nconst last = 1;\n\`\`\``;
    await chat.receive(snapshot({ messages: [message({ id: 'a', role: 'assistant', text })] }));
    await chat.page.locator('.hljs-variable, .hljs-keyword', { hasText: 'const' }).waitFor({ timeout: 90_000 });
    assert.ok((await elementsOf(chat)) <= 2 * maximumElements);
  });

  it('shows a large table in part, and more of it in pieces, up to all', async () => {
    const chat = await browser.open();
    const text = largeContents['table rows']!(40_000);
    await chat.receive(snapshot({ messages: [message({ id: 'a', role: 'assistant', text })] }));
    const rows = chat.page.locator('tbody tr');
    const more = chat.page.getByRole('button', { name: strings.showMore });
    const counts = [await rows.count()];
    while ((await more.count()) > 0) {
      await more.click();
      counts.push(await rows.count());
    }
    assert.equal(counts.at(-1), text.trim().split('\n').length - 2);
    assert.ok(counts.length > 2);
    assert.deepEqual(
      counts.toSorted((a, b) => a - b),
      counts,
    );
  });

  for (const name of ['list items', 'paragraphs', 'table rows']) {
    it(`is shown as it is written where formatting would take too long, and formatted when asked: ${name}`, async () => {
      const chat = await browser.open();
      const text = largeContents[name]!(200_000);
      await chat.receive({ type: 'snapshot', state: streamingState() });
      await chat.receive(delta(0, text.slice(0, 10_000)));
      assert.equal(await chat.page.locator('.plain-text').count(), 0);
      await chat.receive(delta(1, text.slice(10_000)), delta(2, 'the end'));
      assert.equal(await chat.page.locator('.plain-text').count(), 1);
      await chat.receive(snapshot({ messages: [message({ id: 'a', role: 'assistant', text })] }));
      assert.equal(await chat.page.locator('.markdown > :not(.plain-text, .show-more)').count(), 0);
      await chat.page.getByRole('button', { name: strings.showFormatted }).click();
      await chat.settle();
      assert.equal(await chat.page.locator('.plain-text').count(), 0);
      assert.ok((await elementsOf(chat)) > 500);
    });
  }

  it('shows the beginning of a paragraph with many signs, and more of it in pieces, up to all', async () => {
    const chat = await browser.open();
    const text = largeContents['brackets']!(20_000);
    await chat.receive(snapshot({ messages: [message({ id: 'a', role: 'assistant', text })] }));
    const paragraph = chat.page.locator('.markdown > p').first();
    const lengths: number[] = [];
    const more = chat.page.getByRole('button', { name: strings.showMore });
    for (; (await more.count()) > 0; await more.click()) lengths.push((await paragraph.innerText()).length);
    assert.deepEqual([...lengths, (await paragraph.innerText()).length], [6_000, 12_000, 18_000, 20_000]);
  });

  it('shows the beginning of a paragraph with many characters that are no letters, and more of it in pieces, up to all', async () => {
    const chat = await browser.open();
    const text = `${'['.repeat(100)}${'-a'.repeat(20_000)}`;
    await chat.receive(snapshot({ messages: [message({ id: 'a', role: 'assistant', text })] }));
    const paragraph = chat.page.locator('.markdown > p').first();
    const lengths: number[] = [];
    const more = chat.page.getByRole('button', { name: strings.showMore });
    for (; (await more.count()) > 0; await more.click()) lengths.push((await paragraph.innerText()).length);
    assert.deepEqual([...lengths, (await paragraph.innerText()).length], [29_600, 40_100]);
  });

  it('draws the beginning of code with very many lines, and more of it in pieces, up to all', async () => {
    const chat = await browser.open();
    const code = 'a\n'.repeat(25_000).trimEnd();
    const text = `\`\`\`\n${code}\n\`\`\``;
    await chat.receive(snapshot({ messages: [message({ id: 'a', role: 'assistant', text })] }));
    const shown = async () => (await chat.page.locator('pre').textContent())!.split('\n').length;
    const counts: number[] = [];
    const more = chat.page.getByRole('button', { name: strings.showMore });
    for (; (await more.count()) > 0; await more.click()) counts.push(await shown());
    assert.deepEqual([...counts, await shown()], [10_000, 20_000, 25_000]);
  });

  it('draws the beginning of code with very many tabs or letters of another script, and more of it in pieces, up to all', async () => {
    for (const piece of ['\t', '\u05d0']) {
      const chat = await browser.open();
      const text = `\`\`\`\n${`a${piece}`.repeat(40_000)}\n\`\`\``;
      await chat.receive(snapshot({ messages: [message({ id: 'a', role: 'assistant', text })] }));
      const shown = async () => (await chat.page.locator('pre').textContent())!.length;
      const counts: number[] = [];
      const more = chat.page.getByRole('button', { name: strings.showMore });
      for (; (await more.count()) > 0; await more.click()) counts.push(await shown());
      assert.deepEqual([...counts, await shown()], [40_001, 80_000]);
    }
  });

  it('draws the beginning of a long formula, in the order in which it was written, and more of it in pieces, up to all', async () => {
    const chat = await browser.open();
    const formula = `$$\n${'a\u05d0'.repeat(40_000)}\n$$`;
    await chat.receive(snapshot({ messages: [message({ id: 'a', role: 'assistant', text: formula })] }));
    const drawn = chat.page.locator('pre.formula code');
    const direction = () => drawn.evaluate((element) => getComputedStyle(element).unicodeBidi);
    assert.equal(await direction(), 'bidi-override');
    const lengths: number[] = [];
    const more = chat.page.getByRole('button', { name: strings.showMore });
    for (; (await more.count()) > 0; await more.click()) lengths.push((await drawn.textContent())!.length);
    assert.ok(lengths.length > 0 && lengths[0]! < formula.length);
    assert.equal(await drawn.textContent(), formula);
    assert.equal(await direction(), 'bidi-override');
  });

  it('gives up colors that take too long, says so, and colors other code', async () => {
    const chat = await browser.open();
    const text = `${largeContents['ini dashes']!(characters)}\n\`\`\`js\nconst a = 1;\n\`\`\``;
    await chat.receive(snapshot({ messages: [message({ id: 'a', role: 'assistant', text })] }));
    await chat.page.getByText(strings.codeUncolored).waitFor();
    await chat.page.locator('.hljs-keyword').waitFor();
    assert.equal((await chat.page.locator('pre').first().innerText()).length, characters);
  });

  it('colors the beginning of long code, and more on request', async () => {
    const chat = await browser.open();
    const text = largeContents['code lines']!(100_000);
    await chat.receive(snapshot({ messages: [message({ id: 'a', role: 'assistant', text })] }));
    await chat.page.locator('.hljs-keyword').first().waitFor();
    const before = await chat.page.locator('.hljs span').count();
    await chat.page.getByRole('button', { name: strings.colorMore }).click();
    await chat.waitUntil(`document.querySelectorAll('.hljs span').length > ${before}`);
    assert.ok(before <= 4_000);
    assert.equal(`\`\`\`ts\n${await chat.page.locator('pre').textContent()}\n\`\`\`\n`, text);
  });

  it('draws no picture of more pixels than a message may have, until asked', async () => {
    const chat = await browser.open();
    const header = Buffer.alloc(33);
    header.write('\x89PNG\r\n\x1a\n', 'latin1');
    header.writeUInt32BE(13, 8);
    header.write('IHDR', 12, 'latin1');
    header.writeUInt32BE(16_000, 16);
    header.writeUInt32BE(16_000, 20);
    const huge = `![huge](data:image/png;base64,${header.toString('base64')})`;
    header.writeUInt32BE(5_000, 16);
    header.writeUInt32BE(4_000, 20);
    const large = `![large](data:image/png;base64,${header.toString('base64')})`;
    const text = `${`${huge}\n`.repeat(12)}${large} ${large}`;
    await chat.receive({
      type: 'snapshot',
      state: chatState({ messages: [message({ id: 'a', role: 'user', text })] }),
    });
    assert.equal(await chat.page.locator('.markdown img').count(), 1);
    assert.match(await chat.page.locator('.remote-image').first().innerText(), /16000 × 16000/u);
    const show = chat.page.getByRole('button', { name: strings.showImage });
    assert.equal(await show.count(), 1);
    await show.click();
    assert.equal(await chat.page.locator('.markdown img').count(), 2);
  });
});
