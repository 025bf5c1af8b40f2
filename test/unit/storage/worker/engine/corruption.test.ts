import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseError } from '../../../../../src/storage/worker/engine/databaseError.js';
import { nodeFiles } from '../../../../../src/storage/worker/files/files.js';
import { scanFrames } from '../../../../../src/storage/worker/log/frame.js';
import { agedHistory, flipped, ids, quarantined } from '../../support/agedHistory.js';
import { idsIn, logDirectory, openDatabase, put } from '../../support/openDatabase.js';
import { withFolder } from '../../support/openStorage.js';
import { SimulatedFiles, systemError } from '../../support/simulatedFiles.js';
import { finish, compactionOf } from '../../support/compaction.js';

describe('a log that was cut off', () => {
  it('shows exactly the whole entries before the cut, and saves on', () => {
    const { files, segments } = agedHistory();
    const segment = segments.at(-1)!;
    const bytes = files.contents().get(segment)!;
    const second = bytes.length - scanFrames(bytes).frames.at(-1)!.bytes.length;
    const cuts = [0, 1, 31, second - 1, second, second + 31, bytes.length - 1];
    const whole = [0, 0, 0, 0, 1, 1, 1];
    for (const [index, length] of cuts.entries()) {
      const cut = files.copy();
      cut.put(segment, bytes.subarray(0, length));
      const database = openDatabase(cut);
      const expected = ids.slice(0, 4 + whole[index]!);
      assert.deepEqual(idsIn(database), expected, `${length} bytes`);
      assert.deepEqual(database.health, { state: 'ok', warnings: [] });
      assert.deepEqual(database.append([put('new')]), [undefined]);
      assert.deepEqual(idsIn(openDatabase(cut)), [...expected, 'new']);
    }
  });
});

describe('a log of which a bit has changed', () => {
  it('loses the entry that was hit, and no other, and the damaged file is put into quarantine', () => {
    const { files, segments } = agedHistory();
    const segment = segments.at(-1)!;
    const bytes = files.contents().get(segment)!;
    files.put(segment, flipped(bytes, [bytes.indexOf('"e"') * 8]));
    const database = openDatabase(files);
    assert.deepEqual(idsIn(database), ['a', 'b', 'c', 'd', 'f']);
    assert.equal(quarantined(files).length, 1);
    assert.match(database.health.warnings.join(), /damaged/);
    assert.deepEqual(idsIn(openDatabase(files)), ['a', 'b', 'c', 'd', 'f']);
  });
});

describe('a damaged snapshot', function () {
  this.timeout(180_000);

  const parts: readonly (readonly [string, (size: number) => number])[] = [
    ['the first bytes of its image', () => 0],
    ['the middle of its image', (size) => size >> 1],
    ['its vector', (size) => size - 64 - 100],
    ['its magic', (size) => size - 64],
    ['its version', (size) => size - 64 + 8],
    ['the length of its vector', (size) => size - 64 + 12],
    ['the length of its image', (size) => size - 64 + 16],
    ['its checksum', (size) => size - 1],
  ];
  for (const [part, offset] of parts) {
    it(`is put into quarantine, and the older one and the log take its place: ${part}`, () => {
      const { files, snapshots } = agedHistory();
      const bytes = files.contents().get(snapshots[0])!;
      files.put(snapshots[0], flipped(bytes, [offset(bytes.length) * 8]));
      const database = openDatabase(files);
      assert.deepEqual(idsIn(database), ids);
      while (database.runDeferredWork());
      assert.deepEqual(idsIn(database), ids);
      assert.equal(database.health.state, 'ok');
      assert.equal(database.health.warnings.length, 1);
      assert.match(database.health.warnings[0]!, /snap-.* was damaged.*quarantine/);
      assert.equal(quarantined(files).length, 1);
      const again = openDatabase(files);
      assert.deepEqual(idsIn(again), ids);
      assert.deepEqual(again.health.warnings, []);
    });
  }

  it('is noticed when it has shrunk, also to nothing', () => {
    const { files, snapshots } = agedHistory();
    const bytes = files.contents().get(snapshots[0])!;
    for (const length of [0, 1, 63, 64, 65, bytes.length >> 1, bytes.length - 64, bytes.length - 1]) {
      const cut = files.copy();
      cut.put(snapshots[0], bytes.subarray(0, length));
      const database = openDatabase(cut);
      assert.deepEqual(idsIn(database), ids, `${length} bytes`);
      assert.match(database.health.warnings.join(), /was damaged/);
    }
  });

  it('is noticed by the clean-up, which then removes nothing on its account', () => {
    const { files, snapshots } = agedHistory();
    const database = openDatabase(files);
    database.open();
    const compaction = compactionOf(database, files);
    // Behind the back of a window that has long read it.
    files.overwrite(snapshots[0], flipped(files.contents().get(snapshots[0])!, [4096]));
    finish(compaction.checkpoint());
    const fresh = openDatabase(files);
    assert.deepEqual(idsIn(fresh), ids);
    const remaining = [...files.contents().keys()].filter(
      (file) => file.endsWith('.db') && !file.includes('quarantine'),
    );
    assert.ok(remaining.length > 1, 'two snapshots remain');
  });

  it('leaves what the log has when the other one is damaged as well, says what that means, and keeps both', () => {
    const { files, snapshots } = agedHistory();
    for (const snapshot of snapshots) files.put(snapshot, flipped(files.contents().get(snapshot)!, [800]));
    const database = openDatabase(files);
    assert.deepEqual(idsIn(database), ['c', 'd', 'e', 'f']);
    assert.equal(database.health.warnings.length, 2);
    assert.equal(quarantined(files).length, 2);
    assert.deepEqual(database.append([put('g')]), [undefined]);
    assert.deepEqual(idsIn(openDatabase(files)), ['c', 'd', 'e', 'f', 'g']);
  });
});

