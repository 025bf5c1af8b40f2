import assert from 'node:assert/strict';
import type { MessageView, SiblingsView } from '../../src/webview/protocol/chat.js';
import { ViewBrowser } from './support/browser.js';
import { announcer, type ChatPage } from './support/chatPage.js';
import { manyMessages, message, quietStatus, snapshot, strings, turn } from './support/samples.js';

const versionsOf = (position: number, count: number): SiblingsView => ({
  position,
  count,
  label: `Version ${position} of ${count}`,
  earlierId: position > 1 ? `a${position - 1}` : null,
  laterId: position < count ? `a${position + 1}` : null,
});

/** The question, and the version of its answer that is on screen. */
const question = message({ id: 'q', role: 'user', text: 'Tell me.' });
const answer = (position: number, fields: Partial<MessageView> = {}): MessageView =>
  message({
    id: `a${position}`,
    role: 'assistant',
    text: `Answer ${position}`,
    siblings: versionsOf(position, 3),
    ...fields,
  });

describe('Branches', function () {
  this.timeout(120_000);
  let browser: ViewBrowser;

  before(async () => {
    browser = await ViewBrowser.start();
  });
  afterEach(async () => assert.deepEqual(await browser.closePages(), []));
  after(() => browser.stop());

  const earlier = (chat: ChatPage) => chat.page.getByRole('button', { name: strings.versionEarlier });
  const later = (chat: ChatPage) => chat.page.getByRole('button', { name: strings.versionLater });

  it('are shown where there are others, and asked for by id', async () => {
    const chat = await browser.open();
    await chat.receive(snapshot({ messages: [question, answer(2)] }));
    assert.equal(await chat.page.getByRole('group').count(), 1, 'not beside the question, which is the only one');
    const group = chat.page.getByRole('group', { name: 'Version 2 of 3' });
    assert.equal((await group.innerText()).trim(), '2/3');
    await earlier(chat).click();
    await later(chat).click();
    assert.deepEqual(
      (await chat.posted('select-branch')).map(({ messageId }) => messageId),
      ['a1', 'a3'],
    );
  });

  it('offer nothing before the first and after the last', async () => {
    const chat = await browser.open();
    await chat.receive(snapshot({ messages: [question, answer(1)] }));
    assert.deepEqual([await earlier(chat).isDisabled(), await later(chat).isDisabled()], [true, false]);
    await chat.receive(snapshot({ messages: [question, answer(3)] }));
    assert.deepEqual([await earlier(chat).isDisabled(), await later(chat).isDisabled()], [false, true]);
  });

  it('are gone through with one key: the focus goes along, and turns round at the end', async () => {
    const chat = await browser.open();
    await chat.receive(snapshot({ messages: [question, answer(1)] }));
    await later(chat).focus();
    await chat.page.keyboard.press('Enter');
    await chat.receive(snapshot({ messages: [question, answer(2)] }));
    assert.equal(await chat.hasFocus(later(chat)), true);
    await chat.page.keyboard.press('Enter');
    await chat.receive(snapshot({ messages: [question, answer(3)] }));
    assert.equal(await chat.hasFocus(earlier(chat)), true);
    assert.deepEqual(
      (await chat.posted('select-branch')).map(({ messageId }) => messageId),
      ['a2', 'a3'],
    );
  });

  it('leave the focus alone when it was another window that changed them', async () => {
    const chat = await browser.open();
    await chat.receive(snapshot({ messages: [question, answer(1)] }));
    await chat.page.getByRole('textbox', { name: strings.composerLabel }).focus();
    await chat.receive(snapshot({ messages: [question, answer(2)] }));
    assert.equal(await chat.hasFocus(chat.page.getByRole('textbox', { name: strings.composerLabel })), true);
  });

  it('show the other version where the first one stood', async () => {
    const chat = await browser.open();
    const before = manyMessages(20);
    const rest = (first: number) => manyMessages(20, first);
    await chat.receive(snapshot({ messages: [...before, answer(1), ...rest(100)] }));
    await chat.page.evaluate(`document.querySelector('[data-message-id="a1"]').scrollIntoView({ block: 'center' })`);
    await chat.settle();
    const top = (await chat.page.locator('[data-message-id="a1"]').boundingBox())!.y;
    await later(chat).click();
    await chat.receive(
      snapshot({ messages: [...before, answer(2, { text: 'Quite another answer. '.repeat(200) }), ...rest(200)] }),
    );
    assert.ok(Math.abs((await chat.page.locator('[data-message-id="a2"]').boundingBox())!.y - top) <= 2);
    await chat.receive({ type: 'message', message: message({ id: 'new', role: 'user', text: 'at the end' }) });
    assert.ok(
      Math.abs((await chat.page.locator('[data-message-id="a2"]').boundingBox())!.y - top) <= 2,
      'and it stays there',
    );
  });

  it('cannot be changed while this window is answered', async () => {
    const chat = await browser.open();
    const growing = answer(2, { status: 'streaming', saved: false });
    await chat.receive(
      snapshot({ messages: [question, growing], status: { ...quietStatus, turn: { ...turn, messageId: 'a2' } } }),
    );
    assert.deepEqual([await earlier(chat).isDisabled(), await later(chat).isDisabled()], [true, true]);
    await chat.receive({ type: 'message', message: answer(2) }, { type: 'status', status: quietStatus });
    assert.deepEqual([await earlier(chat).isDisabled(), await later(chat).isDisabled()], [false, false]);
  });

  describe('an answer that another window gets', () => {
    const growing = (text: string, fields: Partial<MessageView> = {}): MessageView =>
      answer(2, { status: 'streaming', text, ...fields });

    it('grows, says where it comes from, and leaves this window free to ask and to look elsewhere', async () => {
      const chat = await browser.open();
      await chat.receive(snapshot({ messages: [question, growing('The first')] }));
      await chat.page.getByText(strings.streamingElsewhere).waitFor();
      assert.equal(await chat.page.getByRole('button', { name: strings.stop }).count(), 0);
      assert.equal(await earlier(chat).isDisabled(), false);
      await chat.receive({ type: 'message', message: growing('The first words.') });
      assert.equal(await chat.page.locator('[data-message-id="a2"] .markdown').innerText(), 'The first words.');
      await chat.page.getByRole('textbox', { name: strings.composerLabel }).fill('And?');
      await chat.page.getByRole('button', { name: strings.send }).click();
      assert.deepEqual(
        (await chat.posted('send')).map(({ text }) => text),
        ['And?'],
      );
    });

    it('does not show why this window waits', async () => {
      const chat = await browser.open();
      const here = message({ id: 'answer', role: 'assistant', status: 'streaming' });
      const waiting = { ...quietStatus, turn: { ...turn, waiting: 'Retrying in 8 s' } };
      await chat.receive(
        snapshot({
          messages: [question, growing('Theirs'), message({ id: 'q2', role: 'user', text: 'Mine' }), here],
          status: waiting,
        }),
      );
      assert.match(await chat.page.locator('[data-message-id="answer"] .progress').innerText(), /Retrying in 8 s/u);
      assert.equal(
        (await chat.page.locator('[data-message-id="a2"] .progress').innerText()).trim(),
        strings.streamingElsewhere,
      );
    });

    it('is followed to its end by a reader who is there, and announced once', async () => {
      const chat = await browser.open();
      const paragraph = `${'A line of an answer. '.repeat(20)}\n\n`;
      await chat.receive(snapshot({ messages: [question, growing(paragraph.repeat(20))] }));
      await chat.receive({ type: 'message', message: growing(paragraph.repeat(40)) });
      assert.ok((await chat.scrollPosition()).fromEnd <= 4);
      await chat.receive({ type: 'message', message: answer(2, { text: paragraph.repeat(41) }) });
      assert.ok((await chat.scrollPosition()).fromEnd <= 4);
      assert.equal(await chat.page.locator(announcer).innerText(), strings.answerFinished);
    });
  });
});
