import assert from 'node:assert/strict';
import path from 'node:path';
import { parseSegmentName } from '../../../../../src/storage/worker/log/segmentName.js';
import { parseSnapshotName } from '../../../../../src/storage/worker/snapshot/snapshotName.js';
import { Sql } from '../../../../../src/storage/worker/sqlite/sql.js';
import { change, flip, imageOf, longTexts, namesIn, snapshotsIn } from '../../support/damagedSnapshots.js';
import { indexContent } from '../../support/indexContent.js';
import { MaintenanceWindow } from '../../support/maintenanceWindow.js';
import { logDirectory, sqlJs } from '../../support/openDatabase.js';
import { SimulatedFiles, systemError } from '../../support/simulatedFiles.js';

describe('the snapshot before the newest', function () {
  this.timeout(180_000);

  /** After so many checkpoints, each with something new. */
  function used(
    checkpoints: number,
    files = new SimulatedFiles(),
  ): { files: SimulatedFiles; window: MaintenanceWindow } {
    const window = new MaintenanceWindow(files);
    for (let index = 0; index < checkpoints; index++) {
      window.converse(`c${index}`, ...longTexts(`text ${index}`, 30));
      while (window.history.database.runDeferredWork());
      window.checkpoint();
    }
    return { files, window };
  }

  /** The snapshots, the greatest first, each with how many blocks of index it has. */
  function blocksIn(files: SimulatedFiles): readonly number[] {
    const numberOf = (file: string): number => parseSnapshotName(path.basename(file))!.number;
    return snapshotsIn(files)
      .toSorted((a, b) => numberOf(b) - numberOf(a))
      .map((file) => {
        const sql = new Sql(sqlJs, imageOf(files, file));
        const blocks = Number(sql.first('SELECT count(*) FROM message_words_segdir')![0]);
        sql.close();
        return blocks;
      });
  }

  it('has no search index, and there are two snapshots at any time', () => {
    for (const checkpoints of [2, 3, 5]) {
      const { files, window } = used(checkpoints);
      const [newest, before, ...others] = blocksIn(files);
      assert.ok(newest! > 0);
      assert.deepEqual([before, others], [0, []]);
      const sealed = namesIn(files, logDirectory).filter((name) => parseSegmentName(name)?.sealed === true);
      assert.equal(sealed.length, 1, 'what is new in the newest');
      window.history.database.close();
    }
  });

  it('keeps its index while it is the only one, and when nothing is new', () => {
    const { files, window } = used(1);
    window.checkpoint();
    assert.ok(blocksIn(files)[0]! > 0);
    window.checkpoint();
    assert.equal(blocksIn(files).length, 2);
  });

  it('is all the history is opened from when the newest is damaged, and is indexed then', () => {
    const { files, window } = used(3);
    const words = indexContent(window.history.database.open().sql);
    window.history.database.close();
    const newest = snapshotsIn(files)
      .toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1))
      .at(-1)!;
    change(files, newest, (bytes) => flip(bytes, bytes.length >> 1));
    const again = new MaintenanceWindow(files);
    assert.deepEqual(again.listed(), ['c0', 'c1', 'c2']);
    assert.deepEqual(indexContent(again.history.database.open().sql), words);
  });

  it('stays as it is where there is no memory to do more', () => {
    const { files, window } = used(1);
    window.converse('more', ...longTexts('more', 30));
    while (window.history.database.runDeferredWork());
    window.memory = 0.55 * window.history.database.open().sql.size;
    window.checkpoint();
    const blocks = blocksIn(files);
    assert.equal(blocks.length, 2);
    assert.ok(blocks.every((count) => count > 0));
  });

  it('is replaced or stays, and nothing is lost, whichever system call fails or is the last', () => {
    const { files, window } = used(1);
    window.history.database.close();
    const before = files.contents();
    for (let call = 0, ended = false; !ended; call++) {
      const again = new SimulatedFiles();
      for (const [file, bytes] of before) again.put(file, bytes);
      const failing = new MaintenanceWindow(again);
      failing.converse('new', ...longTexts('new', 5));
      let calls = 0;
      again.before = (_, name) => {
        if (calls++ === call) throw systemError('EIO', name);
      };
      try {
        failing.checkpoint();
        ended = calls <= call;
      } catch (error) {
        assert.match(String(error), /EIO|does not match/);
      }
      again.before = () => undefined;
      failing.history.database.close();
      const next = new MaintenanceWindow(again);
      assert.deepEqual(next.listed(), ['c0', 'new'], `call ${call}`);
      next.history.database.close();
    }
  });
});
