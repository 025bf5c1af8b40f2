import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { commandHandlers } from '../../../src/app/commandHandlers.js';
import type { CommandHandlers } from '../../../src/app/commandRegistration.js';
import { vscodeStub } from '../../support/vscodeStub/vscodeStub.js';
import type { FakeWebviewPanel } from '../../support/vscodeStub/webviews.js';
import { putMessage } from '../storage/support/openStorage.js';
import { until } from '../storage/support/until.js';
import { thread } from '../webview/host/support/storedMessages.js';
import { ask, told } from './support/ask.js';
import { WindowParts } from './support/windowParts.js';

describe('what the commands do', () => {
  let parts: WindowParts;
  let handlers: CommandHandlers;
  let logShows: number;

  beforeEach(() => {
    parts = new WindowParts();
    logShows = 0;
    const { features, keys, tasks } = parts;
    const { manager } = parts.providers;
    handlers = commandHandlers({ features, keys, manager, tasks, showLog: () => (logShows += 1) });
  });

  afterEach(() => parts.dispose());

  const panel = (): FakeWebviewPanel => vscodeStub.webviews.panels[0]!;
  const shown = (): string | undefined => vscodeStub.messages.shown.at(-1)?.message;

  /** Stores a conversation with a question and an answer. */
  async function storeConversation(): Promise<void> {
    const fields = { title: 'Paris', headId: 'm1', createdAt: 1, updatedAt: 1 };
    await parts.storage.history.append(
      [{ type: 'conversation.set', id: 'c', fields }, ...thread(2).map(putMessage)],
      'synced',
    );
  }

  describe('in the chat', () => {
    it('"Open Chat" shows the panel with the cursor in the composer', async () => {
      await handlers['scout.openChat']();
      await handlers['scout.openChat']();
      assert.equal(vscodeStub.webviews.panels.length, 1);
      assert.equal(told(panel().webview, 'focus').length, 2);
    });

    it('"New Chat" puts a new chat in the place of the one that is shown', async () => {
      await storeConversation();
      await handlers['scout.openChat']();
      await ask(panel().webview, { type: 'view-ready' }, 'snapshot');
      await ask(panel().webview, { type: 'open-conversation', id: 'c', messageId: null }, 'snapshot');
      await handlers['scout.newChat']();
      assert.equal(told(panel().webview, 'snapshot').at(-1)!.state.conversation, null);
      assert.equal(told(panel().webview, 'focus').length, 2);
    });

    it('"Search Chats" finds a message and opens it in the panel', async () => {
      await storeConversation();
      const searching = handlers['scout.searchChats']();
      await until(() => vscodeStub.quickPicks[0]?.busy === false);
      const [list] = vscodeStub.quickPicks;
      list!.type('from:me text');
      await until(() => !list!.busy);
      list!.accept();
      await searching;
      const { state } = await ask(panel().webview, { type: 'view-ready' }, 'snapshot');
      assert.deepEqual([state.conversation?.id, state.targetMessageId], ['c', 'm0']);
    });

    it('"Search Chats" leads to the log when the search fails', async () => {
      await parts.storage.closeHistory();
      const searching = handlers['scout.searchChats']();
      await until(() => vscodeStub.quickPicks[0]?.busy === false);
      vscodeStub.quickPicks[0]!.accept();
      await searching;
      assert.equal(logShows, 1);
    });
  });

  describe('with models and keys', () => {
    for (const [command, role, title] of [
      ['scout.chooseProvider', 'llm', 'LLM provider'],
      ['scout.chooseBackgroundProvider', 'background', 'Background provider'],
    ] as const) {
      it(`"${title}" keeps the choice in the settings, and with it what was used there before`, async () => {
        const { recentModels } = await parts.features.chat.get();
        await recentModels.setModel(role, 'google', 'g-9');
        vscodeStub.picks.answer('Google');
        await handlers[command]();
        const [list] = vscodeStub.picks.shown;
        assert.equal(list!.options.title, title);
        const detail = list!.items.find(({ label }) => label === 'Google')?.detail;
        assert.equal(detail, 'Key from an environment variable');
        assert.deepEqual(
          vscodeStub.settings.updates.map(({ key, value }) => [key, value]),
          [
            [`scout.${role}.model`, 'g-9'],
            [`scout.${role}.provider`, 'google'],
          ],
        );
      });
    }

    it('"Choose Model" offers the provider’s models and keeps the choice', async () => {
      parts.providers.listModels = () => Promise.resolve([{ id: 'm-1', displayName: 'Model One' }]);
      const choosing = handlers['scout.chooseModel']();
      await until(() => vscodeStub.quickPicks[0]?.busy === false);
      vscodeStub.quickPicks[0]!.accept('Model One');
      await choosing;
      assert.equal(vscodeStub.settings.get('llm.model'), 'm-1');
      assert.equal(await (await parts.features.chat.get()).recentModels.model('llm', 'openai'), 'm-1');
      assert.ok(parts.channel.lines.some((line) => /Task added: model list from OpenAI/u.test(line)));
    });

    it('"Set API Key" stores the key of the provider that it is given', async () => {
      vscodeStub.inputs.answer('m-key');
      await handlers['scout.setApiKey']('mistral');
      assert.deepEqual([...vscodeStub.secrets.values], [['scout.apiKey.mistral', 'm-key']]);
    });

    it('"Remove API Key" forgets the key of the provider that it is given', async () => {
      vscodeStub.secrets.values.set('scout.apiKey.mistral', 'm-key').set('scout.apiKey.openai', 'sk-1');
      await handlers['scout.removeApiKey']('mistral');
      assert.deepEqual([...vscodeStub.secrets.values.keys()], ['scout.apiKey.openai']);
    });

    it('"Test Connection" asks the provider of the settings, as a task', async () => {
      parts.providers.listModels = () => Promise.resolve([{ id: 'm-1', displayName: 'm-1' }]);
      await handlers['scout.testConnection']();
      assert.equal(shown(), 'Connected to OpenAI. Available models: 1.');
      assert.ok(parts.channel.lines.some((line) => /Task added: connection test for OpenAI/u.test(line)));
    });
  });

  it('"Export Chats" writes those it is given, and "Import Chats" reads them again', async () => {
    await storeConversation();
    const file = vscode.Uri.file(path.join(parts.folder, 'paris.json'));
    vscodeStub.picks.answer('JSON');
    vscodeStub.fileDialogs.answer(file);
    await handlers['scout.exportChats'](['c']);
    assert.ok(existsSync(file.fsPath));
    assert.deepEqual(
      vscodeStub.picks.shown.map(({ options }) => options.title),
      ['Export format'],
      'it is not asked which',
    );
    vscodeStub.picks.answer('Files…');
    vscodeStub.fileDialogs.answer(file);
    await handlers['scout.importChats']();
    assert.match(parts.channel.lines.join('\n'), /\[archives\] Import complete: 0 new, 0 extended, 1 unchanged/u);
  });

  describe('with the history’s files', () => {
    it('"Check History" shows a report of every file', async () => {
      await storeConversation();
      await handlers['scout.checkHistory']();
      assert.match(vscodeStub.documents.shown[0]!.fileName, /SCOUT history check\.md$/u);
      assert.equal(shown(), 'No problems found in the history. Every file was checked in full.');
    });

    it('"Restore from Backup" offers the backups there are', async () => {
      await handlers['scout.restoreBackup']();
      assert.match(shown()!, /^There is no backup yet\./u);
    });

    it('"Recover History" says what it has found', async () => {
      await storeConversation();
      const recovering = handlers['scout.recoverHistory']();
      await recovering;
      assert.match(shown()!, /^Nothing to recover\. Files searched: \d+\.$/u);
    });

    it('"Erase Deleted Chats Now" erases them once the user agrees', async () => {
      await storeConversation();
      const { history } = parts.storage;
      await history.append([{ type: 'conversation.set', id: 'c', fields: { deletedAt: Date.now() } }], 'synced');
      vscodeStub.messages.answer('Erase');
      await handlers['scout.eraseDeletedChats']();
      assert.match(shown()!, /^Deleted chats were permanently erased\./u);
      assert.equal(await history.conversation('c'), undefined);
    });
  });

  describe('for the search for faults', () => {
    it('"Show Log" shows the log', async () => {
      await handlers['scout.showLog']();
      assert.equal(logShows, 1);
    });

    it('"Show Running Tasks" lists them', async () => {
      const work = Promise.withResolvers<void>();
      const running = parts.tasks.run('long work', () => work.promise);
      vscodeStub.picks.dismiss();
      await handlers['scout.showTasks']();
      work.resolve();
      await running;
      assert.deepEqual(vscodeStub.picks.shown[0]?.labels, ['long work']);
    });

    it('"Show Memory Report" shows it as a document', async () => {
      await handlers['scout.showMemoryReport']();
      assert.match(vscodeStub.documents.shown[0]!.fileName, /SCOUT memory report\.md$/u);
    });

    it('"Start Memory Tracing" and "Stop Memory Tracing" make a profile among the logs and open it', async () => {
      await handlers['scout.startMemoryTracing']();
      assert.match(shown()!, /^Memory tracing started\./u);
      await handlers['scout.stopMemoryTracing']();
      const opened = vscodeStub.commands.executed.find(([id]) => id === 'vscode.open')?.[1] as vscode.Uri;
      assert.equal(path.dirname(opened.fsPath), parts.context.logUri.fsPath);
      assert.ok(existsSync(opened.fsPath));
    });

    it('"Save Heap Snapshot" asks first', async () => {
      vscodeStub.messages.dismiss();
      await handlers['scout.saveHeapSnapshot']();
      assert.equal(shown(), 'Save a heap snapshot?');
      assert.equal(vscodeStub.fileDialogs.saved.length, 0);
    });
  });
});
