import assert from 'node:assert/strict';
import path from 'node:path';
import type { Checked, Finding } from '../../../../../src/storage/api/maintenance.js';
import { encodeFrame, FRAME_TRANSACTION, FRAME_VERSION } from '../../../../../src/storage/worker/log/frame.js';
import { newerFrame } from '../../support/newerFrame.js';
import { parseSegmentName } from '../../../../../src/storage/worker/log/segmentName.js';
import { VersionVector } from '../../../../../src/storage/worker/log/versionVector.js';
import { encodeSnapshot } from '../../../../../src/storage/worker/snapshot/snapshotFile.js';
import { checkDuringChanges, prepared } from '../../support/checkedHistory.js';
import type { MaintenanceWindow } from '../../support/maintenanceWindow.js';
import { directory, logDirectory } from '../../support/openDatabase.js';
import type { SimulatedFiles } from '../../support/simulatedFiles.js';
import { systemError } from '../../support/simulatedFiles.js';

function check(window: MaintenanceWindow): Checked {
  return window.run({ name: 'check' });
}

function fileOf(files: SimulatedFiles, folder: string, pattern: RegExp): string {
  return [...files.contents().keys()].find(
    (file) => path.dirname(file) === folder && pattern.test(path.basename(file)),
  )!;
}

function flip(files: SimulatedFiles, file: string, at: number): void {
  const bytes = Buffer.from(files.contents().get(file)!);
  bytes[at]! ^= 1;
  files.overwrite(file, bytes);
}

