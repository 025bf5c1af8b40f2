import assert from 'node:assert/strict';
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { HistoryEvent } from '../../../../../src/storage/api/chatHistory.js';
import type { Backup, LongWork } from '../../../../../src/storage/api/maintenance.js';
import { nodeFiles } from '../../../../../src/storage/worker/files/files.js';
import { MaintenanceWindow } from '../../support/maintenanceWindow.js';
import { message } from '../../support/openDatabase.js';
import { closeStorage, openStorage, putMessage, withFolder, type OpenStorage } from '../../support/openStorage.js';

function longWork(onProgress: LongWork['onProgress'] = () => undefined): LongWork & { readonly abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, onProgress, abort: () => controller.abort() };
}

function conversations(count: number, messages: number): HistoryEvent[][] {
  return Array.from({ length: count }, (_, index) => [
    { type: 'conversation.set', id: `c${index}`, fields: { title: `${index}`, createdAt: 1 } },
    ...Array.from({ length: messages }, (__, number) =>
      putMessage({ ...message(`m${number}`, 'some words '.repeat(20)), conversationId: `c${index}` }),
    ),
  ]);
}

async function until<T>(condition: () => Promise<T | undefined>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    const value = await condition();
    if (value !== undefined) return value;
    assert.ok(attempt < 400, 'it does not happen');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** A storage whose history is backed up and then gone from its folder; with the backup's name. */
async function withLostHistory(
  use: (opened: OpenStorage, backup: string, folder: string) => Promise<void>,
  count = 30,
  messages = 20,
): Promise<void> {
  await withFolder(async (folder) => {
    const before = new MaintenanceWindow(nodeFiles, Date.now, folder);
    for (const events of conversations(count, messages)) before.append(...events);
    while (before.lookAfter() !== undefined);
    before.history.database.close();
    const [backup] = before.run<readonly Backup[]>({ name: 'backups' });
    rmSync(path.join(folder, 'history'), { recursive: true });
    const opened = openStorage(folder);
    try {
      await use(opened, backup!.name, folder);
    } finally {
      await closeStorage(opened);
    }
  });
}

describe('maintenance of the storage', function () {
  this.timeout(180_000);

  it('restores a backup while chats go on, tells how far it is, and that the history has changed', () =>
    withLostHistory(async ({ storage: { history, maintenance } }, backup) => {
      const fractions: number[] = [];
      let changes = 0;
      history.onChanged((ids) => {
        if (ids === undefined) changes++;
      });
      const restoring = maintenance.restore(
        backup,
        longWork((fraction) => fractions.push(fraction)),
      );
      let asked = 0;
      let isDone = false;
      const asking = (async () => {
        for (; !isDone; asked++) {
          await history.append([putMessage(message(`during ${asked}`))], 'written');
          assert.equal((await history.messages('conversation')).length, asked + 1);
        }
      })();
      assert.deepEqual(await restoring, { conversations: 30, copies: 0, messages: 600, preferences: 0 });
      isDone = true;
      await asking;
      assert.ok(asked > 1, 'it was answered in between');
      assert.equal(changes, 1);
      assert.deepEqual(
        fractions,
        [...fractions].sort((a, b) => a - b),
      );
      assert.equal((await history.conversations({}, 100)).length, 30);
    }));

  it('stops when it is told to, keeps what is done, and can be called again', () =>
    withLostHistory(
      async ({ storage: { history, maintenance } }, backup) => {
        const work = longWork();
        const restoring = maintenance.restore(backup, work);
        const some = await until(async () => {
          const found = await history.conversations({}, 1_000);
          return found.length > 5 ? found.length : undefined;
        });
        work.abort();
        await assert.rejects(restoring, { name: 'AbortError' });
        const kept = (await history.conversations({}, 1_000)).length;
        assert.ok(kept >= some && kept < 200, `${kept} came back`);
        assert.equal((await maintenance.restore(backup, longWork())).conversations, 200 - kept);
        const begun = longWork();
        begun.abort();
        await assert.rejects(maintenance.check(begun), { name: 'AbortError' });
        assert.deepEqual((await maintenance.check(longWork())).findings, []);
      },
      200,
      20,
    ));

  it('carries out one thing after another', () =>
    withLostHistory(async ({ storage: { maintenance } }, backup) => {
      const [restored, checked, again, erased] = await Promise.all([
        maintenance.restore(backup, longWork()),
        maintenance.check(longWork()),
        maintenance.recover(longWork()),
        maintenance.eraseDeleted(longWork()),
      ]);
      assert.equal(restored.messages, 600);
      assert.deepEqual([checked.databases[0]!.rows['messages'], checked.findings], [600, []]);
      assert.equal(again.messages, 0);
      assert.deepEqual(erased.left, []);
    }));

  it('is refused with a sentence', () =>
    withLostHistory(async ({ storage: { maintenance } }) => {
      await assert.rejects(maintenance.restore('../../etc/passwd', longWork()), {
        name: 'ScoutError',
        code: 'storage',
        message: 'Not the name of a backup.',
      });
    }));

  it('ends with the storage, and is refused afterwards', () =>
    withFolder(async (folder) => {
      const opened = openStorage(folder);
      for (const events of conversations(50, 20)) await opened.storage.history.append(events, 'written');
      const checking = opened.storage.maintenance.check(longWork());
      const closing = closeStorage(opened);
      await assert.rejects(checking, { name: 'AbortError' });
      await closing;
      await assert.rejects(opened.storage.maintenance.check(longWork()), /Storage is closed/);
      await assert.rejects(opened.storage.maintenance.backups(), /Storage is closed/);
    }));

  it('is not begun again by itself when the thread dies of it', () =>
    withFolder(async (folder) => {
      const opened = openStorage(folder);
      for (const events of conversations(50, 20)) await opened.storage.history.append(events, 'written');
      const checking = opened.storage.maintenance.check(longWork());
      checking.catch(() => undefined);
      await opened.storage.history.conversation('c0');
      await opened.workers.at(-1)!.terminate();
      await assert.rejects(checking, { name: 'ScoutError', code: 'storage' });
      assert.equal((await opened.storage.history.messages('c1')).length, 20, 'the next thread answers');
      assert.deepEqual((await opened.storage.maintenance.check(longWork())).findings, []);
      await closeStorage(opened);
    }));

  it('opens no database to list the backups', () =>
    withFolder(async (folder) => {
      const opened = openStorage(folder);
      assert.deepEqual(await opened.storage.maintenance.backups(), []);
      assert.deepEqual(readdirSync(folder), []);
      await closeStorage(opened);
    }));
});
