import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { HostMessage } from '../../src/webview/protocol/protocol.js';
import { ViewBrowser } from './support/browser.js';
import type { ChatPage, ChatPageOptions } from './support/chatPage.js';
import { chatState, message, quietStatus, snapshot, streamingState, strings } from './support/samples.js';

const pictures = path.resolve(import.meta.dirname, '../../out/view');

describe('Delivery to the host', function () {
  this.timeout(60_000);
  let browser: ViewBrowser;

  before(async () => {
    browser = await ViewBrowser.start();
    await mkdir(pictures, { recursive: true });
  });
  afterEach(async () => assert.deepEqual(await browser.closePages(), []));
  after(() => browser.stop());

  async function open(
    state = chatState({ messages: [message({ id: 'q', role: 'user', text: 'Before' })] }),
    options?: ChatPageOptions,
  ) {
    const chat = await browser.open(options);
    await chat.receive({ type: 'snapshot', state });
    const input = chat.page.getByRole('textbox', { name: strings.composerLabel });
    const send = async (text: string): Promise<void> => {
      await input.fill(text);
      await input.press('Enter');
    };
    return { chat, input, send };
  }

  const pending = (chat: ChatPage): Promise<string[]> => chat.page.locator('.pending-text').allInnerTexts();
  const ends = async (chat: ChatPage, type: 'acknowledged' | 'refused', requestType: string): Promise<HostMessage[]> =>
    (await chat.envelopes()).filter(({ request }) => request.type === requestType).map(({ id }) => ({ type, id }));
  const later = (chat: ChatPage, seconds: number): Promise<void> => chat.page.clock.fastForward(seconds * 1_000);

  describe('with a host that is silent', () => {
    it('shows what was sent as pending, and keeps it in the order in which it was sent', async () => {
      const { chat, input, send } = await open();
      await send('one');
      await send('two');
      await input.fill('three');
      assert.deepEqual(await pending(chat), ['one', 'two']);
      assert.deepEqual(
        (await chat.posted('send')).map(({ text }) => text),
        ['one', 'two'],
      );
      const stored = await chat.page.evaluate<{ request: { type: string; text: string } }[]>('savedState.outbox');
      assert.deepEqual(
        stored.map(({ request }) => `${request.type} ${request.text}`),
        ['send one', 'send two', 'draft three'],
      );
    });

    for (const theme of ['dark', 'light'] as const)
      it(`says that it is busy, then that it is gone, and offers what works then (${theme})`, async () => {
        const { chat, send } = await open(undefined, { theme, width: 300 });
        await chat.page.clock.install();
        await send('Explain what a monad is, in the words of a gardener, please.');
        const bar = chat.page.locator('.link-bar');
        assert.equal(await bar.count(), 0);
        await chat.page.screenshot({ path: path.join(pictures, `delivery-pending-${theme}-300.png`) });
        await later(chat, 2);
        await later(chat, 3);
        await bar.getByText(strings.hostBusy).waitFor();
        await chat.page.screenshot({ path: path.join(pictures, `delivery-busy-${theme}-300.png`) });
        for (let index = 0; index < 6; index += 1) await later(chat, 3);
        await bar.getByText(strings.hostLost).waitFor();
        const link = bar.getByRole('link', { name: strings.reloadWindow });
        assert.equal(await link.getAttribute('href'), 'command:workbench.action.reloadWindow');
        await chat.page.screenshot({ path: path.join(pictures, `delivery-lost-${theme}-300.png`) });
        assert.equal(await chat.page.evaluate('document.documentElement.scrollWidth > innerWidth'), false);
        const before = (await chat.posted('send')).length;
        await chat.receive({ type: 'pong' });
        assert.equal(await bar.count(), 0);
        assert.equal((await chat.posted('send')).length, before + 1, 'it is posted again');
        const ids = (await chat.posted('send')).map(({ messageId }) => messageId);
        assert.equal(new Set(ids).size, 1, 'under its own id');
      });
  });

  it('says, while the host is silent, that nothing is sent into a chat that is not on screen yet', async () => {
    const { chat, input } = await open();
    await chat.page.clock.install();
    await chat.page.getByRole('button', { name: strings.newChat, exact: true }).click();
    await input.fill('for the new one');
    await input.press('Enter');
    await later(chat, 2);
    await later(chat, 3);
    await chat.page.locator('.link-bar').getByText(strings.hostBusyOpening).waitFor();
    assert.deepEqual([await input.inputValue(), await chat.posted('send')], ['for the new one', []]);
    await chat.receive({ type: 'pong' });
    await chat.receive({ type: 'snapshot', state: chatState({ conversation: null }) });
    await input.press('Enter');
    assert.equal((await chat.posted('send')).length, 0, 'another may still come');
    await chat.receive(...(await ends(chat, 'acknowledged', 'new-chat')));
    await input.press('Enter');
    assert.equal((await chat.posted('send'))[0]?.conversationId, 'new-chat-1');
  });

  it('returns what is refused to its own chat while another one is on screen, and says so', async () => {
    const { chat, input, send } = await open();
    await send('refused');
    const refusals = await ends(chat, 'refused', 'send');
    await chat.receive({ type: 'snapshot', state: chatState({ conversation: null, draft: 'of the new one' }) });
    await chat.receive(...refusals);
    assert.equal(await input.inputValue(), 'of the new one');
    const [kept] = await chat.posted('keep-draft');
    assert.deepEqual([kept?.conversationId, kept?.text], ['conversation-1', 'refused']);
    const bar = chat.page.locator('.link-bar');
    await bar.getByText(strings.returnedElsewhere).waitFor();
    await chat.page.screenshot({ path: path.join(pictures, 'delivery-returned.png') });
    await bar.getByRole('button', { name: strings.openChat }).click();
    assert.equal((await chat.posted('open-conversation'))[0]?.id, 'conversation-1');
    await bar.getByRole('button', { name: strings.dismiss }).click();
    assert.equal(await bar.count(), 0);
    assert.equal(await chat.hasFocus(input), true);
  });

  it('shows a message once when the host has made it part of the conversation, and forgets it when it is stored', async () => {
    const { chat, send } = await open();
    await send('one');
    const { messageId } = (await chat.posted('send'))[0]!;
    await chat.receive({
      type: 'message',
      message: message({ id: messageId, role: 'user', text: 'one', saved: false }),
    });
    assert.deepEqual(await pending(chat), []);
    assert.equal(await chat.page.evaluate('savedState.outbox.some(({ request }) => request.type === "send")'), true);
    await chat.receive(...(await ends(chat, 'acknowledged', 'send')));
    assert.equal(await chat.page.evaluate('savedState.outbox.some(({ request }) => request.type === "send")'), false);
  });

  it('puts what the host refuses before what stands in the composer', async () => {
    const { chat, input, send } = await open();
    await send('refused');
    await input.fill('written since');
    await chat.receive(...(await ends(chat, 'refused', 'send')));
    assert.equal(await input.inputValue(), 'refused\n\nwritten since');
    assert.deepEqual(await pending(chat), []);
  });

  it('puts what is refused before anything is on screen into the composer that comes', async () => {
    const { chat, input, send } = await open();
    await send('refused');
    const refusals = await ends(chat, 'refused', 'send');
    await chat.reload();
    await chat.receive(...refusals);
    assert.equal(await chat.page.evaluate('savedState.outbox.some(({ request }) => request.text === "refused")'), true);
    await chat.receive(snapshot({ draft: 'older' }));
    assert.equal(await input.inputValue(), 'refused');
    assert.deepEqual(await pending(chat), []);
  });

  it('posts again what was not delivered when its page was made anew, under the same ids', async () => {
    const { chat, send } = await open();
    await send('one');
    const before = (await chat.envelopes()).filter(({ request }) => request.type === 'send');
    await chat.reload();
    await chat.receive(snapshot());
    assert.deepEqual(await pending(chat), ['one']);
    assert.deepEqual(
      (await chat.envelopes()).filter(({ request }) => request.type === 'send'),
      before.map((envelope) => ({ ...envelope, late: true })),
    );
  });

  it('keeps a title, a pin and a deletion until the host has them', async () => {
    const { chat } = await open();
    await chat.page.getByRole('button', { name: strings.conversationsShow }).click();
    const [load] = await chat.posted('list-load');
    const row = {
      id: 'c1',
      title: 'First',
      updatedAt: Date.now(),
      workspace: '',
      pinned: false,
      archived: false,
      tags: [],
      deletedAt: null,
    };
    await chat.receive({
      type: 'list-page',
      request: load!.request,
      rows: [row],
      next: null,
      hasWorkspace: false,
      problem: '',
    });
    await chat.page.locator('[data-row]').first().press('Delete');
    assert.equal(
      await chat.page.evaluate('savedState.outbox.some(({ request }) => request.type === "list-delete")'),
      true,
    );
    await chat.receive(...(await ends(chat, 'acknowledged', 'list-delete')));
    assert.equal(await chat.page.evaluate('savedState.outbox.length'), 0);
  });

  describe('while an answer is under way', () => {
    it('queues what is sent, and takes it back for editing', async () => {
      const { chat, input, send } = await open(streamingState());
      await send('next');
      assert.deepEqual(await pending(chat), ['next']);
      assert.match(await chat.page.locator('.pending-state').innerText(), new RegExp(strings.pendingQueued, 'u'));
      await chat.page.screenshot({ path: path.join(pictures, 'delivery-queued.png') });
      await chat.page.getByRole('button', { name: strings.pendingTakeBack }).click();
      const { messageId } = (await chat.posted('withdraw'))[0]!;
      await chat.receive({ type: 'refused', id: messageId });
      assert.equal(await input.inputValue(), 'next');
      assert.equal(await chat.hasFocus(input), true);
      assert.deepEqual(await pending(chat), []);
    });

    it('stops it on Escape, and only then', async () => {
      const { chat, input } = await open(streamingState());
      await input.press('Escape');
      assert.equal((await chat.posted('stop')).length, 1);
      await chat.receive({ type: 'status', status: quietStatus });
      await input.press('Escape');
      assert.equal((await chat.posted('stop')).length, 1);
    });

    it('stops it on Escape for whoever reads it as well', async () => {
      const { chat } = await open(streamingState());
      await chat.page.locator('.message.assistant .body').last().click();
      await chat.page.keyboard.press('Escape');
      assert.equal((await chat.posted('stop')).length, 1);
    });
  });

  describe('when its page is made anew', () => {
    const long = chatState({
      messages: Array.from({ length: 30 }, (_, index) =>
        message({ id: `m${index}`, role: index % 2 === 0 ? 'user' : 'assistant', text: `Text ${index}\n\n`.repeat(8) }),
      ),
    });

    it('has the last key that was typed, however soon it goes', async () => {
      const { chat, input } = await open();
      await input.pressSequentially('twenty-nine characters of text');
      await chat.reload();
      await chat.receive(snapshot({ draft: 'twenty' }));
      assert.equal(await input.inputValue(), 'twenty-nine characters of text');
    });

    it('has the last key that was typed into a very long text, too', async () => {
      const { chat, input } = await open();
      const text = 'word '.repeat(60_000);
      await input.fill(text);
      await input.pressSequentially('the last words');
      await chat.reload();
      await chat.receive(snapshot({ draft: '' }));
      assert.equal((await input.inputValue()).slice(text.length), 'the last words');
    });

    it('has the cursor and the focus where they were', async () => {
      const { chat, input } = await open();
      await input.fill('some text');
      await chat.page.evaluate(`document.querySelector('textarea').setSelectionRange(2, 6)`);
      await chat.settle();
      await chat.reload();
      await chat.receive(snapshot({ draft: 'some text' }));
      assert.deepEqual(
        await chat.page.evaluate(
          `(({ selectionStart, selectionEnd }) => [selectionStart, selectionEnd])(document.querySelector('textarea'))`,
        ),
        [2, 6],
      );
      assert.equal(await chat.hasFocus(input), true);
    });

    it('has the place of the reader', async () => {
      const { chat } = await open(long);
      const topOf = (id: string): Promise<number> =>
        chat.page.evaluate(`document.querySelector('[data-message-id="${id}"]').getBoundingClientRect().top`);
      await chat.page.locator('.messages').hover();
      await chat.page.mouse.wheel(0, -1_500);
      await chat.waitUntil('savedState.anchor !== null');
      await chat.page.waitForTimeout(300);
      const { messageId } = await chat.page.evaluate<{ messageId: string }>('savedState.anchor');
      const before = await topOf(messageId);
      await chat.reload();
      assert.deepEqual(await chat.posted('view-ready'), [{ type: 'view-ready', anchorId: messageId }]);
      await chat.receive({ type: 'snapshot', state: long });
      await chat.page.waitForTimeout(500);
      assert.ok(Math.abs((await topOf(messageId)) - before) < 3, `${await topOf(messageId)} is not ${before}`);
    });

    it('has the list open, and the search', async () => {
      const { chat } = await open();
      await chat.page.getByRole('button', { name: strings.conversationsShow }).click();
      await chat.page.getByRole('combobox', { name: strings.search }).fill('debounce');
      await chat.settle();
      await chat.reload();
      await chat.receive(snapshot());
      assert.equal(await chat.page.getByRole('combobox', { name: strings.search }).inputValue(), 'debounce');
      await chat.waitUntil('posted.some(({ type, text }) => type === "list-search" && text === "debounce")');
    });
  });
});
