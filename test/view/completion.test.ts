import assert from 'node:assert/strict';
import { ViewBrowser } from './support/browser.js';
import { answerCompletion, attachments, completion } from './support/attachmentSamples.js';
import { chatState, strings } from './support/samples.js';

const files = [
  completion('file:a', { label: 'session.ts', description: 'src/chat', matches: [0, 1, 3] }),
  completion('file:b', { label: 'sessions', kind: 'folder', description: 'test' }),
  completion('file:c', { label: 'assess.md', description: 'docs' }),
];

describe('Completions in the composer', function () {
  this.timeout(60_000);
  let browser: ViewBrowser;

  before(async () => {
    browser = await ViewBrowser.start();
  });
  afterEach(async () => assert.deepEqual(await browser.closePages(), []));
  after(() => browser.stop());

  async function open() {
    const chat = await browser.open();
    await chat.receive({ type: 'snapshot', state: chatState() }, attachments());
    const input = chat.page.getByRole('textbox', { name: strings.composerLabel });
    const list = chat.page.getByRole('listbox', { name: strings.completions });
    const queries = async () => (await chat.posted('complete')).map(({ trigger, query }) => trigger + query);
    const attached = async () => (await chat.posted('attach')).map(({ candidateId }) => candidateId);
    return { chat, input, list, queries, attached };
  }

  it('open behind an @ when there is something, and mark what was typed', async () => {
    const { chat, input, list } = await open();
    await input.pressSequentially('see @ses');
    assert.equal(await list.isVisible(), false, 'not before the host has anything');
    await answerCompletion(chat, 'ses', files);
    assert.deepEqual(await list.getByRole('option').allInnerTexts(), [
      'session.ts\nsrc/chat',
      'sessions\ntest',
      'assess.md\ndocs',
    ]);
    assert.deepEqual(await list.locator('mark').allInnerTexts(), ['se', 's']);
    const active = await input.getAttribute('aria-activedescendant');
    assert.equal(await chat.page.locator(`#${active}`).getAttribute('aria-selected'), 'true');
    assert.equal(await input.getAttribute('aria-controls'), await list.getAttribute('id'));
    const [box, composer] = [(await list.boundingBox())!, (await chat.page.locator('.composer-box').boundingBox())!];
    assert.ok(box.y >= 0 && box.y + box.height <= composer.y, 'above what is written');
  });

  it('are walked through with the arrows and taken with Enter, which sends nothing', async () => {
    const { chat, input, list, attached } = await open();
    await input.pressSequentially('see @ses');
    await answerCompletion(chat, 'ses', files);
    await input.press('ArrowUp');
    assert.equal(await list.locator('[aria-selected=true] .completion-label').innerText(), 'assess.md');
    await input.press('ArrowDown');
    await input.press('ArrowDown');
    await input.press('Enter');
    assert.deepEqual(await attached(), ['file:b']);
    assert.equal(await input.inputValue(), 'see sessions', 'the name stands for it in the sentence');
    assert.deepEqual(await chat.posted('send'), []);
    assert.equal(await list.isVisible(), false);
    await input.press('Control+z');
    assert.equal(await input.inputValue(), 'see @ses', 'Undo takes it back');
  });

  it('leave nothing behind when there is no sentence, and are taken with Tab and the mouse as well', async () => {
    const { chat, input, list, attached } = await open();
    await input.pressSequentially('@ses');
    await answerCompletion(chat, 'ses', files);
    await input.press('Tab');
    assert.equal(await input.inputValue(), '');
    await input.pressSequentially('@a');
    await answerCompletion(chat, 'a', files);
    await list.getByRole('option').nth(2).click();
    assert.deepEqual(await attached(), ['file:a', 'file:c']);
    assert.equal(await input.inputValue(), '');
    assert.equal(await chat.hasFocus(input), true);
  });

  it('close on Escape and stay closed for that word, and Escape does no more than that', async () => {
    const { chat, input, list, queries } = await open();
    await chat.receive({
      type: 'snapshot',
      state: chatState({
        status: { ...chatState().status, turn: { id: 't', messageId: 'a', nextSeq: 0, waiting: '' } },
      }),
    });
    await input.pressSequentially('@Comp');
    await answerCompletion(chat, 'Comp', files);
    await input.press('Escape');
    assert.equal(await list.isVisible(), false);
    assert.deepEqual(await chat.posted('stop'), []);
    const asked = (await queries()).length;
    await input.pressSequentially('onent() class');
    await chat.page.waitForTimeout(150);
    assert.equal((await queries()).length, asked, 'the same word');
    await input.pressSequentially(' @x');
    await answerCompletion(chat, 'x', files);
    assert.equal(await list.isVisible(), true, 'another one');
  });

  it('never come in addresses, and never take Enter while they are closed', async () => {
    const { chat, input, queries } = await open();
    await input.pressSequentially('mail me@example.org or');
    await chat.page.waitForTimeout(150);
    assert.deepEqual(await queries(), []);
    await input.pressSequentially(' @nothing');
    await answerCompletion(chat, 'nothing', []);
    await input.press('Enter');
    assert.deepEqual(
      (await chat.posted('send')).map(({ text }) => text),
      ['mail me@example.org or @nothing'],
    );
  });

  it('ask once for what is typed fast, and show no older answer', async () => {
    const { chat, input, list, queries } = await open();
    await input.pressSequentially('@s');
    await chat.waitUntil('posted.some(({ type }) => type === "complete")');
    const { serial } = (await chat.posted('complete'))[0]!;
    await input.pressSequentially('essio');
    await chat.receive({ type: 'completions', serial, items: files });
    assert.equal(await list.isVisible(), false);
    await answerCompletion(chat, 'sessio', files);
    assert.equal(await list.isVisible(), true);
    assert.ok((await queries()).length < 6);
  });

  it('take the first row of the answer when Enter came before it', async () => {
    const { chat, input, attached } = await open();
    await input.pressSequentially('@s');
    await answerCompletion(chat, 's', [files[2]!]);
    await input.pressSequentially('es');
    await input.press('Enter');
    assert.deepEqual(await attached(), [], 'not what was found for less');
    await answerCompletion(chat, 'ses', files);
    assert.deepEqual(await attached(), ['file:a']);
    assert.deepEqual(await chat.posted('send'), []);
  });

  it('stay away while the cursor is only moved, and go when it leaves the word', async () => {
    const { chat, input, list } = await open();
    await input.pressSequentially('a @ses b');
    await chat.page.waitForTimeout(100);
    const asked = (await chat.posted('complete')).length;
    await input.press('ArrowLeft');
    await input.press('ArrowLeft');
    await chat.page.waitForTimeout(150);
    assert.equal((await chat.posted('complete')).length, asked);
    await input.pressSequentially('s');
    await answerCompletion(chat, 'sess', files);
    await input.press('ArrowRight');
    await input.press('ArrowRight');
    await chat.settle();
    assert.equal(await list.isVisible(), false);
  });

  it('leave the keys to an input method that composes', async () => {
    const { chat, input, list, attached } = await open();
    await input.pressSequentially('@');
    await answerCompletion(chat, '', files);
    const session = await chat.page.context().newCDPSession(chat.page);
    await session.send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 });
    await answerCompletion(chat, 'にほん', files);
    for (const type of ['keyDown', 'keyUp'] as const)
      await session.send('Input.dispatchKeyEvent', { type, key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 });
    assert.deepEqual(await attached(), []);
    assert.equal(await list.isVisible(), true);
  });

  it('offer prompts behind a / at the beginning, and put into the message what the prompt says', async () => {
    const { chat, input, list, queries } = await open();
    await input.pressSequentially('/rev');
    await answerCompletion(chat, 'rev', [
      completion('prompt:review', {
        kind: 'prompt',
        label: 'review',
        description: 'Looks for mistakes',
        matches: [0, 1, 2],
      }),
    ]);
    assert.deepEqual(await list.getByRole('option').allInnerTexts(), ['/review\nLooks for mistakes']);
    assert.deepEqual(await list.locator('mark').allInnerTexts(), ['rev']);
    await input.press('Enter');
    const { promptId, request } = (await chat.posted('prompt-accept'))[0]!;
    assert.equal(promptId, 'prompt:review');
    assert.equal(await input.inputValue(), '');
    await input.pressSequentially('carefully');
    await chat.receive({
      type: 'prompt-text',
      request,
      isPrompt: true,
      text: 'Review this code.\n',
      cursor: 18,
      notice: '',
    });
    assert.equal(await input.inputValue(), 'Review this code.\ncarefully');
    const asked = (await queries()).length;
    await input.fill('');
    await input.pressSequentially('a /rev');
    await chat.page.waitForTimeout(150);
    assert.equal((await queries()).length, asked, 'nowhere else');
  });

  it('go with the focus', async () => {
    const { chat, input, list } = await open();
    await input.pressSequentially('@s');
    await answerCompletion(chat, 's', files);
    await chat.page.getByRole('button', { name: strings.newChat, exact: true }).focus();
    assert.equal(await list.isVisible(), false);
  });
});
