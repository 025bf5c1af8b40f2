import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import assert from 'node:assert/strict';
import type { ChatState } from '../../src/webview/protocol.js';
import { ViewBrowser } from './support/browser.js';
import { chatState, strings } from './support/samples.js';
import { showcase, troubles } from './support/showcase.js';
import { themeNames } from './support/themes.js';

const folder = path.resolve(import.meta.dirname, '../../out/view');
const widths = [1000, 320];

const scenes: readonly { readonly name: string; readonly state: ChatState; readonly withList?: boolean; readonly withDetails?: boolean; readonly top?: boolean }[] = [
  { name: 'chat', state: showcase },
  { name: 'chat-top', state: showcase, top: true },
  { name: 'troubles', state: troubles },
  { name: 'empty', state: chatState({ conversation: null }) },
  { name: 'list', state: showcase, withList: true },
  { name: 'details', state: showcase, withDetails: true },
];

describe('Screenshots of the chat view', function () {
  this.timeout(120_000);
  let browser: ViewBrowser;

  before(async () => {
    browser = await ViewBrowser.start();
    await mkdir(folder, { recursive: true });
  });
  after(() => browser.stop());

  for (const theme of themeNames) {
    for (const width of widths) {
      it(`are taken without an error, ${theme}, ${width} px wide`, async () => {
        for (const { name, state, withList, withDetails, top } of scenes) {
          const chat = await browser.open({ theme, width, height: width === 320 ? 640 : 760, reducedMotion: true });
          await chat.receive({ type: 'snapshot', state });
          if (state === showcase) await chat.page.locator('.hljs-keyword').first().waitFor();
          if (top === true) await chat.page.evaluate('document.querySelector(".messages").scrollTop = 0');
          if (withList === true) await chat.page.getByRole('button', { name: strings.conversationsShow }).click();
          if (withDetails === true) await chat.page.getByRole('button', { name: strings.details }).click();
          await chat.settle();
          await chat.page.screenshot({ path: path.join(folder, `${name}-${theme}-${width}.png`) });
          assert.deepEqual(await chat.violations(), []);
        }
        assert.deepEqual(await browser.closePages(), []);
      });
    }
  }
});
