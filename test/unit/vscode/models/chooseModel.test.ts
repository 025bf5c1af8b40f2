import assert from 'node:assert/strict';
import { ScoutError } from '../../../../src/core/errors.js';
import { TaskRegistry } from '../../../../src/core/taskRegistry.js';
import { ModelCatalogue } from '../../../../src/models/modelCatalogue.js';
import { ModelListCache } from '../../../../src/models/modelListCache.js';
import { RecentModels } from '../../../../src/models/recentModels.js';
import { LocalUserPreferences } from '../../../../src/profile/localUserPreferences.js';
import { findEndpoint } from '../../../../src/providers/endpoints.js';
import type { ModelInfo } from '../../../../src/providers/provider.js';
import { chooseModel } from '../../../../src/vscode/models/chooseModel.js';
import { MemoryUsers } from '../../../support/memoryUsers.js';
import { FakeTarget } from '../../../support/selectionTarget.js';
import { recordingLogger } from '../../../support/recordingLogger.js';
import type { FakeQuickPick } from '../../../support/vscodeStub/quickPick.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';
import { settled } from '../support/settled.js';

const models: readonly ModelInfo[] = [
  { id: 'm-1', displayName: 'Model One', contextTokens: 200_000 },
  { id: 'm-2', displayName: 'm-2' },
];

