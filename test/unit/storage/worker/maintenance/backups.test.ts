import assert from 'node:assert/strict';
import path from 'node:path';
import fc from 'fast-check';
import type { Backup } from '../../../../../src/storage/api/maintenance.js';
import { formatBackupName, parseBackupName } from '../../../../../src/storage/worker/maintenance/backupName.js';
import {
  type DatedFile,
  superfluousBackups,
} from '../../../../../src/storage/worker/maintenance/superfluousBackups.js';
import { backupNamesIn } from '../../support/backedUp.js';
import { MaintenanceWindow, day } from '../../support/maintenanceWindow.js';
import { directory, logDirectory } from '../../support/openDatabase.js';
import { SimulatedFiles, systemError } from '../../support/simulatedFiles.js';
import { finish } from '../../support/compaction.js';

const folder = path.join(directory, 'backups');
const start = Date.UTC(2026, 4, 3, 10, 11, 12, 345);

describe('backups', function () {
  this.timeout(180_000);

  it('are made of both databases once there is anything, and then once a day when there is something new', () => {
    const files = new SimulatedFiles();
    let now = start;
    const window = new MaintenanceWindow(files, () => now);
    // Each look at the folder is good for some minutes.
    const later = (milliseconds: number): MaintenanceWindow => {
      now += milliseconds;
      const next = new MaintenanceWindow(files, () => now);
      next.history.database.open();
      return next;
    };
    assert.equal(window.runDueMaintenance(), undefined);
    window.converse('a', 'hello');
    window.appendUsers({ type: 'user.set', id: 'u', fields: { name: 'U' } });
    assert.match(window.runDueMaintenance()!, /a snapshot of \d+ bytes, 0 files removed, a backup of \d+ bytes/);
    assert.match(window.runDueMaintenance('users')!, /a backup/);
    assert.deepEqual(backupNamesIn(files), ['history-20260503T101112345Z.db', 'users-20260503T101112345Z.db']);
    let next = later(day - 1);
    next.converse('b', 'hello again');
    assert.equal(next.runDueMaintenance(), undefined);
    next = later(2);
    assert.match(next.runDueMaintenance()!, /a backup/);
    assert.equal(backupNamesIn(files).length, 3);
    assert.equal(later(10 * day).runDueMaintenance(), undefined, 'nothing is new');
    // The clock jumps back: there is no backup of late, whatever lies in the future.
    next = later(-50 * day);
    next.converse('c', 'before everything');
    assert.match(next.runDueMaintenance()!, /a backup/);
    assert.equal(later(1_000).runDueMaintenance(), undefined);
  });

  it('list what is in them, without reading it', () => {
    const files = new SimulatedFiles();
    const window = new MaintenanceWindow(files, () => start);
    window.converse('a', 'one', 'two');
    window.converse('b', 'three');
    window.runDueMaintenance();
    files.put(path.join(folder, 'history-20200101T000000000Z.db'), Buffer.from('damaged'));
    files.put(path.join(folder, 'notes.txt'), Buffer.from('of somebody else'));
    let read = 0;
    files.before = (operation, file) => {
      if (operation === 'read' && file.startsWith(folder)) read++;
    };
    const [first, second, ...others] = window.run<readonly Backup[]>({ name: 'backups' });
    assert.deepEqual(
      { ...first!, bytes: 0 },
      {
        name: 'history-20260503T101112345Z.db',
        of: 'chats',
        createdAt: start,
        bytes: 0,
        state: 'usable',
        rows: { conversations: 2, messages: 3, jobs: 0 },
      },
    );
    assert.ok(first!.bytes > 1_000);
    assert.deepEqual([second!.state, second!.rows, others.length], ['damaged', {}, 0]);
    assert.equal(read, 3, 'footer and description of one, the end of the other');
  });

  it('are listed also when one of them cannot be read, and keep all attachments then', () => {
    const files = new SimulatedFiles();
    const window = new MaintenanceWindow(files, () => start);
    window.converse('a', 'one');
    window.runDueMaintenance();
    files.put(path.join(folder, 'history-20200101T000000000Z.db'), Buffer.alloc(5_000));
    files.before = (operation, file) => {
      if (operation === 'read' && file.includes('history-2020')) throw systemError('EACCES', file);
    };
    assert.deepEqual(
      window.run<readonly Backup[]>({ name: 'backups' }).map(({ state }) => state),
      ['usable', 'damaged'],
    );
    assert.equal(window.history.backups.referredBlobs(), undefined);
  });

  it('are not copies of a snapshot that is damaged', () => {
    const files = new SimulatedFiles();
    const window = new MaintenanceWindow(files, () => start);
    window.converse('a', 'hello');
    window.checkpoint();
    const [snapshot] = [...files.contents().keys()].filter(
      (file) => path.dirname(file) === logDirectory && file.endsWith('.db'),
    );
    const bytes = Buffer.from(files.contents().get(snapshot!)!);
    bytes[2_000]! ^= 1;
    files.overwrite(snapshot!, bytes);
    assert.throws(() => window.runDueMaintenance(), /does not match/);
    assert.deepEqual(backupNamesIn(files), []);
  });

  it('that a dead process has left half made go, at the second look', () => {
    const files = new SimulatedFiles();
    files.put(path.join(folder, 'history-20260101T000000000Z.db.00aabbcc.tmp'), Buffer.from('half'));
    let now = start;
    const window = new MaintenanceWindow(files, () => now);
    for (const expected of [1, 0]) {
      window.converse(`a${expected}`, 'hello');
      now += 2 * day;
      window.checkpoint();
      finish(window.history.backups.make(window.history.database.open().snapshots.all[0]!));
      assert.equal(backupNamesIn(files).filter((name) => name.endsWith('.tmp')).length, expected);
    }
  });

  it('keep the attachments they refer to, also those of deleted chats', () => {
    const files = new SimulatedFiles();
    let now = start;
    const window = new MaintenanceWindow(files, () => now);
    const data = Buffer.alloc(20_000, 7).toString('base64');
    const part = { type: 'file', mediaType: 'image/png', data } as const;
    window.converse('a', 'hello');
    window.append({
      type: 'message.put',
      message: {
        id: 'm',
        conversationId: 'a',
        parentId: null,
        role: 'user',
        parts: [part],
        createdAt: 5,
        status: 'complete',
      },
    });
    window.runDueMaintenance();
    window.append({ type: 'conversation.tombstone', id: 'a' });
    const blobs = (): readonly string[] =>
      [...files.contents().keys()].filter((file) => path.dirname(file).endsWith('blobs'));
    for (let round = 0; round < 4; round++) {
      now += 3 * day;
      for (let index = 0; index < 30; index++) window.converse(`b${round}-${index}`, 'x');
      assert.match(window.runDueMaintenance()!, /snapshot/);
    }
    assert.equal(blobs().length, 1);
    const [oldest] = window.run<readonly Backup[]>({ name: 'backups' }).toReversed();
    files.remove(path.join(folder, oldest!.name));
    let outcomes = '';
    for (let round = 4; round < 8; round++) {
      now += 3 * day;
      for (let index = 0; index < 30; index++) window.converse(`b${round}-${index}`, 'x');
      outcomes += window.runDueMaintenance();
    }
    assert.match(outcomes, /1 attachments removed/);
    assert.deepEqual(blobs(), []);
  });

  it('have names that sort by time and are read back', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('users', 'history' as const),
        fc.date({ min: new Date(0), max: new Date(Date.UTC(9999, 0)), noInvalidDate: true }),
        (database, date) => {
          const name = { database, createdAt: date.getTime() } as const;
          assert.deepEqual(parseBackupName(formatBackupName(name)), name);
        },
      ),
    );
    for (const other of [
      'history-20260503T101112345Z.db.tmp',
      'history-2026.db',
      'other-20260503T101112345Z.db',
      'history-20261399T101112345Z.db',
      '../history-20260503T101112345Z.db',
    ]) {
      assert.equal(parseBackupName(other), undefined);
    }
  });
});

