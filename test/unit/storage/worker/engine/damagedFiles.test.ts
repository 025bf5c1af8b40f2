import assert from 'node:assert/strict';
import path from 'node:path';
import { DatabaseError } from '../../../../../src/storage/worker/engine/databaseError.js';
import { encodeFrame } from '../../../../../src/storage/worker/log/frame.js';
import { newerFrame } from '../../support/newerFrame.js';
import { VersionVector } from '../../../../../src/storage/worker/log/versionVector.js';
import { historySchema } from '../../../../../src/storage/worker/databases/history/historySchema.js';
import { encodeSnapshot } from '../../../../../src/storage/worker/snapshot/snapshotFile.js';
import { idsIn, logDirectory, openDatabase, put } from '../../support/openDatabase.js';
import { SimulatedFiles, systemError } from '../../support/simulatedFiles.js';
import { finish, compactionOf } from '../../support/compaction.js';

describe('a database whose files are damaged', function () {
  this.timeout(180_000);

  /** Three frames in one segment. */
  function filesWithThreeMessages(): { files: SimulatedFiles; segment: string; bytes: Buffer } {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    for (const id of ['a', 'b', 'c']) database.append([put(id)]);
    database.close();
    const [[segment, bytes]] = [...files.contents()] as [[string, Buffer]];
    return { files, segment, bytes };
  }

  it('ignores an incomplete last write without a word', () => {
    const { files, segment, bytes } = filesWithThreeMessages();
    files.put(segment, bytes.subarray(0, bytes.length - 3));
    const database = openDatabase(files);
    assert.deepEqual(idsIn(database), ['a', 'b']);
    assert.deepEqual(database.health, { state: 'ok', warnings: [] });
    assert.deepEqual(files.contents().get(segment), bytes.subarray(0, bytes.length - 3));
  });

  it('keeps what is whole around a damaged entry, keeps the original, and warns once', () => {
    const { files, segment, bytes } = filesWithThreeMessages();
    const damaged = Buffer.from(bytes);
    damaged[damaged.indexOf('"b"')]! ^= 1;
    files.put(segment, damaged);
    const database = openDatabase(files);
    assert.deepEqual(idsIn(database), ['a', 'c']);
    assert.equal(database.health.state, 'ok');
    assert.match(database.health.warnings.join(), /was damaged.*quarantine/);
    const quarantined = [...files.contents()].filter(([file]) => file.includes('quarantine'));
    assert.deepEqual(
      quarantined.map(([, bytes]) => bytes),
      [damaged],
    );
    const again = openDatabase(files);
    assert.deepEqual(idsIn(again), ['a', 'c']);
    assert.deepEqual(again.health.warnings, []);
  });

  it('warns later windows no more of a damaged beginning, once what is left is in a snapshot, which it is soon', () => {
    const { files, segment, bytes } = filesWithThreeMessages();
    bytes[bytes.indexOf('"a"')]! ^= 1;
    files.put(segment, bytes);
    idsIn(openDatabase(files));
    const database = openDatabase(files);
    assert.deepEqual(idsIn(database), ['b', 'c']);
    assert.match(database.health.warnings.join(), /are missing/, 'the file was repaired by the one before');
    const compaction = compactionOf(database, files);
    assert.equal(compaction.isDue(), true);
    assert.match(finish(compaction.checkpoint()), /a snapshot of/);
    assert.equal(compaction.isDue(), false);
    const next = openDatabase(files);
    assert.deepEqual(idsIn(next), ['b', 'c']);
    assert.deepEqual(next.health, { state: 'ok', warnings: [] });
  });

  it('loses nothing when it dies at any moment of a repair', () => {
    const { segment, bytes } = filesWithThreeMessages();
    bytes[bytes.indexOf('"b"')]! ^= 1;
    for (let moment = 0; ; moment++) {
      const trial = new SimulatedFiles();
      trial.makeDirectory(path.dirname(segment));
      trial.put(segment, Buffer.from(bytes));
      trial.calls.length = 0;
      let calls = 0;
      trial.before = (operation, file) => {
        if (++calls > moment) throw systemError('EIO', `${operation} ${file}`);
      };
      let completed = true;
      try {
        const database = openDatabase(trial);
        idsIn(database);
        completed = calls <= moment;
      } catch (error) {
        assert.ok(error instanceof DatabaseError);
        completed = false;
      }
      const next = trial.afterPowerLoss(() => (moment % 2 === 0 ? 0 : 0.999));
      assert.deepEqual(idsIn(openDatabase(next)), ['a', 'c'], `died at call ${moment}`);
      if (completed) break;
    }
  });

  it('misses nothing that the damaged segment’s own writer saves during the repair', () => {
    const files = new SimulatedFiles();
    const writer = openDatabase(files);
    for (const id of ['a', 'b']) writer.append([put(id)]);
    const [[segment, bytes]] = [...files.contents()] as [[string, Buffer]];
    bytes[bytes.indexOf('"a"')]! ^= 1;
    // Between any two calls of the repair the writer saves one more message.
    const saved = ['b'];
    let writing = false;
    files.overwrite(segment, bytes);
    files.before = () => {
      if (writing) return;
      writing = true;
      const id = `s${String(saved.length).padStart(2, '0')}`;
      assert.deepEqual(writer.append([put(id)]), [undefined]);
      saved.push(id);
      writing = false;
    };
    idsIn(openDatabase(files));
    files.before = () => undefined;
    assert.ok(saved.length > 5);
    assert.deepEqual(idsIn(openDatabase(files)), saved);
  });

  it('moves a file that holds nothing readable to the quarantine', () => {
    const { files } = filesWithThreeMessages();
    const unreadable = path.join(logDirectory, 'seg-00000000000000ff-1.log');
    files.put(unreadable, Buffer.from('this is not a log'));
    const database = openDatabase(files);
    assert.deepEqual(idsIn(database), ['a', 'b', 'c']);
    assert.match(database.health.warnings.join(), /contains nothing SCOUT can read/);
    assert.equal(files.exists(unreadable), false);
    assert.ok(
      [...files.contents().keys()].some((file) =>
        file.includes(path.join('quarantine', 'seg-00000000000000ff-1.log.sealed')),
      ),
    );
  });

  it('leaves files alone that are none of its own', () => {
    const { files } = filesWithThreeMessages();
    const note = path.join(logDirectory, 'seg-notes.txt');
    files.put(note, Buffer.from('mine'));
    assert.deepEqual(idsIn(openDatabase(files)), ['a', 'b', 'c']);
    assert.ok(files.exists(note));
  });

  it('skips a file it may not read, says so, and saves on', () => {
    const { files, segment } = filesWithThreeMessages();
    files.before = (operation, file) => {
      if (operation === 'read' && file === segment) throw systemError('EACCES', file);
    };
    const database = openDatabase(files);
    assert.deepEqual(idsIn(database), []);
    assert.match(database.health.warnings.join(), /could not be read \(EACCES\)/);
    assert.deepEqual(database.append([put('d')]), [undefined]);
    files.before = () => undefined;
    assert.deepEqual(idsIn(openDatabase(files)), ['a', 'b', 'c', 'd']);
  });

  it('answers nothing rather than an empty history while the folder cannot be read, and recovers', () => {
    const { files } = filesWithThreeMessages();
    files.before = (operation, file) => {
      if (operation === 'list') throw systemError('EACCES', file);
    };
    const database = openDatabase(files);
    assert.throws(() => idsIn(database), DatabaseError);
    assert.throws(() => database.append([put('d')]), DatabaseError);
    assert.equal(database.health.state, 'failing');
    files.before = () => undefined;
    assert.deepEqual(idsIn(database), ['a', 'b', 'c']);
    assert.equal(database.health.state, 'ok');
  });

  it('warns when a segment is gone', () => {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    for (const id of ['a', 'b', 'c']) database.append([put(id, 'x'.repeat(9_000_000))]);
    files.remove([...files.contents().keys()].find((file) => file.endsWith('-2.log'))!);
    const reopened = openDatabase(files);
    assert.deepEqual(idsIn(reopened), ['a', 'c']);
    assert.match(reopened.health.warnings.join(), /missing/);
  });

  it('reads a segment that is sealed between listing and reading', () => {
    const { files, segment } = filesWithThreeMessages();
    files.before = (operation) => {
      if (operation !== 'read') return;
      files.before = () => undefined;
      files.rename(segment, `${segment}.sealed`);
    };
    assert.deepEqual(idsIn(openDatabase(files)), ['a', 'b', 'c']);
  });

  it('leaves out an undamaged entry it does not understand, and says so', () => {
    const { files, segment, bytes } = filesWithThreeMessages();
    const strange = encodeFrame({
      type: 1,
      version: 1,
      sequence: 4,
      clock: 1n,
      payload: Buffer.from('[{"type":"nonsense"}]'),
    });
    const noJson = encodeFrame({ type: 1, version: 1, sequence: 5, clock: 1n, payload: Buffer.from('[') });
    files.put(segment, Buffer.concat([bytes, strange, noJson]));
    const database = openDatabase(files);
    assert.deepEqual(idsIn(database), ['a', 'b', 'c']);
    assert.match(database.health.warnings.join(), /2 changes .* unknown format/);
  });
});

