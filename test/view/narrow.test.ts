import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ChatState } from '../../src/webview/protocol/chat.js';
import { projectFolder } from '../support/projectFolder.js';
import { ViewBrowser } from './support/browser.js';
import type { ChatPage } from './support/chatPage.js';
import { answerLoad } from './support/conversationSamples.js';
import { chatState, quietStatus, strings } from './support/samples.js';
import { firstRun, showcase, troubles } from './support/showcase.js';

const pictures = path.join(projectFolder, 'out/view');
const german = JSON.parse(await readFile(path.join(projectFolder, 'l10n/bundle.l10n.de.json'), 'utf8')) as Readonly<
  Record<string, string>
>;

/** A state as somebody sees it whose editor is German; what the samples alone say stays English. */
function inGerman(state: ChatState): ChatState {
  return JSON.parse(JSON.stringify(state), (_key, value: unknown) =>
    typeof value === 'string' ? (german[value] ?? value) : value,
  ) as ChatState;
}

const longNames = chatState({
  status: { ...quietStatus, providerLabel: 'OpenAI-compatible server', modelLabel: 'codellama:13b-instruct' },
});

describe('The view in a narrow side bar', function () {
  this.timeout(120_000);
  let browser: ViewBrowser;

  before(async () => {
    browser = await ViewBrowser.start();
    await mkdir(pictures, { recursive: true });
  });
  afterEach(async () => assert.deepEqual(await browser.closePages(), []));
  after(() => browser.stop());

  async function open(state: ChatState, width: number, height = 640): Promise<ChatPage> {
    const chat = await browser.open({ width, height, place: 'side-bar', theme: 'light', reducedMotion: true });
    await chat.receive({ type: 'snapshot', state });
    return chat;
  }

  for (const width of [300, 640, 928])
    it(`shows in full what a folder sets, before everything else, ${width} px wide`, async () => {
      const notice = {
        lead: 'Set by this folder: provider, model, system prompt, parameters.',
        text: 'Messages for OpenAI are sent to 127.0.0.1:40245, as set in your settings.',
        actions: [
          { id: 'open-workspace-settings', label: 'Open Workspace Settings' },
          { id: 'open-settings', label: 'Open Settings' },
        ],
      } as const;
      const chat = await open(chatState({ status: { ...quietStatus, notice } }), width);
      const bar = chat.page.locator('.bar.notice');
      assert.ok((await bar.innerText()).startsWith(notice.lead));
      const lead = chat.page.getByText(notice.lead);
      assert.equal(await lead.evaluate((line) => line.scrollWidth > line.clientWidth), false);
      const [inner, outer] = [await lead.boundingBox(), await bar.boundingBox()];
      assert.ok(
        inner !== null && outer !== null && inner.y >= outer.y && inner.y + inner.height <= outer.y + outer.height,
      );
      assert.equal(await chat.page.evaluate('document.documentElement.scrollWidth > innerWidth'), false);
      await chat.page.screenshot({ path: path.join(pictures, `notice-folder-${width}.png`) });
      await chat.close();
    });

  for (const width of [220, 300]) {
    it(`shows the whole name of a model and every button, ${width} px wide`, async () => {
      for (const [name, state] of [
        ['short', chatState()],
        ['long', longNames],
      ] as const) {
        const chat = await open(state, width);
        const model = chat.page.locator('.picker.model');
        const cut = await model.evaluate((picker) => {
          const label = picker.querySelector('span')!;
          return label.scrollWidth - label.clientWidth;
        });
        if (name === 'short' || width === 300) assert.equal(cut, 0);
        const send = await chat.page.getByRole('button', { name: strings.send }).boundingBox();
        assert.ok(send !== null && send.x + send.width <= width);
        const named = chat.page.getByRole('button', {
          name: `${strings.chooseModel}: ${state.status.modelLabel} · ${state.status.providerLabel}`,
        });
        assert.equal(await named.count(), 1, 'the endpoint is in the name where there is no room for it');
        assert.equal(await chat.page.evaluate('document.documentElement.scrollWidth > innerWidth'), false);
        await chat.page.screenshot({ path: path.join(pictures, `narrow-${name}-${width}.png`) });
      }
    });

    it(`cuts no German word off and scrolls to no side, ${width} px wide`, async () => {
      for (const [name, state] of [
        ['welcome', firstRun],
        ['troubles', troubles],
        ['chat', showcase],
      ] as const) {
        const chat = await open(inGerman(state), width);
        assert.equal(await chat.page.evaluate('document.documentElement.scrollWidth > innerWidth'), false);
        const wide = await chat.page.evaluate<string[]>(
          `[...document.querySelectorAll('button')].filter((button) => button.getBoundingClientRect().right > innerWidth + 1)
            .map((button) => button.outerHTML)`,
        );
        assert.deepEqual(wide, []);
        await chat.page.screenshot({ path: path.join(pictures, `narrow-german-${name}-${width}.png`) });
      }
    });
  }

  it('has no head of its own: the editor’s opens and closes the list and the details', async () => {
    const chat = await open(showcase, 300);
    assert.equal(await chat.page.getByRole('banner').count(), 0);
    assert.equal(await chat.page.locator('h1').innerText(), showcase.conversation?.title);
    await chat.receive({ type: 'toggle', part: 'details' });
    await chat.page.getByRole('region', { name: strings.details }).waitFor();
    await chat.receive({ type: 'toggle', part: 'details' }, { type: 'toggle', part: 'list' });
    await answerLoad(chat, []);
    await chat.page.screenshot({ path: path.join(pictures, 'narrow-list-300.png') });
    await chat.page.getByRole('combobox', { name: strings.search }).press('Escape');
    assert.equal(await chat.page.getByRole('combobox', { name: strings.search }).count(), 0);
    // The focus follows with the next frame.
    await chat.page.locator('textarea:focus').waitFor();
    assert.equal(await chat.hasFocus(chat.page.getByRole('textbox', { name: strings.composerLabel })), true);
    assert.equal(await chat.page.evaluate('savedState.listOpen'), false);
  });

  it('leaves most of the room to the chat, whatever is to be said above it, at 200 % of 320 px', async () => {
    const chat = await open(troubles, 160, 320);
    const bar = await chat.page.locator('.bar').first().boundingBox();
    assert.ok(bar!.height < 60, `the bar is ${bar!.height} px high`);
    await chat.page.screenshot({ path: path.join(pictures, 'narrow-zoom.png') });
    await chat.page.getByRole('button', { name: strings.showMore }).first().click();
    const opened = await chat.page.locator('.bar').first().boundingBox();
    assert.ok(opened!.height <= 0.45 * 320, `the open bar is ${opened!.height} px high`);
    await chat.page.screenshot({ path: path.join(pictures, 'narrow-zoom-open.png') });
  });
});