describe('chooseModel', () => {
  let listModels: (signal: AbortSignal) => Promise<readonly ModelInfo[]>;
  let asked: string[];
  let recent: RecentModels;
  let cache: ModelListCache;
  let tasks: TaskRegistry;
  let target: FakeTarget;

  beforeEach(() => {
    listModels = () => Promise.resolve(models);
    asked = [];
    target = new FakeTarget();
    const preferences = new LocalUserPreferences(new MemoryUsers(), 'ada', recordingLogger());
    recent = new RecentModels(preferences);
    cache = new ModelListCache(preferences);
    tasks = new TaskRegistry(recordingLogger());
  });

  /** Opens the list and waits until everything that can be in it is. */
  async function open(): Promise<{ readonly list: FakeQuickPick; readonly end: Promise<void> }> {
    const catalogue = new ModelCatalogue(
      (endpoint, use) => {
        asked.push(endpoint.id);
        return use({
          listModels: (signal) => listModels(signal),
          streamChat: () => [] as never,
          dispose: () => undefined,
        });
      },
      cache,
      recordingLogger(),
    );
    const end = chooseModel(target, { catalogue, recent, tasks });
    await settled();
    return { list: vscodeStub.quickPicks[0]!, end };
  }

  const labels = (list: FakeQuickPick): readonly string[] => list.items.map(({ label }) => label);

  it('shows the provider’s models with what is known of them, the current one marked and active', async () => {
    vscodeStub.settings.set('llm.model', 'm-2');
    const { list, end } = await open();
    assert.equal(list.title, 'Models from OpenAI');
    assert.equal(list.isVisible, true);
    assert.equal(list.busy, false);
    assert.deepEqual(
      list.items.map(({ label, description }) => [label, description]),
      [
        ['Model One', 'm-1 · 200K context'],
        ['m-2', 'current'],
      ],
    );
    assert.deepEqual(
      list.activeItems.map(({ label }) => label),
      ['m-2'],
    );
    list.escape();
    await end;
  });

  const descriptions = (list: FakeQuickPick): readonly unknown[] => list.items.map(({ description }) => description);

  it('shows the table’s price of exactly this model at the vendor’s own address', async () => {
    listModels = () => Promise.resolve(['gpt-5.5', 'gpt-5.5-like'].map((id) => ({ id, displayName: id })));
    const { list, end } = await open();
    assert.deepEqual(descriptions(list), ['current · 1M context · $5 / $30', '']);
    list.escape();
    await end;
  });

  it('shows no price of the same name at another address', async () => {
    vscodeStub.settings.set('openai.baseUrl', 'https://gateway.example/v1');
    listModels = () => Promise.resolve([{ id: 'gpt-5.5', displayName: 'gpt-5.5' }]);
    const { list, end } = await open();
    assert.deepEqual(descriptions(list), ['current']);
    list.escape();
    await end;
  });

  it('shows what the user’s own settings say of a model, and what is wrong in them', async () => {
    vscodeStub.settings.set('models', {
      'openai/m-1': { price: { input: 1, output: 2 } },
      'openai/m-2': { tool: true },
    });
    const { list, end } = await open();
    assert.deepEqual(descriptions(list).slice(0, 2), ['m-1 · 200K context · $1 / $2', '']);
    assert.match(labels(list)[2]!, /“tool” of “openai\/m-2” was ignored/u);
    list.escape();
    await end;
  });

  it('takes no facts from a folder', async () => {
    vscodeStub.settings.set('models', { 'openai/m-1': { price: { input: 0, output: 0 } } }, { target: 'workspace' });
    const { list, end } = await open();
    assert.deepEqual(descriptions(list)[0], 'm-1 · 200K context');
    list.escape();
    await end;
  });

  it('shows names of models and typed ones as they stand, without icons', async () => {
    listModels = () => Promise.resolve([{ id: 'm$(x)', displayName: 'Model $(trash)' }]);
    const { list, end } = await open();
    assert.deepEqual(
      list.items.map(({ label, description }) => [label, description]),
      [[String.raw`Model \$(trash)`, String.raw`m\$(x)`]],
    );
    list.type('$(y)');
    assert.equal(labels(list).at(-1), String.raw`\$(y)`);
    list.escape();
    await end;
  });

  it('shows why a server has no list as it stands, without icons', async () => {
    listModels = () => Promise.reject(new ScoutError('network', 'No $(route).'));
    const { list, end } = await open();
    assert.equal(list.items.at(-1)?.detail, String.raw`No \$(route).`);
    list.escape();
    await end;
  });

  it('marks the provider’s default where no model is set', async () => {
    const first = findEndpoint('openai')!.fallbackModels[0]!;
    listModels = () => Promise.resolve([...models, first]);
    const { list, end } = await open();
    assert.deepEqual(
      list.activeItems.map(({ label }) => label),
      [first.displayName],
    );
    list.escape();
    await end;
  });

  it('has the chat ask what was picked, and remembers it for the next time with this provider; settings stay', async () => {
    vscodeStub.settings.set('parameters.temperature', 0.5);
    const { list, end } = await open();
    list.accept('Model One');
    await end;
    assert.deepEqual(target.chosen, [{ ref: { endpoint: 'openai', model: 'm-1' }, parameters: { temperature: 0.5 } }]);
    assert.deepEqual(vscodeStub.settings.updates, []);
    assert.equal(await recent.model('llm', 'openai'), 'm-1');
    assert.equal(list.isDisposed, true);
  });

  it('changes nothing when the list is closed', async () => {
    const { list, end } = await open();
    list.escape();
    await end;
    assert.deepEqual(target.chosen, []);
    assert.equal(await recent.model('llm', 'openai'), '');
    assert.equal(list.isDisposed, true);
  });

  it('offers a typed id that no list names, without the spaces around it', async () => {
    const { list, end } = await open();
    list.type(' m-3 ');
    assert.deepEqual(labels(list), ['Model One', 'm-2', 'm-3']);
    assert.equal(list.items.at(-1)?.description, 'use this ID');
    list.type('m-2');
    assert.deepEqual(labels(list), ['Model One', 'm-2'], 'one that is listed is not offered twice');
    list.type('');
    assert.deepEqual(labels(list), ['Model One', 'm-2']);
    list.type(' m-3');
    list.accept('m-3');
    await end;
    assert.equal(target.asked, 'openai m-3');
  });

  it('takes a typed id while the list is still being loaded, and then ends the request', async () => {
    const cancelled = Promise.withResolvers<void>();
    listModels = (signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          cancelled.resolve();
          reject(signal.reason as Error);
        });
      });
    const { list, end } = await open();
    assert.equal(list.busy, true);
    list.type('m-3');
    list.accept();
    await end;
    await cancelled.promise;
    assert.equal(target.asked, 'openai m-3');
    assert.deepEqual(tasks.running, []);
  });

  it('keeps what was typed when the models arrive', async () => {
    const loaded = Promise.withResolvers<readonly ModelInfo[]>();
    listModels = () => loaded.promise;
    const { list, end } = await open();
    list.type('m-3');
    loaded.resolve(models);
    await settled();
    assert.deepEqual(labels(list), ['Model One', 'm-2', 'm-3']);
    list.escape();
    await end;
  });

  it('shows the built-in models and why there are no others, which cannot be picked', async () => {
    listModels = () => Promise.reject(new ScoutError('network', 'No route to host.'));
    const { list, end } = await open();
    const builtIn = findEndpoint('openai')!.fallbackModels.map(({ displayName }) => displayName);
    assert.deepEqual(labels(list), [...builtIn, '', '$(warning) Could not load the model list']);
    assert.equal(list.items.at(-1)?.detail, 'No route to host.');
    list.accept('$(warning) Could not load the model list');
    await settled();
    assert.equal(list.isVisible, true);
    list.escape();
    await end;
    assert.deepEqual(vscodeStub.settings.updates, []);
  });

  it('asks the server again only at the push of the button', async () => {
    (await open()).list.escape();
    assert.deepEqual(asked, ['openai']);
    vscodeStub.quickPicks.length = 0;
    const { list, end } = await open();
    assert.deepEqual(asked, ['openai'], 'the list of a moment ago serves');
    listModels = () => Promise.resolve([{ id: 'new', displayName: 'New' }]);
    list.press('Reload Models from OpenAI');
    assert.equal(list.busy, true);
    await settled();
    assert.deepEqual(asked, ['openai', 'openai']);
    assert.deepEqual(labels(list), ['New']);
    list.escape();
    await end;
  });

  it('does not take another server’s list for this one’s', async () => {
    (await open()).list.escape();
    vscodeStub.quickPicks.length = 0;
    vscodeStub.settings.set('openai.baseUrl', 'https://proxy.example/v1');
    const { list, end } = await open();
    assert.deepEqual(asked, ['openai', 'openai']);
    list.escape();
    await end;
  });

  it('opens nothing where no provider is set, says so, and offers to choose one', async () => {
    vscodeStub.settings.set('llm.provider', 'opemai');
    vscodeStub.messages.answer('Choose Provider');
    const { end } = await open();
    await end;
    assert.equal(vscodeStub.quickPicks.length, 0);
    assert.deepEqual(
      vscodeStub.messages.shown.map(({ severity, message, buttons }) => [severity, message, buttons]),
      [['error', 'The setting "scout.llm.provider" does not name a known provider.', ['Choose Provider']]],
    );
    assert.deepEqual(vscodeStub.commands.executed, [['scout.chooseProvider']]);
  });

  it('shows the models of the provider that the chat asks, and keeps its parameters', async () => {
    target.selection = { ref: { endpoint: 'mistral', model: 'm-2' }, parameters: { topP: 0.1 } };
    const { list, end } = await open();
    assert.equal(list.title, 'Models from Mistral');
    assert.equal(list.activeItems[0]?.label, 'm-2');
    list.accept('Model One');
    await end;
    assert.deepEqual(target.chosen, [{ ref: { endpoint: 'mistral', model: 'm-1' }, parameters: { topP: 0.1 } }]);
  });
});
