import assert from 'node:assert/strict';
import type { KnownFacts } from '../../../../src/models/facts/modelFacts.js';
import { nextFavouriteModel } from '../../../../src/vscode/models/nextFavouriteModel.js';
import type { EndpointId } from '../../../../src/providers/endpoint.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';
import { ModelListWindow } from '../support/modelListWindow.js';

const ref = (endpoint: string, model: string) => ({ endpoint: endpoint as EndpointId, model });

describe('the key for the next favourite', () => {
  let window: ModelListWindow;
  let facts: KnownFacts;

  beforeEach(() => {
    window = new ModelListWindow();
    facts = {};
  });

  afterEach(() => window.dispose());

  const press = (): Promise<void> =>
    nextFavouriteModel(window.target, {
      favourites: window.favourites,
      recent: window.recent,
      factsOf: () => Promise.resolve(() => facts),
    });

  it('goes round them without a list, says which one answers, and asks no server', async () => {
    for (const one of [ref('openai', 'a'), ref('gone', 'x'), ref('google', 'b')]) await window.favourites.add(one);
    const asked: string[] = [];
    for (let presses = 0; presses < 3; presses += 1) {
      await press();
      asked.push(window.target.asked);
    }
    assert.deepEqual(asked, ['openai a', 'google b', 'openai a'], 'one whose endpoint is gone is passed over');
    assert.deepEqual(vscodeStub.statusBarMessages, [
      'This chat now asks a (OpenAI).',
      'This chat now asks b (Google).',
      'This chat now asks a (OpenAI).',
    ]);
    assert.deepEqual([window.asked, vscodeStub.quickPicks], [[], []]);
    assert.deepEqual(await window.recent.chosen(), [ref('openai', 'a'), ref('google', 'b')]);
  });

  it('keeps the parameters that the model has', async () => {
    facts = { efforts: { value: ['low'], source: 'vendor' } };
    window.target.selection = { ref: ref('openai', 'a'), parameters: { reasoningEffort: 'max', topP: 0.5 } };
    await window.favourites.add(ref('openai', 'b'));
    await press();
    assert.deepEqual(window.target.chosen, [{ ref: ref('openai', 'b'), parameters: { topP: 0.5 } }]);
  });

  for (const [favourites, text] of [
    [[], 'There are no favorite models yet. Mark some with the star in the list of models.'],
    [['a'], 'This is the only favorite model. Mark others with the star in the list of models.'],
  ] as const) {
    it(`leads to the list where there are ${favourites.length}`, async () => {
      window.target.selection = { ref: ref('openai', 'a'), parameters: {} };
      for (const model of favourites) await window.favourites.add(ref('openai', model));
      vscodeStub.messages.answer('Choose Model');
      await press();
      assert.equal(vscodeStub.messages.shown[0]?.message, text);
      assert.deepEqual(vscodeStub.commands.executed, [['scout.chooseModel']]);
      assert.deepEqual(window.target.chosen, []);
    });
  }
});
