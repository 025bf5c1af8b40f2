import assert from 'node:assert/strict';
import { ViewBrowser } from './support/browser.js';
import type { ChatPage } from './support/chatPage.js';
import { message, snapshot, strings } from './support/samples.js';

describe('What GitHub shows beside CommonMark', function () {
  this.timeout(60_000);
  let browser: ViewBrowser;

  before(async () => {
    browser = await ViewBrowser.start();
  });
  afterEach(async () => assert.deepEqual(await browser.closePages(), []));
  after(() => browser.stop());

  async function openWith(text: string): Promise<ChatPage> {
    const chat = await browser.open();
    await chat.receive(snapshot({ messages: [message({ id: 'a', role: 'assistant', text })] }));
    return chat;
  }

  for (const formula of [
    '$$\\int x\\,dx$$',
    '\\(x\\)',
    '\\[y\\]',
    '$x*y*z$',
    '$a_1 + b_1$',
    '$\\{x \\mid x < 1\\}$',
    '$$\n\\begin{aligned}\na &= b \\\\\nc &= d\n\\end{aligned}\n$$',
    '\\[\n\\frac{1}{2} \\, \\\\ z\n\\]',
  ]) {
    it(`keeps a formula as it is: ${JSON.stringify(formula)}`, async () => {
      const alone = await openWith(formula);
      assert.equal((await alone.page.locator('.formula').allTextContents()).join('').trim(), formula);
      if (formula.includes('\n')) return;
      const within = await openWith(`so **that** ${formula} holds`);
      assert.equal(await within.page.locator('.markdown').textContent(), `so that ${formula} holds`);
    });
  }

  it('keeps a formula as it is that begins at the end of a line of text, and nothing behind it', async () => {
    const formula = '$$\na \\, *b* \\\\\nc\n$$';
    const chat = await openWith(
      `It **is** ${formula}\nand *so* on, $$\nd\n$$\n\n$$\ne\n$$\nEnd $1$.\n\n- one $$\nf\n$$\n- *two*`,
    );
    const formulas = await chat.page.locator('.formula').allTextContents();
    assert.deepEqual(
      formulas.map((text) => text.trim()),
      [formula, '$$\nd\n$$', '$$\ne\n$$', '$1$', '$$\nf\n$$'],
    );
    assert.deepEqual(await chat.page.locator('.markdown em').allTextContents(), ['so', 'two']);
  });

  it('leaves prices and shell variables what they are', async () => {
    const text = 'It is $5, or $10 a month; $HOME and $PATH are set.';
    const chat = await openWith(text);
    assert.equal(await chat.page.locator('.formula').count(), 0);
    assert.equal(await chat.page.locator('.markdown').textContent(), text);
  });

  it('leads from a footnote’s number to its text', async () => {
    const chat = await openWith(
      `Said[^1] twice[^Two].\n\n${'Words.\n\n'.repeat(80)}[^1]: The *first*.\n\n[^two]: The second.`,
    );
    const note = chat.page.getByRole('note', { name: 'Footnote 2' });
    await chat.page.getByRole('button', { name: 'Footnote 2' }).click();
    assert.equal(await chat.hasFocus(note), true);
    assert.equal(await chat.page.getByRole('note', { name: 'Footnote 1' }).locator('em').innerText(), 'first');
  });

  it('numbers footnotes, whatever they are called, one after the other', async () => {
    const note = (name: string): string => `Said[^${name}] and again[^${name}].\n\n[^${name}]: About it.\n\n`;
    const chat = await openWith(`${note('why')}${'Words.\n\n'.repeat(20)}${note('how')}- ${note('7').trim()}`);
    const numbers = await chat.page.locator('.footnote-reference').allInnerTexts();
    assert.deepEqual(numbers, ['1', '1', '2', '2', '3', '3']);
    assert.deepEqual(await chat.page.locator('.footnote > sup').allInnerTexts(), ['1', '2', '3']);
  });

  it('shows a mark without its footnote as text', async () => {
    const chat = await openWith('Said[^1].');
    assert.equal(await chat.page.locator('.markdown').textContent(), 'Said[^1].');
  });

  it('breaks lines in cells, lowers, raises and frames', async () => {
    const chat = await openWith(
      '| a |\n|---|\n| one<br>two<br/>three |\n\nH<sub>2</sub>O, 10<sup>**3**</sup>, <kbd>Ctrl</kbd>',
    );
    assert.equal(await chat.page.locator('td br').count(), 2);
    assert.equal(await chat.page.locator('sub').innerText(), '2');
    assert.equal(await chat.page.locator('sup strong').innerText(), '3');
    assert.equal(await chat.page.locator('kbd').innerText(), 'Ctrl');
  });

  it('shows other tags that only emphasize', async () => {
    const chat = await openWith(
      '<b>bold</b> <i>in *both*</i> <code>a &lt; b</code> <del>gone</del> <STRONG>loud</STRONG>',
    );
    assert.equal(await chat.page.locator('.markdown').textContent(), 'bold in both a < b gone loud');
    for (const tag of ['b', 'i em', 'code', 'del', 'strong'])
      assert.equal(await chat.page.locator(`.markdown ${tag}`).count(), 1, tag);
  });

  it('names an alert, and leaves other quotations alone', async () => {
    const chat = await openWith('> [!WARNING]\n> Mind the **gap**.\n\n> [!NOTHING]\n> Quoted.\n\n> Plain');
    assert.equal(await chat.page.locator('.alert').count(), 1);
    assert.equal(await chat.page.locator('.alert .alert-title').innerText(), strings.alertWarning);
    assert.match(await chat.page.locator('.alert').innerText(), /Mind the gap\.$/u);
    assert.equal(await chat.page.locator('blockquote').count(), 3);
  });

  it('folds a section until it is opened', async () => {
    const chat = await openWith(
      '<details>\n<summary>Why <b>so</b> <code>f()</code></summary>\n\n- Because\n\n```js\nlet a;\n```\n\n</details>\n\nAfter',
    );
    const item = chat.page.getByText('Because');
    assert.equal(await item.isVisible(), false);
    await chat.page.locator('summary', { hasText: 'Why so f()' }).click();
    assert.equal(await chat.page.locator('summary code').innerText(), 'f()');
    assert.equal(await item.isVisible(), true);
    assert.equal(await chat.page.locator('.section').getByText('After').count(), 0);
  });

  it('styles the head of a section, and shows an end without a beginning', async () => {
    const chat = await openWith(
      'Before\n\n</details>\n\n- item\n\n  </details>\n\n<details><summary><i>See</i> <code>a.ts</code></summary>\n\nIn\n\n</details>',
    );
    assert.equal(await chat.page.locator('summary em, summary i').innerText(), 'See');
    assert.equal(await chat.page.locator('summary code').innerText(), 'a.ts');
    assert.equal(await chat.page.getByText('</details>').count(), 2);
  });

  it('shows any other tag as text', async () => {
    const text = '<div onclick="x">a</div> <sub>open <script>b</script> <details x>';
    const chat = await openWith(text);
    assert.equal(await chat.page.locator('.markdown').textContent(), text);
  });
});
