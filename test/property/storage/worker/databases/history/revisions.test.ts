import assert from 'node:assert/strict';
import path from 'node:path';
import fc from 'fast-check';
import type { MessageStatus } from '../../../../../../src/storage/api/chatHistory.js';
import { messageRank } from '../../../../../../src/storage/api/messageRank.js';
import { historySchema } from '../../../../../../src/storage/worker/databases/history/historySchema.js';
import { stampOf } from '../../../../../../src/storage/worker/log/hybridClock.js';
import type { Sql } from '../../../../../../src/storage/worker/sqlite/sql.js';
import { backedUp, restore } from '../../../../../unit/storage/support/backedUp.js';
import { change, flip, recover, snapshotsIn } from '../../../../../unit/storage/support/damagedSnapshots.js';
import { finish } from '../../../../../unit/storage/support/compaction.js';
import { MaintenanceWindow } from '../../../../../unit/storage/support/maintenanceWindow.js';
import { closeDatabases, directory, message } from '../../../../../unit/storage/support/openDatabase.js';
import { databaseOf } from '../../../../../unit/storage/support/writtenEvents.js';
import { SimulatedFiles } from '../../../../../unit/storage/support/simulatedFiles.js';

interface Version {
  readonly text: string;
  readonly status: MessageStatus;
  readonly revision?: number;
}

/** Versions of one message, each told by its text. */
const versions = fc
  .array(
    fc.record(
      {
        status: fc.constantFrom<MessageStatus>('complete', 'interrupted', 'failed'),
        revision: fc.constantFrom(1, 2, 2 ** 40 + 8, 2 ** 40 + 9),
      },
      { requiredKeys: ['status'] },
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((drawn) => drawn.map((version, index) => ({ ...version, text: `version ${index}` })));

const rankOf = ({ status, revision }: Version): number => messageRank(status, revision);

/** Of the highest rank, the one written first. */
const strongest = (written: readonly Version[]): Version =>
  written.reduce((best, version) => (rankOf(version) > rankOf(best) ? version : best));

function write(window: MaintenanceWindow, written: readonly Version[], prefix = ''): void {
  window.append({ type: 'conversation.set', id: 'c', fields: { title: 'T', createdAt: 5, updatedAt: 6 } });
  for (const { text, status, revision } of written) {
    const version = message('m', prefix + text, status, 'c');
    window.append({ type: 'message.put', message: revision === undefined ? version : { ...version, revision } });
  }
}

describe('of the versions of an imported message', () => {
  it('the highest stays through checkpoints, which collect the log, and for whoever opens the history then', () => {
    fc.assert(
      fc
        .property(versions, versions, (first, second) => {
          const files = new SimulatedFiles();
          const window = new MaintenanceWindow(files);
          write(window, first);
          window.checkpoint();
          const other = new MaintenanceWindow(files);
          write(other, second, 'other ');
          for (let time = 0; time < 2; time++) other.checkpoint();
          const all = [...first, ...second.map((version) => ({ ...version, text: `other ${version.text}` }))];
          window.history.database.catchUp();
          for (const opened of [window, other, new MaintenanceWindow(files)])
            assert.deepEqual(opened.texts('c'), [strongest(all).text]);
        })
        .afterEach(closeDatabases),
      { numRuns: 40 },
    );
  });

  it('the highest stays when a backup is restored, whether the backup has it or the history', () => {
    fc.assert(
      fc
        .property(versions, versions, (before, since) => {
          const { files, backup } = backedUp((window) => write(window, before, 'backup '));
          for (const file of [...files.contents().keys()])
            if (path.dirname(file) === path.join(directory, 'history')) files.remove(file);
          const window = new MaintenanceWindow(files);
          write(window, since);
          restore(window, backup);
          // What is there counts as written before what is restored.
          const all = [...since, ...before.map((version) => ({ ...version, text: `backup ${version.text}` }))];
          assert.deepEqual(window.texts('c'), [strongest(all).text]);
          assert.equal(restore(window, backup).messages, 0);
        })
        .afterEach(closeDatabases),
      { numRuns: 40 },
    );
  });

  it('the highest stays when it comes from an image of an earlier version of SCOUT, which knew no revisions', () => {
    fc.assert(
      fc.property(versions, versions, ([first], second) => {
        const events = [{ ...first!, text: 'first' }, ...second].map(({ text, status, revision }, index) => ({
          event: { type: 'message.put', message: { ...message('m', text, status, 'c'), revision } },
          stamp: stampOf(BigInt(index), '00000000000000aa', 0),
        }));
        const expected = [strongest([{ ...first!, text: 'first' }, ...second]).text];
        const earlier = databaseOf(historySchema, events.slice(0, 1));
        earlier.execute('UPDATE messages SET rank = min(rank, 3)');
        const textsIn = (sql: Sql): readonly unknown[] =>
          sql.all("SELECT body ->> '$.parts[0].text' FROM messages").map(([text]) => text);
        const merged = databaseOf(historySchema, events.slice(1));
        merged.atomically(() => finish(historySchema.merge(merged, earlier)));
        assert.deepEqual(textsIn(merged), expected);
        for (const { event, stamp } of events.slice(1)) historySchema.apply(earlier, event, stamp);
        assert.deepEqual(textsIn(earlier), expected);
        for (const sql of [merged, earlier]) sql.close();
      }),
      { numRuns: 60 },
    );
  });

  it('the highest that can still be read is there after a recovery', () => {
    fc.assert(
      fc
        .property(versions, versions, fc.boolean(), (damaged, since, newest) => {
          const files = new SimulatedFiles();
          const window = new MaintenanceWindow(files);
          write(window, damaged, 'damaged ');
          for (let time = 0; time < 3; time++) {
            window.converse(`other ${time}`, 'text');
            window.checkpoint();
          }
          window.history.database.close();
          const snapshots = snapshotsIn(files);
          change(files, snapshots.at(newest ? -1 : 0)!, (bytes) => flip(bytes, bytes.length - 1));
          const reopened = new MaintenanceWindow(files);
          write(reopened, since);
          recover(reopened);
          const all = [...damaged.map((version) => ({ ...version, text: `damaged ${version.text}` })), ...since];
          assert.deepEqual(reopened.texts('c'), [strongest(all).text]);
          reopened.checkpoint();
          assert.deepEqual(new MaintenanceWindow(files).texts('c'), [strongest(all).text]);
        })
        .afterEach(closeDatabases),
      { numRuns: 40 },
    );
  });
});
