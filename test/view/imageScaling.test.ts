import assert from 'node:assert/strict';
import { ViewBrowser } from './support/browser.js';
import type { ChatPage } from './support/chatPage.js';
import { bombPng, drawnPng } from './support/pngs.js';
import { chatState } from './support/samples.js';

describe('Images that the host has made smaller', function () {
  this.timeout(120_000);
  let browser: ViewBrowser;

  before(async () => {
    browser = await ViewBrowser.start();
  });
  afterEach(async () => assert.deepEqual(await browser.closePages(), []));
  after(() => browser.stop());

  async function open(): Promise<ChatPage> {
    const chat = await browser.open();
    await chat.receive({ type: 'snapshot', state: chatState() });
    return chat;
  }

  /** Offers it and hands it out in small pieces. */
  async function offer(chat: ChatPage, job: string, bytes: Buffer, pieceLength = 40_000): Promise<void> {
    await chat.receive({ type: 'scale-image', job });
    const data = bytes.toString('base64');
    for (let offset = 0; offset < data.length; offset += pieceLength) {
      await chat.waitUntil(
        `posted.some(({ type, job, offset }) => type === 'scale-read' && job === '${job}' && offset === ${offset})`,
      );
      const base64 = data.slice(offset, offset + pieceLength);
      await chat.receive({ type: 'scale-piece', job, offset, base64, isLast: offset + pieceLength >= data.length });
    }
  }

  /** Takes what comes back until it is whole. */
  async function result(chat: ChatPage, job: string): Promise<Buffer> {
    for (let count = 1; ; count += 1) {
      await chat.waitUntil(
        `posted.filter(({ type, job }) => type === 'scaled-piece' && job === '${job}').length === ${count}`,
      );
      const pieces = (await chat.posted('scaled-piece')).filter((piece) => piece.job === job);
      if (pieces.at(-1)!.isLast) return Buffer.from(pieces.map(({ base64 }) => base64).join(''), 'base64');
      await chat.receive({ type: 'scaled-taken', job });
    }
  }

  const size = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)];

  it('are read, scaled and handed back', async () => {
    const chat = await open();
    await offer(chat, 'wide', drawnPng(20_000, 100));
    assert.deepEqual(size(await result(chat, 'wide')), [4_096, 20]);
  });

  it('may have 160 million pixels', async () => {
    const chat = await open();
    await offer(chat, 'large', bombPng(20_000, 8_000));
    assert.deepEqual(size(await result(chat, 'large')), [4_096, 1_638]);
  });

  it('are refused when they are damaged, have too many pixels, or need no scaling; the page goes on', async () => {
    const chat = await open();
    await offer(chat, 'damaged', drawnPng(9_000, 30).subarray(0, 60));
    await offer(chat, 'bomb', bombPng(20_000, 20_000));
    await offer(chat, 'small', drawnPng(30, 30));
    await chat.waitUntil(`posted.filter(({ type }) => type === 'scale-failed').length === 3`);
    assert.deepEqual(
      (await chat.posted('scale-failed')).map(({ job, failure }) => [job, failure]),
      [
        ['damaged', 'unreadable'],
        ['bomb', 'too-many-pixels'],
        ['small', 'unreadable'],
      ],
    );
    await offer(chat, 'wide', drawnPng(9_000, 30));
    assert.deepEqual(size(await result(chat, 'wide')), [4_096, 14]);
  });

  it('make room for the next one when nobody wants them any more', async () => {
    const chat = await open();
    await chat.receive({ type: 'scale-image', job: 'gone' }, { type: 'scale-image', job: 'gone' });
    await chat.waitUntil(`posted.some(({ type }) => type === 'scale-read')`);
    await chat.receive({ type: 'scale-gone', job: 'gone' });
    await offer(chat, 'next', drawnPng(9_000, 30));
    assert.deepEqual(size(await result(chat, 'next')), [4_096, 14]);
    assert.equal((await chat.posted('scale-read')).filter(({ job }) => job === 'gone').length, 1);
  });
});
