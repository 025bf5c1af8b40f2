import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { PictureView } from '../../src/webview/protocol/pictures.js';
import { projectFolder } from '../support/projectFolder.js';
import { ViewBrowser } from './support/browser.js';
import type { ChatPage } from './support/chatPage.js';
import { PictureHost } from './support/pictureHost.js';
import { delta, manyMessages, message, snapshot, streamingState, strings } from './support/samples.js';
import { drawnPng, sizedPng } from './support/pngs.js';
import { themeNames } from './support/themes.js';

const screenshots = path.join(projectFolder, 'out/view');
const cat = drawnPng(640, 400);

function view(index: number, fields: Partial<PictureView> = {}): PictureView {
  return { messageId: 'a', index, at: 0, size: 1, label: `Image ${index + 1}`, details: 'PNG · 1.9 MB', ...fields };
}

describe('Pictures in messages', function () {
  this.timeout(120_000);
  let browser: ViewBrowser;

  before(async () => {
    browser = await ViewBrowser.start();
    await mkdir(screenshots, { recursive: true });
  });
  afterEach(async () => assert.deepEqual(await browser.closePages(), []));
  after(() => browser.stop());

  const answer = (text: string, pictures: readonly PictureView[]) =>
    message({ id: 'a', role: 'assistant', text, pictures });
  const liveAddresses = (chat: ChatPage): Promise<number> =>
    chat.page.evaluate<number>(
      '[...document.querySelectorAll(".picture img")].filter((i) => i.naturalWidth > 1).length',
    );

  for (const theme of themeNames)
    for (const width of [1000, 300])
      it(`are shown between the texts in ${theme}, ${width} px wide, and can be reached`, async () => {
        const chat = await browser.open({ theme, width, reducedMotion: true });
        const host = new PictureHost(chat, [cat, drawnPng(60, 40), Buffer.from('no picture')]);
        const text = 'Here is a **cat**:\n\nAnd a small one:\n\nThe third is broken:';
        const pictures = [view(0, { at: 18 }), view(1, { at: 36 }), view(2, { at: text.length })];
        await chat.receive(snapshot({ messages: [answer(text, pictures)] }));
        await host.serve();
        await chat.page.locator('.picture img').nth(1).waitFor();
        await chat.waitUntil('[...document.querySelectorAll(".picture img")].every((i) => i.complete)');
        assert.equal(await liveAddresses(chat), 2);
        assert.deepEqual(
          await chat.page.evaluate(
            '[...document.querySelector(".body").children].map((e) => e.className + " " + (e.querySelector("img")?.alt ?? ""))',
          ),
          ['markdown ', 'picture Image 1', 'markdown ', 'picture Image 2', 'markdown ', 'picture '],
        );
        assert.ok(await chat.page.getByText(strings.imageBroken).isVisible());
        const box = (await chat.page.locator('.picture img').first().boundingBox())!;
        assert.ok(Math.abs(box.width / box.height - 640 / 400) < 0.02, 'its own shape');
        assert.equal(await chat.page.evaluate('document.documentElement.scrollWidth > innerWidth'), false);
        await chat.page.screenshot({ path: path.join(screenshots, `pictures-${theme}-${width}.png`) });
        await chat.page.getByRole('button', { name: `${strings.imageOpen}: Image 2` }).press('Enter');
        await chat.page.getByRole('button', { name: `${strings.imageSave}: Image 3` }).press(' ');
        assert.deepEqual(await chat.posted('picture-open'), [{ type: 'picture-open', messageId: 'a', index: 1 }]);
        assert.deepEqual(await chat.posted('picture-save'), [{ type: 'picture-save', messageId: 'a', index: 2 }]);
        assert.deepEqual(await host.faults(), []);
        assert.deepEqual(await chat.violations(), []);
      });

  it('appear in an answer that goes on, behind which its text grows', async () => {
    const chat = await browser.open();
    const host = new PictureHost(chat, [cat]);
    await chat.receive({ type: 'snapshot', state: streamingState() }, delta(0, 'Before.'));
    const shown = message({
      id: 'answer',
      role: 'assistant',
      status: 'streaming',
      text: 'Before. After',
      pictures: [view(0, { messageId: 'answer', at: 7 })],
    });
    await chat.receive({ type: 'message', message: shown }, delta(1, ' it.'));
    await host.serve();
    await chat.page.locator('.picture img').waitFor();
    await chat.receive(delta(2, ' **More.**'));
    const body = chat.page.locator('[data-message-id="answer"] .body > :not(.progress)');
    assert.deepEqual(
      (await body.allInnerTexts()).map((text) => text.trim().split('\n')[0]),
      ['Before.', 'PNG · 1.9 MB', 'After it. More.'],
    );
    assert.equal((await chat.posted('resync')).length, 0);
    assert.equal(
      await chat.page.locator('.picture img').evaluate((image: HTMLImageElement) => image.naturalWidth),
      640,
    );
  });

  it('are asked for when they are near, and let go of when they are far', async () => {
    const chat = await browser.open({ height: 500 });
    const host = new PictureHost(chat, [cat]);
    const messages = [answer('Far up.', [view(0, { at: 7 })]), ...manyMessages(60)];
    await chat.receive(snapshot({ messages }));
    await host.serve();
    assert.deepEqual(await chat.posted('picture-read'), []);
    await chat.page.evaluate('document.querySelector(".messages").scrollTop = 0');
    const image = chat.page.locator('.picture img');
    await host.serveUntil(image);
    const address = await image.getAttribute('src');
    assert.match(address ?? '', /^blob:/u);
    const height = await chat.page.locator('.picture').evaluate((figure) => figure.clientHeight);
    await chat.page.evaluate('document.querySelector(".messages").scrollTop = 1e6');
    await image.waitFor({ state: 'detached' });
    assert.equal(
      await chat.page.evaluate(`fetch(${JSON.stringify(address)}).then(() => 'there', () => 'gone')`),
      'gone',
    );
    await chat.forgetFaults();
    await chat.page.evaluate('document.querySelector(".messages").scrollTop = 0');
    await host.serveUntil(image);
    assert.equal(await chat.page.locator('.picture').evaluate((figure) => figure.clientHeight), height);
  });

  it('wait for a click where they have many pixels, and stay held where they have too many', async () => {
    const chat = await browser.open();
    const host = new PictureHost(chat, [sizedPng(6_000, 5_000), sizedPng(16_000, 16_000)]);
    await chat.receive(snapshot({ messages: [answer('', [view(0), view(1)])] }));
    await host.serve();
    assert.match(await chat.page.locator('.picture-note').first().innerText(), /6000 × 5000/u);
    assert.match(await chat.page.locator('.picture-note').last().innerText(), /16000 × 16000/u);
    assert.equal(await chat.page.locator('.picture img').count(), 0);
    assert.equal((await chat.posted('picture-read')).length, 2, 'no more than the first pieces');
    const show = chat.page.getByRole('button', { name: strings.showImage });
    assert.equal(await show.count(), 1);
    await show.click();
    assert.ok(await chat.hasFocus(chat.page.locator('.picture').first()));
    await host.serve();
    const image = chat.page.locator('.picture img');
    await image.waitFor({ state: 'attached' });
    assert.equal(await image.getAttribute('alt'), 'Image 1');
  });

  it('are asked for again after a snapshot, as an answer of the host may be lost', async () => {
    const chat = await browser.open();
    const host = new PictureHost(chat, [cat]);
    const state = snapshot({ messages: [answer('', [view(0)])] });
    await chat.receive(state);
    await chat.waitUntil('posted.some(({ type }) => type === "picture-read")');
    host.lose();
    await chat.receive(state);
    await host.serve();
    await chat.page.locator('.picture img').waitFor();
  });
});
