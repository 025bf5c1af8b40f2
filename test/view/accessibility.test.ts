import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { ViewBrowser } from './support/browser.js';
import { announcer, type ChatPage } from './support/chatPage.js';
import { answerSearch, openHistory, sampleHits } from './support/conversationSamples.js';
import { chatState, delta, message, snapshot, streamingState, strings } from './support/samples.js';
import { elsewhere, gitHubContent, largeContent, showcase, troubles } from './support/showcase.js';
import { themeNames } from './support/themes.js';

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The faults axe finds, each with the elements it means. */
async function faultsOf(chat: ChatPage): Promise<string[]> {
  if (!(await chat.page.evaluate<boolean>('"axe" in globalThis'))) await chat.page.evaluate(axeSource);
  return chat.page.evaluate<string[]>(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ': ' + html.slice(0, 200) + ' ' + failureSummary)))`);
}

async function checkInEveryTheme(chat: ChatPage, what: string): Promise<void> {
  for (const theme of themeNames) {
    await chat.setTheme(theme);
    assert.deepEqual(await faultsOf(chat), [], `${what}, ${theme}`);
  }
}

describe('Accessibility', function () {
  this.timeout(120_000);
  let browser: ViewBrowser;

  before(async () => {
    browser = await ViewBrowser.start();
  });
  afterEach(async () => assert.deepEqual(await browser.closePages(), []));
  after(() => browser.stop());

  const states = {
    showcase,
    gitHubContent,
    largeContent,
    troubles,
    elsewhere,
    nothing: chatState({ conversation: null }),
  };
  for (const [name, state] of Object.entries(states)) {
    it(`shows axe no fault in any theme, wide or narrow: ${name}`, async () => {
      for (const width of [1000, 320]) {
        const chat = await browser.open({ width, reducedMotion: true });
        await chat.receive({ type: 'snapshot', state });
        if (state === showcase) {
          await chat.page.locator('.hljs-keyword').first().waitFor();
          await chat.page.locator('.reasoning summary').click();
          await chat.page.getByRole('button', { name: strings.details }).click();
          await openHistory(chat);
        }
        await checkInEveryTheme(chat, `${width} px wide`);
        assert.deepEqual(await chat.violations(), []);
        await chat.close();
      }
    });
  }

  for (const width of [1000, 320]) {
    it(`shows axe no fault in the history in any theme, ${width} px wide`, async () => {
      const chat = await browser.open({ width, reducedMotion: true });
      await chat.receive({ type: 'snapshot', state: showcase });
      await openHistory(chat);
      const box = chat.page.getByRole('combobox', { name: strings.search });
      const row = (id: string) => chat.page.locator(`[data-row="${id}"]`);
      const check = (what: string) => checkInEveryTheme(chat, what);
      await row('conversation-7').hover();
      await check('a row under the mouse');
      await row('conversation-3').press('Shift+F10');
      await check('the menu');
      await chat.page.locator('.row-menu button:has(kbd)').first().focus();
      await check('the menu, at an action with a key');
      await chat.page.keyboard.press('Escape');
      await row('conversation-3').press('F2');
      await check('a title that is typed');
      await chat.page.keyboard.press('Escape');
      await row('conversation-2').click({ modifiers: ['ControlOrMeta'] });
      await check('several chosen');
      await row('conversation-2').press('Delete');
      await check('undo');
      await chat.page.getByRole('button', { name: strings.searchHelp }).click();
      await check('the help');
      await box.pressSequentially('tag:');
      await chat.page.keyboard.press('ArrowDown');
      await check('suggestions');
      await box.fill('debounce');
      await answerSearch(chat, 'debounce', sampleHits, { more: true, ignored: ['before:soon'] });
      await check('results');
      await box.fill('xyzzy');
      await answerSearch(chat, 'xyzzy', []);
      await check('no results');
      await chat.close();
    });
  }

  it('never scrolls sideways in the history either', async () => {
    for (const [width, fontSize] of [
      [280, 13],
      [320, 26],
      [760, 26],
    ] as const) {
      const chat = await browser.open({ width, height: 500 });
      await chat.page.evaluate(`document.documentElement.style.setProperty('--vscode-font-size', '${fontSize}px')`);
      await chat.receive({ type: 'snapshot', state: showcase });
      await openHistory(chat);
      const check = async (what: string): Promise<void> => {
        const wide = await chat.page.evaluate<
          string[]
        >(`[document.documentElement, ...document.querySelectorAll('.conversations, .conversations :is(nav, div, section, ul, search)')]
          .filter((element) => element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX !== 'hidden').map(({ className }) => className)`);
        assert.deepEqual(wide, [], `${what} at ${width} px, ${fontSize} px font`);
      };
      await check('the list');
      await chat.page.locator('[data-row="conversation-9"]').click({ modifiers: ['ControlOrMeta'] });
      await check('several chosen');
      await chat.page.getByRole('button', { name: strings.searchHelp }).click();
      const box = chat.page.getByRole('combobox', { name: strings.search });
      await box.fill('debounce');
      await answerSearch(chat, 'debounce', sampleHits, { more: true, ignored: ['before:soon'] });
      await check('what was found');
      await chat.page.screenshot({ path: `out/view/list-large-${width}-${fontSize}.png` });
      await chat.close();
    }
  });

  it('never scrolls sideways, down to 280 pixels and at twice the font size', async () => {
    for (const [width, fontSize] of [
      [280, 13],
      [320, 26],
      [640, 26],
    ] as const) {
      const chat = await browser.open({ width, height: 500 });
      await chat.page.evaluate(`document.documentElement.style.setProperty('--vscode-font-size', '${fontSize}px')`);
      for (const state of [showcase, troubles, elsewhere, chatState({ conversation: null })]) {
        await chat.receive({ type: 'snapshot', state });
        const overflow = await chat.page.evaluate<number>(`Math.max(
          document.documentElement.scrollWidth - innerWidth,
          ...[...document.querySelectorAll('.messages, .composer, .bar, .empty')].map((element) => element.scrollWidth - element.clientWidth))`);
        assert.ok(overflow <= 0, `${overflow} px too wide at ${width} px, ${fontSize} px font`);
        const visible = await chat.page.getByRole('textbox', { name: strings.composerLabel }).boundingBox();
        assert.ok(visible!.y + visible!.height <= 500, 'the composer stays on the page');
      }
    }
  });

  it('announces a finished answer once, and not its words as they come', async () => {
    const chat = await browser.open();
    await chat.receive({ type: 'snapshot', state: streamingState() });
    assert.equal(await chat.page.getByRole('log').getAttribute('aria-live'), 'off');
    await chat.page.evaluate(`
      globalThis.announced = [];
      new MutationObserver(() => announced.push(document.querySelector('${announcer}').textContent))
        .observe(document.querySelector('${announcer}'), { subtree: true, childList: true, characterData: true });
    `);
    await chat.receive(delta(0, 'Some '), delta(1, 'words.'));
    const finished = message({ id: 'answer', role: 'assistant', text: 'Some words.', saved: false });
    await chat.receive({ type: 'message', message: finished });
    await chat.receive({ type: 'message', message: { ...finished, saved: true } });
    assert.deepEqual(await chat.page.evaluate('announced'), [strings.answerFinished]);
  });

  it('can be worked with the keyboard alone, in the order of the page', async () => {
    const chat = await browser.open();
    await chat.receive(
      snapshot({ messages: [message({ id: 'a', role: 'assistant', text: 'See [docs](https://example.org).' })] }),
    );
    const names: string[] = [];
    for (let presses = 0; presses < 9; presses++) {
      await chat.page.keyboard.press('Tab');
      names.push(
        await chat.page.evaluate<string>(
          'document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent',
        ),
      );
    }
    const order = [
      strings.conversationsShow,
      strings.details,
      strings.newChat,
      strings.messages,
      'docs',
      strings.copy,
      strings.composerLabel,
      `${strings.chooseModel}: gpt-5.4-mini · OpenAI`,
      `${strings.chooseEffort}: Medium`,
    ];
    assert.deepEqual(names, order);
  });

  it('shows where the focus is', async () => {
    for (const theme of themeNames) {
      const chat = await browser.open({ theme });
      await chat.receive(
        snapshot({
          messages: [
            message({ id: 'a', role: 'assistant', text: 'See [docs](https://example.org).\n\n```js\n1\n```' }),
          ],
        }),
      );
      for (let presses = 0; presses < 8; presses++) {
        await chat.page.keyboard.press('Tab');
        const shown = await chat.page.evaluate<boolean>(`(() => {
          const element = document.activeElement.matches('textarea') ? document.activeElement.closest('.composer-box') : document.activeElement;
          const style = getComputedStyle(element);
          const focus = getComputedStyle(document.documentElement).getPropertyValue('--vscode-focusBorder');
          const probe = document.createElement('i');
          probe.style.color = focus;
          document.body.append(probe);
          const color = getComputedStyle(probe).color;
          probe.remove();
          return (style.outlineStyle !== 'none' && style.outlineColor === color) || style.borderTopColor === color;
        })()`);
        assert.ok(shown, `${theme}, after ${presses + 1} presses of Tab`);
      }
    }
  });

  it('moves nothing when less motion is asked for, by the system or by the editor', async () => {
    const animations = 'document.getAnimations().length';
    const system = await browser.open({ reducedMotion: true });
    await system.receive({ type: 'snapshot', state: troubles });
    assert.equal(await system.page.evaluate(animations), 0);
    const editor = await browser.open();
    await editor.receive({ type: 'snapshot', state: troubles });
    assert.notEqual(await editor.page.evaluate(animations), 0);
    await editor.page.evaluate('document.body.classList.add("vscode-reduce-motion")');
    assert.equal(await editor.page.evaluate(animations), 0);
  });
});
