import assert from 'node:assert/strict';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { HistoryEvent } from '../../../../../src/storage/api/chatHistory.js';
import type { Backup, LongWork } from '../../../../../src/storage/api/maintenance.js';
import { nodeFiles } from '../../../../../src/storage/worker/files/files.js';
import { MaintenanceWindow } from '../../support/maintenanceWindow.js';
import { message } from '../../support/openDatabase.js';
import { until } from '../../support/until.js';
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

const heldWorker = new URL('../../support/heldWorker.ts', import.meta.url);

/** Has the thread stop in the middle of the work, at that call; resolves when it has. */
function holdAt(
  folder: string,
  call: 'sync 5' | 'read 1',
): { readonly reached: () => Promise<void>; readonly release: () => void } {
  writeFileSync(path.join(folder, 'hold'), call);
  return {
    reached: () => until(() => existsSync(path.join(folder, 'held'))),
    release: () => rmSync(path.join(folder, 'hold')),
  };
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
    while (before.runDueMaintenance() !== undefined);
    before.history.database.close();
    const [backup] = before.run<readonly Backup[]>({ name: 'backups' });
    rmSync(path.join(folder, 'history'), { recursive: true });
    const opened = openStorage(folder, heldWorker);
    try {
      await use(opened, backup!.name, folder);
    } finally {
      await closeStorage(opened);
    }
  });
}

describe('maintenance of the storage', function () {
  this.timeout(180_000);

  it('restores a backup while chats go on, reports its progress, and that the history has changed', () =>
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
      let saved = 0;
      let isDone = false;
      const asking = (async () => {
        for (; !isDone; asked++) {
          await history.append([putMessage(message(`during ${asked}`))], 'written');
          saved++;
          assert.equal((await history.messages('conversation')).length, asked + 1);
        }
      })();
      assert.deepEqual(await restoring, { conversations: 30, copies: 0, messages: 600, preferences: 0 });
      isDone = true;
      assert.ok(saved > 0, 'what was asked for meanwhile came first');
      await asking;
      assert.equal(changes, 1);
      assert.deepEqual(
        fractions,
        [...fractions].sort((a, b) => a - b),
      );
      assert.equal((await history.conversations({}, 100)).length, 30);
    }));

  it('stops when it is asked to, keeps what is done, and can be called again', () =>
    withLostHistory(
      async ({ storage: { history, maintenance } }, backup, folder) => {
        const work = longWork();
        const held = holdAt(folder, 'sync 5');
        const restoring = maintenance.restore(backup, work);
        await held.reached();
        work.abort();
        held.release();
        await assert.rejects(restoring, { name: 'AbortError' });
        const restored = (await history.conversations({}, 1_000)).length;
        assert.ok(restored > 0 && restored < 200, `${restored} came back`);
        assert.equal((await maintenance.restore(backup, longWork())).conversations, 200 - restored);
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

  it('says of an erasure that was cut short that what it has erased stays erased', () =>
    withFolder(async (folder) => {
      const opened = openStorage(folder);
      await opened.storage.history.append([putMessage(message('a'))], 'synced');
      writeFileSync(path.join(folder, 'history', 'quarantine'), 'no folder');
      await assert.rejects(opened.storage.maintenance.eraseDeleted(longWork()), {
        code: 'storage',
        message: /^Not all files of the history could be changed: .* is not a folder\. .* stays erased/u,
      });
      await closeStorage(opened);
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
      const opened = openStorage(folder, heldWorker);
      for (const events of conversations(2, 20)) await opened.storage.history.append(events, 'written');
      const held = holdAt(folder, 'read 1');
      const checking = opened.storage.maintenance.check(longWork());
      checking.catch(() => undefined);
      await held.reached();
      await opened.workers.at(-1)!.terminate();
      held.release();
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