/** @param clock what the hybrid clock says, if it is not what the system clock says */
function madeAt(createdAt: number, bytes: number, clock = createdAt): DatedFile {
  return { createdAt, bytes, clock: BigInt(clock) << 16n };
}

describe('the rotation of backups', () => {
  const daily = (days: readonly number[], bytes = 1) => days.map((index) => madeAt(start + index * day, bytes));
  const retained = (files: readonly DatedFile[]): readonly number[] => {
    const superfluous = superfluousBackups(files);
    return files
      .filter((file) => !superfluous.includes(file))
      .map(({ createdAt }) => (createdAt - start) / day)
      .sort((a, b) => a - b);
  };

  it('keeps seven days and four weeks of a history that is used every day', () => {
    let files: readonly DatedFile[] = [];
    for (let index = 0; index < 100; index++) {
      files = [...files, ...daily([index])];
      const superfluous = superfluousBackups(files);
      files = files.filter((file) => !superfluous.includes(file));
    }
    assert.equal(files.length, 11);
    const days = retained(files);
    assert.deepEqual(days.slice(4), [93, 94, 95, 96, 97, 98, 99]);
    // Weeks of UTC end on Wednesdays.
    assert.deepEqual(
      days.slice(0, 4),
      [66, 73, 80, 87].map((index) => index + (days[0]! - 66)),
    );
  });

  it('keeps the last of a day', () => {
    assert.deepEqual(retained([...daily([0, 0.1, 0.2]), ...daily([1, 1.2])]), [0.2, 1.2]);
  });

  it('keeps what is made after the clock was set back, whatever lies in the future', () => {
    const large = 40 * 1024 ** 2;
    const ahead = daily([4_000, 4_001, 4_002], large);
    const since = [0, 1, 2].map((index) => madeAt(start + index * day, large, ahead.at(-1)!.createdAt + index + 1));
    assert.deepEqual(retained([...ahead, ...since]), [1, 2]);
    assert.deepEqual(retained([...ahead, since[0]!]), [0, 4_002]);
  });

  it('never keeps more than eleven, always the newest, and the newest two whatever their size', () => {
    const file = fc.tuple(fc.nat(400 * day), fc.nat(40 * 1024 ** 2)).map(([time, bytes]) => madeAt(time, bytes));
    fc.assert(
      fc.property(
        fc.uniqueArray(file, { minLength: 1, maxLength: 60, selector: ({ createdAt }) => Math.floor(createdAt / day) }),
        (files) => {
          const superfluous = superfluousBackups(files);
          const rest = files
            .filter((backup) => !superfluous.includes(backup))
            .sort((a, b) => b.createdAt - a.createdAt);
          assert.ok(rest.length <= 11);
          const newest = [...files].sort((a, b) => b.createdAt - a.createdAt).slice(0, 2);
          assert.deepEqual(rest.slice(0, newest.length), newest);
          const bytes = rest.slice(2).reduce((sum, backup) => sum + backup.bytes, 0);
          assert.ok(rest.length <= 2 || bytes + newest[0]!.bytes + newest[1]!.bytes <= 64 * 1024 ** 2);
          assert.deepEqual(superfluousBackups(rest), [], 'what is retained is retained the next time, too');
        },
      ),
    );
  });
});
