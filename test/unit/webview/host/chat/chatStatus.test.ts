import assert from 'node:assert/strict';
import { ScoutError } from '../../../../../src/core/errors.js';
import { until } from '../../../storage/support/until.js';
import type { ChatPage } from '../support/chatPage.js';
import { ChatWindow } from '../support/chatWindow.js';

describe('what is shown around the messages', () => {
  let window: ChatWindow;
  let page: ChatPage;

  beforeEach(async () => {
    window = new ChatWindow();
    ({ page } = await window.show());
  });

  afterEach(() => window.dispose());

  const status = () => (page.all('status').at(-1) ?? page.last('snapshot').state).status;

  it('follows the settings', () => {
    window.provider.change({ providerName: 'Mistral', model: '' });
    assert.deepEqual(status(), {
      providerLabel: 'Mistral',
      modelLabel: 'Choose a model',
      effortLabel: null,
      parameterLabels: [],
      notice: null,
      welcome: null,
      problem: null,
      turn: null,
    });
    window.provider.change({ model: 'm-9' });
    assert.equal(status().modelLabel, 'm-9');
  });

  for (const [remark, text, buttons] of [
    [{ kind: 'missing-key' }, 'SCOUT needs an API key for OpenAI.', ['set-key', 'choose-provider']],
    [
      { kind: 'unusable-key', sentence: 'OPENAI_API_KEY is no key.' },
      'OPENAI_API_KEY is no key.',
      ['set-key', 'choose-provider'],
    ],
    [
      { kind: 'simulator', host: '127.0.0.1:99' },
      'Simulated answers: no API key is set for OpenAI, so SCOUT’s simulator at 127.0.0.1:99 answers.',
      ['set-key'],
    ],
    [
      { kind: 'address-changed', address: 'new.test', earlierAddress: 'old.test' },
      'The address for OpenAI has changed from old.test to new.test.',
      ['confirm-address', 'open-settings'],
    ],
    [
      { kind: 'redirected', host: 'proxy.test' },
      'Messages for OpenAI are sent to proxy.test, as set in your settings.',
      ['open-settings'],
    ],
  ] as const) {
    it(`shows ${remark.kind}`, () => {
      window.provider.change({ remark });
      assert.equal(status().notice?.text, text);
      assert.deepEqual(
        status().notice?.actions.map(({ id }) => id),
        buttons,
      );
      window.provider.change({ remark: undefined });
      assert.equal(status().notice, null);
    });
  }

  it('shows in one notice who else gets something, and what the folder decides', () => {
    window.provider.change({
      remark: { kind: 'redirected', host: 'proxy.test' },
      background: {
        providerName: 'Mistral',
        settingKey: 'mistral',
        remark: { kind: 'redirected', host: 'other.test' },
      },
      overrides: ['provider', 'model', 'systemPrompt', 'parameters'],
    });
    assert.deepEqual(status().notice, {
      lead: 'Set by this folder: provider, model, system prompt, parameters.',
      text:
        'Messages for OpenAI are sent to proxy.test, as set in your settings. ' +
        'Background requests for Mistral are sent to other.test, as set in your settings.',
      actions: [
        { id: 'open-workspace-settings', label: 'Open Workspace Settings' },
        { id: 'open-settings', label: 'Open Settings' },
        { id: 'open-background-settings', label: 'Open Background Settings' },
      ],
    });
    window.provider.change({ remark: undefined, overrides: [] });
    for (const kind of ['missing-key', 'simulator'] as const) {
      window.provider.change({
        background: { providerName: 'Mistral', settingKey: 'mistral', remark: { kind, host: '127.0.0.1:9' } },
      });
      assert.equal(status().notice, null, kind);
    }
  });

  it('shows what was missing until it is there, whatever else is learned of the provider meanwhile', async () => {
    window.provider.change({ remark: { kind: 'missing-key' } });
    window.models.resolve = () => {
      throw new ScoutError('missing-api-key', 'No key is set.');
    };
    page.question('Hi');
    await until(() => status().problem !== null);
    window.provider.change({ efforts: ['low'] });
    assert.match(status().problem?.title ?? '', /needs an API key/u);
    window.provider.change({ remark: undefined });
    assert.equal(status().problem, null);
  });

  it('welcomes whoever has neither a key nor a server, and nobody else', () => {
    window.provider.change({});
    assert.equal(status().welcome, null);
    window.provider.change({ isUnconfigured: true });
    assert.deepEqual(
      status().welcome?.choices.map(({ action }) => action.id),
      ['connect-provider', 'connect-local-server', 'connect-vscode-models', 'open-walkthrough'],
    );
  });

  it('shows that messages cannot be saved, and when they can again', async () => {
    window.history.failure = new ScoutError('storage', 'The disk is full.');
    page.question('Hi');
    await until(() => status().problem !== null);
    assert.match(status().problem!.title, /cannot be saved at the moment/u);
    assert.equal(status().problem!.detail, 'The disk is full.');
    window.history.failure = undefined;
    await window.conversations.flush();
    await until(() => status().problem === null);
  });

  it('shows the problem of the last request first, then that of the storage, then that of saving', async () => {
    window.history.failure = new ScoutError('storage', 'not saved');
    page.question('Hi');
    await until(() => status().problem?.detail === 'not saved' && status().turn === null);
    window.setStorageProblem({ title: 'Storage', detail: 'of the storage', actions: [] });
    assert.equal(status().problem?.detail, 'of the storage');
    page.question(' ');
    await until(() => status().problem?.detail === 'The message is empty.');
    await page.ask({ type: 'new-chat' }, 'focus');
    assert.equal(page.last('snapshot').state.status.problem?.detail, 'of the storage');
    window.setStorageProblem(undefined);
    assert.equal(status().problem?.detail, 'not saved');
    window.history.failure = undefined;
  });
});
