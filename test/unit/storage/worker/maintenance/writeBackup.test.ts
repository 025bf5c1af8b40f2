import assert from 'node:assert/strict';
import path from 'node:path';
import type { SearchResult } from '../../../../../src/storage/api/chatHistory.js';
import { historySchema } from '../../../../../src/storage/worker/databases/history/historySchema.js';
import { readSnapshotImage, readSnapshotMeta } from '../../../../../src/storage/worker/snapshot/snapshotFile.js';
import { Sql } from '../../../../../src/storage/worker/sqlite/sql.js';
import { backupNamesIn, restore } from '../../support/backedUp.js';
import { backups, change, flip, longTexts, recover, snapshotsIn } from '../../support/damagedSnapshots.js';
import { finish } from '../../support/compaction.js';
import { indexContent } from '../../support/indexContent.js';
import { MaintenanceWindow } from '../../support/maintenanceWindow.js';
import { sqlJs } from '../../support/openDatabase.js';
import { SimulatedFiles } from '../../support/simulatedFiles.js';

describe('a backup', function () {
  this.timeout(180_000);

  /** A window whose history is indexed and has been backed up. */
  function backedUp(memory = Number.POSITIVE_INFINITY): { files: SimulatedFiles; window: MaintenanceWindow } {
    const files = new SimulatedFiles();
    const window = new MaintenanceWindow(files);
    for (let index = 0; index < 5; index++) window.converse(`c${index}`, ...longTexts(`text ${index}`, 60));
    while (window.history.database.runDeferredWork());
    window.checkpoint();
    window.memory = memory;
    const { snapshots } = window.history.database.open();
    finish(window.history.backups.make(snapshots.all[0]!));
    return { files, window };
  }

  function opened(files: SimulatedFiles, file: string): Sql {
    const meta = readSnapshotMeta(files, file, historySchema.version);
    assert.ok(typeof meta !== 'string');
    const image = readSnapshotImage(files, file, meta);
    assert.ok(image !== 'damaged');
    return new Sql(sqlJs, image);
  }

  const fileOf = (files: SimulatedFiles): string => path.join(backups, backupNamesIn(files)[0]!);
  const tables = ['conversations', 'messages', 'deltas', 'jobs', 'tombstones', 'titles', 'answerers', 'attached'];
  const rowsOf = (sql: Sql): unknown => tables.map((table) => sql.all(`SELECT * FROM ${table}`));

  it('holds everything but the search index, and is much smaller for that', () => {
    const { files, window } = backedUp();
    const backup = opened(files, fileOf(files));
    const { sql } = window.history.database.open();
    assert.deepEqual(rowsOf(backup), rowsOf(sql));
    const count = (of: Sql, table: string): number => Number(of.first(`SELECT count(*) FROM ${table}`)![0]);
    assert.ok(count(sql, 'message_words_segments') > 0, 'there is an index to leave out');
    assert.equal(count(backup, 'message_words_segments'), 0);
    assert.equal(count(backup, 'message_words_segdir'), 0);
    assert.deepEqual(backup.all("SELECT docid FROM message_words WHERE message_words MATCH 'text'"), []);
    const [size, whole] = [fileOf(files), snapshotsIn(files)[0]!].map((file) => files.contents().get(file)!.length);
    assert.ok(size! < 0.7 * whole!, `${size} against ${whole}`);
    backup.close();
  });

  it('is indexed like the history itself by whoever reads it', () => {
    const { files, window } = backedUp();
    const backup = opened(files, fileOf(files));
    assert.deepEqual(indexContent(backup), indexContent(window.history.database.open().sql));
    assert.deepEqual(backup.all("INSERT INTO title_words (title_words) VALUES ('optimize')"), []);
    backup.close();
  });

  it('brings the chats back into an empty history, which are then found part by part', () => {
    const { files, window } = backedUp();
    window.history.database.close();
    for (const file of [...files.contents().keys()]) if (!file.startsWith(backups)) files.remove(file);
    const empty = new MaintenanceWindow(files);
    assert.deepEqual(empty.listed(), []);
    restore(empty, backupNamesIn(files)[0]!);
    assert.equal(empty.listed().length, 5);
    const search = (): SearchResult =>
      empty.history.database.query('search', [{ text: '"text 3 59"', limit: 10 }]) as SearchResult;
    assert.ok(search().pending > 0);
    let parts = 0;
    while (empty.history.database.runDeferredWork()) parts++;
    assert.ok(parts > 5);
    assert.deepEqual(
      search().hits.map(({ messageId }) => messageId),
      ['c3-59'],
    );
    assert.equal(search().pending, 0);
  });

  it('is what the history is recovered from when nothing else is left', () => {
    const { files, window } = backedUp();
    window.history.database.close();
    for (const file of [...files.contents().keys()]) if (!file.startsWith(backups)) files.remove(file);
    const empty = new MaintenanceWindow(files);
    assert.equal(recover(empty).messages, 300);
    assert.equal(empty.texts('c4').length, 60);
  });

  it('is a copy of the snapshot where there is no memory to do more', () => {
    const { files } = backedUp(100_000);
    assert.deepEqual(files.contents().get(fileOf(files)), files.contents().get(snapshotsIn(files)[0]!));
  });

  it('is made in steps, and may be stopped at any of them', () => {
    const { files, window } = backedUp();
    const [file] = backupNamesIn(files);
    const [snapshot] = window.history.database.open().snapshots.all;
    files.remove(path.join(backups, file!));
    const before = indexContent(window.history.database.open().sql);
    let steps = 0;
    for (let stop = 0; ; stop++) {
      const making = window.history.backups.make(snapshot!);
      let taken = 0;
      while (taken < stop && making.next().done !== true) taken++;
      if (taken < stop) break;
      making.return(0);
      assert.deepEqual(backupNamesIn(files), [], `after ${stop} steps`);
      steps = stop;
    }
    assert.ok(steps > 10);
    assert.equal(backupNamesIn(files).length, 1);
    assert.deepEqual(indexContent(window.history.database.open().sql), before);
  });

  it('is refused of a snapshot that is damaged, wherever it is', () => {
    const { files, window } = backedUp();
    files.remove(fileOf(files));
    const [file] = snapshotsIn(files);
    const sound = Buffer.from(files.contents().get(file!)!);
    const [snapshot] = window.history.database.open().snapshots.all;
    for (let at = 20; at < sound.length; at += Math.ceil(sound.length / 20)) {
      change(files, file!, () => flip(Buffer.from(sound), at));
      assert.throws(() => finish(window.history.backups.make(snapshot!)), /does not match/);
      assert.deepEqual(backupNamesIn(files), []);
    }
  });
});
