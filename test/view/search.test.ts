import assert from 'node:assert/strict';
import { ViewBrowser } from './support/browser.js';
import { announcer, type ChatPage } from './support/chatPage.js';
import { answerSearch, hit, openHistory, row, sampleHits } from './support/conversationSamples.js';
import { strings } from './support/samples.js';
import { showcase } from './support/showcase.js';

describe('The search over the conversations', function () {
  this.timeout(60_000);
  let browser: ViewBrowser;

  before(async () => {
    browser = await ViewBrowser.start();
  });
  afterEach(async () => assert.deepEqual(await browser.closePages(), []));
  after(() => browser.stop());

  async function open(width = 1000) {
    const chat = await browser.open({ width });
    await chat.receive({ type: 'snapshot', state: showcase });
    await openHistory(chat);
    return {
      chat,
      box: chat.page.getByRole('combobox', { name: strings.search }),
      results: chat.page.locator('.hits'),
    };
  }
  const texts = async (chat: ChatPage): Promise<string[]> => (await chat.posted('list-search')).map(({ text }) => text);
  /** Once what the last key changed is on the screen. */
  const isFocused = async (chat: ChatPage, text: string): Promise<boolean> => {
    await chat.settle();
    return chat.hasFocus(chat.page.locator('[data-hit]', { hasText: text }));
  };

  it('asks when the typing pauses, and shows what was found under its conversations with the matches marked', async () => {
    const { chat, box, results } = await open();
    await box.pressSequentially('debounce', { delay: 10 });
    await answerSearch(chat, 'debounce', sampleHits);
    assert.ok((await texts(chat)).length < 'debounce'.length, 'not for every letter');
    assert.deepEqual(await results.locator('.hit-title').allInnerTexts(), [
      'Debouncing a search box',
      strings.untitled,
      `Old notes\n${strings.listArchived}`,
    ]);
    assert.deepEqual(await results.locator('mark').allInnerTexts(), [
      'Debouncing',
      'debounced',
      'debounce',
      'debounce',
      'debounce',
    ]);
    assert.match(await results.locator('.hit').nth(0).innerText(), /OpenAI · gpt-5\.4-mini/u);
    assert.match(await chat.page.locator('.search-summary').innerText(), /^Results: 5$/u);
    assert.equal(await chat.page.locator('.conversation').first().isVisible(), false, 'the list makes room');
    await chat.waitUntil(`document.querySelector('${announcer}').textContent === 'Results: 5'`);
  });

  it('never shows an older answer for a newer text', async () => {
    const { chat, box, results } = await open();
    await box.fill('one');
    await chat.waitUntil('posted.some(({ type }) => type === "list-search")');
    const old = (await chat.posted('list-search'))[0]!.request;
    await box.fill('one two');
    await chat.receive({
      type: 'list-hits',
      request: old,
      hits: sampleHits,
      more: false,
      ignored: [],
      pending: 0,
      problem: '',
    });
    assert.equal(await results.count(), 0, 'while the newer text waits');
    await answerSearch(chat, 'one two', [hit(row('x', { title: 'Newer' }), 'm', '*one two*')]);
    await chat.receive({
      type: 'list-hits',
      request: old,
      hits: sampleHits,
      more: false,
      ignored: [],
      pending: 0,
      problem: '',
    });
    assert.deepEqual(await results.locator('.hit-title').allInnerTexts(), ['Newer']);
  });

  it('follows what changes in the history, quietly', async () => {
    const { chat, box, results } = await open();
    await box.fill('debounce');
    await answerSearch(chat, 'debounce', sampleHits);
    await chat.page.locator('[data-hit]').last().focus();
    await chat.receive({ type: 'list-rows', rows: [], removed: ['conversation-7'] });
    await chat.receive({ type: 'list-stale' });
    await chat.waitUntil('posted.filter(({ type }) => type === "list-search").length === 2');
    assert.equal(await chat.page.locator('.list-body[aria-busy]').getAttribute('aria-busy'), 'false');
    const again = (await chat.posted('list-search')).at(-1)!;
    assert.deepEqual([again.text, again.limit], ['debounce', 50]);
    await chat.receive({
      type: 'list-hits',
      request: again.request,
      hits: sampleHits.slice(0, 1),
      more: false,
      ignored: [],
      pending: 0,
      problem: '',
    });
    assert.equal(await results.locator('.hit-title').count(), 1);
    assert.equal(await chat.page.locator('[data-hit][tabindex="0"]').count(), 1, 'the keyboard still gets there');
    await box.fill('');
    await chat.receive({ type: 'list-rows', rows: [], removed: [] });
    await chat.page.waitForTimeout(1_200);
    assert.equal((await chat.posted('list-search')).length, 2, 'nothing is asked when nothing is looked for');
  });

  it('keeps the last results on the screen until there are newer ones', async () => {
    const { chat, box, results } = await open();
    await box.fill('deb');
    await answerSearch(chat, 'deb', sampleHits);
    await box.fill('debo');
    await chat.settle();
    assert.equal(await results.locator('.hit').count(), 4);
  });

  it('goes through the hits by arrow keys and opens one at its message', async () => {
    const { chat, box } = await open();
    await box.fill('debounce');
    await answerSearch(chat, 'debounce', sampleHits);
    await box.press('ArrowDown');
    assert.equal(await isFocused(chat, 'Debouncing a search box'), true);
    await chat.page.keyboard.press('ArrowDown');
    await chat.page.keyboard.press('ArrowDown');
    assert.equal(await isFocused(chat, 'How do I'), true);
    await chat.page.keyboard.press('Enter');
    assert.deepEqual(await chat.posted('open-conversation'), [
      { type: 'open-conversation', id: 'conversation-1', messageId: 'm2', words: ['debounce'] },
    ]);
    await chat.page.keyboard.press('Home');
    await chat.page.keyboard.press('ArrowUp');
    assert.equal(await chat.hasFocus(box), true);
  });

  it('opens the first hit on Enter, as soon as it is known', async () => {
    const { chat, box } = await open(320);
    await box.fill('const search');
    await box.press('Enter');
    assert.equal((await chat.posted('list-search')).length, 1, 'Enter does not wait for the pause');
    await answerSearch(chat, 'const search', [sampleHits[3]!]);
    assert.deepEqual(await chat.posted('open-conversation'), [
      { type: 'open-conversation', id: 'conversation-5', messageId: 'm3', words: ['debounce'] },
    ]);
    assert.equal(await chat.page.getByRole('navigation').count(), 0, 'a narrow view shows the chat');
    await chat.page.getByRole('button', { name: strings.conversationsShow }).click();
    assert.equal(await box.inputValue(), 'const search', 'and goes on with the same search');
    assert.equal(await chat.page.locator('.hit').count(), 1);
  });

  it('clears on the first Escape and closes on the second', async () => {
    const { chat, box, results } = await open();
    await box.fill('debounce');
    await answerSearch(chat, 'debounce', sampleHits);
    await box.press('ArrowDown');
    await chat.page.keyboard.press('Escape');
    await chat.settle();
    assert.equal(await box.inputValue(), '');
    assert.equal(await chat.hasFocus(box), true);
    assert.equal(await results.count(), 0);
    assert.equal(await chat.page.locator('.conversation').first().isVisible(), true);
    await box.press('Escape');
    await chat.settle();
    assert.equal(await chat.page.getByRole('navigation').count(), 0);
  });

  it('says what to try when nothing was found, what was left out, and that there is more', async () => {
    const { chat, box } = await open();
    const summary = chat.page.locator('.search-summary');
    await box.fill('xyzzy');
    await answerSearch(chat, 'xyzzy', [], { ignored: ['before:soon', 'is:blue'] });
    assert.match(await summary.innerText(), /No results found[^]*Try fewer words[^]*Ignored: before:soon, is:blue/u);
    await chat.page.getByRole('button', { name: strings.searchExact }).click();
    await chat.waitUntil('posted.filter(({ type }) => type === "list-search").length === 2');
    assert.equal((await chat.posted('list-search')).at(-1)?.exact, true);
    await answerSearch(chat, 'xyzzy', []);
    assert.match(await summary.innerText(), /Only exact matches/u);
    assert.equal(
      await chat.page.getByRole('button', { name: strings.searchExact }).getAttribute('aria-pressed'),
      'true',
    );
    await box.fill('debounce');
    await answerSearch(chat, 'debounce', sampleHits, { more: true });
    assert.match(await summary.innerText(), /First 5 results/u);
    await chat.page.getByRole('button', { name: strings.searchMore }).click();
    await chat.waitUntil('posted.filter(({ type }) => type === "list-search").length === 4');
    assert.deepEqual(
      (await chat.posted('list-search')).map(({ limit }) => limit),
      [50, 50, 50, 200],
    );
    await answerSearch(chat, 'debounce', [], { problem: 'The chat history is closed.' });
    assert.match(await summary.innerText(), /The search failed\. The chat history is closed\./u);
  });

  it('completes filters with what is known, by keyboard and by mouse', async () => {
    const { chat, box } = await open();
    const list = chat.page.getByRole('listbox', { name: strings.searchSuggestions });
    await box.pressSequentially('index tag:r');
    assert.deepEqual(await list.getByRole('option').allInnerTexts(), ['react', 'rust']);
    assert.equal(await box.getAttribute('aria-expanded'), 'true');
    await box.press('ArrowDown');
    await box.press('ArrowDown');
    await chat.settle();
    const active = await box.getAttribute('aria-activedescendant');
    assert.equal(await chat.page.locator(`[id="${active}"]`).innerText(), 'rust');
    await box.press('Enter');
    await chat.settle();
    assert.equal(await box.inputValue(), 'index tag:rust ');
    assert.equal(await list.count(), 0);
    await box.pressSequentially('in:');
    assert.deepEqual(await list.getByRole('option').allInnerTexts(), ['here', 'ledger', 'scout', 'website']);
    await list.getByRole('option', { name: 'scout' }).click();
    await chat.settle();
    assert.equal(await box.inputValue(), 'index tag:rust in:scout ');
    assert.equal(await chat.hasFocus(box), true);
    await box.pressSequentially('tag:two');
    await box.press('Escape');
    await chat.settle();
    assert.equal(await list.count(), 0, 'Escape closes the suggestions first');
    assert.equal(await box.inputValue(), 'index tag:rust in:scout tag:two');
    await box.press('ArrowDown');
    assert.equal(await chat.hasFocus(box), false, 'without suggestions the arrow goes down into the list');
  });

  it('explains its filters, and types them for whoever clicks', async () => {
    const { chat, box } = await open();
    await chat.page.getByRole('button', { name: strings.searchHelp }).press('Enter');
    const help = chat.page.getByRole('region', { name: strings.searchHelp });
    assert.match(await help.innerText(), /from:me[^]*model:[^]*in:here[^]*has:code[^]*is:pinned[^]*tag:[^]*before:/u);
    await help.getByRole('button', { name: 'has:code' }).click();
    await help.getByRole('button', { name: '"…"' }).click();
    await chat.settle();
    assert.equal(await box.inputValue(), 'has:code ""');
    await chat.page.keyboard.type('exact words');
    assert.equal(await box.inputValue(), 'has:code "exact words"', 'the cursor stands between the marks');
  });

  it('shows imported messages as text', async () => {
    const { chat, box, results } = await open();
    await box.fill('x');
    await answerSearch(chat, 'x', [
      hit(row('c', { title: '<b>t</b>' }), 'm', '<img src=y>*<script>*', { author: '<i>a</i>' }),
    ]);
    assert.match(await results.innerText(), /<b>t<\/b>[^]*<img src=y><script>[^]*<i>a<\/i>/u);
    assert.equal(await results.locator('img, script, b, i').count(), 0);
  });
});
