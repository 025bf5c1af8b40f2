import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { newerFrame } from '../support/newerFrame.js';
import { message } from '../support/openDatabase.js';
import { closeStorage, openStorage, withFolder, type OpenStorage } from '../support/openStorage.js';
import { until } from '../support/until.js';

/** The storage worker with little patience: it looks every 50 ms and writes a snapshot after a few transactions. */
const eagerWorker = new URL('../support/eagerWorker.ts', import.meta.url);

const put = (id: string, conversationId = 'conversation') =>
  ({ type: 'message.put', message: message(id, id, 'complete', conversationId) }) as const;

/** Resolves with the next change the storage is notified of. */
function nextChange({ storage }: OpenStorage): Promise<ReadonlySet<string> | undefined> {
  return new Promise((resolve) => {
    const listening = storage.history.onChanged((ids) => {
      listening.dispose();
      resolve(ids);
    });
  });
}

describe('two storages on one folder', function () {
  this.timeout(180_000);

  async function withTwo(use: (one: OpenStorage, other: OpenStorage, folder: string) => Promise<void>): Promise<void> {
    await withFolder(async (folder) => {
      const [one, other] = [openStorage(folder, eagerWorker), openStorage(folder, eagerWorker)];
      try {
        await Promise.all([
          one.storage.history.messages('conversation'),
          other.storage.history.messages('conversation'),
        ]);
        await use(one, other, folder);
      } finally {
        await closeStorage(one);
        await closeStorage(other);
      }
    });
  }

  it('notify each other which conversation has changed, and then show it', () =>
    withTwo(async (one, other) => {
      const changed = nextChange(other);
      await one.storage.history.append([put('a')], 'synced');
      assert.deepEqual(await changed, new Set(['conversation']));
      assert.deepEqual(
        (await other.storage.history.messages('conversation')).map(({ id }) => id),
        ['a'],
      );
    }));

  it('show an answer that grows in the other as growing, and with what it has so far', () =>
    withTwo(async (one, other) => {
      const start = { type: 'message.put', message: message('answer', '', 'streaming') } as const;
      await one.storage.history.append([start], 'synced');
      await one.storage.history.append(
        [
          {
            type: 'message.delta',
            conversationId: 'conversation',
            messageId: 'answer',
            index: 0,
            parts: [{ type: 'text', text: 'so far' }],
          },
        ],
        'written',
      );
      await until(async () => (await other.storage.history.messages('conversation'))[0]?.parts.at(-1)?.type === 'text');
      const [seen] = await other.storage.history.messages('conversation');
      assert.equal(seen?.status, 'streaming');
    }));

  it('notify each other of what streams as growth only', () =>
    withTwo(async (one, other) => {
      const changes: (ReadonlySet<string> | undefined)[] = [];
      const grown: string[] = [];
      const start = nextChange(other);
      await one.storage.history.append(
        [{ type: 'message.put', message: message('answer', '', 'streaming') }],
        'synced',
      );
      await start;
      other.storage.history.onChanged((ids) => changes.push(ids));
      other.storage.history.onGrown((ids) => grown.push(...ids));
      for (let index = 0; index < 5; index++) {
        const parts = [{ type: 'text', text: 'more' }] as const;
        await one.storage.history.append(
          [{ type: 'message.delta', conversationId: 'conversation', messageId: 'answer', index, parts }],
          'written',
        );
        await until(() => grown.length > index);
      }
      assert.deepEqual(new Set(grown), new Set(['answer']));
      assert.deepEqual(changes, []);
      await one.storage.history.append([put('answer')], 'synced');
      await until(() => changes.length > 0);
    }));

  it('write snapshots while both write, and lose nothing', () =>
    withTwo(async (one, other, folder) => {
      const write = async ({ storage }: OpenStorage, name: string): Promise<void> => {
        for (let index = 0; index < 60; index++) await storage.history.append([put(`${name}${index}`)], 'synced');
      };
      await Promise.all([write(one, 'a'), write(other, 'b')]);
      const snapshots = (): number =>
        readdirSync(path.join(folder, 'history')).filter((name) => /^snap-.*\.db$/.test(name)).length;
      await until(() => snapshots() > 0);
      await Promise.all([write(one, 'c'), write(other, 'd')]);
      await until(() =>
        one.lines
          .concat(other.lines)
          .some((line) => /Compaction of the chat history database: .* [1-9]\d* files removed/.test(line)),
      );
      const third = openStorage(folder);
      assert.equal((await third.storage.history.messages('conversation')).length, 240);
      assert.deepEqual(third.storage.health, { state: 'ok', warnings: [] });
      await closeStorage(third);
      for (const storage of [one, other]) {
        await until(async () => (await storage.storage.history.messages('conversation')).length === 240);
        assert.deepEqual(storage.storage.health.warnings, []);
      }
    }));

  it('stop writing, and say why, when a newer version of SCOUT begins to write beside them', () =>
    withTwo(async (one, _other, folder) => {
      await one.storage.history.append([put('a')], 'synced');
      const health = new Promise((resolve) => one.storage.onHealthChanged(resolve));
      writeFileSync(path.join(folder, 'history', 'seg-00000000000000ff-1.log'), newerFrame());
      await health;
      assert.equal(one.storage.health.state, 'read-only');
      await assert.rejects(one.storage.history.append([put('b')], 'synced'), /newer version/);
      assert.deepEqual(
        (await one.storage.history.messages('conversation')).map(({ id }) => id),
        ['a'],
      );
    }));

  it('go on when the worker of one dies in the middle', () =>
    withTwo(async (one, other) => {
      const dead = once(one.workers[0]!, 'exit');
      const appended = Array.from({ length: 20 }, (_, index) =>
        one.storage.history.append([put(`a${index}`)], 'synced'),
      );
      await one.workers[0]!.terminate();
      await dead;
      await Promise.all(appended);
      await until(async () => (await other.storage.history.messages('conversation')).length === 20);
    }));
});
