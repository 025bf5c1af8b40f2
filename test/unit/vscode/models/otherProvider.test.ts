import assert from 'node:assert/strict';
import { ScoutError } from '../../../../src/core/errors.js';
import type { EndpointId } from '../../../../src/providers/endpoint.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';
import { headings, ModelListWindow, rowsBelow } from '../support/modelListWindow.js';

const ref = (endpoint: string, model: string) => ({ endpoint: endpoint as EndpointId, model });
const gateway = { id: 'gw', name: 'Gateway', baseUrl: 'https://gw.example/v1', auth: 'none' };
const failed = '$(warning) Could not load the model list';

type List = Awaited<ReturnType<ModelListWindow['open']>>['list'];

describe('the list of models where something is wrong', () => {
  let window: ModelListWindow;

  beforeEach(() => {
    window = new ModelListWindow();
    window.serve('openai', 'm-1', 'm-2');
    window.serve('google', 'g-1');
  });

  afterEach(() => window.dispose());

  it('offers other providers only where another one is asked for', async () => {
    for (const one of [ref('openai', 'm-1'), ref('google', 'g-1')]) await window.favourites.add(one);
    await window.recent.addChosen(ref('openai', 'm-2'));
    window.target.selection = { ref: ref('openai', 'm-2'), parameters: {} };
    const { list, end } = await window.open('others');
    assert.equal(list.title, 'Choose Another Provider');
    assert.deepEqual(headings(list), ['Favorites', 'No key set', 'Not in the list']);
    assert.deepEqual(rowsBelow(list, 'Favorites'), ['g-1']);
    assert.equal(window.asked.includes('openai'), false);
    list.accept('g-1');
    await end;
    assert.equal(window.target.asked, 'google g-1');
    const all = await window.open();
    assert.equal(all.list.title, 'Choose Model');
    assert.deepEqual(rowsBelow(all.list, 'Favorites'), ['m-1', 'g-1']);
    all.list.escape();
    await all.end;
  });

  it('offers the key of the provider in use nevertheless where it has none', async () => {
    window.target.selection = { ref: ref('mistral', 'x'), parameters: {} };
    const { list, end } = await window.open('others');
    assert.ok(rowsBelow(list, 'No key set').includes('$(key) Set API Key for Mistral…'));
    list.escape();
    await end;
  });

  for (const [name, endpoint, expected] of [
    ['a vendor', 'google', ['workbench.action.openGlobalSettings', { query: '@id:scout.google.baseUrl' }]],
    ['an added endpoint', 'gw', ['scout.editEndpoints']],
  ] as const) {
    it(`leads to the settings of the one that fails: ${name}`, async () => {
      vscodeStub.settings.set('endpoints', [gateway]);
      window.lists.set(endpoint, () => Promise.reject(new ScoutError('network', 'No.')));
      const { list, end } = await window.open();
      list.pressIn(failed, 'Open Settings');
      await end;
      assert.deepEqual(vscodeStub.commands.executed, [expected]);
    });
  }

  it('has no settings to offer for the models in VS Code', async () => {
    window.target.selection = { ref: ref('vscode', 'x/y'), parameters: {} };
    window.lists.set('vscode', () => Promise.reject(new ScoutError('missing-model', 'None.')));
    const { list, end } = await window.open();
    const row = list.items.find(({ label }) => label === failed);
    assert.deepEqual(
      row?.buttons?.map(({ tooltip }) => tooltip),
      ['Try Again'],
    );
    list.escape();
    await end;
  });

  it('names an endpoint that has not answered yet, as long as nothing is known of its models', async () => {
    vscodeStub.settings.set('endpoints', [gateway]);
    const late = Promise.withResolvers<readonly { id: string; displayName: string }[]>();
    window.lists.set('gw', () => late.promise);
    const { list, end } = await window.open();
    const loading = '$(loading~spin) Loading the model list…';
    assert.deepEqual(rowsBelow(list, 'Gateway'), [loading]);
    list.accept(loading);
    assert.equal(list.isVisible, true);
    late.resolve([{ id: 'large', displayName: 'large' }]);
    await window.filled();
    assert.deepEqual(rowsBelow(list, 'Gateway'), ['large']);
    list.escape();
    await end;
  });

  it('is as it was after the details of a model', async () => {
    vscodeStub.settings.set('hiddenModels', ['openai/m-1']);
    for (const leave of [(list: List) => list.press('Back'), (list: List) => list.accept()]) {
      const { list, end } = await window.open();
      const { title, placeholder, buttons } = list;
      list.press('Show Hidden Models');
      list.type('m-');
      list.pressIn('m-2', 'Show Details');
      assert.deepEqual([list.title, list.value], ['m-2', '']);
      list.type('conte');
      leave(list);
      assert.deepEqual([list.title, list.placeholder, list.value], [title, placeholder, 'm-']);
      assert.equal(list.buttons.length, buttons.length);
      assert.equal(list.activeItems[0]?.label, 'm-2');
      assert.ok(rowsBelow(list, 'OpenAI').includes('m-1'), 'hidden ones are still shown');
      list.escape();
      await end;
    }
  });

  it('shows what became known during the details of a model', async () => {
    vscodeStub.settings.set('endpoints', [gateway]);
    const late = Promise.withResolvers<readonly { id: string; displayName: string }[]>();
    window.lists.set('gw', () => late.promise);
    const { list, end } = await window.open();
    list.pressIn('m-2', 'Show Details');
    const details = list.items;
    late.resolve([{ id: 'large', displayName: 'large' }]);
    await window.filled();
    assert.equal(list.items, details, 'they stay as long as the user reads them');
    list.press('Back');
    assert.deepEqual(rowsBelow(list, 'Gateway'), ['large']);
    list.escape();
    await end;
  });
});
