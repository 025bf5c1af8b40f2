import assert from 'node:assert/strict';
import path from 'node:path';
import { parseSegmentName } from '../../../../../src/storage/worker/log/segmentName.js';
import { parseSnapshotName } from '../../../../../src/storage/worker/snapshot/snapshotName.js';
import { idsIn, logDirectory, openDatabase, put } from '../../support/openDatabase.js';
import { SimulatedFiles, systemError } from '../../support/simulatedFiles.js';
import { finish, compactionOf } from '../../support/compaction.js';

function namesIn(files: SimulatedFiles): {
  readonly segments: readonly string[];
  readonly snapshots: readonly string[];
  readonly others: readonly string[];
} {
  const names = [...files.contents().keys()]
    .filter((file) => path.dirname(file) === logDirectory)
    .map((file) => path.basename(file));
  const segments = names.filter((name) => parseSegmentName(name) !== undefined);
  const snapshots = names.filter((name) => parseSnapshotName(name) !== undefined);
  return { segments, snapshots, others: names.filter((name) => !segments.includes(name) && !snapshots.includes(name)) };
}

describe('a checkpoint', function () {
  this.timeout(180_000);

  it('keeps everything in a snapshot, and the log until a second one has it, too', () => {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    const compaction = compactionOf(database, files);
    database.append([put('a'), put('b')]);
    assert.match(finish(compaction.checkpoint()), /a snapshot of \d+ bytes, 0 files removed/);
    assert.equal(namesIn(files).snapshots.length, 1);
    assert.equal(namesIn(files).segments.length, 1);
    database.append([put('c')]);
    finish(compaction.checkpoint());
    assert.deepEqual([namesIn(files).snapshots.length, namesIn(files).segments.length], [2, 1]);
    finish(compaction.checkpoint());
    assert.deepEqual(
      [namesIn(files).snapshots.length, namesIn(files).segments.length],
      [2, 0],
      'the oldest snapshot is superfluous, too',
    );
    assert.match(finish(compaction.checkpoint()), /no changes, 0 files removed/);
    const reopened = openDatabase(files);
    assert.deepEqual(idsIn(reopened), ['a', 'b', 'c']);
    assert.deepEqual(reopened.health, { state: 'ok', warnings: [] });
  });

  it('makes no snapshot of nothing', () => {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    database.open();
    files.makeDirectory(logDirectory);
    finish(compactionOf(database, files).checkpoint());
    assert.deepEqual(namesIn(files), { segments: [], snapshots: [], others: [] });
  });

  it('has nothing to do for a database that was never written', () => {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    assert.match(finish(compactionOf(database, files).checkpoint()), /no changes/);
    assert.equal(files.contents().size, 0);
  });

  it('includes what other windows have written, and sends them into new segments', () => {
    const files = new SimulatedFiles();
    const [one, other] = [openDatabase(files), openDatabase(files)];
    one.append([put('a')]);
    other.append([put('b')]);
    const compaction = compactionOf(one, files);
    finish(compaction.checkpoint());
    other.append([put('c')]);
    finish(compaction.checkpoint());
    finish(compaction.checkpoint());
    assert.deepEqual(namesIn(files).segments, []);
    assert.deepEqual(idsIn(openDatabase(files)), ['a', 'b', 'c']);
    other.append([put('d')]);
    other.catchUp();
    assert.deepEqual(idsIn(other), ['a', 'b', 'c', 'd']);
    one.catchUp();
    assert.deepEqual(idsIn(one), ['a', 'b', 'c', 'd']);
  });

  it('may be overtaken by appends between any two of its steps', () => {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    const compaction = compactionOf(database, files);
    const ids: string[] = [];
    for (let round = 0; round < 4; round++) {
      const steps = compaction.checkpoint();
      for (let step = steps.next(), index = 0; step.done !== true; step = steps.next(), index++) {
        const id = `r${round}.${String(index).padStart(3, '0')}`;
        assert.deepEqual(database.append([put(id)]), [undefined]);
        ids.push(id);
      }
    }
    assert.ok(ids.length > 15);
    assert.deepEqual(idsIn(openDatabase(files)), ids);
  });

  it('loses nothing and can be repeated when any of its system calls fails', () => {
    for (let failing = 0; ; failing++) {
      const files = new SimulatedFiles();
      const database = openDatabase(files);
      const compaction = compactionOf(database, files);
      database.append([put('a')]);
      finish(compaction.checkpoint());
      database.append([put('b')]);
      let calls = 0;
      files.before = (operation, file) => {
        if (calls++ === failing) throw systemError('EIO', `${operation} ${file}`);
      };
      try {
        finish(compaction.checkpoint());
      } catch (error) {
        assert.ok(error instanceof Error && ('syscall' in error || 'failure' in error), String(error));
      }
      files.before = () => undefined;
      assert.deepEqual(database.append([put('c')]), [undefined]);
      assert.deepEqual(idsIn(openDatabase(files)), ['a', 'b', 'c'], `call ${failing} failed`);
      finish(compaction.checkpoint());
      finish(compaction.checkpoint());
      finish(compaction.checkpoint());
      assert.deepEqual(namesIn(files).others, [], `call ${failing} failed and left something behind`);
      assert.deepEqual(namesIn(files).segments, [], `call ${failing} failed`);
      assert.deepEqual(idsIn(openDatabase(files)), ['a', 'b', 'c']);
      assert.equal(files.openDescriptors, 0);
      if (calls <= failing) break;
    }
  });

  it('cleans up when it is abandoned in the middle', () => {
    for (let steps = 1; ; steps++) {
      const files = new SimulatedFiles();
      const database = openDatabase(files);
      database.append([put('a')]);
      const checkpoint = compactionOf(database, files).checkpoint();
      let done = false;
      for (let step = 0; step < steps; step++) done = checkpoint.next().done === true;
      checkpoint.return('');
      database.close();
      assert.deepEqual(namesIn(files).others, []);
      assert.equal(files.openDescriptors, 0);
      assert.deepEqual(idsIn(openDatabase(files)), ['a']);
      if (done) break;
    }
  });

  it('is put off while memory does not suffice', () => {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    database.append([put('a')]);
    assert.match(finish(compactionOf(database, files, 10_000).checkpoint()), /postponed, not enough memory/);
    assert.deepEqual(namesIn(files).snapshots, []);
  });

  it('is due when enough is new, for whoever has not seen another’s snapshot of it', () => {
    const files = new SimulatedFiles();
    const [one, other] = [openDatabase(files), openDatabase(files)];
    const [ones, others] = [compactionOf(one, files), compactionOf(other, files)];
    other.open();
    one.append([put('a', 'x'.repeat(200_000))]);
    other.catchUp();
    assert.deepEqual([ones.isDue(), others.isDue()], [true, true]);
    finish(ones.checkpoint());
    other.catchUp();
    assert.deepEqual([ones.isDue(), others.isDue()], [false, false]);
  });

  it('is due when many windows have left a segment each, until two snapshots have made them superfluous', () => {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    const compaction = compactionOf(database, files);
    database.open();
    for (let window = 0; window < 60; window++) openDatabase(files).append([{ events: [], sync: true }]);
    database.catchUp();
    for (let checkpoint = 0; compaction.isDue(); checkpoint++) {
      assert.ok(checkpoint < 3);
      finish(compaction.checkpoint());
      database.catchUp();
    }
    assert.deepEqual(namesIn(files).segments, []);
  });

  it('is due a day after something was deleted', () => {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    const compaction = compactionOf(database, files);
    database.append([put('a')]);
    assert.equal(compaction.isDue(), false);
    database.append([{ events: [{ type: 'conversation.tombstone', id: 'conversation' }], sync: true }]);
    assert.equal(compaction.isDue(), true, 'there was no snapshot for a day');
    finish(compaction.checkpoint());
    assert.equal(compaction.isDue(), false);
  });
});
