import assert from 'node:assert/strict';
import { ViewBrowser } from './support/browser.js';
import type { ChatPage } from './support/chatPage.js';
import { delta, message, quietStatus, snapshot, streamingState, strings } from './support/samples.js';

/** Text that would run script, load something, or leave the page, if anything of it became HTML. */
const hostile = `
<script>window.pwned = 1</script>
<img src=x onerror="window.pwned = 1">
<svg onload="window.pwned = 1"><a xlink:href="javascript:window.pwned=1">x</a></svg>
<iframe srcdoc="<script>parent.pwned = 1</script>"></iframe>
<style>body { display: none }</style>
<a href="javascript:window.pwned=1">html link</a>

[a](javascript:window.pwned=1) [b](JaVaScRiPt:window.pwned=1) [c](&#106;avascript:window.pwned=1) [d](java&#10;script:window.pwned=1)
[e](data:text/html;base64,PHNjcmlwdD5wYXJlbnQucHduZWQ9MTwvc2NyaXB0Pg==) [f](vbscript:x) [g](command:workbench.action.quit) [h](vscode:extension/evil) [i](file:///etc/passwd)
<javascript:window.pwned=1> [j](<javascript:window.pwned=1>) [k][ref] [l](https://example.org/"onmouseover="window.pwned=1)

![m](javascript:window.pwned=1) ![n](https://tracker.example/pixel.png?secret=1) ![o](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9InBhcmVudC5wd25lZD0xIi8+)
![p](x" onerror="window.pwned=1) [![q](https://tracker.example/inner.png)](https://example.org)

[ref]: javascript:window.pwned=1 "x"

| <b onclick="window.pwned=1">cell</b> |
| --- |
| [r](javascript:window.pwned=1) |

\`\`\`"><script>window.pwned=1</script>
</code></pre><script>window.pwned = 1</script>
\`\`\`

\`\`\`html
<img src=x onerror="window.pwned = 1">
\`\`\`
`;

