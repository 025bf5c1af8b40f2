import assert from 'node:assert/strict';
import { attachmentPieceLength } from '../../src/webview/protocol/attachments.js';
import { ViewBrowser } from './support/browser.js';
import type { ChatPage } from './support/chatPage.js';
import { attachment, attachments } from './support/attachmentSamples.js';
import { drawnPng } from './support/pngs.js';
import { chatState, strings } from './support/samples.js';

const long = 'A line of a log\n'.repeat(1_000);

describe('Pasting and dropping', function () {
  this.timeout(60_000);
  let browser: ViewBrowser;

  before(async () => {
    browser = await ViewBrowser.start();
  });
  afterEach(async () => assert.deepEqual(await browser.closePages(), []));
  after(() => browser.stop());

  async function open() {
    const chat = await browser.open();
    await chat.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await chat.receive({ type: 'snapshot', state: chatState() }, attachments());
    const input = chat.page.getByRole('textbox', { name: strings.composerLabel });
    const paste = async (text: string, key = 'Control+v') => {
      await chat.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
      await input.press(key);
      await chat.settle();
    };
    return { chat, input, paste };
  }

  async function end(chat: ChatPage, outcome: 'added' | 'nothing' | 'failed', id = 'pasted', label = 'Pasted text') {
    const { request } = (await chat.posted('attach-pasted')).at(-1)!;
    const ids = outcome === 'added' ? [id] : [];
    await chat.receive(attachments({ attachments: ids.map((one) => attachment(one, { label })) }), {
      type: 'attach-ended',
      request,
      outcome,
      attachmentIds: ids,
      label,
      problem: outcome === 'failed' ? 'The disk is full. Nothing was attached.' : '',
    });
  }

  /** As the browser tells of it, with files in it. */
  const fire = (chat: ChatPage, type: string, fields: string, shiftKey = false) =>
    chat.page.evaluate(`(() => {
      const data = new DataTransfer();
      const add = (type, text) => data.setData(type, text);
      const file = (name, type, ...parts) => data.items.add(new File(parts, name, { type }));
      ${fields}
      const init = { bubbles: true, cancelable: true, shiftKey: ${String(shiftKey)}, dataTransfer: data, clipboardData: data };
      const target = document.querySelector('form.composer textarea');
      target.dispatchEvent(new ${type === 'paste' ? 'ClipboardEvent' : 'DragEvent'}(${JSON.stringify(type)}, init));
    })()`);

  /** Takes every piece until the last one. @returns what has come, in bytes */
  async function upload(chat: ChatPage): Promise<Buffer> {
    for (let taken = 0; ; taken += 1) {
      await chat.waitUntil(`posted.filter(({ type }) => type === 'attach-piece').length > ${taken}`);
      const pieces = await chat.posted('attach-piece');
      assert.equal(pieces.length, taken + 1, 'the next one waits for the one before');
      const { request, offset, base64, isLast } = pieces[taken]!;
      assert.ok(base64.length <= attachmentPieceLength);
      assert.equal(
        offset,
        pieces.slice(0, taken).reduce((sum, piece) => sum + piece.base64.length, 0),
      );
      if (isLast) return Buffer.from(pieces.map((piece) => piece.base64).join(''), 'base64');
      await chat.receive({ type: 'piece-taken', request, offset: offset + base64.length });
    }
  }

  it('makes an attachment of a long text, and a text of it again on request', async () => {
    const { chat, input, paste } = await open();
    await input.pressSequentially('See: ');
    await paste(long);
    assert.equal(await input.inputValue(), 'See: ');
    assert.deepEqual(
      (await chat.posted('attach-pasted')).map(({ text, isLong }) => [text, isLong]),
      [[long, true]],
    );
    await end(chat, 'added');
    await chat.page.getByRole('button', { name: strings.pasteAsText }).click();
    assert.equal(await input.inputValue(), `See: ${long}`);
    assert.deepEqual(
      (await chat.posted('attachment-remove')).map(({ attachmentIds }) => attachmentIds),
      [['pasted']],
    );
  });

  it('loses nothing of a long text that cannot be attached, or is cancelled', async () => {
    const { chat, input, paste } = await open();
    await paste(long);
    await end(chat, 'failed');
    assert.equal(await input.inputValue(), long);
    assert.ok(await chat.page.getByText('The disk is full.').isVisible());
    await input.fill('');
    await paste(long);
    await chat.page.getByRole('button', { name: `Cancel: ${strings.attachmentPending}` }).click();
    assert.equal(await input.inputValue(), long);
  });

  it('names what was copied from an editor, in place of its text', async () => {
    const { chat, input, paste } = await open();
    await input.pressSequentially('Why? ');
    await paste('const a = 1;\nconst b = 2;');
    assert.equal(await input.inputValue(), 'Why? const a = 1;\nconst b = 2;', 'it is there until the host knows it');
    assert.equal((await chat.posted('attach-pasted'))[0]!.isLong, false);
    await end(chat, 'added', 'selection', 'auth.ts');
    assert.equal(await input.inputValue(), 'Why? ');
    await chat.page.getByRole('button', { name: strings.pasteAsText }).click();
    assert.equal(await input.inputValue(), 'Why? const a = 1;\nconst b = 2;');
  });

  it('leaves other texts as they are, and what was written on meanwhile', async () => {
    const { chat, input, paste } = await open();
    await paste('one word');
    assert.deepEqual(await chat.posted('attach-pasted'), []);
    await input.fill('');
    await paste('two\nlines');
    await end(chat, 'nothing');
    assert.equal(await input.inputValue(), 'two\nlines');
    await input.fill('');
    await paste('two\nlines');
    await input.press('Home');
    await input.pressSequentially('more ');
    await end(chat, 'added', 'selection', 'auth.ts');
    assert.equal(await input.inputValue(), 'two\nmore lines');
  });

  it('pastes raw with Shift', async () => {
    const { chat, input, paste } = await open();
    await paste(long, 'Control+Shift+v');
    assert.equal(await input.inputValue(), long);
    assert.deepEqual(await chat.posted('attach-pasted'), []);
  });

  it('hands a pasted image to the host in pieces, each when the one before is taken', async () => {
    const { chat } = await open();
    await fire(chat, 'paste', `file('', 'image/png', new Uint8Array(${attachmentPieceLength}).fill(7))`);
    assert.ok(await chat.page.locator('.attachment-chip.pending', { hasText: strings.pastedImage }).isVisible());
    const bytes = await upload(chat);
    assert.deepEqual(bytes, Buffer.alloc(attachmentPieceLength, 7));
    const [piece] = await chat.posted('attach-piece');
    assert.deepEqual([piece!.name, piece!.mediaType, piece!.scaledFrom], [strings.pastedImage, 'image/png', null]);
  });

  it('stops when it is cancelled', async () => {
    const { chat } = await open();
    await fire(chat, 'paste', `file('a.png', 'image/png', new Uint8Array(${2 * attachmentPieceLength}))`);
    await chat.waitUntil(`posted.some(({ type }) => type === 'attach-piece')`);
    await chat.page.getByRole('button', { name: 'Cancel: a.png' }).click();
    const { request, base64 } = (await chat.posted('attach-piece'))[0]!;
    await chat.receive({ type: 'piece-taken', request, offset: base64.length });
    await chat.page.waitForTimeout(100);
    assert.equal((await chat.posted('attach-piece')).length, 1);
    assert.equal(await chat.page.locator('.attachment-chip').count(), 0);
  });

  it('scales an image that no model takes, with a note of its size', async () => {
    const { chat } = await open();
    const png = drawnPng(9_000, 30).toString('base64');
    await fire(
      chat,
      'paste',
      `file('wide.png', 'image/png', Uint8Array.from(atob(${JSON.stringify(png)}), (c) => c.charCodeAt(0)))`,
    );
    const bytes = await upload(chat);
    assert.deepEqual((await chat.posted('attach-piece'))[0]!.scaledFrom, { width: 9_000, height: 30 });
    assert.equal(bytes.readUInt32BE(16), 4_096);
    assert.equal(bytes.readUInt32BE(20), 14);
  });

  it('says which file cannot be attached, and keeps the others', async () => {
    const { chat } = await open();
    await fire(
      chat,
      'drop',
      `file('big.bin', 'application/octet-stream', new Uint8Array(21 * 1024 * 1024)); file('a.txt', 'text/plain', 'abc')`,
      true,
    );
    assert.ok(await chat.page.getByText('“big.bin” is larger than 20 MB and was not attached.').isVisible());
    assert.equal((await upload(chat)).toString(), 'abc');
    assert.equal((await chat.posted('attach-piece'))[0]!.name, 'a.txt');
  });

  it('says so for a damaged image, and for one with too many pixels', async () => {
    const { chat } = await open();
    const damaged = drawnPng(9_000, 30).subarray(0, 60).toString('base64');
    const header = Buffer.from(drawnPng(9_000, 30).subarray(0, 40));
    header.writeUInt32BE(60_000, 20);
    for (const [name, data] of [
      ['damaged.png', damaged],
      ['endless.png', header.toString('base64')],
    ] as const)
      await fire(
        chat,
        'paste',
        `file('${name}', 'image/png', Uint8Array.from(atob(${JSON.stringify(data)}), (c) => c.charCodeAt(0)))`,
      ).then(() => chat.page.getByText(`“${name}”`).waitFor());
    assert.ok(await chat.page.getByText('“endless.png” has too many pixels').isVisible());
    assert.deepEqual(await chat.posted('attach-piece'), []);
  });

  it('takes what is dragged from the editor with Shift held, and asks for Shift without', async () => {
    const { chat, input } = await open();
    const uris = ['vscode-remote://ssh-remote%2Bbox/home/me/a%20b.ts', 'file:///c%3A/x.ts'];
    const data = `add('ResourceURLs', ${JSON.stringify(JSON.stringify(uris))}); add('text/plain', '/home/me/a b.ts')`;
    await fire(chat, 'dragover', data);
    assert.ok(await chat.page.getByText(strings.dropWithShift).isVisible());
    await fire(chat, 'dragover', data, true);
    assert.ok(await chat.page.getByText(strings.dropHere).isVisible());
    await fire(chat, 'drop', data, true);
    assert.equal(await chat.page.locator('.drop-zone').count(), 0);
    assert.deepEqual(
      (await chat.posted('attach-uris')).map((message) => message.uris),
      [uris],
    );
    assert.ok(await chat.page.locator('.attachment-chip.pending', { hasText: 'a b.ts' }).isVisible());
    assert.equal(await chat.hasFocus(input), true);
  });

  it('shows nothing for a text that is dragged, and puts the sign away when the drag has left', async () => {
    const { chat } = await open();
    await fire(chat, 'dragover', `add('text/plain', 'abc')`, true);
    assert.equal(await chat.page.locator('.drop-zone').count(), 0);
    await fire(chat, 'dragover', `file('a.txt', 'text/plain', 'abc')`);
    assert.ok(await chat.page.getByText(strings.dropHere).isVisible(), 'files of the desktop need no Shift here');
    await chat.page.locator('.drop-zone').waitFor({ state: 'detached' });
  });
});
