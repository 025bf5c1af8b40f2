import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { uuidv7 } from '../../../src/core/uuid.js';
import type { StoredMessage } from '../../../src/storage/api/chatHistory.js';
import { startSimulator, type Simulator } from '../../support/simulator/simulator.js';
import { vscodeStub } from '../../support/vscodeStub/vscodeStub.js';
import type { FakeWebviewPanel } from '../../support/vscodeStub/webviews.js';
import { closeStorage, openStorage } from '../storage/support/openStorage.js';
import { until } from '../storage/support/until.js';
import { settled } from '../vscode/support/settled.js';
import { ask, told } from './support/ask.js';
import { patiently } from './support/patiently.js';
import { ScoutWindow } from './support/scoutWindow.js';
import { timers } from './support/timers.js';

const steps = [
  'cancel tasks',
  'save pending changes',
  'disconnect the chat views',
  'await tasks',
  'close the user database',
  'close the chat history database',
  'release providers',
  'release remaining resources',
];

describe('the shutdown of SCOUT', () => {
  let window: ScoutWindow;
  let simulator: Simulator;

  before(async () => {
    simulator = await startSimulator();
  });

  beforeEach(() => {
    window = new ScoutWindow();
    const baseUrl = `${simulator.url}/compatible/v1`;
    vscodeStub.settings.set('endpoints', [{ id: 'compatible', name: 'OpenAI-compatible server', baseUrl }]);
    vscodeStub.settings.set('llm.provider', 'compatible');
    vscodeStub.settings.set('llm.model', 'scenario-stall');
    vscodeStub.secrets.values.set('scout.apiKey.compatible', 'simulator');
  });

  afterEach(() => window.dispose());

  after(() => simulator.close());

  /** Opens the panel and asks a question there. */
  async function askQuestion(): Promise<FakeWebviewPanel> {
    await vscodeStub.commands.execute('scout.openChat');
    const panel = vscodeStub.webviews.panels[0]!;
    const { state } = await ask(panel.webview, { type: 'view-ready', anchorId: null }, 'snapshot');
    const text = 'What is the capital of France?';
    panel.webview.receive({ type: 'send', attachmentIds: [], messageId: uuidv7(), conversationId: state.chatId, text });
    return panel;
  }

  /** By one whose storage is in trouble. */
  async function replaceWindow(): Promise<void> {
    await window.dispose();
    window = new ScoutWindow(new URL('./support/failingStorageWorker.ts', import.meta.url));
  }

  async function storedMessages(): Promise<readonly StoredMessage[]> {
    const next = openStorage(window.storageFolder);
    const [conversation] = await next.storage.history.conversations({}, 10);
    const messages = await next.storage.history.messages(conversation!.id);
    await closeStorage(next);
    return messages;
  }

  it('runs its steps in order, tells of each, and says when it is done', async () => {
    const scout = await window.start();
    const before = window.lines.length;
    await patiently(() => scout.shutdown());
    assert.deepEqual(
      window.lines.slice(before).filter((line) => !line.includes('[storage]')),
      [...steps.map((name) => `info: [shutdown] Done: ${name}`), 'info: Application shutdown complete.'],
    );
    assert.equal(existsSync(window.storageFolder), false, 'what nobody has used is not opened to be closed');
  });

  it('happens once, however often it is called', async () => {
    const scout = await window.start();
    assert.equal(scout.shutdown(), scout.shutdown());
    await patiently(() => scout.shutdown());
    assert.equal(window.lines.filter((line) => line.includes('shutdown complete')).length, 1);
  });

  it('releases all that SCOUT had registered, and keeps the log', async () => {
    const listening = process.listenerCount('uncaughtExceptionMonitor');
    const scout = await window.start();
    await patiently(() => scout.shutdown());
    const { commands, webviews, statusBarItems, settings, secrets } = vscodeStub;
    assert.deepEqual(
      [commands.registered.size, webviews.serializers.size, webviews.providers.size, statusBarItems[0]!.isDisposed],
      [0, 0, 0, true],
    );
    assert.deepEqual([settings.listenerCount, secrets.listenerCount], [0, 0]);
    assert.equal(process.listenerCount('uncaughtExceptionMonitor'), listening);
    assert.equal(window.channel.isDisposed, false);
  });

  it('stops an answer that grows, keeps what has arrived, and closes the databases after it', async () => {
    const scout = await window.start();
    const timersBefore = timers();
    const panel = await askQuestion();
    const { webview } = panel;
    await until(() => told(webview, 'delta').length > 0);
    await patiently(() => scout.shutdown());
    const order = window.lines.filter((line) => /Done: await|Closed the|Released OpenAI|Done: release/u.test(line));
    assert.deepEqual(order, [
      'info: [shutdown] Done: await tasks',
      'info: [storage] Closed the user database.',
      'info: [storage] Closed the chat history database.',
      'info: [providers] Released OpenAI-compatible server',
      'info: [shutdown] Done: release providers',
      'info: [shutdown] Done: release remaining resources',
    ]);
    assert.deepEqual(
      window.lines.filter((line) => /^(?:warn|error)/u.test(line)),
      [],
    );
    // A deletion that waits to be purged would do so for hours.
    await until(() => timers() <= timersBefore);
    assert.equal(panel.isDisposed, false, 'the panel stays, for the editor to restore it');
    const { length } = webview.posted;
    webview.receive({ type: 'resync' });
    await settled();
    assert.equal(webview.posted.length, length, 'it is not answered any more');
    await until(() => simulator.requests.at(-1)!.closedByClient);
    const stored = Object.groupBy(await storedMessages(), ({ role }) => role);
    assert.deepEqual(stored.user![0]!.parts, [{ type: 'text', text: 'What is the capital of France?' }]);
    const [answer] = stored.assistant!;
    assert.deepEqual([answer!.status, answer!.parts], ['interrupted', [{ type: 'text', text: 'The capital ' }]]);
  });

  it('waits for what it has cancelled', async () => {
    await replaceWindow();
    const scout = await window.start();
    const check = vscodeStub.commands.execute('scout.checkHistory');
    await until(() => window.lines.some((line) => line.includes('Task added: history check')));
    await patiently(() => scout.shutdown());
    await check;
    const order = window.lines.filter((line) => /history check|Done: (?:cancel|await)/u.test(line));
    assert.deepEqual(order, [
      'debug: [tasks] Task added: history check (1 running)',
      'info: [shutdown] Done: cancel tasks',
      'debug: [tasks] Task removed: history check (0 running)',
      'info: [maintenance] Stopped: history check.',
      'info: [shutdown] Done: await tasks',
    ]);
  });

  it('goes on after a step that fails, and says what could not be saved', async () => {
    await replaceWindow();
    const scout = await window.start();
    const timersBefore = timers();
    const { webview } = await askQuestion();
    await until(() => told(webview, 'delta').length > 0);
    await patiently(() => scout.shutdown());
    const shutdown = window.lines.filter((line) => /\[shutdown\]|could not be saved|complete/u.test(line));
    assert.deepEqual(shutdown.slice(-steps.length - 2), [
      'info: [shutdown] Done: cancel tasks',
      shutdown.find((line) => /^error: \[chat\] \d+ changes could not be saved$/u.test(line)),
      ...steps.slice(1, 4).map((name) => `info: [shutdown] Done: ${name}`),
      'error: [shutdown] Failed: close the user database',
      ...steps.slice(5).map((name) => `info: [shutdown] Done: ${name}`),
      'info: Application shutdown complete.',
    ]);
    // A request that was cancelled may end its own a moment later; a retry would wait for minutes.
    await until(() => timers() <= timersBefore);
  });
});
