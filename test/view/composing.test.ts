import assert from 'node:assert/strict';
import { ViewBrowser } from './support/browser.js';
import type { ChatPage } from './support/chatPage.js';
import { chatState, delta, message, quietStatus, snapshot, streamingState, strings, turn } from './support/samples.js';

describe('Composing', function () {
  this.timeout(60_000);
  let browser: ViewBrowser;

  before(async () => {
    browser = await ViewBrowser.start();
  });
  afterEach(async () => assert.deepEqual(await browser.closePages(), []));
  after(() => browser.stop());

  async function open(state = chatState()) {
    const chat = await browser.open();
    await chat.receive({ type: 'snapshot', state });
    return { chat, input: chat.page.getByRole('textbox', { name: strings.composerLabel }) };
  }

  const sent = async (chat: ChatPage): Promise<string[]> => (await chat.posted('send')).map(({ text }) => text);

  it('announces itself to the host, and remembers its conversation', async () => {
    const { chat } = await open();
    assert.equal((await chat.posted('view-ready')).length, 1);
    assert.equal(await chat.page.evaluate('savedState.conversationId'), 'conversation-1');
    await chat.receive(snapshot({ conversation: null }));
    assert.equal(await chat.page.evaluate('savedState.conversationId'), 'new-chat-1');
  });

  it('sends on Enter, empties itself and keeps the focus', async () => {
    const { chat, input } = await open();
    await input.fill('Hello');
    await input.press('Enter');
    assert.deepEqual(await sent(chat), ['Hello']);
    assert.equal(await input.inputValue(), '');
    assert.equal(await chat.hasFocus(input), true);
  });

  it('breaks the line on Shift+Enter and grows with its text', async () => {
    const { chat, input } = await open();
    const height = async () => (await input.boundingBox())!.height;
    const before = await height();
    await input.pressSequentially('one');
    await input.press('Shift+Enter');
    await input.pressSequentially('two');
    assert.equal(await input.inputValue(), 'one\ntwo');
    assert.ok((await height()) > before);
    await input.fill('line\n'.repeat(100));
    assert.ok((await height()) < 400, 'it does not push the conversation off the page');
    assert.deepEqual(await chat.posted('send'), []);
  });

  it('swaps the two keys when the setting says so', async () => {
    const { chat, input } = await open(chatState({ sendOnEnter: false }));
    await input.fill('one');
    await input.press('End');
    await input.press('Enter');
    assert.equal(await input.inputValue(), 'one\n');
    await input.press('Shift+Enter');
    assert.deepEqual(await sent(chat), ['one\n']);
  });

  it('leaves the key after Ctrl+K to the editor: it is not typed, and sends nothing', async () => {
    const { chat, input } = await open();
    const { keyboard } = chat.page;
    await chat.page.evaluate(
      'addEventListener("keydown", ({ key }) => (globalThis.reached = [...(globalThis.reached ?? []), key]))',
    );
    await input.fill('a long thought');
    for (const second of ['n', 'Enter', 'Control+Enter', 'Shift+Enter', 'Backspace', 'Shift+z']) {
      await keyboard.press('Control+a');
      await keyboard.press('Control+k');
      await keyboard.press(second);
    }
    assert.equal(await input.inputValue(), 'a long thought');
    assert.deepEqual(await sent(chat), []);
    assert.ok((await chat.page.evaluate<string[]>('globalThis.reached')).includes('n'), 'the editor reads it');
    await keyboard.press('End');
    await keyboard.type(' more');
    await keyboard.press('Enter');
    assert.deepEqual(await sent(chat), ['a long thought more']);
  });

  it('does not send while an input method composes', async () => {
    const { chat, input } = await open();
    await input.focus();
    const session = await chat.page.context().newCDPSession(chat.page);
    await session.send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 });
    await session.send('Input.dispatchKeyEvent', {
      type: 'keyDown',
      key: 'Enter',
      code: 'Enter',
      windowsVirtualKeyCode: 229,
    });
    await session.send('Input.dispatchKeyEvent', {
      type: 'keyUp',
      key: 'Enter',
      code: 'Enter',
      windowsVirtualKeyCode: 229,
    });
    assert.deepEqual(await chat.posted('send'), []);
    await session.send('Input.insertText', { text: '日本' });
    await input.press('Enter');
    assert.deepEqual(await sent(chat), ['日本']);
  });

  it('does not send blank text', async () => {
    const { chat, input } = await open();
    await input.fill('  \n ');
    await input.press('Enter');
    assert.equal(await chat.page.getByRole('button', { name: strings.send }).isDisabled(), true);
    assert.deepEqual(await chat.posted('send'), []);
  });

  it('offers to stop while an answer grows, and to send when it has ended', async () => {
    const { chat, input } = await open(streamingState());
    const stop = chat.page.getByRole('button', { name: strings.stop });
    assert.equal(await chat.page.getByRole('button', { name: strings.send }).count(), 0);
    await input.fill('next');
    const send = chat.page.getByRole('button', { name: strings.send });
    const [left, right] = [(await stop.boundingBox())!, (await send.boundingBox())!];
    assert.ok(right.x - (left.x + left.width) < 10, 'they stand together');
    await stop.click();
    assert.deepEqual(await chat.posted('stop'), [{ type: 'stop' }]);
    await chat.receive({ type: 'status', status: quietStatus });
    assert.equal(await stop.count(), 0);
    assert.equal(await chat.page.getByRole('button', { name: strings.send }).isEnabled(), true);
    assert.equal(await input.inputValue(), 'next');
  });

  it('is not stopped by the second click of a double click on Send', async () => {
    const { chat, input } = await open();
    await input.fill('one');
    const { x, y, width, height } = (await chat.page.getByRole('button', { name: strings.send }).boundingBox())!;
    const at = [x + width / 2, y + height / 2] as const;
    await chat.page.mouse.click(...at);
    await chat.receive({ type: 'snapshot', state: streamingState() });
    await chat.page.mouse.move(...at);
    await chat.page.mouse.down({ clickCount: 2 });
    await chat.page.mouse.up({ clickCount: 2 });
    assert.equal((await chat.posted('send')).length, 1);
    assert.deepEqual(await chat.posted('stop'), []);
    await chat.page.getByRole('button', { name: strings.stop }).click();
    assert.equal((await chat.posted('stop')).length, 1);
  });

  it('leaves out of what is copied that the answer still grows', async () => {
    const { chat } = await open(streamingState());
    await chat.receive(delta(0, 'Text'));
    await chat.page.getByText('Text', { exact: true }).waitFor();
    const selected = await chat.page.evaluate<string>(
      'getSelection().selectAllChildren(document.querySelector(".message.assistant")), getSelection().toString()',
    );
    assert.match(selected, /Text/u);
    assert.doesNotMatch(selected, new RegExp(strings.streaming, 'u'));
  });

  it('says that it waits, and why, until text arrives', async () => {
    const { chat } = await open(streamingState());
    const progress = chat.page.locator('.progress');
    assert.match(await progress.innerText(), /Answering…/);
    await chat.receive({
      type: 'status',
      status: { ...quietStatus, turn: { ...turn, waiting: 'Retrying in 8 s' } },
    });
    assert.match(await progress.innerText(), /Retrying in 8 s/);
    await chat.receive({ type: 'status', status: { ...quietStatus, turn } }, delta(0, 'Text'), {
      type: 'message',
      message: message({ id: 'answer', role: 'assistant', text: 'Text' }),
    });
    assert.equal(await progress.count(), 0);
  });

  it('has the draft saved when the typing pauses, and at once when the page goes', async () => {
    const { chat, input } = await open();
    await input.pressSequentially('ab');
    await chat.waitUntil('posted.some(({ request }) => request?.type === "draft")');
    assert.deepEqual(await chat.posted('draft'), [{ type: 'draft', conversationId: 'conversation-1', text: 'ab' }]);
    await input.pressSequentially('c');
    await chat.page.evaluate('dispatchEvent(new Event("pagehide"))');
    assert.deepEqual((await chat.posted('draft')).at(-1), {
      type: 'draft',
      conversationId: 'conversation-1',
      text: 'abc',
    });
  });

  it('shows the draft of the conversation that comes on screen', async () => {
    const { input } = await open(chatState({ draft: 'unfinished' }));
    assert.equal(await input.inputValue(), 'unfinished');
  });

  it('takes the focus when the host says so', async () => {
    const { chat, input } = await open();
    await chat.receive({ type: 'focus' });
    assert.equal(await chat.hasFocus(input), true);
  });

  it('takes the focus with the click on New Chat: whoever types at once loses no letter', async () => {
    const { chat } = await open();
    const focused = await chat.page
      .getByRole('button', { name: strings.newChat, exact: true })
      .evaluate(async (button: HTMLElement) => {
        button.click();
        // What was clicked is rendered when the click has ended, and before any key.
        await Promise.resolve().then(() => undefined);
        return document.activeElement?.tagName;
      });
    assert.equal(focused, 'TEXTAREA');
  });

  it('asks the host for the pickers, a new chat and the next steps', async () => {
    const problem = { title: 'No key', detail: '', actions: [{ id: 'set-key', label: 'Set API Key' } as const] };
    const notice = { lead: '', text: 'Simulated', actions: [{ id: 'open-settings', label: 'Open Settings' } as const] };
    const { chat } = await open(
      chatState({
        status: { ...quietStatus, notice },
        messages: [message({ id: 'a', role: 'assistant', status: 'failed', problem })],
      }),
    );
    await chat.page.getByRole('button', { name: `${strings.chooseModel}: gpt-5.4-mini` }).click();
    await chat.page.getByRole('button', { name: 'Set API Key' }).click();
    await chat.page.getByRole('button', { name: 'Open Settings' }).click();
    await chat.page.getByRole('button', { name: strings.newChat, exact: true }).click();
    assert.deepEqual(await chat.posted('action'), [
      { type: 'action', action: 'choose-model', messageId: null },
      { type: 'action', action: 'set-key', messageId: 'a' },
      { type: 'action', action: 'open-settings', messageId: null },
    ]);
    assert.equal((await chat.posted('new-chat')).length, 1);
  });

  it('puts a suggestion of the empty chat into the composer without sending it', async () => {
    const { chat, input } = await open(chatState({ conversation: null }));
    await chat.page.getByRole('button', { name: strings.suggestionReview }).click();
    assert.equal(await input.inputValue(), `${strings.suggestionReview}\n\n`);
    assert.equal(await chat.hasFocus(input), true);
    assert.deepEqual(await chat.posted('send'), []);
  });

  it('distinguishes an interrupted answer from a finished one, and a saved message from one that is not', async () => {
    const { chat } = await open(
      chatState({
        messages: [
          message({ id: 'a', role: 'assistant', text: 'Half', status: 'interrupted', saved: false }),
          message({ id: 'b', role: 'assistant', text: 'Whole' }),
        ],
      }),
    );
    const [half, whole] = [chat.page.locator('[data-message-id="a"]'), chat.page.locator('[data-message-id="b"]')];
    assert.match(await half.innerText(), /The answer was interrupted[^]*Not saved yet/);
    assert.match(await whole.innerText(), /412 tokens in, 230 out/);
    assert.equal(await whole.getByText(strings.saved).count(), 1);
    assert.doesNotMatch(await whole.innerText(), /interrupted|Not saved/);
  });

  it('shows what the conversation has cost when asked, and keeps up with the news', async () => {
    const details = {
      lines: ['3,112 tokens, about $0.02', 'Title by Mistral'],
      actions: [{ id: 'undo-title', label: 'Undo the Title' } as const],
    };
    const { chat } = await open(
      chatState({ details, messages: [message({ id: 'a', role: 'assistant', text: 'Text' })] }),
    );
    await chat.page.getByRole('button', { name: strings.details }).click();
    const region = chat.page.getByRole('region', { name: strings.details });
    assert.deepEqual(await region.getByRole('listitem').allInnerTexts(), details.lines);
    await region.getByRole('button', { name: 'Undo the Title' }).click();
    assert.deepEqual(await chat.posted('action'), [{ type: 'action', action: 'undo-title', messageId: null }]);
    await chat.receive({
      type: 'conversation',
      conversation: { id: 'conversation-1', title: 'Another title', updatedAt: 0 },
      details: { lines: ['4,000 tokens'], actions: [] },
    });
    assert.deepEqual(await region.getByRole('listitem').allInnerTexts(), ['4,000 tokens']);
    assert.equal(await chat.page.getByRole('heading', { level: 1 }).innerText(), 'Another title');
    const composer = (await chat.page.getByRole('textbox', { name: strings.composerLabel }).boundingBox())!;
    assert.ok(
      composer.y + composer.height > 650 && composer.y + composer.height <= 760,
      'the rest of the view keeps its place',
    );
  });

  it('copies a message through the host', async () => {
    const { chat } = await open(chatState({ messages: [message({ id: 'a', role: 'assistant', text: '**Bold**' })] }));
    await chat.page.getByRole('button', { name: strings.copy, exact: true }).click();
    assert.deepEqual(await chat.posted('copy'), [{ type: 'copy', text: '**Bold**' }]);
  });
});
