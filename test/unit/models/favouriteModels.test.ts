import assert from 'node:assert/strict';
import { FavouriteModels, nextFavourite } from '../../../src/models/favouriteModels.js';
import type { ModelRef } from '../../../src/models/modelSelection.js';
import { RecentModels } from '../../../src/models/recentModels.js';
import { LocalUserPreferences } from '../../../src/profile/localUserPreferences.js';
import type { EndpointId } from '../../../src/providers/endpoint.js';
import { MemoryUsers } from '../../support/memoryUsers.js';
import { recordingLogger } from '../../support/recordingLogger.js';

const ref = (endpoint: string, model: string): ModelRef => ({ endpoint: endpoint as EndpointId, model });
const [a, b, c] = [ref('x', 'a'), ref('x', 'b'), ref('y', 'a')];

describe('favourite and recent models', () => {
  let store: LocalUserPreferences;

  beforeEach(() => {
    store = new LocalUserPreferences(new MemoryUsers(), 'ada', recordingLogger());
  });

  it('keep the order in which they were marked, each once, over a restart', async () => {
    const favourites = new FavouriteModels(store);
    for (const one of [a, b, c, a]) await favourites.add(one);
    assert.deepEqual(await new FavouriteModels(store).list(), [b, c, a]);
    await favourites.remove(c);
    assert.deepEqual(await favourites.list(), [b, a]);
  });

  it('lose nothing when two are marked at once', async () => {
    const favourites = new FavouriteModels(store);
    await Promise.all([favourites.add(a), favourites.add(b), favourites.remove(a), favourites.add(c)]);
    assert.deepEqual(await favourites.list(), [b, c]);
  });

  it('are read from whatever is stored', async () => {
    await store.setValue('favouriteModels', [
      a,
      null,
      'x',
      { endpoint: 'x' },
      { endpoint: 1, model: 'm' },
      ref('x', ''),
    ]);
    assert.deepEqual(await new FavouriteModels(store).list(), [a]);
    await store.setValue('favouriteModels', 'broken');
    assert.deepEqual(await new FavouriteModels(store).list(), []);
  });

  it('have the latest first among the recent, and five of them', async () => {
    const recent = new RecentModels(store);
    for (const one of [a, b, c, a, ...['1', '2', '3'].map((id) => ref('z', id))]) await recent.addChosen(one);
    assert.deepEqual(await recent.chosen(), [ref('z', '3'), ref('z', '2'), ref('z', '1'), a, c]);
  });

  it('do not get in the way of the cached list of an endpoint of any name', async () => {
    const { ModelListCache } = await import('../../../src/models/modelListCache.js');
    await new FavouriteModels(store).add(a);
    await new RecentModels(store).addChosen(a);
    const cache = new ModelListCache(store);
    for (const id of ['favouriteModels', 'favourites', 'chosen']) assert.equal(await cache.list(id), undefined);
    await cache.setList('favourites', { source: '', fetchedAt: 1, models: [] });
    assert.deepEqual(await new FavouriteModels(store).list(), [a]);
  });
});

describe('the next favourite', () => {
  for (const [what, favourites, current, next] of [
    ['follows the one in use', [a, b, c], a, b],
    ['begins anew after the last one', [a, b, c], c, a],
    ['is the first where another model is in use', [a, b], c, a],
    ['is the first where none is in use', [a, b], undefined, a],
    ['is none where there is no other', [a], a, undefined],
    ['is none where there are none', [], a, undefined],
  ] as const)
    it(what, () => assert.deepEqual(nextFavourite(favourites, current), next));
});
