import assert from 'node:assert/strict';
import type { ThemeName } from '../support/editor/editorSettings.js';
import { pickModel, rowsWith } from '../support/editor/commandPalette.js';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { againstSimulator, ChatPage } from './support/chatPage.js';
import { startLocalModelServer, type LocalModelServer } from './support/localModelServer.js';
import { startSilentServer, type SilentServer } from './support/silentServer.js';

for (const theme of ['dark', 'light', 'high-contrast'] satisfies readonly ThemeName[]) {
  describe(`the list of endpoints and models, ${theme}`, () => {
    let simulator: Simulator;
    let local: LocalModelServer;
    let silent: SilentServer;
    let workbench: Workbench;
    let chat: ChatPage;

    before(async () => {
      simulator = await startSimulator({ pace: 1 });
      local = await startLocalModelServer(simulator);
      silent = await startSilentServer();
      const options = againstSimulator(simulator, {
        'scout.endpoints': [
          {
            id: 'router',
            name: 'Router',
            baseUrl: `${simulator.url}/openrouter/api/v1`,
            keyVariable: 'OPENAI_COMPATIBLE_API_KEY',
          },
          { id: 'down', name: 'Switched off', baseUrl: 'http://127.0.0.1:9/v1', auth: 'none' },
          { id: 'silent', name: 'Silent', baseUrl: `${silent.url}/v1`, auth: 'none' },
        ],
      });
      workbench = await openWorkbench({
        ...options,
        theme,
        environment: { ...options.environment, HF_TOKEN: undefined },
      });
      chat = await ChatPage.open(workbench);
    });

    after(async () => {
      await workbench?.close();
      await local?.close();
      await silent?.close();
      await simulator?.close();
    });

    const list = () => workbench.page.locator('.quick-input-list');
    const box = () => workbench.page.locator('.quick-input-widget input.input').first();
    const picker = () => chat.frame.getByRole('button', { name: /^Choose Model/u });
    const row = (text: string) => rowsWith(workbench.page, text).first();
    const shown = (text: string) => list().getByText(text).filter({ visible: true }).first();

    it('opens from the composer, and has vendors, added endpoints and servers on this machine', async () => {
      await picker().click();
      await shown('OpenAI · Environment key').waitFor();
      await workbench.screenshot(`model-list-${theme}`);
      await box().fill('router');
      await shown('Router · Environment key').waitFor();
      await workbench.screenshot(`model-list-found-${theme}`);
      await box().fill('on this machine');
      await shown('local-model').waitFor();
      assert.ok(local.paths.includes('/v1/models'));
      await box().fill('switched off');
      await shown('Could not load the model list').waitFor();
      await workbench.screenshot(`model-list-failure-${theme}`);
      await box().fill('silent');
      await shown('Loading the model list…').waitFor();
      await workbench.screenshot(`model-list-loading-${theme}`);
      await box().fill('hugging');
      await row('Set API Key for Hugging Face…').waitFor();
      await box().fill('');
    });

    it('marks favourites, hides models, and says where each fact is from', async () => {
      await box().fill('gemini');
      const first = row('· Google');
      await first.hover();
      await first.getByRole('button', { name: 'Add to Favorites' }).click();
      await shown('Favorites').waitFor();
      await box().fill('router');
      const routed = row('Router');
      await routed.hover();
      await routed.getByRole('button', { name: 'Add to Favorites' }).click();
      await box().fill('');
      await workbench.screenshot(`model-list-favourites-${theme}`);
      await row('Router').hover();
      await row('Router').getByRole('button', { name: 'Show Details' }).click();
      await shown('Longest answer').waitFor();
      await workbench.screenshot(`model-details-${theme}`);
      await workbench.page.keyboard.press('Enter');
      await shown('Favorites').waitFor();
      await workbench.screenshot(`model-list-again-${theme}`);
      await row('Router').hover();
      await row('Router').getByRole('button', { name: 'Show Details' }).click();
      await workbench.page.getByRole('button', { name: /^Back/u }).click();
      await shown('Favorites').waitFor();
    });

    it('has the chat ask what is picked, wherever that is', async () => {
      await pickModel(workbench.page, 'Router');
      await chat.asks('Router');
      assert.equal((await chat.ask('Who are you?')).status, 'complete');
      assert.match(simulator.requests.at(-1)?.path ?? '', /^\/openrouter\/api\/v1\/chat\/completions$/u);
      await workbench.screenshot(`model-chosen-${theme}`);
    });

    it('is the answer to the very next new chat, however soon that is begun', async () => {
      await picker().click();
      await shown('Favorites').waitFor();
      await box().fill('gemini');
      await row('· Google').waitFor();
      await workbench.page.keyboard.press('Enter');
      // The server that is silent is still being asked.
      await chat.frame.getByRole('banner').getByRole('button', { name: 'New Chat' }).click();
      await chat.frame.locator('.message').first().waitFor({ state: 'detached' });
      await chat.asks('Google');
      await workbench.chooseModel('Router');
      await chat.asks('Router');
    });

    it('has other providers only where another one is asked for', async () => {
      await workbench.runCommandUntil('SCOUT: Choose LLM Provider', shown('Favorites'));
      await box().fill('gemini');
      await row('· Google').waitFor();
      await box().fill('router');
      await row('Use the Typed ID').waitFor();
      assert.equal(await list().getByText('acme/large').count(), 0);
      await box().fill('');
      await workbench.screenshot(`other-provider-${theme}`);
      await workbench.page.keyboard.press('Escape');
    });

    it('goes to the next favourite with a key, without the list', async () => {
      await chat.composer.click();
      await workbench.page.keyboard.press('Control+K');
      await workbench.page.keyboard.press('l');
      await chat.asks('Google');
      await workbench.screenshot(`next-favourite-${theme}`);
      await workbench.page.keyboard.press('Control+K');
      await workbench.page.keyboard.press('l');
      await chat.asks('Router');
      assert.equal(await chat.composer.inputValue(), '', 'the key is not typed');
    });

    it('takes a typed id', async () => {
      await picker().click();
      await shown('Favorites').waitFor();
      await box().fill('my-own-model');
      await row('Use the Typed ID').waitFor();
      await workbench.screenshot(`model-typed-${theme}`);
      await workbench.page.keyboard.press('Enter');
      await chat.frame.getByRole('button', { name: 'Choose Model: my-own-model · Router' }).waitFor();
    });
  });
}