describe('The content of a message', function () {
  this.timeout(60_000);
  let browser: ViewBrowser;

  async function openWith(text: string, fields = {}): Promise<ChatPage> {
    const chat = await browser.open();
    await chat.receive(snapshot({ messages: [message({ id: 'a', role: 'assistant', text, ...fields })] }));
    return chat;
  }

  before(async () => {
    browser = await ViewBrowser.start();
  });
  afterEach(async () => assert.deepEqual(await browser.closePages(), []));
  after(() => browser.stop());

  it('never runs, loads or becomes HTML, whatever it holds and wherever it stands', async () => {
    const chat = await browser.open();
    const requests: string[] = [];
    chat.page.on('request', (request) => requests.push(request.url()));
    const problem = { title: hostile, detail: hostile, actions: [{ id: 'retry', label: hostile } as const] };
    await chat.receive(
      snapshot({
        conversation: { id: 'c', title: hostile, updatedAt: 0 },
        messages: [
          message({ id: 'q', role: 'user', text: hostile }),
          message({
            id: 'a',
            role: 'assistant',
            text: hostile,
            reasoning: hostile,
            author: hostile,
            details: hostile,
            status: 'failed',
            problem,
          }),
        ],
      }),
    );
    await chat.page.locator('.reasoning summary').click();
    await chat.page.getByRole('button', { name: strings.conversationsShow }).click();
    await chat.page.locator('.hljs-name').first().waitFor();
    for (const link of await chat.page.locator('.markdown a').all()) await link.click();
    await chat.settle();

    assert.equal(await chat.page.evaluate('window.pwned'), undefined);
    assert.deepEqual(await chat.violations(), []);
    const elements =
      '.app :is(script, iframe, style, object, embed, form:not(.composer), link, meta, img, [onerror], [onload], [onclick], [style])';
    assert.equal(await chat.page.locator(elements).count(), 0);
    const targets = await chat.page.evaluate<string[]>(
      '[...document.querySelectorAll(".app a")].map((link) => link.getAttribute("href"))',
    );
    assert.ok(targets.length > 0);
    for (const target of targets) assert.match(target, /^https:\/\/(example\.org|tracker\.example)/);
    assert.deepEqual(
      requests.filter((url) => !/^(?:blob:)?http:\/\/127\.0\.0\.1/u.test(url)),
      [],
    );
  });

  it('waits for the rest of a table in reasoning that goes on behind the beginning of the answer, too', async () => {
    const chat = await browser.open();
    await chat.receive({ type: 'snapshot', state: streamingState() }, delta(0, 'So far', 'Why'));
    await chat.page.locator('.reasoning summary').click();
    await chat.receive(delta(1, '', '\n\n| a |'));
    const body = chat.page.locator('.reasoning .markdown');
    assert.equal((await body.innerText()).trim(), 'Why');
    await chat.receive(delta(2, '', '\n|-|\n'));
    assert.equal(await body.locator('table').count(), 1);
  });

  it('moves what turns out to be a thought out of the answer when it is complete', async () => {
    const chat = await browser.open();
    await chat.receive({ type: 'snapshot', state: streamingState() }, delta(0, 'A thought.\n</think>\n\n**Paris.**'));
    const answer = chat.page.locator('.message.assistant');
    assert.match(await answer.innerText(), /A thought\./u);
    const done = message({ id: 'answer', role: 'assistant', text: '**Paris.**', reasoning: 'A thought.' });
    await chat.receive({ type: 'status', status: quietStatus }, { type: 'message', message: done });
    assert.match(await answer.innerText(), /Paris\./u);
    assert.doesNotMatch(await answer.innerText(), /A thought|think>/u);
    await answer.locator('.reasoning summary').click();
    await answer.locator('.reasoning').getByText('A thought.').waitFor();
  });

  it('opens a link through the host and nowhere else, by mouse and by keyboard', async () => {
    const chat = await openWith('See [the *docs*](https://example.org/docs "Documentation").');
    const link = chat.page.getByRole('link', { name: 'the docs' });
    await link.click();
    await link.press('Enter');
    await link.click({ button: 'middle' });
    const expected = { type: 'open-link', url: 'https://example.org/docs' } as const;
    assert.deepEqual(await chat.posted('open-link'), [expected, expected, expected]);
    assert.deepEqual(await chat.violations(), []);
    assert.equal(chat.page.context().pages().length, 1);
  });

  it('names a remote image and links to it instead of loading it', async () => {
    const chat = await openWith('![a cat](https://example.org/cat.png)');
    const image = chat.page.locator('.remote-image');
    assert.match(await image.innerText(), /Image not loaded\s+a cat\s+https:\/\/example\.org\/cat\.png/);
    assert.equal(await image.getByRole('link').getAttribute('href'), 'https://example.org/cat.png');
  });

  it('shows an image that is part of the text', async () => {
    const pixel =
      'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';
    const chat = await openWith(`![a dot](${pixel})`);
    assert.equal(await chat.page.evaluate('document.querySelector("img[alt=\'a dot\']").naturalWidth'), 1);
  });

  it('shows tables, struck text, task lists, numbered lists that start anywhere, and headings below its own', async () => {
    const chat = await openWith(
      '# Top\n\n| a | b |\n|:-:|--:|\n| 1 | 2 |\n\n~~gone~~\n\n- [x] done\n- [ ] open\n- plain\n\n7. seven',
    );
    const text = chat.page.locator('.markdown');
    assert.deepEqual(await text.getByRole('cell').allInnerTexts(), ['1', '2']);
    assert.deepEqual(await chat.page.evaluate('[...document.querySelectorAll("th")].map((cell) => cell.className)'), [
      'align-center',
      'align-right',
    ]);
    assert.equal(await text.locator('s').innerText(), 'gone');
    assert.equal(await text.getByRole('checkbox', { name: 'done' }).isChecked(), true);
    assert.equal(await text.getByRole('checkbox', { name: 'open' }).isChecked(), false);
    assert.equal(await text.getByRole('checkbox').count(), 2);
    assert.equal(await text.locator('ol').getAttribute('start'), '7');
    assert.equal(await text.getByRole('heading', { level: 3 }).innerText(), 'Top');
  });

  it('keeps the line breaks a person typed, and joins those of an answer', async () => {
    const chat = await browser.open();
    await chat.receive(
      snapshot({
        messages: [
          message({ id: 'q', role: 'user', text: 'one\ntwo' }),
          message({ id: 'a', role: 'assistant', text: 'one\ntwo' }),
        ],
      }),
    );
    assert.equal(await chat.page.locator('.user .markdown').innerText(), 'one\ntwo');
    assert.equal(await chat.page.locator('.assistant .markdown').innerText(), 'one two');
  });

  it('colours code once the grammars are there, names the language, and copies the code through the host', async () => {
    const code = 'const answer = 42;';
    const chat = await openWith(`\`\`\`ts\n${code}\n\`\`\``);
    await chat.page.locator('.hljs-keyword', { hasText: 'const' }).waitFor();
    assert.equal(await chat.page.locator('.code-language').innerText(), 'ts');
    await chat.page.getByRole('button', { name: strings.copyCode }).click();
    assert.deepEqual(await chat.posted('copy'), [{ type: 'copy', text: code }]);
    await chat.page.getByRole('button', { name: strings.copied }).waitFor();
    assert.equal(await chat.page.getByRole('status').last().innerText(), strings.copied);
  });

  it('does not fetch the grammars for text without code', async () => {
    const chat = await browser.open();
    const requests: string[] = [];
    chat.page.on('request', (request) => requests.push(request.url()));
    await chat.receive(snapshot({ messages: [message({ id: 'a', role: 'assistant', text: 'no code' })] }));
    assert.deepEqual(
      requests.filter((url) => url.includes('highlight')),
      [],
    );
  });

  it('shows code in an unknown language as it is', async () => {
    const chat = await openWith('```klingon\nnuqneH <b>\n```');
    assert.equal(await chat.page.locator('pre').innerText(), 'nuqneH <b>');
  });

  it('shows a growing table as a table, never as lines of signs', async () => {
    const chat = await browser.open();
    await chat.receive({ type: 'snapshot', state: streamingState() });
    const text = 'Sizes:\n\n| name | size |\n| --- | ---: |\n| a | 1 |\n| b | 2 |\n\nDone.';
    for (const [seq, character] of [...text].entries()) {
      await chat.receive(delta(seq, character));
      assert.doesNotMatch((await chat.page.locator('.markdown').allInnerTexts()).join(), /[|-]/u);
    }
    assert.equal(await chat.page.locator('tbody tr').count(), 2);
    assert.equal(await chat.page.locator('.assistant .markdown > p').last().innerText(), 'Done.');
  });

  it('shows a table that grows directly below a line in the same way', async () => {
    const chat = await browser.open();
    await chat.receive({ type: 'snapshot', state: streamingState() });
    const text = 'These are the\n**sizes**:\n| name | size |\n| --- | ---: |\n| a | 1 |\n';
    for (const [seq, character] of [...text].entries()) {
      await chat.receive(delta(seq, character));
      assert.doesNotMatch((await chat.page.locator('.markdown').allInnerTexts()).join(), /[|-]/u);
    }
    assert.equal(await chat.page.locator('tbody tr').count(), 1);
    assert.equal(await chat.page.locator('.assistant .markdown > p').innerText(), 'These are the sizes:');
  });

  it('shows a line of such signs that becomes no table', async () => {
    const chat = await browser.open();
    await chat.receive({ type: 'snapshot', state: streamingState() });
    await chat.receive(delta(0, '|x| is its size'));
    assert.equal(await chat.page.locator('.assistant .markdown > p').count(), 0);
    await chat.receive(delta(1, '\nand |y|'));
    assert.equal(await chat.page.locator('.assistant .markdown > p').innerText(), '|x| is its size and |y|');
    await chat.receive(
      { type: 'message', message: message({ id: 'answer', role: 'assistant', text: '|x|' }) },
      { type: 'status', status: quietStatus },
    );
    assert.equal(await chat.page.locator('.assistant .markdown > p').innerText(), '|x|');
  });

  it('offers to wrap lines that may be too long, and only those', async () => {
    const long = `const text = '${'word '.repeat(60)}';`;
    const chat = await openWith(`\`\`\`js\n${long}\n\`\`\`\n\n\`\`\`js\nlet a;\n\`\`\``);
    const overflow = (): Promise<boolean> =>
      chat.page.evaluate(
        `(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)(document.querySelector('pre'))`,
      );
    const wrap = chat.page.getByRole('button', { name: strings.wrapLines });
    assert.equal(await wrap.count(), 1);
    assert.equal(await overflow(), true);
    await wrap.click();
    assert.equal(await wrap.getAttribute('aria-pressed'), 'true');
    assert.equal(await overflow(), false);
  });

  it('leaves a growing fence beyond 10 KB plain until it is closed', async () => {
    const chat = await browser.open();
    const long = 'const a = 1;\n'.repeat(1_000);
    const question = message({ id: 'question', role: 'user', text: '?' });
    const answer = message({
      id: 'answer',
      role: 'assistant',
      status: 'streaming',
      text: '```js\nlet early;\n```\n\n```js\n',
    });
    const turn = { id: 'turn-1', messageId: 'answer', nextSeq: 0, waiting: '' };
    await chat.receive(
      snapshot({
        messages: [question, answer],
        status: { ...quietStatus, turn },
      }),
    );
    await chat.page.locator('.hljs-keyword').waitFor();
    await chat.receive(delta(0, long));
    assert.equal(await chat.page.locator('pre').nth(1).locator('span').count(), 0);
    await chat.receive(delta(1, '```\n\nDone.\n'));
    await chat.page.locator('pre').nth(1).locator('.hljs-keyword').first().waitFor();
    assert.equal(await chat.page.locator('pre').nth(1).locator('.hljs-keyword').count(), 1_000);
  });

  it('folds the head of an answer far beyond 100 KB until asked', async () => {
    const paragraph = (number: number) => `Paragraph ${number}. ${'word '.repeat(200)}`;
    const chat = await openWith(Array.from({ length: 150 }, (_, index) => paragraph(index)).join('\n\n'));
    const paragraphs = chat.page.locator('.markdown > p');
    assert.ok((await paragraphs.count()) < 110);
    assert.match(await paragraphs.last().innerText(), /^Paragraph 149\./);
    await chat.page.getByRole('button', { name: strings.showMore }).click();
    assert.equal(await paragraphs.count(), 150);
  });

  it('shows the start of five pasted megabytes', async () => {
    const chat = await browser.open();
    await chat.receive(
      snapshot({ messages: [message({ id: 'q', role: 'user', text: '0123456789abcde\n'.repeat(5 * 65_536) })] }),
    );
    // A line weighs 25: its 15 characters, and its end as much as 10.
    const lines = Math.floor((20 * 1024) / 25);
    assert.equal((await chat.page.locator('.plain-text').innerText()).length, lines * 16 + 5);
  });

  it('shows more of what was pasted, in pieces, up to all of it', async () => {
    const pasted = `${'x'.repeat(600 * 1024)}**end**`;
    const chat = await openWith(pasted);
    const more = chat.page.getByRole('button', { name: strings.showMore });
    let clicks = 0;
    for (; (await more.count()) > 0; clicks++) await more.click();
    assert.equal(clicks, 6);
    assert.equal((await chat.page.locator('.plain-text').allTextContents()).join(''), pasted);
  });

  it('opens the reasoning when asked', async () => {
    const chat = await openWith('The answer.', { reasoning: 'Because **so**.' });
    assert.equal(await chat.page.locator('.reasoning .markdown').count(), 0);
    await chat.page.getByText(strings.reasoning).click();
    assert.equal(await chat.page.locator('.reasoning strong').innerText(), 'so');
  });

  it('shows the bare text, and says so to the host, should rendering it fail', async () => {
    const chat = await browser.open();
    await chat.page.evaluate(`
      const createElementNS = document.createElementNS.bind(document);
      document.createElementNS = (space, name, ...rest) => {
        if (name === 'table') throw new Error('planted fault');
        return createElementNS(space, name, ...rest);
      };`);
    const table = '| a |\n| - |\n| b |';
    await chat.receive(
      snapshot({
        messages: [
          message({ id: 'a', role: 'assistant', text: table }),
          message({ id: 'b', role: 'user', text: 'well' }),
        ],
      }),
    );
    assert.equal(await chat.page.locator('.assistant .plain-text').textContent(), table);
    assert.equal(await chat.page.locator('.user .markdown').innerText(), 'well');
    assert.deepEqual(
      (await chat.posted('view-error')).map(({ message: text }) => text),
      ['planted fault'],
    );
    await chat.forgetFaults();
  });

  it('shows code without colours when the grammars are not available', async () => {
    const chat = await browser.open();
    await chat.page.route('**/highlightWorker*', (route) => route.abort());
    await chat.receive(snapshot({ messages: [message({ id: 'a', role: 'assistant', text: '```js\nlet a;\n```' })] }));
    await chat.waitUntil('posted.some(({ type }) => type === "view-error")');
    assert.equal(await chat.page.locator('pre').innerText(), 'let a;');
    await chat.forgetFaults();
  });

  it('reports a fault of its script to the host', async () => {
    const chat = await browser.open();
    await chat.receive(snapshot());
    await chat.page.evaluate('setTimeout(() => { throw new Error("planted fault") })');
    await chat.waitUntil('posted.some(({ type }) => type === "view-error")');
    const [error] = await chat.posted('view-error');
    assert.equal(error!.message, 'planted fault');
    assert.match(error!.stack, /planted fault/);
    await chat.forgetFaults();
  });
});
