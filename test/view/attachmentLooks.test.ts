import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { projectFolder } from '../support/projectFolder.js';
import {
  answerCompletion,
  attachment,
  attachments,
  completion,
  offered,
  sampleAttachments,
} from './support/attachmentSamples.js';
import { ViewBrowser } from './support/browser.js';
import type { ChatPage } from './support/chatPage.js';
import { drawnPng } from './support/pngs.js';
import { chatState, message, strings } from './support/samples.js';
import { germanStrings } from './support/germanStrings.js';
import { themeNames } from './support/themes.js';

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const screenshots = path.join(projectFolder, 'out/view');
const picture = drawnPng(640, 400).toString('base64');
/** So that it comes in several pieces. */
const pieceLength = 4_096;

const image = attachment('shot', {
  kind: 'image',
  label: 'Screenshot.png',
  tokens: '~1K',
  imageSize: picture.length,
  details: 'Image · 12 kB',
});
const sent = message({
  id: 'q',
  role: 'user',
  text: 'What is wrong here?',
  attachments: [...sampleAttachments.slice(0, 4), image],
});

const changes = [
  { attachmentId: 'auth', text: 'The file has changed since.', isComparable: true, isThere: true },
  { attachmentId: 'env', text: 'The file is gone. What was attached is kept.', isComparable: false, isThere: false },
  { attachmentId: 'shot', text: 'The file has changed since.', isComparable: false, isThere: true },
];

/** German is longer than English: it is looked at where room is short. */
const looks = [
  ...themeNames.flatMap((theme) => [1000, 300].map((width) => ({ theme, width, locale: 'en' }))),
  { theme: themeNames[0], width: 300, locale: 'de' },
];

/** Answers whatever is asked of images, until no more is. */
async function serveImages(chat: ChatPage): Promise<void> {
  let answered = 0;
  for (let quiet = 0; quiet < 3; quiet += 1) {
    await chat.settle();
    for (const { messageId, attachmentId, offset } of (await chat.posted('attachment-read')).slice(answered)) {
      quiet = 0;
      answered += 1;
      const base64 = picture.slice(offset, offset + pieceLength);
      const isLast = offset + pieceLength >= picture.length;
      await chat.receive({ type: 'attachment-piece', messageId, attachmentId, offset, base64, isLast });
    }
  }
}

/** From now on something is held over the page. @param add puts it into `dataTransfer` */
async function dragOver(chat: ChatPage, add: string): Promise<void> {
  await chat.page.evaluate(`(() => {
    clearInterval(globalThis.dragging);
    const dataTransfer = new DataTransfer();
    ${add};
    globalThis.dragging = setInterval(() => document.body.dispatchEvent(new DragEvent('dragover', { bubbles: true, cancelable: true, dataTransfer })), 50);
  })()`);
  await chat.page.locator('.drop-zone').waitFor();
}

