import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type { EndpointId } from '../../../../../src/providers/endpoint.js';
import { vscodeStub } from '../../../../support/vscodeStub/vscodeStub.js';
import { ModelListWindow } from '../../support/modelListWindow.js';

const ref = (endpoint: string, model: string) => ({ endpoint: endpoint as EndpointId, model });

describe('what is picked in the list of models', () => {
  let window: ModelListWindow;

  beforeEach(() => {
    window = new ModelListWindow();
    window.serve('openai', 'm-1');
    window.serve('google', 'g-1');
  });

  afterEach(() => window.dispose());

  /** A server that holds up the end of the list, as one does whose module takes no notice of a cancellation. */
  function stuck(endpoint: string): () => void {
    const held = Promise.withResolvers<readonly []>();
    window.lists.set(endpoint, () => held.promise);
    return () => held.resolve([]);
  }

  it('counts at once, whatever is still being fetched: a new chat may follow', async () => {
    const release = stuck('openai');
    const { list, end } = await window.open();
    list.accept('g-1');
    assert.equal(window.target.asked, 'google g-1');
    release();
    await end;
    assert.deepEqual(await window.recent.chosen(), [ref('google', 'g-1')]);
  });

  it('counts at once where its ID is typed', async () => {
    window.target.selection = { ref: ref('google', 'g-1'), parameters: { reasoningEffort: 'max' } };
    vscodeStub.settings.set('models', { 'google/my-own': { efforts: ['low'] } });
    const release = stuck('openai');
    const { list, end } = await window.open();
    list.type(' my-own ');
    list.accept('$(edit) Use the Typed ID');
    assert.deepEqual(window.target.chosen, [{ ref: ref('google', 'my-own'), parameters: {} }]);
    release();
    await end;
  });

  it('is what the typed text shows, also where rows came in that moment and made a hidden one active', async () => {
    window.target.selection = { ref: ref('openai', 'm-1'), parameters: {} };
    const { list, end } = await window.open();
    list.type('goo');
    list.acceptHidden('m-1');
    await end;
    assert.equal(window.target.asked, 'google g-1');
  });

  it('is the active row where `*` in the typed text stands for something', async () => {
    window.serve('google', 'g-1', 'g-1-mini');
    const { list, end } = await window.open();
    list.type('g*mini');
    list.acceptHidden('g-1-mini');
    await end;
    assert.equal(window.target.asked, 'google g-1-mini');
  });

  it('is not made active where the typed text hides it', async () => {
    window.target.selection = { ref: ref('openai', 'm-1'), parameters: {} };
    const release = stuck('openai');
    const { list, end } = await window.open();
    list.type('goo');
    list.activeItems = [];
    release();
    while (list.busy) await setImmediate();
    assert.deepEqual(list.activeItems, []);
    list.accept();
    await end;
    assert.equal(window.target.asked, 'google g-1');
  });

  it('is nothing where its endpoint was removed meanwhile', async () => {
    vscodeStub.settings.set('endpoints', [
      { id: 'gw', name: 'Gateway', baseUrl: 'https://gw.example/v1', auth: 'none' },
    ]);
    window.serve('gw', 'large');
    const { list, end } = await window.open();
    vscodeStub.settings.set('endpoints', []);
    list.accept('large');
    await end;
    assert.deepEqual(window.target.chosen, []);
    assert.deepEqual(await window.recent.chosen(), []);
  });
});
