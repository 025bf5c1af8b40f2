import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ChatApplication } from '../../../src/app/chatApplication.js';
import { ScoutError } from '../../../src/core/errors.js';
import { userName } from '../../../src/core/hostFacts.js';
import { uuidv7 } from '../../../src/core/uuid.js';
import type { ChatEvent } from '../../../src/providers/provider.js';
import { findEndpoint } from '../../../src/providers/endpoints.js';
import { vscodeStub } from '../../support/vscodeStub/vscodeStub.js';
import { putMessage } from '../storage/support/openStorage.js';
import { until } from '../storage/support/until.js';
import { thread } from '../webview/host/support/storedMessages.js';
import { ask, told } from './support/ask.js';
import { sharedStorage, TemporaryStorage } from './support/temporaryStorage.js';
import { WorkerRequests } from './support/workerRequests.js';
import { timers } from './support/timers.js';
import { WindowParts } from './support/windowParts.js';

const openai = findEndpoint('openai')!;
const anHour = 3_600_000;

describe('the chat, once somebody opens it', () => {
  const shared = sharedStorage();
  let parts: WindowParts;
  let chat: ChatApplication;
  /** Another one for each test: what a view showed is kept by it. */
  let folder: vscode.Uri;
  let folders = 0;

  beforeEach(() => {
    parts = new WindowParts(shared.storage);
    folder = vscode.Uri.file(`/projects/alpha-${(folders += 1)}`);
    vscodeStub.openFolders(folder, vscode.Uri.file('/projects/beta'));
  });

  afterEach(() => parts.dispose());

  const open = async (): Promise<void> => {
    chat = await parts.features.chat.get();
  };

  /** Answers questions with "Paris.", and proposes this title, as soon as `whenProposed` resolves. */
  function answerAll(title = '', whenProposed = Promise.resolve()): void {
    parts.providers.answer = async function* (): AsyncIterable<ChatEvent> {
      const isTitle = parts.providers.requests.at(-1)!.responseFormat !== undefined;
      if (isTitle) await whenProposed;
      yield { type: 'text-delta', text: isTitle ? JSON.stringify({ title }) : 'Paris.' };
      yield { type: 'finish', reason: 'stop', rawReason: 'stop' };
    };
  }

  async function storeConversation(fields: { readonly deletedAt?: number } = {}): Promise<void> {
    const conversation = { title: 'Paris', headId: 'm1', createdAt: 1, updatedAt: 1, ...fields };
    await parts.storage.history.append(
      [{ type: 'conversation.set', id: 'c', fields: conversation }, ...thread(2).map(putMessage)],
      'synced',
    );
  }

  /** Opens the panel, asks a question in it and waits for the answer. */
  async function askQuestion() {
    chat.views.showPanel();
    const { webview } = vscodeStub.webviews.panels[0]!;
    const { state } = await ask(webview, { type: 'view-ready', anchorId: null }, 'snapshot');
    const messageId = uuidv7();
    webview.receive({
      type: 'send',
      attachmentIds: [],
      messageId,
      conversationId: state.chatId,
      text: 'What is the capital of France?',
    });
    await until(() =>
      told(webview, 'message').some(({ message }) => message.status === 'complete' && message.author !== ''),
    );
    const [conversation] = await parts.storage.history.conversations({}, 10);
    return { webview, id: conversation!.id };
  }

  it('asks the provider of the settings, and keeps question and answer with the window’s first folder', async () => {
    vscodeStub.settings.set('llm.model', 'm-9');
    answerAll();
    await open();
    const { id } = await askQuestion();
    assert.deepEqual([parts.providers.log[0], parts.providers.requests[0]!.model], ['created openai', 'm-9']);
    await until(async () => (await parts.storage.history.messages(id)).at(-1)?.status === 'complete');
    const stored = await parts.storage.history.conversation(id);
    assert.equal(stored!.workspace, folder.toString());
    assert.equal(parts.providers.requests.length, 1, 'no background provider is asked');
    const list = { type: 'list-load', request: 1, scope: 'workspace', after: null, limit: 10 };
    const page = await ask(vscodeStub.webviews.panels[0]!.webview, list, 'list-page');
    assert.deepEqual([page.hasWorkspace, page.rows.map((row) => row.id)], [true, [id]]);
  });

  it('belongs to no folder in a window without one', async () => {
    vscodeStub.workspaceFolders = undefined;
    answerAll();
    await open();
    const { id } = await askQuestion();
    assert.equal((await parts.storage.history.conversation(id))!.workspace, null);
    assert.equal(chat.searchDependencies.workspace, null);
  });

  it('has the background provider name a conversation after its first answer, tells the view, and can undo it', async () => {
    vscodeStub.settings.set('background.provider', 'google');
    answerAll('Capital of France');
    await open();
    const { webview, id } = await askQuestion();
    await until(() => told(webview, 'conversation').some(({ details }) => details.actions.length > 0));
    assert.equal(told(webview, 'conversation').at(-1)!.conversation.title, 'Capital of France');
    const [job] = await parts.storage.history.jobs(id);
    assert.deepEqual([job!.provider, job!.before], ['google', 'What is the capital of France?']);
    const asked = JSON.stringify(parts.providers.requests[1]!.messages);
    assert.match(asked, /What is the capital of France\?.*Paris\./u, 'it is told question and answer');
    webview.receive({ type: 'action', action: 'undo-title', messageId: null });
    await until(() => told(webview, 'conversation').at(-1)!.conversation.title === 'What is the capital of France?');
  });

  it('keeps the title that the user gives while one is proposed', async () => {
    vscodeStub.settings.set('background.provider', 'google');
    await open();
    const proposal = Promise.withResolvers<void>();
    answerAll('Capital of France', proposal.promise);
    const { webview, id } = await askQuestion();
    await until(() => parts.providers.requests.length === 2);
    await chat.conversations.list.rename(id, 'Mine');
    proposal.resolve();
    await until(async () => (await parts.storage.history.jobs(id)).length > 0);
    assert.equal((await ask(webview, { type: 'resync' }, 'snapshot')).state.conversation!.title, 'Mine');
  });

  it('borrows a provider for the list of its models, and gives it back, also after a failure', async () => {
    await open();
    const list = (refresh: boolean) => chat.catalogue.list(openai, 'here', refresh, new AbortController().signal);
    parts.providers.listModels = () => Promise.resolve([{ id: 'm-1', displayName: 'm-1' }]);
    assert.deepEqual((await list(false)).models, [{ id: 'm-1', displayName: 'm-1' }]);
    parts.providers.listModels = () => Promise.reject(new ScoutError('network', 'No route.'));
    assert.equal((await list(true)).failure?.message, 'No route.');
    const borrowed = ['created openai', 'asked openai', 'disposed openai'];
    assert.deepEqual(parts.providers.log, [...borrowed, ...borrowed]);
    assert.deepEqual((await list(false)).models, [{ id: 'm-1', displayName: 'm-1' }], 'the list is kept');
  });

  it('keeps what is remembered of the user under the system’s name for the account', async () => {
    await open();
    await chat.recentModels.setModel('llm', 'openai', 'm-9');
    const [user] = await parts.storage.users.users();
    assert.equal(user!.name, userName());
    assert.equal(await parts.storage.users.preference(user!.id, 'model:llm:openai'), 'm-9');
  });

  it('purges at once what was deleted long ago, and its draft with it', async () => {
    const own = new TemporaryStorage();
    await parts.dispose();
    parts = new WindowParts(own.storage);
    await storeConversation({ deletedAt: Date.now() - anHour });
    const { users, history } = parts.storage;
    await users.append([{ type: 'user.set', id: 'u', fields: { name: 'ada', createdAt: 1 } }], 'synced');
    await users.append([{ type: 'preference.set', userId: 'u', key: 'draft:c', value: 'Hm' }], 'synced');
    await open();
    chat.views.showPanel();
    await ask(vscodeStub.webviews.panels[0]!.webview, { type: 'view-ready', anchorId: null }, 'snapshot');
    await until(() => history.isTombstoned('c'));
    await until(async () => (await users.preference('u', 'draft:c')) !== 'Hm');
    await own.dispose();
  });

  describe('the order in which it asks', () => {
    const list = { type: 'list-load', request: 1, scope: 'all', after: null, limit: 200 };
    let own: TemporaryStorage;
    let requests: WorkerRequests;

    beforeEach(async () => {
      own = new TemporaryStorage();
      await parts.dispose();
      parts = new WindowParts(own.storage);
      requests = new WorkerRequests();
    });

    afterEach(async () => {
      requests.dispose();
      await own.dispose();
    });

    /** Opens the panel, whose page asks for the list at once. @returns which chat it shows */
    async function openPanel(): Promise<string> {
      requests.log.splice(0);
      await open();
      chat.views.showPanel();
      const { webview } = vscodeStub.webviews.panels[0]!;
      requests.follow(webview);
      webview.receive(list);
      const { state } = await ask(webview, { type: 'view-ready', anchorId: null }, 'snapshot');
      await until(() => told(webview, 'list-page').length > 0);
      return state.chatId;
    }

    async function storePreference(key: string, value: unknown): Promise<void> {
      const { users } = parts.storage;
      await users.append([{ type: 'user.set', id: 'u', fields: { name: 'ada', createdAt: 1 } }], 'synced');
      await users.append([{ type: 'preference.set', userId: 'u', key, value }], 'synced');
    }

    it('has a new chat on the screen before the history is asked for anything; then come the list and what is to be purged', async () => {
      await openPanel();
      assert.deepEqual(requests.historyBefore('posted snapshot'), []);
      await until(() => requests.log.includes('history.deleted'));
      assert.ok(requests.log.includes('history.conversations'));
    });

    const shown = (): string => `shown:panel:${folder.toString()}`;
    const latest = () => told(vscodeStub.webviews.panels[0]!.webview, 'snapshot').at(-1)!.state;

    it('has a chat in which nothing had been said on the screen, with its draft, before the history is asked', async () => {
      await storePreference(shown(), { newId: 'n1' });
      await storePreference('draft:n1', 'Hm');
      assert.equal(await openPanel(), 'n1');
      assert.deepEqual(requests.historyBefore('posted snapshot'), []);
      assert.equal(latest().draft, 'Hm');
      await until(() => requests.log.includes('history.isTombstoned'));
    });

    it('shows what was said in such a chat all the same, and adds a question to it that was asked at once', async () => {
      await storeConversation();
      await storePreference(shown(), { newId: 'c' });
      answerAll();
      await openPanel();
      const { webview } = vscodeStub.webviews.panels[0]!;
      webview.receive({
        type: 'send',
        attachmentIds: [],
        messageId: uuidv7(),
        conversationId: 'c',
        text: 'And of Spain?',
      });
      await until(() => latest().conversation?.title === 'Paris');
      await until(async () => (await parts.storage.history.messages('c')).length === 4);
      assert.equal((await parts.storage.history.conversation('c'))!.title, 'Paris');
      assert.equal(latest().chatId, 'c');
    });

    it('shows another new chat when such a one is gone', async () => {
      await storeConversation({ deletedAt: Date.now() });
      await storePreference(shown(), { newId: 'c' });
      await openPanel();
      await until(() => latest().chatId !== 'c');
      assert.equal(latest().conversation, null);
    });

    it('remembers that nothing was said, and that something was', async () => {
      answerAll();
      await open();
      const { id } = await askQuestion();
      const stored = async () =>
        await parts.storage.users.preference((await parts.storage.users.users())[0]!.id, shown());
      await until(async () => (await stored()) === id);
      const { webview } = vscodeStub.webviews.panels[0]!;
      const { state } = await ask(webview, { type: 'new-chat' }, 'snapshot');
      const { selection } = chat.views.sessionOf(state.chatId)!;
      await until(async () => JSON.stringify(await stored()) === JSON.stringify({ newId: state.chatId, selection }));
    });

    it('asks the history for the conversation that was shown before it asks for the list and what is to be purged', async () => {
      await storeConversation();
      await storePreference(shown(), 'c');
      assert.equal(await openPanel(), 'c');
      const asked = requests.historyBefore('posted snapshot').map((request) => request.replace('history.', ''));
      assert.deepEqual(asked, ['conversation', 'messagePages', 'messages', 'jobs']);
      await until(() => requests.log.includes('history.deleted') && requests.log.includes('history.conversations'));
    });
  });

  it('comes back for what is deleted while it is open', async () => {
    await storeConversation();
    await open();
    const before = timers();
    await chat.conversations.list.delete(['c']);
    assert.equal(timers(), before + 1);
    await chat.conversations.list.undoDelete(['c']);
  });

  it('shows what keeps the history from being saved, as soon as it is known', async () => {
    const failing = new TemporaryStorage(new URL('./support/failingStorageWorker.ts', import.meta.url));
    await parts.dispose();
    parts = new WindowParts(failing.storage);
    await open();
    chat.views.showPanel();
    const { webview } = vscodeStub.webviews.panels[0]!;
    webview.receive({ type: 'view-ready', anchorId: null });
    const problems = () =>
      [...told(webview, 'status'), ...told(webview, 'snapshot').map(({ state }) => state)].map(
        ({ status }) => status.problem?.title,
      );
    await until(() => problems().includes('The disk is full. SCOUT is using its reserved space to save.'));
    await failing.dispose();
  });

  it('can be searched: hits bear the names of providers, and open in the panel', async () => {
    await storeConversation();
    await open();
    const { list, history, workspace, displayNameOf, open: openHit } = chat.searchDependencies;
    assert.deepEqual([workspace, displayNameOf('openai')], [folder.toString(), 'OpenAI']);
    assert.deepEqual([list === chat.conversations.list, history === parts.storage.history], [true, true]);
    await openHit('c', 'm0', ['word']);
    const { webview } = vscodeStub.webviews.panels[0]!;
    const { state } = await ask(webview, { type: 'view-ready', anchorId: null }, 'snapshot');
    assert.deepEqual([state.conversation?.id, state.targetMessageId, state.targetWords], ['c', 'm0', ['word']]);
  });
});
