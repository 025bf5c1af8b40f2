import assert from 'node:assert/strict';
import type { EndpointId } from '../../../src/providers/endpoint.js';
import { manifest } from '../../support/vscodeStub/manifest.js';
import { vscodeStub } from '../../support/vscodeStub/vscodeStub.js';
import type { FakeWebviewPanel } from '../../support/vscodeStub/webviews.js';
import { until } from '../storage/support/until.js';
import { ask, told } from './support/ask.js';
import { CommandWindow } from './support/commandWindow.js';
import { sharedStorage, TemporaryStorage } from './support/temporaryStorage.js';

describe('the commands of chat, models and keys', () => {
  const shared = sharedStorage();
  let window: CommandWindow;

  beforeEach(() => {
    window = new CommandWindow(shared.storage);
  });

  afterEach(() => window.dispose());

  const panel = (): FakeWebviewPanel => vscodeStub.webviews.panels[0]!;

  it('are those of package.json, by which they are registered', () => {
    const contributed = manifest.contributes.commands.map(({ command }) => command);
    assert.deepEqual(Object.keys(window.handlers).sort(), contributed.sort());
  });

  describe('in the chat', () => {
    /** Opens the panel, and a conversation in it. */
    async function openConversation(): Promise<void> {
      await window.storeConversation();
      await window.handlers['scout.openChat']();
      await ask(panel().webview, { type: 'view-ready', anchorId: null }, 'snapshot');
      await ask(panel().webview, { type: 'open-conversation', id: 'c', messageId: null, words: [] }, 'snapshot');
    }

    it('"Open Chat" shows the panel as it is, with the cursor in the composer', async () => {
      await openConversation();
      await window.handlers['scout.openChat']();
      assert.equal(vscodeStub.webviews.panels.length, 1);
      assert.equal(told(panel().webview, 'focus').length, 2);
      assert.equal(told(panel().webview, 'snapshot').at(-1)!.state.conversation?.id, 'c');
    });

    it('"New Chat" puts a new chat in the place of the one that is shown', async () => {
      await openConversation();
      await window.handlers['scout.newChat']();
      assert.equal(told(panel().webview, 'snapshot').at(-1)!.state.conversation, null);
      assert.equal(told(panel().webview, 'focus').length, 2);
    });

    it('"Search Chats" finds a message and opens it in the panel', async () => {
      await window.storeConversation();
      const searching = window.handlers['scout.searchChats']();
      await until(() => vscodeStub.quickPicks[0]?.busy === false);
      const [list] = vscodeStub.quickPicks;
      list!.type('from:me text');
      await until(() => !list!.busy);
      list!.accept();
      await searching;
      const { state } = await ask(panel().webview, { type: 'view-ready', anchorId: null }, 'snapshot');
      assert.deepEqual([state.conversation?.id, state.targetMessageId], ['c', 'm0']);
    });

    it('"Search Chats" leads to the log when the search fails', async () => {
      const closed = new TemporaryStorage();
      await closed.dispose();
      await window.dispose();
      window = new CommandWindow(closed.storage);
      const searching = window.handlers['scout.searchChats']();
      await until(() => vscodeStub.quickPicks[0]?.busy === false);
      vscodeStub.quickPicks[0]!.accept();
      await searching;
      assert.equal(window.logShows, 1);
    });
  });

  describe('with models and keys', () => {
    it('"Choose Background Provider" takes the model that was used there before, and is a setting', async () => {
      const { recentModels } = await window.parts.features.chat.get();
      await recentModels.setModel('background', 'google', 'g-9');
      vscodeStub.picks.answer('Google');
      await window.handlers['scout.chooseBackgroundProvider']();
      assert.equal(vscodeStub.picks.shown[0]!.options.title, 'Background provider');
      assert.deepEqual(
        vscodeStub.settings.updates.map(({ key, value }) => [key, value]),
        [
          ['scout.background.model', undefined],
          ['scout.background.provider', 'google'],
          ['scout.background.model', 'g-9'],
        ],
      );
      assert.equal(window.parts.lastUsed.selection, null, 'chats are left alone');
    });

    it('a choice is made in the chat with the given id, or else in the one in use', async () => {
      const { views, conversations } = await window.parts.features.chat.get();
      const panel = views.showPanel();
      const other = conversations.create();
      window.parts.providers.listModels = () => Promise.resolve([{ id: 'm-1', displayName: 'Model One' }]);
      const choose = async (choosing: unknown, label: string): Promise<void> => {
        await until(() => vscodeStub.quickPicks.at(-1)?.isVisible === true && !vscodeStub.quickPicks.at(-1)!.busy);
        vscodeStub.quickPicks.at(-1)!.type('typed');
        vscodeStub.picks.answer(label);
        vscodeStub.quickPicks.at(-1)!.accept('$(edit) Use the Typed ID with Another Endpoint…');
        await choosing;
      };
      await choose(window.handlers['scout.chooseProvider'](panel.chatId), 'Google');
      assert.deepEqual(panel.session.selection?.ref, { endpoint: 'google', model: 'typed' });
      assert.equal(other.session.selection, null);
      await choose(window.handlers['scout.chooseProvider']({ hostile: true }), 'Mistral');
      assert.equal(panel.session.selection?.ref.endpoint, 'mistral');
      vscodeStub.picks.answer('Default of the model');
      await window.handlers['scout.chooseEffort'](panel.chatId);
      vscodeStub.picks.dismiss();
      await window.handlers['scout.chooseParameters'](panel.chatId);
      assert.equal(vscodeStub.picks.shown.at(-1)?.options.title, 'Parameters of this chat');
      assert.deepEqual(vscodeStub.settings.updates, []);
      other.release();
    });

    it('"Choose Model" offers the provider’s models and keeps the choice', async () => {
      window.parts.providers.listModels = () => Promise.resolve([{ id: 'm-1', displayName: 'Model One' }]);
      const choosing = window.handlers['scout.chooseModel']();
      await until(() => vscodeStub.quickPicks[0]?.busy === false && vscodeStub.quickPicks[0].items.length > 0);
      // The list may be there from an earlier test.
      vscodeStub.quickPicks[0]!.press('Reload Models');
      await until(() => vscodeStub.quickPicks[0]?.busy === false);
      vscodeStub.quickPicks[0]!.accept('Model One');
      await choosing;
      assert.deepEqual(window.parts.lastUsed.selection?.ref, { endpoint: 'openai', model: 'm-1' });
      assert.deepEqual(vscodeStub.settings.updates, []);
      assert.equal(await (await window.parts.features.chat.get()).recentModels.model('llm', 'openai'), 'm-1');
      assert.ok(window.parts.channel.lines.some((line) => /Task added: model list from OpenAI/u.test(line)));
    });

    it('"Next Favorite Model" goes round the favourites in the chat with the given id', async () => {
      const { views, favourites } = await window.parts.features.chat.get();
      const panel = views.showPanel();
      for (const model of ['a', 'b']) await favourites.add({ endpoint: 'google' as EndpointId, model });
      for (const model of ['a', 'b', 'a']) {
        await window.handlers['scout.nextFavoriteModel'](panel.chatId);
        assert.deepEqual(panel.session.selection?.ref, { endpoint: 'google', model });
      }
      assert.deepEqual(vscodeStub.quickPicks, []);
      assert.equal(vscodeStub.statusBarMessages.at(-1), 'This chat now asks a (Google).');
    });

    it('"Set API Key" stores the key of the provider that it is given', async () => {
      vscodeStub.inputs.answer('m-key');
      await window.handlers['scout.setApiKey']('mistral');
      assert.deepEqual([...vscodeStub.secrets.values], [['scout.apiKey.mistral', 'm-key']]);
    });

    it('"Remove API Key" forgets the key of the provider that it is given', async () => {
      vscodeStub.secrets.values.set('scout.apiKey.mistral', 'm-key').set('scout.apiKey.openai', 'sk-1');
      await window.handlers['scout.removeApiKey']('mistral');
      assert.deepEqual([...vscodeStub.secrets.values.keys()], ['scout.apiKey.openai']);
    });

    it('"Test Connection" asks the provider of the settings, as a task', async () => {
      window.parts.providers.listModels = () => Promise.resolve([{ id: 'm-1', displayName: 'm-1' }]);
      await window.handlers['scout.testConnection']();
      assert.equal(window.message, 'Connected to OpenAI at api.openai.com. Available models: 1.');
      assert.ok(window.parts.channel.lines.some((line) => /Task added: connection test for OpenAI/u.test(line)));
    });
  });
});