async function faultsOf(chat: ChatPage): Promise<string[]> {
  await chat.page.evaluate(axeSource);
  return chat.page.evaluate<string[]>(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ': ' + html.slice(0, 200) + ' ' + failureSummary)))`);
}

describe('How attachments look', function () {
  this.timeout(120_000);
  let browser: ViewBrowser;

  before(async () => {
    browser = await ViewBrowser.start();
    await mkdir(screenshots, { recursive: true });
  });
  afterEach(async () => assert.deepEqual(await browser.closePages(), []));
  after(() => browser.stop());

  for (const { theme, width, locale } of looks)
    it(`shows axe no fault, and stays inside, in ${theme}, ${width} px wide, ${locale}`, async () => {
      const texts = locale === 'de' ? germanStrings : strings;
      const chat = await browser.open({ theme, width, reducedMotion: true });
      const shown = [...sampleAttachments, image];
      await chat.receive(
        { type: 'snapshot', state: chatState({ messages: [sent], locale, strings: texts }) },
        attachments({ attachments: shown, offered, pending: [{ request: 'r', label: 'Downloads' }] }),
      );
      await chat.receive({ type: 'source-changes', conversationId: 'conversation-1', messageId: 'q', changes });
      await serveImages(chat);
      const check = async (what: string): Promise<void> => {
        assert.deepEqual(await faultsOf(chat), [], what);
        const wide = await chat.page.evaluate<string[]>(
          `[document.documentElement, ...document.querySelectorAll('.attachment-bar *, .attachment-notice *, .completion-list li, .message-attachments *, .drop-zone *')].filter((element) => element.getBoundingClientRect().right > innerWidth + 1).map(({ className }) => String(className))`,
        );
        assert.deepEqual(wide, [], what);
        await chat.page.screenshot({
          path: path.join(screenshots, `attachments-${what}-${theme}-${width}-${locale}.png`),
        });
      };
      await check('chips');
      const input = chat.page.getByRole('textbox', { name: texts.composerLabel });
      await input.pressSequentially('see @ses');
      await answerCompletion(chat, 'ses', [
        completion('a', { label: 'session.ts', description: 'src/chat/conversation', matches: [0, 1, 2] }),
        completion('b', { kind: 'folder', label: 'sessions', description: 'a/long/path/that/does/not/fit/at/all' }),
        completion('c', {
          kind: 'chat',
          label: 'Sessions and cookies, and a name that goes on for longer than there is room',
        }),
      ]);
      await check('list');
      await input.press('Escape');
      await chat.page.locator('.attachment-bar button[data-attachment]').first().focus();
      await chat.receive({
        type: 'attach-ended',
        request: 'r',
        outcome: 'failed',
        attachmentIds: [],
        label: '',
        problem: 'The folder could not be read. Nothing of it was attached; try again, or attach single files.',
      });
      await check('problem');
      await dragOver(chat, "dataTransfer.items.add(new File(['a'], 'a.txt'))");
      await check('drop');
      await dragOver(chat, "dataTransfer.setData('text/uri-list', 'file:///a.txt')");
      await chat.page.getByText(texts.dropWithShift).waitFor();
      await check('shift');
      await chat.page.evaluate('clearInterval(globalThis.dragging)');
      assert.deepEqual(await chat.violations(), []);
    });

  it('says under a message what has changed since, and what can be done, by keyboard and to screen readers', async () => {
    const chat = await browser.open();
    await chat.receive({ type: 'snapshot', state: chatState({ messages: [sent] }) }, attachments({}));
    await chat.waitUntil('posted.some(({ type }) => type === "attachments-watch")');
    assert.deepEqual((await chat.posted('attachments-watch')).at(-1)!.messageIds, ['q']);
    await chat.receive({ type: 'source-changes', conversationId: 'conversation-1', messageId: 'q', changes });
    assert.equal(await chat.page.locator('.source-change').count(), 3);
    const chip = chat.page.getByRole('button', { name: /^auth\.ts.*, The file has changed since\.$/su });
    await chip.focus();
    await chat.page.keyboard.press('Tab');
    await chat.page.keyboard.press('Enter');
    assert.deepEqual(await chat.posted('attachment-compare'), [
      { type: 'attachment-compare', messageId: 'q', attachmentId: 'auth' },
    ]);
    await chat.page.keyboard.press('Tab');
    assert.equal(await chat.hasFocus(chat.page.getByRole('button', { name: 'Attach Present Version: auth.ts' })), true);
    await chat.page.keyboard.press('Enter');
    const [asked] = await chat.posted('attach-present');
    assert.deepEqual([asked!.conversationId, asked!.messageId, asked!.attachmentId], ['conversation-1', 'q', 'auth']);
    await chat.receive({ type: 'source-changes', conversationId: 'conversation-1', messageId: 'q', changes: [] });
    assert.equal(await chat.page.locator('.source-change').count(), 0);
  });

  it('shows images as pictures under a message, which a click opens, and small in the composer', async () => {
    const chat = await browser.open();
    await chat.receive(
      { type: 'snapshot', state: chatState({ messages: [sent] }) },
      attachments({ attachments: [image] }),
    );
    await serveImages(chat);
    const under = chat.page.locator('.attached-image img');
    await chat.waitUntil(
      '[...document.querySelectorAll(".attached-image img, .chip-thumbnail img")].filter((i) => i.naturalWidth === 640).length === 2',
    );
    const { width, height } = (await under.boundingBox())!;
    assert.ok(Math.abs(width / height - 1.6) < 0.05 && height <= 200, `${width} × ${height}`);
    await chat.page.locator('.attached-image').getByRole('button', { name: 'Screenshot.png' }).press('Enter');
    assert.deepEqual(await chat.posted('attachment-open'), [
      { type: 'attachment-open', messageId: 'q', attachmentId: 'shot' },
    ]);
  });

  it('shows by its name an image that is gone, or is none', async () => {
    const chat = await browser.open();
    await chat.receive({ type: 'snapshot', state: chatState({ messages: [sent] }) });
    await chat.waitUntil('posted.some(({ type }) => type === "attachment-read")');
    await chat.receive({ type: 'attachment-gone', messageId: 'q', attachmentId: 'shot' });
    await chat.page
      .locator('.attached-image[data-state=broken]')
      .getByRole('button', { name: /^Screenshot\.png/u })
      .click();
    assert.equal((await chat.posted('attachment-open')).length, 1);
  });
});
