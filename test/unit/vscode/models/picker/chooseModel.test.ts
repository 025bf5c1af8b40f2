import assert from 'node:assert/strict';
import { ScoutError } from '../../../../../src/core/errors.js';
import { findEndpoint } from '../../../../../src/providers/endpoints.js';
import type { EndpointId } from '../../../../../src/providers/endpoint.js';
import type { FakeQuickPick } from '../../../../support/vscodeStub/quickPick.js';
import { vscodeStub } from '../../../../support/vscodeStub/vscodeStub.js';
import { headings, ModelListWindow, rowsBelow } from '../../support/modelListWindow.js';

const ref = (endpoint: string, model: string) => ({ endpoint: endpoint as EndpointId, model });
const gateway = { id: 'gw', name: 'Gateway', baseUrl: 'https://gw.example/v1', auth: 'none' };

describe('the list of endpoints and models', () => {
  let window: ModelListWindow;

  beforeEach(() => {
    window = new ModelListWindow();
    window.lists.set('openai', () =>
      Promise.resolve([
        { id: 'm-1', displayName: 'Model One', contextTokens: 200_000 },
        { id: 'm-2', displayName: 'm-2' },
      ]),
    );
    window.serve('google', 'g-1');
  });

  afterEach(() => window.dispose());

  const row = (list: FakeQuickPick, label: string) => list.items.find((item) => item.label === label);

  it('has each endpoint with its key’s state, and those without a key as one row each', async () => {
    vscodeStub.settings.set('endpoints', [gateway]);
    window.serve('gw', 'large');
    vscodeStub.settings.set('llm.model', 'm-2');
    const { list, end } = await window.open();
    assert.deepEqual(headings(list), [
      'OpenAI · Environment key',
      'Google · Environment key',
      'Gateway · No key needed',
      'No key set',
      'Not in the list',
    ]);
    assert.deepEqual(rowsBelow(list, 'OpenAI'), ['Model One', 'm-2']);
    assert.deepEqual(rowsBelow(list, 'Google'), ['g-1']);
    assert.deepEqual(rowsBelow(list, 'Gateway'), ['large']);
    assert.deepEqual(rowsBelow(list, 'No key set'), [
      '$(key) Set API Key for Anthropic…',
      '$(key) Set API Key for Mistral…',
      '$(key) Set API Key for Hugging Face…',
    ]);
    const { description, detail } = row(list, 'Model One')!;
    assert.deepEqual([description, detail], ['m-1 · OpenAI', '200K context']);
    assert.equal(row(list, 'm-2')?.description, 'OpenAI · current');
    assert.equal(list.activeItems[0]?.label, 'm-2');
    assert.deepEqual([list.matchOnDescription, list.matchOnDetail, list.sortByLabel], [true, true, false]);
    list.escape();
    await end;
    assert.deepEqual(window.target.chosen, []);
    assert.equal(list.isDisposed, true);
  });

  it('is closed by what cannot be written, and says it: what it would still offer would lead nowhere', async () => {
    vscodeStub.settings.refusal = new Error('Unable to write');
    const { list, end } = await window.open();
    const failed = assert.rejects(end, /Unable to write/u);
    list.pressIn('Model One', 'Hide');
    await failed;
    assert.equal(list.isDisposed, true);
    assert.deepEqual(window.target.chosen, []);
  });

  it('is there at once, with what is cached, whatever a server does', async () => {
    const source = 'https://api.openai.com/v1';
    await window.cache.setList('openai', { source, fetchedAt: 1, models: [{ id: 'old', displayName: 'Old' }] });
    let isAborted = false;
    window.lists.set('openai', (signal) => {
      const never = Promise.withResolvers<never>();
      signal.addEventListener('abort', () => {
        isAborted = true;
        never.reject(signal.reason as Error);
      });
      return never.promise;
    });
    const { list, end } = await window.open();
    assert.equal(list.isVisible, true);
    assert.deepEqual(rowsBelow(list, 'OpenAI'), ['Old', findEndpoint('openai')!.fallbackModels[0]!.id]);
    assert.deepEqual(rowsBelow(list, 'Google'), ['g-1'], 'one server that is down holds up no other');
    assert.equal(list.busy, true);
    list.accept('g-1');
    await end;
    assert.equal(window.target.asked, 'google g-1');
    assert.equal(isAborted, true);
    assert.deepEqual(window.tasks.running, []);
  });

  it('asks no server whose list is of today, and all of them at the push of the button', async () => {
    // VS Code has its list at hand.
    const asked = (): readonly string[] => window.asked.filter((id) => id !== 'vscode');
    (await window.open()).list.escape();
    assert.deepEqual(asked(), ['openai', 'google']);
    const { list, end } = await window.open();
    assert.deepEqual(asked(), ['openai', 'google']);
    window.serve('google', 'g-2');
    list.press('Reload Models');
    assert.equal(list.busy, true);
    await window.filled();
    assert.deepEqual(asked().slice(2).toSorted(), ['google', 'openai']);
    assert.deepEqual(rowsBelow(list, 'Google'), ['g-2']);
    assert.equal(list.busy, false);
    list.escape();
    await end;
  });

  it('keeps what is typed and what is active when something arrives', async () => {
    const late = Promise.withResolvers<readonly []>();
    window.lists.set('google', () => late.promise);
    const { list, end } = await window.open();
    list.type('m-2');
    list.activeItems = [row(list, 'm-2')!];
    late.resolve([]);
    await window.filled();
    assert.deepEqual([list.value, list.activeItems[0]?.label], ['m-2', 'm-2']);
    assert.equal(list.items.includes(list.activeItems[0]!), true);
    list.escape();
    await end;
  });

  it('makes no row anew for what is typed, with 5,000 models', async () => {
    window.serve('openai', ...Array.from({ length: 5_000 }, (_, index) => `model-${index}`));
    const { list, end } = await window.open();
    const { items } = list;
    assert.ok(items.length > 5_000);
    let assignments = 0;
    Object.defineProperty(list, 'items', { get: () => items, set: () => (assignments += 1) });
    for (const text of ['m', 'mo', 'model-4', 'model-49', 'model-4999', 'unknown', '']) list.type(text);
    assert.equal(assignments, 0);
    const buttons = new Set(items.flatMap((item) => item.buttons ?? []));
    assert.equal(buttons.size, 3, 'rows share their buttons');
    list.escape();
    await end;
  });

  it('sets the model, its endpoint and the parameters as far as the model has them', async () => {
    window.target.selection = { ref: ref('openai', 'm-2'), parameters: { topP: 0.1, reasoningEffort: 'max' } };
    window.lists.set('google', () => Promise.resolve([{ id: 'g-1', displayName: 'G One', efforts: ['low'] }]));
    const { list, end } = await window.open();
    list.accept('G One');
    await end;
    assert.deepEqual(window.target.chosen, [{ ref: ref('google', 'g-1'), parameters: { topP: 0.1 } }]);
    assert.deepEqual(vscodeStub.settings.updates, []);
    assert.equal(await window.recent.model('llm', 'google'), 'g-1');
    assert.deepEqual(await window.recent.chosen(), [ref('google', 'g-1')]);
    const again = await window.open();
    assert.deepEqual(rowsBelow(again.list, 'Recent'), ['G One']);
    assert.equal(headings(again.list)[1], 'OpenAI · Environment key', 'the others come after it');
    again.list.escape();
    await again.end;
  });

  it('says why a list could not be loaded, in one row that asks again', async () => {
    window.lists.set('google', () => Promise.reject(new ScoutError('network', 'No $(route).')));
    const { list, end } = await window.open();
    const label = '$(warning) Could not load the model list';
    assert.equal(rowsBelow(list, 'Google').at(-1), label);
    assert.equal(row(list, label)?.detail, String.raw`No \$(route).`);
    assert.deepEqual(
      row(list, label)?.buttons?.map(({ tooltip }) => tooltip),
      ['Try Again', 'Open Settings'],
    );
    window.serve('google', 'g-9');
    list.accept(label);
    await window.filled();
    assert.deepEqual(rowsBelow(list, 'Google'), ['g-9']);
    assert.equal(list.isVisible, true);
    list.escape();
    await end;
  });

  it('offers to set the key where the server refuses it, and opens again when that is done', async () => {
    window.lists.set('google', () => Promise.reject(new ScoutError('invalid-api-key', 'No.')));
    vscodeStub.commands.register('scout.setApiKey', () => {
      window.serve('google', 'g-3');
      return true;
    });
    const { list, end } = await window.open();
    list.pressIn('$(warning) Could not load the model list', 'Set API Key');
    await window.filled();
    assert.deepEqual(vscodeStub.commands.executed, [['scout.setApiKey', 'google']]);
    const again = vscodeStub.quickPicks[1]!;
    assert.deepEqual(rowsBelow(again, 'Google'), ['g-3']);
    again.escape();
    await end;
  });

  it('sets a missing key, and is over when that is given up', async () => {
    vscodeStub.commands.register('scout.setApiKey', () => false);
    const { list, end } = await window.open();
    list.accept('$(key) Set API Key for Mistral…');
    await end;
    assert.deepEqual(vscodeStub.commands.executed, [['scout.setApiKey', 'mistral']]);
    assert.equal(vscodeStub.quickPicks.length, 1);
    assert.deepEqual(window.target.chosen, []);
  });

  it('leads to a new endpoint for this chat, and to the settings', async () => {
    const first = await window.open();
    first.list.press('Add Endpoint…');
    await first.end;
    const second = await window.open();
    second.list.press('Edit Endpoints in Settings');
    await second.end;
    assert.deepEqual(vscodeStub.commands.executed, [
      ['scout.addEndpoint', 'chat-1'],
      ['scout.editEndpoints', 'chat-1'],
    ]);
  });

  it('opens for a chat whose endpoint is gone, and for settings that name nobody', async () => {
    window.target.selection = { ref: ref('gone', 'm-1'), parameters: {} };
    await window.favourites.add(ref('gone', 'm-1'));
    const { list, end } = await window.open();
    assert.deepEqual(headings(list).slice(0, 2), ['OpenAI · Environment key', 'Google · Environment key']);
    list.accept('g-1');
    await end;
    assert.equal(window.target.asked, 'google g-1');
    window.target.selection = null;
    vscodeStub.settings.set('llm.provider', 'opemai');
    const other = await window.open();
    assert.deepEqual(rowsBelow(other.list, 'OpenAI'), ['Model One', 'm-2']);
    other.list.escape();
    await other.end;
  });
});