function snapshotOfOtherTables(): Buffer {
  const meta = { vector: new VersionVector(), clock: 1n, erasures: 0, createdAt: 1, contents: { rows: {}, blobs: [] } };
  return Buffer.concat([...encodeSnapshot(Buffer.from('image'), historySchema.version + 1, meta)]);
}

describe('a database a newer version of SCOUT has used', () => {
  const newer = [
    ['a newer frame', 'seg-00000000000000ff-1.log', newerFrame(Buffer.from([1, 2, 3]))],
    [
      'an unknown kind of frame',
      'seg-00000000000000ff-1.log',
      encodeFrame({ type: 9, version: 1, sequence: 1, clock: 1n, payload: Buffer.from('[]') }),
    ],
    ['a snapshot of other tables', 'snap-7-00000000000000ff-1.db', snapshotOfOtherTables()],
  ] as const;
  for (const [what, name, bytes] of newer) {
    it(`only reads when it meets ${what}, and changes no file`, () => {
      const files = new SimulatedFiles();
      const writer = openDatabase(files);
      writer.append([put('a')]);
      files.put(path.join(logDirectory, name), bytes);
      const before = files.contents();
      const database = openDatabase(files);
      assert.deepEqual(idsIn(database), ['a']);
      assert.equal(database.health.state, 'read-only');
      assert.match(database.health.reason!, /newer version/);
      const [failure] = database.append([put('b')]);
      assert.deepEqual(failure, { message: database.health.reason, retryable: false });
      assert.deepEqual(files.contents(), before);
    });
  }
});
