import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ScoutError } from '../../../../src/core/errors.js';
import { message } from '../support/openDatabase.js';
import { closeStorage, openStorage, type OpenStorage, putMessage, withFolder } from '../support/openStorage.js';

const hangingWorker = new URL('../support/hangingWorker.ts', import.meta.url);
const heldWorker = new URL('../support/heldWorker.ts', import.meta.url);
/** A busy machine may keep a thread from its turn for a second. */
const hangMs = 1_500;

async function idsOf({ storage }: OpenStorage): Promise<readonly string[]> {
  return (await storage.history.messages('conversation')).map(({ id }) => id);
}

describe('storage whose thread hangs', function () {
  this.timeout(60_000);

  for (const place of ['before', 'after'] as const) {
    it(`replaces the thread, and saves everything once, when that hangs ${place} it has saved`, () =>
      withFolder(async (folder) => {
        const open = openStorage(folder, hangingWorker, undefined, hangMs);
        await open.storage.history.append([putMessage(message('a'))], 'synced');
        const hang = path.join(folder, `hang-${place}`);
        writeFileSync(hang, 'message-b');
        const saving = ['message-b', 'c', 'd'].map((id) =>
          open.storage.history.append([putMessage(message(id))], 'synced'),
        );
        const reading = idsOf(open);
        while (open.workers.length < 2) await delay(5);
        rmSync(hang);
        await Promise.all(saving);
        assert.deepEqual([...(await reading)].sort(), ['a', 'c', 'd', 'message-b']);
        assert.equal(open.workers.length, 2);
        assert.ok(open.lines.some((line) => /storage worker failed.*stopped responding/u.test(line)));
        await closeStorage(open);

        const again = openStorage(folder);
        assert.deepEqual([...(await idsOf(again))].sort(), ['a', 'c', 'd', 'message-b']);
        assert.deepEqual(again.storage.health, { state: 'ok', warnings: [] });
        await closeStorage(again);
      }));
  }

  it('finds the write that every thread hangs with among many, refuses it for good, and saves all others', () =>
    withFolder(async (folder) => {
      const open = openStorage(folder, hangingWorker, undefined, hangMs);
      await open.storage.history.append([putMessage(message('a'))], 'synced');
      writeFileSync(path.join(folder, 'hang-before'), 'poison');
      const ids = ['b', 'poison', 'c', 'd'];
      const outcomes = await Promise.allSettled(
        ids.map((id) => open.storage.history.append([putMessage(message(id))], 'synced')),
      );
      assert.deepEqual(
        outcomes.map((outcome) => (outcome.status === 'rejected' ? (outcome.reason as ScoutError).code : 'saved')),
        ['saved', 'unsavable', 'saved', 'saved'],
      );
      assert.equal(open.workers.length, 3);
      // Two more of them within the minute do not end it either: others are saved in between.
      await assert.rejects(open.storage.history.append([putMessage(message('poison 2'))], 'synced'));
      await open.storage.history.append([putMessage(message('e'))], 'synced');
      assert.deepEqual([...(await idsOf(open))].sort(), ['a', 'b', 'c', 'd', 'e']);
      assert.equal(open.storage.health.state, 'ok');
      await closeStorage(open);
    }));

  it('waits for a disk that takes its time', () =>
    withFolder(async (folder) => {
      const open = openStorage(folder, heldWorker, undefined, hangMs);
      await open.storage.history.append([putMessage(message('a'))], 'synced');
      const hold = path.join(folder, 'hold');
      writeFileSync(hold, 'sync 1');
      const saving = open.storage.history.append([putMessage(message('b'))], 'synced');
      await delay(3 * hangMs);
      rmSync(hold);
      await saving;
      assert.equal(open.workers.length, 1);
      await closeStorage(open);
    }));

  it('does not take a thread that waits for requests for one that hangs', () =>
    withFolder(async (folder) => {
      const open = openStorage(folder, undefined, undefined, hangMs);
      await open.storage.history.append([putMessage(message('a'))], 'synced');
      await delay(3 * hangMs);
      assert.deepEqual(await idsOf(open), ['a']);
      assert.equal(open.workers.length, 1);
      await closeStorage(open);
    }));
});
