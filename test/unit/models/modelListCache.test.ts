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
    assert.deepEqual(users.preferences, { 'models:openai': list });
  });

  const damaged: readonly unknown[] = [
    'list',
    { ...list, source: 7 },
    { ...list, fetchedAt: 'yesterday' },
    { ...list, models: {} },
    { ...list, models: [{ id: 'm' }] },
    { ...list, models: [null] },
  ];
  for (const value of damaged) {
    it(`are none where something else was stored: ${JSON.stringify(value)}`, async () => {
      await store.setValue('models:openai', value);
      assert.equal(await cache.list('openai'), undefined);
    });
  }
});
