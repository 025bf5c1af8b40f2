import assert from 'node:assert/strict';
import path from 'node:path';
import { ViewBrowser } from './support/browser.js';
import { answerCompletion, attachment, attachments, completion } from './support/attachmentSamples.js';
import { announcer, type ChatPage } from './support/chatPage.js';
import { chatState, message, strings } from './support/samples.js';

const folder = path.resolve(import.meta.dirname, '../../out/view');
const picture = (chat: ChatPage, name: string) => chat.page.screenshot({ path: path.join(folder, `${name}.png`) });

describe('A prompt in the composer', function () {
  this.timeout(60_000);
  let browser: ViewBrowser;

  before(async () => {
    browser = await ViewBrowser.start();
  });
  afterEach(async () => assert.deepEqual(await browser.closePages(), []));
  after(() => browser.stop());

  async function open(options: Parameters<ViewBrowser['open']>[0] = {}) {
    const chat = await browser.open(options);
    await chat.receive({ type: 'snapshot', state: chatState() }, attachments());
    const input = chat.page.getByRole('textbox', { name: strings.composerLabel });
    return { chat, input };
  }
  const sent = async (chat: ChatPage) => (await chat.posted('send')).map(({ text }) => text);
  const called = async (chat: ChatPage) => (await chat.posted('prompt-call')).map(({ text }) => text);
  /** Answers the call that was made last. */
  const answer = async (chat: ChatPage, fields: { text: string | null; cursor?: number; notice?: string }) => {
    const { request } = (await chat.posted('prompt-call')).at(-1)!;
    await chat.receive(
      { type: 'attach-ended', request, outcome: 'nothing', attachmentIds: [], label: '', problem: '' },
      { type: 'prompt-text', request, isPrompt: true, cursor: 0, notice: '', ...fields },
    );
  };

  it('that is typed in full is filled in by Enter and sent by the next one', async () => {
    const { chat, input } = await open();
    await input.fill('/look why');
    await input.press('Enter');
    assert.deepEqual([await called(chat), await sent(chat)], [['/look why'], []]);
    assert.equal(await input.inputValue(), '/look why', 'as long as nothing has come');
    await chat.receive(attachments({ attachments: [attachment('a')] }));
    await answer(chat, { text: 'Look at a.ts and say why.', cursor: 4 });
    assert.equal(await input.inputValue(), 'Look at a.ts and say why.');
    assert.deepEqual(await sent(chat), []);
    assert.equal(await chat.page.locator(announcer).innerText(), strings.promptFilledIn);
    await chat.page.keyboard.type(' here');
    assert.equal(await input.inputValue(), 'Look here at a.ts and say why.', 'the cursor is where the prompt has it');
    await input.press('Enter');
    assert.deepEqual(await sent(chat), ['Look here at a.ts and say why.']);
    assert.deepEqual((await chat.posted('send'))[0]!.attachmentIds, ['a']);
  });

  it('comes back as it was typed with Undo', async () => {
    const { chat, input } = await open();
    await input.pressSequentially('/look why');
    await input.press('Enter');
    await answer(chat, { text: 'Look.', cursor: 5 });
    await input.press('Control+z');
    assert.equal(await input.inputValue(), '/look why');
  });

  it('that is none is sent as it is, unless something else is written by then', async () => {
    const { chat, input } = await open();
    const none = async () => {
      const { request } = (await chat.posted('prompt-call')).at(-1)!;
      await chat.receive({ type: 'prompt-text', request, isPrompt: false, text: null, cursor: 0, notice: '' });
    };
    await input.fill('/tmp is full');
    await input.press('Enter');
    await none();
    assert.deepEqual(await sent(chat), ['/tmp is full']);
    await input.fill('/tmp is');
    await input.press('Enter');
    await chat.page.keyboard.type(' empty');
    await none();
    assert.deepEqual(await sent(chat), ['/tmp is full']);
    await input.fill('/usr/bin is full');
    await input.press('Enter');
    assert.equal((await called(chat)).length, 2, 'a path calls nothing');
    assert.equal((await sent(chat)).length, 2);
  });

  it('stays as it was typed when its questions are left, and can be called again', async () => {
    const { chat, input } = await open();
    await input.fill('/look');
    await input.press('Enter');
    await answer(chat, { text: null });
    assert.deepEqual([await input.inputValue(), await sent(chat)], ['/look', []]);
    await input.press('Enter');
    assert.equal((await called(chat)).length, 2);
  });

  it('that calls itself can be sent all the same', async () => {
    const { chat, input } = await open();
    await input.fill('/look a');
    await input.press('Enter');
    await answer(chat, { text: '/look at a', cursor: 10 });
    await input.press('Enter');
    assert.deepEqual([(await called(chat)).length, await sent(chat)], [1, ['/look at a']]);
    await input.fill('/look b');
    await input.press('Enter');
    assert.equal((await called(chat)).length, 2, 'the next one is filled in again');
  });

  it('takes the place of what was typed, whatever was written behind it meanwhile', async () => {
    const { chat, input } = await open();
    await input.fill('/look');
    await input.press('Enter');
    await chat.page.keyboard.type('ing');
    await answer(chat, { text: 'Look.', cursor: 5 });
    assert.equal(await input.inputValue(), 'Look.ing');
  });

  it('says in a line above the composer that its model is not there', async () => {
    const { chat, input } = await open();
    await input.fill('/look');
    await input.press('Enter');
    await answer(chat, { text: 'Look.', notice: '“/look” names the model “o9”, which is not in your list.' });
    assert.match(await chat.page.locator('.attachment-notice').innerText(), /“o9”, which is not in your list/u);
    await input.fill('/other');
    await input.press('Enter');
    assert.equal(await chat.page.locator('.attachment-notice').innerText(), '', 'it was about the one before');
  });

  for (const theme of ['light', 'hc-dark'] as const)
    it(`shows behind its name what its author expects (${theme})`, async () => {
      const { chat, input } = await open({ theme, width: 300 });
      await input.pressSequentially('/look');
      const hint = '[file] [what to look for, and in which of them]';
      await answerCompletion(chat, 'look', [completion('p', { kind: 'prompt', label: 'look', hint })]);
      assert.equal(await chat.page.locator('.argument-hint').count(), 0);
      await input.pressSequentially(' ');
      assert.match(await chat.page.locator('.argument-hint').innerText(), /\[file\]/u);
      const described = await input.getAttribute('aria-describedby');
      assert.equal(await chat.page.locator(`#${described}`).innerText(), hint);
      const [box, outer] = [
        (await chat.page.locator('.argument-hint').boundingBox())!,
        (await chat.page.locator('.composer-box').boundingBox())!,
      ];
      assert.ok(box.x + box.width <= outer.x + outer.width, 'it stays in the box');
      await picture(chat, `argument-hint-${theme}`);
      await input.pressSequentially('a');
      assert.equal(await chat.page.locator('.argument-hint').count(), 0);
    });

  it('can be made of a message of one’s own, with the keyboard as well', async () => {
    const chat = await browser.open({ width: 300 });
    const messages = [
      message({ id: 'q', role: 'user', text: 'Look at this.' }),
      message({ id: 'a', role: 'assistant', text: 'Seen.' }),
    ];
    await chat.receive({ type: 'snapshot', state: chatState({ messages }) });
    const save = chat.page.getByRole('button', { name: strings.savePrompt });
    assert.equal(await save.count(), 1, 'not of answers');
    await save.focus();
    await picture(chat, 'save-prompt');
    await chat.page.keyboard.press('Enter');
    assert.deepEqual(
      (await chat.posted('prompt-save')).map(({ text }) => text),
      ['Look at this.'],
    );
  });

  it('is no question while there is nothing but instructions', async () => {
    const { chat, input } = await open();
    const instructions = attachment('i', { kind: 'instructions', label: 'AGENTS.md · instructions' });
    await chat.receive(attachments({ attachments: [instructions] }));
    await input.press('Enter');
    const send = chat.page.getByRole('button', { name: strings.send });
    assert.deepEqual([await sent(chat), await send.isDisabled()], [[], true]);
    await picture(chat, 'instructions-chip');
    await input.fill('Hi');
    await input.press('Enter');
    assert.deepEqual((await chat.posted('send'))[0]!.attachmentIds, ['i']);
  });
});
