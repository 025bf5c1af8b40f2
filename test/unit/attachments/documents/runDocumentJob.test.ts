import assert from 'node:assert/strict';
import type { Worker } from 'node:worker_threads';
import type { HtmlText, PdfText } from '../../../../src/attachments/documents/protocol.js';
import { runDocumentJob } from '../../../../src/attachments/documents/runDocumentJob.js';
import { pdfBytes } from '../../../support/pdfBytes.js';

const worker = new URL('../../../../src/attachments/documents/main.ts', import.meta.url);
const { signal } = new AbortController();

const pdf = (bytes: Uint8Array, maximum = 100_000, maximumPages = 100): Promise<PdfText> =>
  runDocumentJob({ kind: 'pdf', bytes, maximum, maximumPages }, worker, signal);
const html = (text: string, limitMs?: number): Promise<HtmlText> =>
  runDocumentJob({ kind: 'html', html: text, maximum: 100_000 }, worker, signal, limitMs);

describe('reading a document in a thread', () => {
  it('gives the text of a PDF with the numbers of its pages', async () => {
    const result = await pdf(pdfBytes(['Hello', '', 'World']));
    assert.deepEqual(result, { pages: 3, readPages: 3, text: '[Page 1]\nHello\n\n[Page 3]\nWorld' });
  });

  it('ends with the last page that is wanted, or the last character', async () => {
    const many = pdfBytes(Array.from({ length: 20 }, (_, index) => `text of page ${index + 1}`));
    assert.equal((await pdf(many, 100_000, 3)).readPages, 3);
    const short = await pdf(many, 50, 100);
    assert.ok(short.readPages < 5 && short.text.startsWith('[Page 1]\ntext of page 1'));
  });

  it('has no text of pages without any', async () => {
    assert.deepEqual(await pdf(pdfBytes([''])), { pages: 1, readPages: 1, text: '' });
  });

  it('says that a PDF wants a password, or is damaged', async () => {
    await assert.rejects(pdf(pdfBytes(['secret'], true)), { failure: 'password' });
    await assert.rejects(pdf(Buffer.from('%PDF-1.7\nnothing of the kind')), { failure: 'damaged' });
    await assert.rejects(pdf(pdfBytes(['cut off']).subarray(0, 120)), { failure: 'damaged' });
  });

  it('gives a page as a person reads it', async () => {
    const filler = 'This sentence makes the content long enough. '.repeat(10).trim();
    const { title, text, isCut } = await html(
      `<!doctype html><html><head><title>A &amp; B</title><style>p{}</style><script>alert(1)</script></head><body>
      <nav>Menu</nav><main><h1>Big</h1><p>One <b>two</b>&nbsp;<a href="https://a.example">three</a></p><p>${filler}</p>
      <ul><li>x<li>y</ul><pre>  a\n   b</pre><table><tr><th>n</th><th>m</th></tr><tr><td>1</td><td>2</td></tr></table>
      <img src="x.png" alt="pic"></main><footer>Imprint</footer></body></html>`,
    );
    assert.equal(title, 'A & B');
    assert.match(text, /^# Big\n\nOne two\u00a0three\n\n/u);
    assert.match(text, /- x\n- y/u);
    assert.match(text, / {2}a\n {3}b/u);
    assert.match(text, /n\s+m\n1\s+2/u);
    assert.doesNotMatch(text, /alert|Menu|Imprint|pic|a\.example|p\{\}/u);
    assert.equal(isCut, false);
  });

  it('takes the whole page where its main part is next to nothing', async () => {
    assert.match((await html('<main>Loading</main><div>The text</div>')).text, /Loading[^]*The text/u);
  });

  it('survives what is made to break readers', async () => {
    const orTooMuch = (error: unknown): void => assert.equal((error as { failure: string }).failure, 'too-much');
    await html(`${'<div>'.repeat(100_000)}deep`, 3_000).then(({ text }) => assert.ok(text.length < 100), orTooMuch);
    const wide = `<table><tr><td colspan=1000000000 rowspan=1000000000>x</td></tr>${'<tr><td>y</td></tr>'.repeat(1_000)}</table>`;
    await html(wide, 3_000).then(({ text }) => assert.match(text, /x/u), orTooMuch);
    assert.deepEqual(await html('<title>'), { title: '', text: '', isCut: false });
  });

  it('is not waited for longer than the limit, and ends when it is cancelled', async () => {
    await assert.rejects(html('<p>x'.repeat(300_000), 1), { failure: 'too-much' });
    const stop = new AbortController();
    const reading = runDocumentJob({ kind: 'html', html: '<p>x'.repeat(300_000), maximum: 10 }, worker, stop.signal);
    stop.abort();
    await assert.rejects(reading, { name: 'AbortError' });
  });

  it('is done for two at once, however many are asked for; who is cancelled while waiting starts no thread', async () => {
    let [running, most, started] = [0, 0, 0];
    const onWorker = (thread: Worker): void => {
      started += 1;
      most = Math.max(most, (running += 1));
      thread.once('exit', () => (running -= 1));
    };
    process.on('worker', onWorker);
    try {
      const stop = new AbortController();
      const read = (each: AbortSignal) =>
        runDocumentJob({ kind: 'html', html: '<p>text', maximum: 100 }, worker, each).then(({ text }) => text);
      const all = Array.from({ length: 6 }, () => read(signal));
      const cancelled = [read(stop.signal), read(stop.signal)];
      stop.abort();
      for (const one of cancelled) await assert.rejects(one, { name: 'AbortError' });
      assert.deepEqual(await Promise.all(all), Array(6).fill('text'));
      assert.deepEqual([most, started], [2, 6]);
    } finally {
      process.off('worker', onWorker);
    }
  });
});
