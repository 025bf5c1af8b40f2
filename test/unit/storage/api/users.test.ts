/**
 * The promises of the port `Users`, for the real storage and for the double that tests of other layers use. Here, and not in
 * test/contract, because it is fast: all tests of an implementation share one storage, each with users of its own.
 */
import assert from 'node:assert/strict';
import { uuidv7 } from '../../../../src/core/uuid.js';
import type { UserEvent, Users } from '../../../../src/storage/api/users.js';
import { implementations, type StorageUnderTest } from '../support/storageUnderTest.js';

const named = (id: string, name: string, createdAt: number): UserEvent => ({
  type: 'user.set',
  id,
  fields: { name, createdAt },
});
const preference = (userId: string, key: string, value: unknown): UserEvent => ({
  type: 'preference.set',
  userId,
  key,
  value,
});

for (const { name, open } of implementations) {
  describe(`users, by ${name}`, function () {
    this.timeout(60_000);
    let storage: StorageUnderTest;
    let users: Users;
    let id: string;

    before(() => {
      storage = open();
      ({ users } = storage);
    });
    after(() => storage.close());
    beforeEach(() => {
      id = uuidv7();
    });

    it('lists users, the oldest first', async () => {
      const [second, first] = [uuidv7(), uuidv7()];
      await users.append([named(second, 'Bo', 20), named(first, 'Ada', 10)], 'synced');
      const listed = (await users.users()).filter((user) => [first, second].includes(user.id));
      assert.deepEqual(listed, [
        { id: first, name: 'Ada', createdAt: 10 },
        { id: second, name: 'Bo', createdAt: 20 },
      ]);
    });

    it('changes only the fields that are set', async () => {
      await users.append([named(id, 'Ada', 10)], 'synced');
      await users.append([{ type: 'user.set', id, fields: { name: 'Ada L.' } }], 'synced');
      const found = (await users.users()).find((user) => user.id === id);
      assert.deepEqual(found, { id, name: 'Ada L.', createdAt: 10 });
    });

    it('gives back any JSON value, the last that was set, of that user alone', async () => {
      for (const value of [{ a: [1, 'zwei', null] }, 'text with \0 and 漢字', 0, false, []]) {
        await users.append([preference(id, 'key', value)], 'synced');
        assert.deepEqual(await users.preference(id, 'key'), value);
      }
      assert.equal(await users.preference(uuidv7(), 'key'), undefined);
      assert.equal(await users.preference(id, 'other key'), undefined);
    });

    it('forgets what is set to null', async () => {
      await users.append([preference(id, 'key', 1)], 'synced');
      await users.append([preference(id, 'key', null)], 'synced');
      assert.equal(await users.preference(id, 'key'), undefined);
    });

    it('may be given the same twice', async () => {
      const events = [named(id, 'Ada', 10), preference(id, 'key', 1)];
      await users.append(events, 'synced');
      await users.append(events, 'written');
      assert.equal((await users.users()).filter((user) => user.id === id).length, 1);
      assert.equal(await users.preference(id, 'key'), 1);
    });

    it('refuses what it does not understand, with all that came with it', async () => {
      const refused: readonly unknown[] = [
        { type: 'user.unknown', id },
        { type: 'user.set', id: '', fields: {} },
        { type: 'user.set', id, fields: { name: 7 } },
        { type: 'user.set', id, fields: { createdAt: 'yesterday' } },
        { type: 'preference.set', userId: id, key: 7, value: 1 },
        { type: 'preference.set', userId: id, key: 'k', value: undefined },
        { type: 'preference.set', userId: id, key: 'k', value: () => undefined },
        null,
        'text',
      ];
      for (const event of refused) {
        const events = [preference(id, 'kept out', 1), event] as readonly UserEvent[];
        await assert.rejects(users.append(events, 'synced'), {
          name: 'ScoutError',
          code: 'unsavable',
          retryable: false,
        });
        assert.equal(await users.preference(id, 'kept out'), undefined);
      }
    });

    it('keeps everything for the next window', async () => {
      await users.append([named(id, 'Ada', 10), preference(id, 'key', [1])], 'synced');
      const next = storage.nextWindow().users;
      assert.ok((await next.users()).some((user) => user.id === id));
      assert.deepEqual(await next.preference(id, 'key'), [1]);
    });
  });
}
