import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { projectFolder } from '../support/projectFolder.js';
import { ViewBrowser } from './support/browser.js';
import type { ChatPage, ChatPageOptions } from './support/chatPage.js';
import { delta, message, snapshot, streamingState, strings } from './support/samples.js';
import { themeNames } from './support/themes.js';

const screenshots = path.join(projectFolder, 'out/view');
const code = 'export function greet(name: string): string {\n  return `Hello, ${name}, and welcome to this house!`;\n}';
const info = 'ts src/features/greeting/a-long-folder/greet.ts';
const long = Array.from({ length: 80 }, (_, line) => `const line${line} = ${line};`).join('\n');
const text = `Change it:\n\n\`\`\`${info}\n${code}\n\`\`\`\n\nThen run:\n\n\`\`\`sh\nnpm test\nnpm run build\n\`\`\`\n\n\`\`\`\nno language\n\`\`\``;

describe('The bar of a code block', function () {
  this.timeout(120_000);
  let browser: ViewBrowser;

  before(async () => {
    browser = await ViewBrowser.start();
    await mkdir(screenshots, { recursive: true });
  });
  afterEach(async () => assert.deepEqual(await browser.closePages(), []));
  after(() => browser.stop());

  const open = async (answer: string, options?: ChatPageOptions, offersTerminal = true): Promise<ChatPage> => {
    const chat = await browser.open(options);
    const messages = [message({ id: 'a', role: 'assistant', text: answer })];
    await chat.receive(snapshot({ messages, offersTerminal }));
    return chat;
  };
  const names = (chat: ChatPage, block: number): Promise<string[]> =>
    chat.page
      .locator('.code-block')
      .nth(block)
      .getByRole('button')
      .evaluateAll((all) => all.map((one) => one.ariaLabel ?? ''));

  for (const theme of themeNames)
    for (const width of [1000, 300])
      it(`has everything in reach in ${theme}, ${width} px wide`, async () => {
        const chat = await open(text, { theme, width, reducedMotion: true });
        await chat.page.locator('.hljs-keyword').first().waitFor();
        const block = chat.page.locator('.code-block').first();
        await block.hover();
        const head = (await block.locator('.code-head').boundingBox())!;
        for (const button of await block.getByRole('button').all()) {
          const box = (await button.boundingBox())!;
          assert.ok(box.x >= head.x && box.x + box.width <= head.x + head.width, 'inside the bar');
          assert.ok(box.width >= 24 && box.height >= 20, 'large enough to be hit');
        }
        await block.getByRole('button', { name: strings.codeMore }).click();
        const menu = (await chat.page.getByRole('menu').boundingBox())!;
        assert.ok(menu.x >= 0 && menu.x + menu.width <= width, 'the menu is in view');
        assert.equal(await chat.page.evaluate('document.documentElement.scrollWidth > innerWidth'), false);
        await chat.page.screenshot({ path: path.join(screenshots, `code-bar-${theme}-${width}.png`) });
        assert.deepEqual(await chat.violations(), []);
      });

  it('asks the editor with the message, what stands behind the fence, and exactly the code', async () => {
    const chat = await open(text);
    const block = chat.page.locator('.code-block').first();
    await block.getByRole('button', { name: strings.codeApply }).press('Enter');
    await block.getByRole('button', { name: strings.codeInsert }).press(' ');
    await block.getByRole('button', { name: 'Open src/features/greeting/a-long-folder/greet.ts' }).press('Enter');
    const expected = ['apply', 'insert', 'open'].map((action) => ({
      type: 'code-action',
      action,
      messageId: 'a',
      block: { info, code },
    }));
    assert.deepEqual(await chat.posted('code-action'), expected);
    assert.equal(await block.locator('.code-language').innerText(), 'ts');
  });

  it('offers a terminal for shells only, and only where the folder is trusted', async () => {
    const chat = await open(text);
    assert.ok(!(await names(chat, 0)).includes(strings.codePaste));
    assert.deepEqual(await names(chat, 1), [strings.codePaste, strings.codeInsert, strings.codeMore, strings.copyCode]);
    const untrusted = await open(text, {}, false);
    assert.deepEqual(await names(untrusted, 1), [strings.codeInsert, strings.codeMore, strings.copyCode]);
  });

  it('has a menu that is used with the keyboard, and gives the focus back', async () => {
    const chat = await open(text);
    const more = chat.page.getByRole('button', { name: strings.codeMore }).first();
    await more.press('Enter');
    const items = chat.page.getByRole('menuitem');
    assert.deepEqual(await items.allInnerTexts(), [strings.codeNewFile, strings.codeCompare]);
    assert.equal(await chat.hasFocus(items.first()), true);
    await chat.page.keyboard.press('ArrowDown');
    await chat.page.keyboard.press('Enter');
    assert.equal((await chat.posted('code-action'))[0]?.action, 'compare');
    assert.equal(await items.count(), 0);
    assert.equal(await chat.hasFocus(more), true);
    await more.press('Enter');
    await chat.page.keyboard.press('Escape');
    assert.equal(await items.count(), 0);
    assert.equal(await chat.hasFocus(more), true);
    await more.click();
    await chat.page.mouse.click(5, 5);
    assert.equal(await items.count(), 0);
  });

  it('shows its buttons to whoever points at the block or has the focus in it', async () => {
    const chat = await open(text);
    const apply = chat.page.getByRole('button', { name: strings.codeApply }).first();
    const opacity = (): Promise<string> => apply.evaluate((button) => getComputedStyle(button).opacity);
    await chat.page.mouse.move(2, 2);
    assert.equal(await opacity(), '0');
    await chat.page.locator('.code-block').first().hover();
    assert.equal(await opacity(), '1');
    await chat.page.mouse.move(2, 2);
    await chat.page.locator('.code-block pre').first().focus();
    assert.equal(await opacity(), '1');
  });

  it('names the file in full in a narrow panel, until its buttons need the room', async () => {
    const chat = await open(`\`\`\`typescript src/greet.ts\n${code}\n\`\`\``, { width: 300 });
    const isCut = (): Promise<boolean> =>
      chat.page
        .locator('.code-file > span')
        .first()
        .evaluate((name) => name.scrollWidth > name.clientWidth);
    await chat.page.mouse.move(2, 2);
    assert.equal(await isCut(), false);
    await chat.page.locator('.code-block').first().hover();
    assert.equal(await isCut(), true);
  });

  it('stays in view while a long block goes by', async () => {
    const chat = await open(`\`\`\`ts a.ts\n${long}\n\`\`\`\n\nThe end.`, { height: 500 });
    await chat.page.evaluate('document.querySelector(".messages").scrollTop = 400');
    await chat.settle();
    const list = (await chat.page.locator('.messages').boundingBox())!;
    const head = (await chat.page.locator('.code-head').boundingBox())!;
    assert.ok(Math.abs(head.y - list.y) < 2, `the bar is at ${head.y}, the list begins at ${list.y}`);
    await chat.page.locator('.code-block').hover({ position: { x: 40, y: 600 } });
    await chat.page.screenshot({ path: path.join(screenshots, 'code-bar-sticky.png') });
  });

  it('has nothing that acts on half a block: one that grows, one that an answer was cut off in', async () => {
    const chat = await browser.open();
    await chat.receive({ type: 'snapshot', state: streamingState() }, delta(0, `\`\`\`${info}\n${code}`));
    assert.deepEqual(await names(chat, 0), [strings.wrapLines, strings.copyCode]);
    await chat.receive(delta(1, '\n```\n\nMore.\n\nEnd'));
    assert.ok((await names(chat, 0)).includes(strings.codeApply));
    const cut = message({ id: 'b', role: 'assistant', status: 'interrupted', text: `\`\`\`${info}\n${code}` });
    await chat.receive(snapshot({ messages: [cut] }));
    assert.deepEqual(await names(chat, 0), [strings.wrapLines, strings.copyCode]);
    await chat.receive(snapshot({ messages: [{ ...cut, status: 'complete' }] }));
    assert.ok((await names(chat, 0)).includes(strings.codeApply));
  });

  it('can do nothing with what a model thinks but copy it', async () => {
    const chat = await browser.open();
    const reasoning = `\`\`\`${info}\n${code}\n\`\`\``;
    await chat.receive(snapshot({ messages: [message({ id: 'a', role: 'assistant', text: 'Done.', reasoning })] }));
    await chat.page.locator('.reasoning summary').click();
    assert.deepEqual(await names(chat, 0), [strings.wrapLines, strings.copyCode]);
  });

  it('applies all blocks of an answer that change files, and no others', async () => {
    const second = { info: 'diff', code: '--- a/b.ts\n+++ b/b.ts\n@@ -1 +1 @@\n-a\n+b' };
    const chat = await open(`${text}\n\n\`\`\`${second.info}\n${second.code}\n\`\`\``);
    await chat.page.getByRole('button', { name: 'Apply All 2 Blocks' }).click();
    assert.deepEqual(await chat.posted('code-apply-all'), [
      { type: 'code-apply-all', messageId: 'a', blocks: [{ info, code }, second] },
    ]);
    const one = await open(text);
    assert.equal(await one.page.locator('.apply-all').count(), 0);
    const question = await browser.open();
    const asked = `${text}\n\n\`\`\`${second.info}\n${second.code}\n\`\`\``;
    await question.receive(snapshot({ messages: [message({ id: 'q', role: 'user', text: asked })] }));
    assert.equal(await question.page.locator('.apply-all').count(), 0);
  });
});