describe('a snapshot that cannot be read', function () {
  this.timeout(180_000);

  for (const code of ['EACCES', 'EIO']) {
    it(`does no harm when another one can (${code})`, () => {
      const { files, snapshots } = agedHistory();
      files.before = (operation, file) => {
        if (operation === 'read' && file === snapshots[0]) throw systemError(code, file);
      };
      const database = openDatabase(files);
      assert.deepEqual(idsIn(database), ids);
      assert.deepEqual(database.append([put('g')]), [undefined]);
      assert.deepEqual(quarantined(files), []);
      files.before = () => undefined;
      assert.deepEqual(idsIn(openDatabase(files)), [...ids, 'g']);
    });

    it(`is an error and never an empty history when none can, and everything is there once they can (${code})`, () => {
      const { files, snapshots } = agedHistory();
      const before = files.contents();
      files.before = (operation, file) => {
        if (operation === 'read' && snapshots.includes(file)) throw systemError(code, file);
      };
      const database = openDatabase(files);
      assert.throws(() => idsIn(database), DatabaseError);
      assert.throws(() => database.append([put('g')]), DatabaseError);
      assert.equal(database.health.state, 'failing');
      finishOrFail(() => finish(compactionOf(database, files).checkpoint()));
      assert.deepEqual(files.contents(), before, 'no file was touched');
      files.before = () => undefined;
      assert.deepEqual(idsIn(database), ids);
      assert.equal(database.health.state, 'ok');
    });
  }
});

describe('what lies in the folder and is none of SCOUT’s', function () {
  this.timeout(180_000);

  it('is left alone when its name is strange, and is put aside when it only pretends', () => {
    const { files } = agedHistory();
    const strange = ['snap-1.db', 'seg-xyz-1.log', 'notes.txt', 'snap-1-00000000000000aa-1.db.bak', '.DS_Store'].map(
      (name) => path.join(logDirectory, name),
    );
    for (const file of strange) files.put(file, Buffer.from('mine'));
    files.put(path.join(logDirectory, 'snap-99-00000000000000aa-1.db'), Buffer.from('not a snapshot'));
    const database = openDatabase(files);
    assert.deepEqual(idsIn(database), ids);
    for (let checkpoint = 0; checkpoint < 3; checkpoint++) finish(compactionOf(database, files).checkpoint());
    for (const file of strange) assert.ok(files.exists(file), file);
    assert.deepEqual(
      quarantined(files).map((name) => name.replace(/\.[0-9a-f]+$/, '')),
      ['snap-99-00000000000000aa-1.db'],
    );
  });

  it('may be a folder where a file is expected: the rest is read, and saved on', () =>
    withFolder((folder) => {
      const open = () => openDatabase(nodeFiles, Date.now, { directory: folder });
      const first = open();
      first.append([put('a')]);
      first.close();
      mkdirSync(path.join(folder, 'history', 'seg-00000000000000ff-1.log'));
      const database = open();
      assert.deepEqual(idsIn(database), ['a']);
      assert.deepEqual(database.health, { state: 'ok', warnings: [] });
      assert.deepEqual(database.append([put('b')]), [undefined]);
      database.close();
      assert.deepEqual(idsIn(open()), ['a', 'b']);
    }));
});

describe('two windows that follow a file that was damaged', () => {
  it('repair it once, and neither loses sight of what it holds', () => {
    const files = new SimulatedFiles();
    const [writer, one, other] = [openDatabase(files), openDatabase(files), openDatabase(files)];
    for (const id of ['a', 'b', 'c']) writer.append([put(id)]);
    for (const window of [one, other]) window.open();
    const [[segment, bytes]] = [...files.contents()] as [[string, Buffer]];
    files.overwrite(segment, flipped(bytes, [bytes.indexOf('"b"') * 8]));
    // Whoever opens it now repairs it; the others have read it already, or see it repaired.
    assert.deepEqual(idsIn(openDatabase(files)), ['a', 'c']);
    writer.append([put('d')]);
    for (const window of [one, other]) {
      for (let look = 0; look < 5; look++) window.catchUp();
      assert.deepEqual(idsIn(window), ['a', 'b', 'c', 'd']);
      assert.deepEqual(window.health.warnings, []);
    }
    assert.equal(quarantined(files).length, 1);
  });
});

/** Refusing is as good as doing nothing. */
function finishOrFail(action: () => void): void {
  try {
    action();
  } catch (error) {
    assert.ok(error instanceof DatabaseError || (error instanceof Error && 'syscall' in error), String(error));
  }
}
