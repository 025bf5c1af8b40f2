import assert from 'node:assert/strict';
import { ViewBrowser } from './support/browser.js';
import type { ChatPage } from './support/chatPage.js';
import { attachments } from './support/attachmentSamples.js';
import { snapshot, strings } from './support/samples.js';

describe('Many files that are dropped at once', function () {
  this.timeout(60_000);
  let browser: ViewBrowser;

  before(async () => {
    browser = await ViewBrowser.start();
  });
  afterEach(async () => assert.deepEqual(await browser.closePages(), []));
  after(() => browser.stop());

  async function open() {
    const chat = await browser.open();
    await chat.receive(snapshot(), attachments());
    return { chat, input: chat.page.getByRole('textbox', { name: strings.composerLabel }) };
  }

  const drop = (chat: ChatPage, count: number) =>
    chat.page.evaluate(`(() => {
      const dataTransfer = new DataTransfer();
      for (let index = 0; index < ${count}; index += 1) dataTransfer.items.add(new File(['text'], 'file' + index + '.txt'));
      const init = { bubbles: true, cancelable: true, dataTransfer };
      document.querySelector('form.composer textarea').dispatchEvent(new DragEvent('drop', init));
    })()`);
  const pieces = (chat: ChatPage) => chat.posted('attach-piece');
  const arrived = (chat: ChatPage, count: number) =>
    chat.waitUntil(`posted.filter(({ type }) => type === 'attach-piece').length >= ${count}`);
  const ended = (request: string, problem = '') =>
    ({
      type: 'attach-ended',
      request,
      outcome: problem === '' ? 'added' : 'failed',
      attachmentIds: [],
      label: '',
      problem,
    }) as const;
  const onTheirWay = (chat: ChatPage) => chat.page.getByRole('button', { name: /^Cancel: / }).count();

  it('go to the host two at a time, in their order: the next when one has ended, however that was', async () => {
    const { chat, input } = await open();
    await drop(chat, 30);
    await arrived(chat, 2);
    await input.fill('What are these?');
    await input.press('Enter');
    for (let index = 0; index < 30; index += 1) {
      const all = await pieces(chat);
      assert.equal(all.length, Math.min(index + 2, 30), 'the host has no more than two of them');
      await chat.receive(ended(all[index]!.request, index === 7 ? 'It is no file.' : ''));
      await arrived(chat, Math.min(index + 3, 30));
    }
    assert.deepEqual(
      (await pieces(chat)).map(({ name }) => name),
      Array.from({ length: 30 }, (_, index) => `file${index}.txt`),
    );
    assert.equal(await onTheirWay(chat), 0);
  });

  it('are left out when they are cancelled before it is their turn', async () => {
    const { chat } = await open();
    await drop(chat, 4);
    await arrived(chat, 2);
    await chat.page.getByRole('button', { name: 'Cancel: file2.txt' }).click();
    const [first] = await pieces(chat);
    await chat.receive(ended(first!.request));
    await arrived(chat, 3);
    assert.equal((await pieces(chat))[2]!.name, 'file3.txt');
  });

  it('are taken up to what a message can have, which is said', async () => {
    const { chat } = await open();
    await drop(chat, 260);
    await chat.page.getByText('Of 260 files the first 250 were taken').waitFor();
    assert.equal(await onTheirWay(chat), 250);
  });
});
