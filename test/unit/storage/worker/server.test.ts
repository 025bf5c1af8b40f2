import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { decodeListCache, listCacheFileName } from '../../../../src/storage/protocol/listCacheFile.js';
import { closeStorage, openStorage, withFolder, type OpenStorage } from '../support/openStorage.js';
import { until } from '../support/until.js';

const secludedWorker = new URL('../support/secludedWorker.ts', import.meta.url);

const named = (id: string) => ({ type: 'conversation.set', id, fields: { title: id, createdAt: 1 } }) as const;

/** Titles in the list cache, sorted; `undefined` while there is no such file. */
function cachedTitles(folder: string): readonly string[] | undefined {
  const file = path.join(folder, 'history', listCacheFileName);
  return existsSync(file)
    ? decodeListCache(readFileSync(file, 'utf8'))
        ?.map(({ title }) => title)
        .sort()
    : undefined;
}

/** Calls `use` with two windows; both know of the conversations `a secret` and `other`. */
async function withTwoWindows(use: (one: OpenStorage, other: OpenStorage, folder: string) => Promise<void>) {
  await withFolder(async (folder) => {
    const [one, other] = [openStorage(folder, secludedWorker), openStorage(folder, secludedWorker)];
    await one.storage.history.append([named('a secret'), named('other')], 'synced');
    for (const { storage } of [one, other]) assert.equal((await storage.history.conversations({}, 10)).length, 2);
    await use(one, other, folder);
    await closeStorage(one);
    await closeStorage(other);
  });
}

describe('the storage worker', function () {
  this.timeout(180_000);

  for (const first of ['users', 'history'] as const) {
    it(`saves what waits for both databases at once in the one it belongs to, ${first} first`, () =>
      withFolder(async (folder) => {
        const opened = openStorage(folder);
        const { users, history } = opened.storage;
        const user = { type: 'user.set', id: 'u', fields: { name: 'Ada', createdAt: 1 } } as const;
        const writes = {
          users: () => users.append([user], 'synced'),
          history: () => history.append([named('a')], 'synced'),
        };
        // They wait together while the thread starts.
        const order = first === 'users' ? [writes.users, writes.history] : [writes.history, writes.users];
        await Promise.all([...order, ...order].map((write) => write()));
        await closeStorage(opened);
        const later = openStorage(folder);
        assert.deepEqual(
          (await later.storage.users.users()).map(({ name }) => name),
          ['Ada'],
        );
        assert.deepEqual(
          (await later.storage.history.conversations({}, 10)).map(({ id }) => id),
          ['a'],
        );
        await closeStorage(later);
      }));
  }

  it('closing brings no title back that another window has erased for good', () =>
    withTwoWindows(async (one, other, folder) => {
      await other.storage.history.append([{ type: 'conversation.tombstone', id: 'a secret' }], 'synced');
      await closeStorage(other);
      assert.deepEqual(cachedTitles(folder), ['other']);
      await one.storage.history.append([named('new')], 'synced');
      await one.storage.closeHistory();
      assert.deepEqual(cachedTitles(folder), ['new', 'other']);
    }));

  it('being idle brings no title back that another window has erased for good', () =>
    withTwoWindows(async (one, other, folder) => {
      await other.storage.history.append([{ type: 'conversation.tombstone', id: 'a secret' }], 'synced');
      await closeStorage(other);
      await one.storage.history.append([named('new')], 'synced');
      await until(() => cachedTitles(folder)?.includes('new') ?? false);
      assert.deepEqual(cachedTitles(folder), ['new', 'other']);
    }));
});
