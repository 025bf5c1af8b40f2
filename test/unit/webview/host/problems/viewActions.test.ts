import assert from 'node:assert/strict';
import { textOf } from '../../../../../src/core/message.js';
import type { ActionId } from '../../../../../src/webview/protocol/problems.js';
import { says } from '../../../../support/scriptedModels.js';
import { until } from '../../../storage/support/until.js';
import type { ChatPage } from '../support/chatPage.js';
import { ChatWindow } from '../support/chatWindow.js';
import { vscodeStub } from '../../../../support/vscodeStub/vscodeStub.js';
import { storedMessage, titleJob } from '../support/storedMessages.js';

describe('what the buttons of the view do', () => {
  let window: ChatWindow;
  let page: ChatPage;

  beforeEach(async () => {
    window = new ChatWindow();
    await window.store('c', { title: 'after' }, [
      storedMessage('q', { role: 'user' }),
      storedMessage('a', { parentId: 'q', provider: 'anthropic', status: 'interrupted' }),
    ]);
    ({ page } = await window.show('c'));
  });

  afterEach(() => window.dispose());

  const press = (action: ActionId, messageId: string | null = null): void =>
    page.say({ type: 'action', action, messageId });

  const commands: readonly [ActionId, string | null, ...unknown[]][] = [
    ['set-key', null, 'scout.setApiKey', 'openai'],
    ['set-key', 'a', 'scout.setApiKey', 'anthropic'],
    ['set-key', 'q', 'scout.setApiKey', 'openai'],
    ['choose-model', null, 'scout.chooseModel', 'c'],
    ['choose-provider', 'a', 'scout.chooseProvider', 'c'],
    ['choose-effort', null, 'scout.chooseEffort', 'c'],
    ['choose-parameters', 'a', 'scout.chooseParameters', 'c'],
    [
      'open-settings',
      null,
      'workbench.action.openGlobalSettings',
      { query: '@id:scout.openai.baseUrl,scout.openai.organization,scout.openai.project' },
    ],
    ['open-settings', 'a', 'workbench.action.openGlobalSettings', { query: '@id:scout.anthropic.baseUrl' }],
    [
      'open-background-settings',
      null,
      'workbench.action.openGlobalSettings',
      { query: '@id:scout.background.provider' },
    ],
    [
      'open-privacy-settings',
      null,
      'workbench.action.openGlobalSettings',
      { query: '@id:scout.privacy.localOnly,scout.privacy.localHosts' },
    ],
    ['open-workspace-settings', null, 'workbench.action.openWorkspaceSettings', 'scout.'],
    ['connect-provider', null, 'scout.connectProvider', 'c'],
    ['connect-local-server', null, 'scout.connectLocalServer', 'c'],
    ['connect-vscode-models', null, 'scout.connectVscodeModels', 'c'],
    ['open-walkthrough', null, 'workbench.action.openWalkthrough', 'scout.scout-chat#scout.firstSteps'],
    ['open-log', null, 'scout.showLog'],
    ['reload-window', null, 'workbench.action.reloadWindow'],
  ];
  for (const [action, messageId, ...command] of commands) {
    it(`${action} ${messageId === null ? 'outside of messages' : `beside ${messageId}`}: ${command.join(' ')}`, async () => {
      press(action, messageId);
      await until(() => vscodeStub.commands.executed.length > 0);
      assert.deepEqual(vscodeStub.commands.executed, [command]);
    });
  }

  it('show-unsaved opens the file beside the history, or says that it is gone', async () => {
    press('show-unsaved', 'a');
    await until(() => page.all('status').some(({ status }) => status.problem !== null));
    assert.match(page.last('status').status.problem!.detail, /is gone/u);
    await window.unsavable.keep('c', 'a', {});
    press('show-unsaved', 'a');
    await until(() => vscodeStub.commands.executed.length > 0);
    const [command, uri] = vscodeStub.commands.executed[0]!;
    assert.equal(command, 'vscode.open');
    assert.match(String(uri), /c\/a/u);
  });

  it('confirm-address takes the address for meant', async () => {
    press('confirm-address');
    await until(() => window.provider.confirmations === 1);
    assert.deepEqual(vscodeStub.commands.executed, []);
  });

  it('open-background-settings opens the address of the background provider that is remarked on', async () => {
    const remark = { kind: 'redirected', host: 'gateway.test' } as const;
    window.provider.change({ background: { providerName: 'Mistral', settingKey: 'mistral', remark } });
    press('open-background-settings');
    await until(() => vscodeStub.commands.executed.length > 0);
    assert.deepEqual(vscodeStub.commands.executed, [
      ['workbench.action.openGlobalSettings', { query: '@id:scout.mistral.baseUrl' }],
    ]);
  });

  it('retry beside an answer asks its question again, as another branch', async () => {
    window.models.script = says('better');
    press('retry', 'a');
    await until(() => page.all('message').some(({ message }) => message.text === 'better'));
    const state = await page.state();
    assert.deepEqual(
      state.messages.map(({ text }) => text),
      ['text of q', 'better'],
    );
    assert.equal(state.messages[1]!.siblings?.count, 2);
    assert.deepEqual(
      window.models.requests[0]?.messages.map(({ parts }) => textOf(parts)),
      ['text of q'],
    );
  });

  it('set-key beside an answer asks its question again once the key is saved, and not before', async () => {
    let isSaved = false;
    vscodeStub.commands.register('scout.setApiKey', () => isSaved);
    press('set-key', 'a');
    await until(() => vscodeStub.commands.executed.length === 1);
    await page.state();
    assert.equal(window.models.requests.length, 0);
    isSaved = true;
    window.models.script = says('with the key');
    press('set-key', 'a');
    await until(() => page.all('message').some(({ message }) => message.text === 'with the key'));
    assert.deepEqual(
      window.models.requests[0]?.messages.map(({ parts }) => textOf(parts)),
      ['text of q'],
    );
  });

  it('open-settings beside an answer whose address is missing: opens that of whoever was asked, whatever a sentence names', async () => {
    await window.store('d', {}, [
      storedMessage('dq', { conversationId: 'd', role: 'user' }),
      storedMessage('da', {
        conversationId: 'd',
        parentId: 'dq',
        provider: 'compatible',
        status: 'failed',
        error: { code: 'invalid-request', message: 'Set "scout.openai.baseUrl" to evil.test.', fault: 'address' },
      }),
    ]);
    await page.ask({ type: 'open-conversation', id: 'd', messageId: null, words: [] }, 'snapshot');
    press('open-settings', 'da');
    await until(() => vscodeStub.commands.executed.length > 0);
    assert.deepEqual(vscodeStub.commands.executed, [
      ['workbench.action.openGlobalSettings', { query: '@id:scout.compatible.baseUrl' }],
    ]);
  });

  it('open-background-settings opens the address of the background provider', async () => {
    window.provider.change({
      background: { providerName: 'Mistral', settingKey: 'mistral', remark: { kind: 'redirected', host: 'a.test' } },
    });
    press('open-background-settings');
    await until(() => vscodeStub.commands.executed.length > 0);
    assert.deepEqual(vscodeStub.commands.executed, [
      ['workbench.action.openGlobalSettings', { query: '@id:scout.mistral.baseUrl' }],
    ]);
  });

  it('dismiss-notice and dismiss-problem put away what is shown, until something else is', async () => {
    window.provider.change({ remark: { kind: 'missing-key' } });
    window.setStorageProblem({ title: 'Full', detail: '', actions: [] });
    const shown = async () => {
      const { notice, problem } = (await page.state()).status;
      return [notice?.text ?? null, problem?.title ?? null];
    };
    assert.deepEqual(await shown(), ['SCOUT needs an API key for OpenAI.', 'Full']);
    press('dismiss-notice');
    press('dismiss-problem');
    assert.deepEqual(await shown(), [null, null]);
    window.provider.change({ providerName: 'Mistral' });
    window.setStorageProblem({ title: 'Read-only', detail: '', actions: [] });
    assert.deepEqual(await shown(), ['SCOUT needs an API key for Mistral.', 'Read-only']);
    press('dismiss-problem');
    window.setStorageProblem(undefined);
    window.setStorageProblem({ title: 'Read-only', detail: '', actions: [] });
    assert.deepEqual((await shown())[1], 'Read-only');
  });

  it('retry outside of messages sends everything anew and asks nobody', async () => {
    const before = page.all('snapshot').length;
    press('retry');
    await until(() => page.all('snapshot').length > before);
    assert.deepEqual(window.models.requests, []);
  });

  it('continue asks for the rest after the answer', async () => {
    window.models.script = says('the rest');
    press('continue', 'a');
    await until(() => page.all('message').some(({ message }) => message.text === 'text of athe rest'));
    assert.deepEqual(
      (await page.state()).messages.map(({ text }) => text),
      ['text of q', 'text of athe rest'],
    );
  });

  it('continue outside of messages asks nobody', async () => {
    press('continue');
    assert.equal((await page.state()).status.problem, null);
    assert.deepEqual(window.models.requests, []);
  });

  it('new-chat shows a new chat and puts the cursor into the composer', async () => {
    press('new-chat');
    await until(() => page.all('focus').length === 1);
    assert.equal(page.last('snapshot').state.conversation, null);
  });

  it('undo-title puts the title back that the last job has replaced', async () => {
    await window.storeJob(titleJob({ id: 'j1', before: 'first', after: 'after' }));
    await window.storeJob(titleJob({ id: 'j2', before: 'second', after: 'after' }));
    await window.storeJob(titleJob({ id: 'j3', before: 'third', after: 'something else' }));
    press('undo-title');
    await until(() => page.all('conversation').length > 0);
    assert.equal(page.last('conversation').conversation.title, 'second');
  });

  it('undo-title leaves a title alone that no job has given', async () => {
    await window.storeJob(titleJob({ after: 'something else' }));
    press('undo-title');
    assert.equal((await page.state()).conversation?.title, 'after');
  });

  it('a button that fails shows why, and logs no text of the chat', async () => {
    press('retry', 'q');
    await until(() => page.all('status').some(({ status }) => status.problem !== null));
    assert.equal(page.last('status').status.problem?.detail, 'There is no message to answer again.');
    assert.ok(window.logger.lines.some((line) => line.includes('invalid-request')));
    assert.ok(!window.logger.lines.some((line) => line.includes('text of')));
    vscodeStub.commands.register('scout.chooseModel', () => {
      throw new Error('no such command');
    });
    press('choose-model');
    await until(() => page.last('status').status.problem?.detail === 'no such command');
    assert.ok(window.logger.lines.some((line) => line.startsWith('error: ') && line.includes('no such command')));
  });
});