describe('checking the storage', function () {
  this.timeout(180_000);

  it('finds nothing wrong where nothing is, says how much it looked at, and changes nothing', () => {
    const { files, window } = prepared();
    const before = files.contents();
    const checked = check(window);
    assert.deepEqual(checked.findings, []);
    const [history, users] = checked.databases;
    assert.deepEqual(
      [history!.of, history!.rows, users!.of, users!.rows],
      ['chats', { conversations: 2, messages: 4, jobs: 0 }, 'profile', { users: 0, preferences: 1 }],
    );
    assert.deepEqual(
      [history!.segments.files, history!.segments.changes, history!.snapshots.files, history!.backups.files],
      [2, 3, 1, 1],
    );
    assert.ok(history!.segments.bytes > 500 && history!.snapshots.bytes > 1_000 && history!.backups.bytes > 1_000);
    assert.deepEqual(checked.attachments, { files: 1, bytes: 20_000, unused: 0 });
    assert.deepEqual([checked.folder, Math.abs(checked.takenAt - Date.now()) < 60_000], [directory, true]);
    assert.deepEqual(files.contents(), before);
    assert.doesNotMatch(JSON.stringify(checked), /secret/);
  });

  it('reports its progress', () => {
    const { window } = prepared();
    const fractions: number[] = [];
    window.run({ name: 'check' }, (fraction) => fractions.push(fraction));
    assert.ok(fractions.length > 5);
    assert.deepEqual(
      fractions,
      [...fractions].sort((a, b) => a - b),
    );
    assert.ok(fractions.at(-1)! <= 1 && fractions.at(-1)! > 0.9);
  });

  it('is not misled by another window that writes, and makes files superfluous, in the middle of it', () => {
    for (const moment of [0, 5, 10, 15]) assert.ok(checkDuringChanges(moment) > moment);
  });

  it('looks at attachments nobody refers to as well', () => {
    const { files, window } = prepared();
    window.append({ type: 'conversation.tombstone', id: 'a' });
    assert.equal(check(window).attachments.unused, 1);
    flip(files, fileOf(files, path.join(directory, 'blobs'), /./), 9);
    assert.deepEqual(
      check(window).findings.map(({ kind }) => kind),
      ['attachment-damaged'],
    );
  });

  const damage: Readonly<
    Record<
      string,
      { readonly harm: (files: SimulatedFiles, window: MaintenanceWindow) => void; readonly finding: Partial<Finding> }
    >
  > = {
    'a segment with a changed bit': {
      harm: (files) => flip(files, fileOf(files, logDirectory, /\.sealed$/), 100),
      finding: { kind: 'segment-damaged' },
    },
    'a segment that cannot be read': {
      harm: (files) => {
        const name = fileOf(files, logDirectory, /\.sealed$/);
        files.before = (operation, file) => {
          if (operation === 'read' && file === name) throw systemError('EACCES', file);
        };
      },
      finding: { kind: 'segment-unreadable' },
    },
    'a snapshot with a changed bit': {
      harm: (files) => flip(files, fileOf(files, logDirectory, /\.db$/), 500),
      finding: { kind: 'snapshot-damaged' },
    },
    'a truncated snapshot': {
      harm: (files) => {
        const file = fileOf(files, logDirectory, /\.db$/);
        files.overwrite(file, files.contents().get(file)!.subarray(0, 500));
      },
      finding: { kind: 'snapshot-damaged' },
    },
    'a backup with a changed bit': {
      harm: (files) => flip(files, fileOf(files, path.join(directory, 'backups'), /^history/), 500),
      finding: { kind: 'backup-damaged' },
    },
    'a backup of another version': {
      harm: (files) => files.put(path.join(directory, 'backups', 'history-20200101T000000000Z.db'), ofVersion(77)),
      finding: { kind: 'newer-version', where: path.join('backups', 'history-20200101T000000000Z.db') },
    },
    'a missing attachment': {
      harm: (files) => files.remove(fileOf(files, path.join(directory, 'blobs'), /./)),
      finding: { kind: 'attachment-missing' },
    },
    'a damaged attachment': {
      harm: (files) => flip(files, fileOf(files, path.join(directory, 'blobs'), /./), 9),
      finding: { kind: 'attachment-damaged' },
    },
    'files that were set aside': {
      harm: (files) => {
        files.put(path.join(logDirectory, 'quarantine', 'one'), Buffer.from('x'));
        files.put(path.join(logDirectory, 'quarantine', 'two'), Buffer.from('x'));
      },
      finding: { kind: 'quarantine', where: path.join('history', 'quarantine'), count: 2 },
    },
    'changes that are not understood': {
      harm: (files) => {
        const payload = Buffer.from(JSON.stringify([{ type: 'unheard-of' }]));
        const frames = [1, 2].map((sequence) =>
          encodeFrame({ type: FRAME_TRANSACTION, version: FRAME_VERSION, sequence, clock: 1n, payload }),
        );
        files.put(path.join(logDirectory, 'seg-00000000000000aa-1.log.sealed'), Buffer.concat(frames));
      },
      finding: { kind: 'changes-not-shown', where: 'history', count: 2 },
    },
    'changes that are missing in between': {
      harm: (files) => {
        const payload = Buffer.from(JSON.stringify([]));
        const frames = [1, 4].map((sequence) =>
          encodeFrame({ type: FRAME_TRANSACTION, version: FRAME_VERSION, sequence, clock: 1n, payload }),
        );
        files.put(path.join(logDirectory, 'seg-00000000000000aa-1.log.sealed'), Buffer.concat(frames));
      },
      finding: { kind: 'changes-missing', where: 'history', count: 2 },
    },
    'changes that are in memory only': {
      harm: (files) => {
        for (const file of files.contents().keys())
          if (parseSegmentName(path.basename(file))?.sealed === false && path.dirname(file) === logDirectory)
            files.remove(file);
      },
      finding: { kind: 'changes-not-on-disk', where: 'history', count: 1 },
    },
    'a newer version at work': {
      harm: (files) => {
        files.put(path.join(logDirectory, 'seg-00000000000000aa-1.log.sealed'), newerFrame());
      },
      finding: { kind: 'newer-version', where: 'history' },
    },
    'an index that knows a word too many': {
      harm: (_files, window) => {
        window.history.database.open().sql.run("INSERT INTO message_words (docid, words) VALUES (77, 'invented')");
      },
      finding: { kind: 'index-damaged', where: 'history' },
    },
    'an index that lacks a title': {
      harm: (_files, window) => {
        window.history.database.open().sql.run('DELETE FROM title_words_segdir');
      },
      finding: { kind: 'index-damaged', where: 'history' },
    },
    'a table whose index lacks a row': {
      harm: (_files, window) => {
        const { sql } = window.history.database.open();
        sql.execute(
          "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'conversations_deleted') WHERE name = 'messages_with_blobs'; PRAGMA writable_schema = RESET",
        );
      },
      finding: { kind: 'database-damaged', where: 'history: messages' },
    },
  };

  for (const [what, { harm, finding }] of Object.entries(damage)) {
    it(`finds ${what}, and leaves it as it is`, () => {
      const { files, window } = prepared();
      harm(files, window);
      const before = files.contents();
      const { findings } = check(window);
      assert.equal(findings.length, 1, JSON.stringify(findings));
      assert.deepEqual({ ...findings[0], ...finding }, findings[0]);
      assert.deepEqual(files.contents(), before);
    });
  }
});

/** A sound file, but of a later version of the tables. */
function ofVersion(schemaVersion: number): Buffer {
  const meta = { vector: new VersionVector(), clock: 1n, erasures: 0, createdAt: 1, contents: { rows: {}, blobs: [] } };
  return Buffer.concat([...encodeSnapshot(Buffer.alloc(10), schemaVersion, meta)]);
}
