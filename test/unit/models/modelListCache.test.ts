import assert from 'node:assert/strict';
import { ModelListCache } from '../../../src/models/modelListCache.js';
import { LocalUserPreferences } from '../../../src/profile/localUserPreferences.js';
import { MemoryUsers } from '../../support/memoryUsers.js';
import { recordingLogger } from '../../support/recordingLogger.js';

describe('the cached model lists', () => {
  const list = { source: 'https://a', fetchedAt: 1, models: [{ id: 'm', displayName: 'M' }] };
  let users: MemoryUsers;
  let store: LocalUserPreferences;
  let cache: ModelListCache;

  beforeEach(() => {
    users = new MemoryUsers();
    store = new LocalUserPreferences(users, 'ada', recordingLogger());
    cache = new ModelListCache(store);
  });

  it('are one for each provider, under the keys of earlier versions', async () => {
    await cache.setList('openai', list);
    assert.deepEqual(await cache.list('openai'), list);
    assert.equal(await cache.list('mistral'), undefined);
    assert.deepEqual(users.preferences, { 'models:openai': { version: 2, ...list } });
  });

  it('keep the facts, also those of the companies behind a router', async () => {
    const price = { currency: 'USD', periods: [{ rates: { input: 1, output: 2 } }] };
    const model = { id: 'm', displayName: 'M', tools: true, price, hosts: [{ name: 'groq', contextTokens: 9 }] };
    await cache.setList('openai', { ...list, models: [model] });
    assert.deepEqual((await cache.list('openai'))?.models, [model]);
  });

  it('of another version are not fresh: they lack facts', async () => {
    for (const stored of [list, { version: 1, ...list }, { version: '2', ...list }]) {
      await store.setValue('models:openai', stored);
      assert.deepEqual(await cache.list('openai'), { ...list, fetchedAt: 0 });
    }
  });

  it('have no facts that were damaged', async () => {
    const models = [{ id: 'm', displayName: 'M', contextTokens: '9', efforts: 7, hosts: [null, { name: 7 }, 'a'] }];
    await store.setValue('models:openai', { version: 2, ...list, models });
    assert.deepEqual((await cache.list('openai'))?.models, [{ id: 'm', displayName: 'M', hosts: [] }]);
  });

  const damaged: readonly unknown[] = [
    'list',
    { ...list, version: 2, source: 7 },
    { ...list, version: 2, fetchedAt: 'yesterday' },
    { ...list, version: 2, models: {} },
    { ...list, version: 2, models: [{ id: 'm' }] },
    { ...list, version: 2, models: [null] },
  ];
  for (const value of damaged) {
    it(`are none where something else was stored: ${JSON.stringify(value)}`, async () => {
      await store.setValue('models:openai', value);
      assert.equal(await cache.list('openai'), undefined);
    });
  }
});
