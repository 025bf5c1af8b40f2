import assert from 'node:assert/strict';
import { ViewBrowser } from './support/browser.js';
import type { ChatPage } from './support/chatPage.js';
import { attachment, attachments, offered, sampleAttachments } from './support/attachmentSamples.js';
import { chatState, message, quietStatus, snapshot, strings } from './support/samples.js';

describe('Attachments in the composer', function () {
  this.timeout(60_000);
  let browser: ViewBrowser;

  before(async () => {
    browser = await ViewBrowser.start();
  });
  afterEach(async () => assert.deepEqual(await browser.closePages(), []));
  after(() => browser.stop());

  async function open(fields: Parameters<typeof attachments>[0] = {}, state = chatState()) {
    const chat = await browser.open();
    await chat.receive({ type: 'snapshot', state }, attachments(fields));
    return { chat, input: chat.page.getByRole('textbox', { name: strings.composerLabel }) };
  }

  const chips = (chat: ChatPage) => chat.page.locator('.attachment-bar button[data-attachment]');
  const names = (chat: ChatPage) => chat.page.locator('.attachment-bar li .chip-name').allInnerTexts();

  it('are named, with lines and tokens, and say to screen readers what their signs say', async () => {
    const { chat } = await open({ attachments: sampleAttachments.slice(0, 3) });
    assert.deepEqual(await names(chat), ['auth.ts', 'config.json', '.env']);
    for (const [index, name] of [
      /^auth\.ts\s*:12–40\s*~1\.2K\s*tokens$/u,
      /^config\.json\s*~310\s*tokens\s*, The file has changed since\.$/u,
      /^\.env\s*~310\s*tokens\s*, It holds 2 likely secrets\.$/u,
    ].entries())
      assert.equal(await chips(chat).nth(index).and(chat.page.getByRole('button', { name })).count(), 1, String(name));
    assert.match((await chips(chat).nth(1).getAttribute('title'))!, /src\/config\.ts\nAbout 310 tokens\nThe file has/u);
    assert.equal(await chat.page.locator('.chip-warning').count(), 1);
    assert.equal(await chat.page.locator('.chip-changed').count(), 1);
  });

  it('are taken off with the mouse at once, and stay off while the host does not know', async () => {
    const { chat } = await open({ attachments: sampleAttachments.slice(0, 3) });
    await chat.page.getByRole('button', { name: 'Remove config.json' }).click();
    assert.deepEqual(await names(chat), ['auth.ts', '.env']);
    assert.deepEqual(await chat.posted('attachment-remove'), [
      { type: 'attachment-remove', conversationId: 'conversation-1', attachmentIds: ['config'] },
    ]);
    await chat.receive(attachments({ attachments: sampleAttachments.slice(0, 3) }));
    assert.deepEqual(await names(chat), ['auth.ts', '.env']);
  });

  it('are reached, walked through, opened and taken off with the keyboard alone', async () => {
    const { chat, input } = await open({ attachments: sampleAttachments.slice(0, 4) });
    await input.focus();
    await input.press('Backspace');
    const { keyboard } = chat.page;
    assert.equal(await chat.hasFocus(chips(chat).nth(3)), true, 'Backspace leads to the last chip');
    await keyboard.press('ArrowLeft');
    await keyboard.press('ArrowLeft');
    await keyboard.press('Enter');
    assert.deepEqual(await chat.posted('attachment-open'), [
      { type: 'attachment-open', messageId: null, attachmentId: 'config' },
    ]);
    await keyboard.press('Delete');
    assert.deepEqual(await names(chat), ['auth.ts', '.env', 'src/webview']);
    assert.equal(await chat.hasFocus(chips(chat).nth(1)), true, 'the next chip has the focus');
    await keyboard.press('End');
    await keyboard.press('Backspace');
    assert.equal(await chat.hasFocus(chips(chat).nth(1)), true, 'or the one before, at the end');
    await keyboard.press('Home');
    await keyboard.press('Delete');
    await keyboard.press('Delete');
    assert.deepEqual(await names(chat), []);
    assert.equal(await chat.hasFocus(input), true, 'and the text after the last');
    assert.deepEqual(
      (await chat.posted('attachment-remove')).flatMap(({ attachmentIds }) => attachmentIds),
      ['config', 'folder', 'auth', 'env'],
    );
  });

  it('give the cursor back on Escape, which stops no answer then', async () => {
    const { chat, input } = await open(
      { attachments: sampleAttachments.slice(0, 1) },
      chatState({ status: { ...quietStatus, turn: { id: 't', messageId: 'answer', nextSeq: 0, waiting: '' } } }),
    );
    await chips(chat).first().focus();
    await chat.page.keyboard.press('Escape');
    assert.equal(await chat.hasFocus(input), true);
    assert.deepEqual(await chat.posted('stop'), []);
  });

  it('are one stop of the Tab key', async () => {
    const { chat, input } = await open({ attachments: sampleAttachments.slice(0, 4) });
    await input.focus();
    await input.press('Shift+Tab');
    assert.equal(await chat.hasFocus(chips(chat).first()), true);
    await chat.page.keyboard.press('Tab');
    assert.equal(await chat.hasFocus(input), true);
  });

  it('are folded when there are many', async () => {
    const many = Array.from({ length: 200 }, (_, index) => attachment(`f${index}`));
    const { chat } = await open({ attachments: many });
    assert.equal(await chips(chat).count(), 20);
    const more = chat.page.getByRole('button', { name: 'and 180 more' });
    await more.press('Enter');
    assert.equal(await chips(chat).count(), 200);
    assert.equal(await more.count(), 0);
    assert.equal(await chat.hasFocus(chips(chat).first()), true, 'the focus does not go with the button');
    const bar = (await chat.page.locator('.attachment-bar').boundingBox())!;
    assert.ok(bar.height <= 760 * 0.31, 'they leave room for the chat');
  });

  it('go with the message, in their order, and are hidden while it is on its way', async () => {
    const { chat, input } = await open({ attachments: sampleAttachments.slice(0, 2) });
    await input.fill('Why?');
    await input.press('Enter');
    const [sent] = await chat.posted('send');
    assert.deepEqual([sent!.text, sent!.attachmentIds], ['Why?', ['auth', 'config']]);
    assert.deepEqual(await names(chat), []);
    assert.match(await chat.page.locator('.pending-message').innerText(), /Attached: 2 · auth\.ts, config\.json/u);
    const { id } = (await chat.envelopes()).find(({ request }) => request.type === 'send')!;
    await chat.receive({ type: 'acknowledged', id });
    assert.deepEqual(await names(chat), [], 'they do not come back for a moment');
    await chat.receive(attachments({ attachments: [attachment('new')] }));
    assert.deepEqual(await names(chat), ['new.ts']);
  });

  it('are there again when the message is refused', async () => {
    const { chat, input } = await open({ attachments: sampleAttachments.slice(0, 2) });
    await input.fill('Why?');
    await input.press('Enter');
    const { id } = (await chat.envelopes()).find(({ request }) => request.type === 'send')!;
    await chat.receive({ type: 'refused', id });
    assert.deepEqual(await names(chat), ['auth.ts', 'config.json']);
    assert.equal(await input.inputValue(), 'Why?');
  });

  it('can be sent without a word', async () => {
    const { chat, input } = await open({ attachments: sampleAttachments.slice(0, 1) });
    assert.equal(await chat.page.getByRole('button', { name: strings.send }).isEnabled(), true);
    await input.press('Enter');
    assert.deepEqual(
      (await chat.posted('send')).map(({ text, attachmentIds }) => [text, attachmentIds]),
      [['', ['auth']]],
    );
  });

  it('of another chat are not shown, nor sent', async () => {
    const { chat, input } = await open({ conversationId: 'another', attachments: sampleAttachments });
    assert.deepEqual(await names(chat), []);
    await input.fill('Why?');
    await input.press('Enter');
    assert.deepEqual((await chat.posted('send'))[0]!.attachmentIds, []);
  });

  it('are asked for in the list of the editor', async () => {
    const { chat } = await open();
    await chat.page.getByRole('button', { name: strings.attachDropHint }).click();
    assert.deepEqual(
      (await chat.posted('attach-pick')).map(({ conversationId }) => conversationId),
      ['conversation-1'],
    );
    assert.equal(await chat.page.locator('.attachment-chip').count(), 0, 'nothing is on its way yet');
  });

  it('are waited for by a message that is sent meanwhile', async () => {
    const pending = [{ request: 'r', label: 'Screenshot.png' }];
    const { chat, input } = await open({ pending });
    await input.fill('What is wrong?');
    await input.press('Enter');
    assert.deepEqual(await chat.posted('send'), []);
    assert.ok(await chat.page.getByText(strings.attachWaits).isVisible());
    await chat.receive(attachments({ attachments: [attachment('shot', { kind: 'image' })] }));
    assert.deepEqual(
      (await chat.posted('send')).map(({ text, attachmentIds }) => [text, attachmentIds]),
      [['What is wrong?', ['shot']]],
    );
  });

  it('that fail are not sent without: the message stays, with the reason', async () => {
    const { chat, input } = await open({ attachments: [], offered });
    await chat.page.getByRole('button', { name: 'Attach session.ts:12–40' }).click();
    await input.fill('What is wrong?');
    await input.press('Enter');
    const { request } = (await chat.posted('attach'))[0]!;
    const problem = 'The file was deleted. Nothing was attached.';
    await chat.receive({ type: 'attach-ended', request, outcome: 'failed', attachmentIds: [], label: '', problem });
    assert.deepEqual(await chat.posted('send'), []);
    assert.equal(await input.inputValue(), 'What is wrong?');
    assert.ok(await chat.page.getByText(problem).isVisible());
    await input.press('Enter');
    assert.equal((await chat.posted('send')).length, 1, 'a second Enter sends it without');
  });

  it('whose answer is lost hold up no message for good: the message stays, and it is said', async () => {
    const { chat, input } = await open({ offered });
    await chat.page.getByRole('button', { name: 'Attach session.ts:12–40' }).click();
    await input.fill('Why?');
    await input.press('Enter');
    const { request } = (await chat.posted('attach'))[0]!;
    await chat.receive({ type: 'attach-settled', underWay: [request] });
    assert.ok(await chat.page.getByText(strings.attachWaits).isVisible(), 'it is still under way');
    await chat.receive({ type: 'attach-settled', underWay: [] });
    assert.deepEqual(await chat.posted('send'), []);
    assert.ok(await chat.page.getByText(strings.attachUnknown).isVisible());
    await input.press('Enter');
    assert.equal((await chat.posted('send')).length, 1);
  });

  it('on their way can be cancelled', async () => {
    const { chat, input } = await open({ pending: [{ request: 'r', label: 'Screenshot.png' }] });
    await chat.page.getByRole('button', { name: 'Cancel: Screenshot.png' }).click();
    assert.deepEqual(await chat.posted('attach-cancel'), [{ type: 'attach-cancel', request: 'r' }]);
    assert.equal(await chat.hasFocus(input), true);
  });

  describe('that are offered', () => {
    it('take a click or a key, and nothing is sent of them before', async () => {
      const { chat, input } = await open({ offered });
      await input.fill('Why?');
      await input.press('Enter');
      assert.deepEqual((await chat.posted('send'))[0]!.attachmentIds, []);
      assert.deepEqual(await chat.posted('attach'), []);
      const ghost = chat.page.getByRole('button', { name: 'Attach session.ts:12–40' });
      assert.match((await ghost.getAttribute('title'))!, /\(Alt\+A\)\nsrc\/session\.ts/u);
      await ghost.click();
      assert.equal(await chat.hasFocus(input), true);
      await input.press('Alt+a');
      assert.deepEqual(
        (await chat.posted('attach')).map(({ candidateId, conversationId }) => [candidateId, conversationId]),
        [
          ['editor:active', 'conversation-1'],
          ['editor:active', 'conversation-1'],
        ],
      );
      assert.equal(await input.inputValue(), '');
    });

    it('are attached by themselves, once for each message, when the setting says so and something is written', async () => {
      const { chat, input } = await open({ offered: { ...offered, isAutomatic: true } });
      assert.deepEqual(await chat.posted('attach'), []);
      await input.pressSequentially('Why');
      assert.equal((await chat.posted('attach')).length, 1);
      const { request } = (await chat.posted('attach'))[0]!;
      await chat.receive(attachments({ attachments: [attachment('auth')] }), {
        type: 'attach-ended',
        request,
        outcome: 'added',
        attachmentIds: ['auth'],
        label: 'auth.ts',
        problem: '',
      });
      await chat.page.getByRole('button', { name: 'Remove auth.ts' }).click();
      await input.pressSequentially('?');
      assert.equal((await chat.posted('attach')).length, 1, 'who takes it off has it off');
      await input.press('Enter');
      await chat.receive(attachments({ offered: { ...offered, isAutomatic: true } }));
      await input.pressSequentially('A');
      assert.equal((await chat.posted('attach')).length, 2);
    });

    it('come with a suggestion of an empty chat, which is about them', async () => {
      const { chat, input } = await open({ conversationId: 'new-chat-1', offered }, chatState({ conversation: null }));
      await chat.page.getByRole('button', { name: strings.suggestionExplain }).click();
      assert.deepEqual(
        (await chat.posted('attach')).map(({ candidateId, conversationId }) => [candidateId, conversationId]),
        [['editor:active', 'new-chat-1']],
      );
      assert.equal(await input.inputValue(), `${strings.suggestionExplain}\n\n`);
    });
  });

  it('show no way to attach until the host has said that there is one', async () => {
    const chat = await browser.open();
    await chat.receive(snapshot());
    assert.equal(await chat.page.getByRole('button', { name: strings.attachDropHint }).count(), 0);
    const input = chat.page.getByRole('textbox', { name: strings.composerLabel });
    await input.pressSequentially('@file');
    await chat.page.waitForTimeout(150);
    assert.deepEqual(await chat.posted('complete'), []);
  });

  it('stand above a sent message and open there', async () => {
    const sent = message({ id: 'q', role: 'user', text: '', attachments: sampleAttachments.slice(0, 2) });
    const { chat } = await open({}, chatState({ messages: [sent] }));
    const article = chat.page.locator('[data-message-id="q"]');
    await article.getByRole('button', { name: /config\.json/u }).press('Enter');
    assert.deepEqual(await chat.posted('attachment-open'), [
      { type: 'attachment-open', messageId: 'q', attachmentId: 'config' },
    ]);
    assert.equal(await article.getByRole('button', { name: /^Remove/u }).count(), 0);
    assert.equal(await article.locator('.body').count(), 0, 'no empty bubble');
  });
});
