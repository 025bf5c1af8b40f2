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
    nextFavouriteModel(window.target, 'chat-1', {
      favourites: window.favourites,
      recent: window.recent,
      connections: window.connections,
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

  it('goes on twice where it is pressed twice at once', async () => {
    for (const model of ['a', 'b', 'c']) await window.favourites.add(ref('openai', model));
    window.target.selection = { ref: ref('openai', 'a'), parameters: {} };
    await Promise.all([press(), press()]);
    assert.equal(window.target.asked, 'openai c');
  });

  it('passes over those whose endpoint has no key, as the list does', async () => {
    for (const one of [ref('openai', 'a'), ref('mistral', 'm'), ref('google', 'b')]) await window.favourites.add(one);
    window.target.selection = { ref: ref('openai', 'a'), parameters: {} };
    await press();
    assert.equal(window.target.asked, 'google b');
  });

  it('asks those that are hidden, too: a favorite is always in the list', async () => {
    vscodeStub.settings.set('hiddenModels', ['openai/*']);
    for (const model of ['a', 'b']) await window.favourites.add(ref('openai', model));
    window.target.selection = { ref: ref('openai', 'a'), parameters: {} };
    await press();
    assert.equal(window.target.asked, 'openai b');
  });

  for (const gone of [ref('gone', 'x'), ref('mistral', 'm')]) {
    it(`says that no other can be asked where all that is left is of ${gone.endpoint}`, async () => {
      window.target.selection = { ref: ref('openai', 'a'), parameters: {} };
      await window.favourites.add(gone);
      await press();
      assert.equal(
        vscodeStub.messages.shown[0]?.message,
        'No other favorite model can be asked: its endpoint has no API key, or no longer exists.',
      );
      assert.deepEqual(window.target.chosen, []);
    });
  }

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
      assert.deepEqual(vscodeStub.commands.executed, [['scout.chooseModel', 'chat-1']]);
      assert.deepEqual(window.target.chosen, []);
    });
  }
});
