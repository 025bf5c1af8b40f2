import assert from 'node:assert/strict';
import { ModelCatalogue } from '../../../src/models/modelCatalogue.js';
import { ModelListCache } from '../../../src/models/modelListCache.js';
import { LocalUserPreferences } from '../../../src/profile/localUserPreferences.js';
import { abortError, ScoutError } from '../../../src/core/errors.js';
import type { Endpoint } from '../../../src/providers/endpoint.js';
import { endpoints } from '../../../src/providers/endpoints.js';
import type { ModelInfo } from '../../../src/providers/provider.js';
import { MemoryUsers } from '../../support/memoryUsers.js';
import { recordingLogger } from '../../support/recordingLogger.js';

const fallback: ModelInfo = { id: 'built-in', displayName: 'Built in' };
const endpoint: Endpoint = { ...endpoints[0]!, fallbackModels: [fallback] };

const hour = 60 * 60 * 1_000;

describe('ModelCatalogue', () => {
  let answer: () => Promise<readonly ModelInfo[]>;
  let asked: number;
  let loaded: number;
  let catalogue: ModelCatalogue;
  let cache: ModelListCache;
  const signal = new AbortController().signal;
  const listed: ModelInfo = { id: 'listed', displayName: 'Listed' };

  beforeEach(() => {
    asked = 0;
    loaded = 0;
    answer = () => Promise.resolve([listed]);
    const store = new LocalUserPreferences(new MemoryUsers(), 'ada', recordingLogger());
    cache = new ModelListCache(store);
    catalogue = new ModelCatalogue(
      (_endpoint, use) => {
        asked += 1;
        return use({ listModels: () => answer(), streamChat: () => [] as never, dispose: () => undefined });
      },
      cache,
      recordingLogger(),
      () => (loaded += 1),
    );
  });

  it('asks the vendor once and keeps the list, until a refresh is asked for', async () => {
    assert.deepEqual((await catalogue.list(endpoint, 'a', false, signal)).models, [listed]);
    assert.deepEqual((await catalogue.list(endpoint, 'a', false, signal)).models, [listed]);
    assert.equal(asked, 1);
    await catalogue.list(endpoint, 'a', true, signal);
    assert.equal(asked, 2);
  });

  it('knows without asking what is cached from this address, or else what is built in', async () => {
    assert.deepEqual(await catalogue.known(endpoint, 'a'), { models: [fallback], isFresh: false });
    await catalogue.list(endpoint, 'a', false, signal);
    assert.equal(loaded, 1, 'whoever shows facts is told that there are some');
    assert.deepEqual(await catalogue.known(endpoint, 'a'), { models: [listed], isFresh: true });
    assert.deepEqual(await catalogue.known(endpoint, 'b'), { models: [fallback], isFresh: false });
    await cache.setList(endpoint.id, { source: 'a', fetchedAt: Date.now() - 25 * hour, models: [listed] });
    assert.deepEqual(await catalogue.known(endpoint, 'a'), { models: [listed], isFresh: false });
    assert.equal(asked, 1);
  });

  for (const [when, fetchedAt, times] of [
    ['an hour ago', () => Date.now() - hour, 0],
    ['more than a day ago', () => Date.now() - 25 * hour, 1],
    ['by an earlier version, which read fewer facts', () => 0, 1],
    ['in what is now the future, since the clock was set back', () => Date.now() + hour, 1],
  ] as const) {
    it(`asks the vendor ${times === 0 ? 'not ' : ''}again when the list was fetched ${when}`, async () => {
      const earlier = { id: 'earlier', displayName: 'Earlier' };
      await cache.setList(endpoint.id, { source: 'a', fetchedAt: fetchedAt(), models: [earlier] });
      assert.deepEqual((await catalogue.list(endpoint, 'a', false, signal)).models, [times === 0 ? earlier : listed]);
      assert.equal(asked, times);
    });
  }

  it('does not offer one server the list of another', async () => {
    await catalogue.list(endpoint, 'a', false, signal);
    await catalogue.list(endpoint, 'b', false, signal);
    assert.equal(asked, 2);
  });

  it('offers the built-in list, with the reason, when the vendor cannot be asked, and the last list when there is one', async () => {
    answer = () => Promise.reject(new ScoutError('network', 'offline'));
    const first = await catalogue.list(endpoint, 'a', false, signal);
    assert.deepEqual(first.models, [fallback]);
    assert.equal(first.failure?.code, 'network');
    answer = () => Promise.resolve([listed]);
    await catalogue.list(endpoint, 'a', false, signal);
    answer = () => Promise.reject(new ScoutError('network', 'offline'));
    const later = await catalogue.list(endpoint, 'a', true, signal);
    assert.deepEqual(later.models, [listed]);
    assert.equal(later.failure?.code, 'network');
  });

  it('lets a cancellation through', async () => {
    answer = () => Promise.reject(abortError());
    await assert.rejects(catalogue.list(endpoint, 'a', false, signal), { name: 'AbortError' });
  });
});
