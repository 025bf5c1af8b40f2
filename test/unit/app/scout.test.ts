import assert from 'node:assert/strict';
import type { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { manifest } from '../../support/vscodeStub/manifest.js';
import { vscodeStub } from '../../support/vscodeStub/vscodeStub.js';
import { closeStorage, openStorage, putMessage } from '../storage/support/openStorage.js';
import { until } from '../storage/support/until.js';
import { settled } from '../vscode/support/settled.js';
import { thread } from '../webview/host/support/storedMessages.js';
import { ask } from './support/ask.js';
import { ScoutWindow } from './support/scoutWindow.js';

describe('SCOUT, once started', () => {
  let window: ScoutWindow;

  beforeEach(() => {
    window = new ScoutWindow();
  });

  afterEach(() => window.dispose());

  const errors = () =>
    vscodeStub.messages.shown.map(({ severity, message, buttons }) => [severity, message, ...buttons]);

  it('has logged first what runs where, and what memory the process held before', async () => {
    await window.start();
    assert.equal(window.channel.name, 'SCOUT');
    const [first, second] = window.lines;
    assert.match(first!, /^info: SCOUT \d+\.\d+\.\d+ starts in VS Code \d+\.\d+\.\d+, Node \d+\.\d+\.\d+$/u);
    assert.match(second!, /^info: \[memory\] Memory baseline of the extension host: /u);
  });

  it('has registered every command that package.json contributes, and no other', async () => {
    await window.start();
    const contributed = manifest.contributes.commands.map(({ command }) => command);
    assert.deepEqual([...vscodeStub.commands.registered.keys()].sort(), contributed.sort());
  });

  it('has read and written no file, started no thread and loaded no SDK before somebody uses it', async () => {
    await window.start();
    await settled();
    assert.equal(existsSync(window.storageFolder), false);
    assert.doesNotMatch(window.lines.join('\n'), /storage worker started|Loaded/u);
    assert.deepEqual([vscodeStub.messages.shown, vscodeStub.commands.executed], [[], []]);
  });

  it('has chosen the providers of the settings', async () => {
    vscodeStub.settings.set('llm.provider', 'anthropic');
    vscodeStub.settings.set('background.provider', 'mistral');
    await window.start();
    assert.deepEqual(window.lines.slice(2), [
      'info: [providers] LLM provider: Anthropic',
      'info: [providers] Background provider: Mistral',
    ]);
  });

  it('has no background provider unless the settings name one', async () => {
    await window.start();
    assert.deepEqual(window.lines.slice(2), ['info: [providers] LLM provider: OpenAI']);
  });

  it('shows in the status bar who answers, and whether a key is missing', async () => {
    process.env['MISTRAL_API_KEY'] = 'm-1';
    vscodeStub.settings.set('llm.provider', 'openai');
    await window.start();
    await settled();
    const [item] = vscodeStub.statusBarItems;
    assert.deepEqual([item!.isVisible, item!.text], [true, '$(warning) OpenAI']);
  });

  it('names nobody in the status bar whom nobody has chosen and who cannot be asked', async () => {
    process.env['MISTRAL_API_KEY'] = 'm-1';
    await window.start();
    await settled();
    assert.equal(vscodeStub.statusBarItems[0]!.text, '$(comment-discussion) SCOUT');
  });

  it('finds a key in the environment', async () => {
    process.env['OPENAI_API_KEY'] = 'sk-1';
    await window.start();
    await settled();
    delete process.env['OPENAI_API_KEY'];
    assert.equal(vscodeStub.statusBarItems[0]!.text, '$(comment-discussion) OpenAI');
  });

  it('fills a restored panel and the side bar with the conversations that they had', async () => {
    const earlier = openStorage(window.storageFolder);
    const stored = ['c', 'd'].map((id) => ({
      id,
      fields: { title: id, headId: `${id}-m0`, createdAt: 1, updatedAt: 1 },
    }));
    await earlier.storage.history.append(
      stored.flatMap(({ id, fields }) => [
        { type: 'conversation.set', id, fields } as const,
        ...thread(1, id).map((message) => putMessage({ ...message, id: `${id}-m0` })),
      ]),
      'synced',
    );
    await closeStorage(earlier);
    await window.start();
    const panel = await vscodeStub.webviews.restorePanel('scout.chat', { conversationId: 'c' });
    const sideBar = await vscodeStub.webviews.openView('scout.chatView', { conversationId: 'd' });
    for (const [{ webview }, id] of [
      [panel, 'c'],
      [sideBar, 'd'],
    ] as const)
      assert.equal((await ask(webview, { type: 'view-ready', anchorId: null }, 'snapshot')).state.conversation?.id, id);
    await vscodeStub.commands.execute('scout.openChat');
    assert.equal(panel.reveals, 1, 'the restored panel is the panel');
  });

  it('shows and logs what a command failed with, and opens the log at the press of a button', async () => {
    await window.start();
    vscodeStub.secrets.isForgetful = true;
    vscodeStub.inputs.answer('sk-1');
    vscodeStub.messages.answer('Open Log');
    await vscodeStub.commands.execute('scout.setApiKey', 'openai');
    await settled();
    const text = 'The API key for OpenAI could not be saved in the system’s keyring.';
    assert.deepEqual(errors(), [['error', text, 'Open Log']]);
    assert.ok(window.lines.includes('error: A command failed'));
    assert.equal(window.channel.shows, 1);
  });

  it('shows the log for the command of that name', async () => {
    await window.start();
    await vscodeStub.commands.execute('scout.showLog');
    assert.equal(window.channel.shows, 1);
  });

  it('shows and logs an exception of its own that nobody handled, and opens the log at the press of a button', async () => {
    await window.start();
    const error = new TypeError('x is undefined');
    error.stack = `TypeError: x is undefined\n    at work (${window.context.extensionPath}/dist/extension.js:1:2)`;
    vscodeStub.messages.answer('Open Log');
    (process as EventEmitter).emit('uncaughtExceptionMonitor', error, 'uncaughtException');
    await settled();
    assert.deepEqual(errors(), [['error', 'Something went wrong in SCOUT: x is undefined', 'Open Log']]);
    assert.ok(window.lines.includes('error: [errors] Uncaught exception'));
    assert.equal(window.channel.shows, 1);
  });

  it('warns of files of the history that were found damaged', async () => {
    await window.dispose();
    window = new ScoutWindow(new URL('./support/failingStorageWorker.ts', import.meta.url));
    await window.start();
    const { webview } = await vscodeStub.webviews.openView('scout.chatView');
    webview.receive({ type: 'view-ready', anchorId: null });
    await until(() => vscodeStub.messages.shown.length > 0);
    assert.deepEqual(errors(), [['warning', 'A file is damaged.', 'Check History', 'Open Log']]);
  });
});
