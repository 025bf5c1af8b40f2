import assert from 'node:assert/strict';
import type { Database } from '../../../../../src/storage/worker/engine/database.js';
import { flipped, quarantined } from '../../support/agedHistory.js';
import { compactionOf, finish } from '../../support/compaction.js';
import { longTexts } from '../../support/damagedSnapshots.js';
import { conversationCount, largeHistory } from '../../support/largeHistory.js';
import { closeDatabases, idsIn, messagesIn, openDatabase, put } from '../../support/openDatabase.js';
import { type SimulatedFiles, systemError } from '../../support/simulatedFiles.js';

function assertWhole(database: Database): void {
  for (let index = 0; index < conversationCount; index++) {
    const texts = messagesIn(database, `c${index}`).map(({ parts: [part] }) => part?.type === 'text' && part.text);
    assert.deepEqual(texts, longTexts(`c${index}`, 40));
  }
}

function finishReading(database: Database): void {
  while (database.runDeferredWork());
}

describe('a snapshot that is read while it is in use', function () {
  this.timeout(180_000);
  const { files: original, snapshots, pieces } = largeHistory();
  const size = original.contents().get(snapshots[0])!.length;
  let files: SimulatedFiles;

  beforeEach(() => {
    files = original.copy();
  });

  /** Flips a bit of the greater one. */
  function damage(at: number): void {
    files.put(snapshots[0], flipped(files.contents().get(snapshots[0])!, [at * 8]));
  }

  it('is read in small part until a conversation shows, and to its end afterwards, in steps', () => {
    const read: number[] = [];
    const readFile = files.read.bind(files);
    files.read = (file, offset, length) => {
      const bytes = readFile(file, offset, length);
      if (file === snapshots[0]) read.push(bytes.length);
      return bytes;
    };
    const database = openDatabase(files);
    assert.equal(idsIn(database, 'c7').length, 40);
    const first = read.reduce((sum, bytes) => sum + bytes, 0);
    assert.ok(first < size / 3, `${first} of ${size} bytes`);
    finishReading(database);
    assert.ok(read.reduce((sum, bytes) => sum + bytes, 0) > size);
    const times = read.length;
    assertWhole(database);
    assert.equal(read.length, times, 'nothing more is read then');
    assert.deepEqual(database.health, { state: 'ok', warnings: [] });
  });

  it('is read at once where the image is small', () => {
    const database = openDatabase(files, Date.now, { wholeImageBytes: 64 * 1024 ** 2 });
    database.open();
    files.before = (operation, file) => assert.ok(operation !== 'read' || file !== snapshots[0]);
    assertWhole(database);
  });

  it('is replaced by the older one and the log as soon as damage is met, or else when its rest is read: nothing is lost', () => {
    const begins = pieces.slice(0, -1).filter((_, index) => index % 5 === 0);
    const inPieces = begins.flatMap((begin) => [begin + 4, begin + 1_000]);
    for (const at of [...inPieces, size - 80, size - 64, size - 1]) {
      files = original.copy();
      damage(at);
      const database = openDatabase(files);
      assert.equal(idsIn(database, 'c12').length, 40, `byte ${at}`);
      assert.deepEqual(database.append([put('new')]), [undefined]);
      finishReading(database);
      assert.match(database.health.warnings.join(), /^snap-.* was damaged and was moved to the quarantine folder/u);
      assert.equal(quarantined(files).length, 1);
      assertWhole(database);
      assert.deepEqual(idsIn(database), ['new']);
      assert.deepEqual(database.append([put('newer')]), [undefined]);
      const again = openDatabase(files);
      assert.deepEqual(idsIn(again), ['new', 'newer']);
      assert.deepEqual(again.health.warnings, []);
      closeDatabases();
    }
  });

  it('is replaced in the middle of a question, which gets the right answer', () => {
    let met = 0;
    const begins = pieces.slice(0, -1).filter((_, index) => index % 5 === 0);
    for (const begin of begins) {
      files = original.copy();
      damage(begin + 100);
      const database = openDatabase(files);
      assertWhole(database);
      if (/was damaged/u.test(database.health.warnings.join())) met++;
      closeDatabases();
    }
    // The others hold only what a search asks for.
    assert.ok(met >= begins.length / 2, `${met} of ${begins.length}`);
  });

  it('makes others read everything anew when it was replaced', () => {
    damage(size - 1);
    const changes: unknown[] = [];
    const database = openDatabase(files, Date.now, { onChanged: (changed) => changes.push(changed.subjects) });
    database.open();
    assert.deepEqual(changes, []);
    finishReading(database);
    assert.deepEqual(changes, [undefined]);
  });

  it('is replaced also when it cannot be read any more, or was removed by another window', () => {
    for (const code of ['EIO', 'ENOENT']) {
      files = original.copy();
      const database = openDatabase(files);
      database.open();
      files.before = (operation, file) => {
        if (operation === 'read' && file === snapshots[0]) throw systemError(code, file);
      };
      assertWhole(database);
      assert.deepEqual(database.append([put('new')]), [undefined]);
      finishReading(database);
      assert.deepEqual([idsIn(database), database.health.warnings], [['new'], []]);
      assert.deepEqual(quarantined(files), []);
      closeDatabases();
    }
  });

  it('is no base of another snapshot, and lets no file be removed, before it is read to its end', () => {
    damage(size - 1);
    const database = openDatabase(files);
    database.open();
    assert.deepEqual(database.append([put('new')]), [undefined]);
    const checkpoint = compactionOf(database, files).checkpoint();
    const isChange = (operation: string): boolean => ['create', 'rename', 'remove'].includes(operation);
    while (quarantined(files).length === 0) {
      const before = files.calls.length;
      assert.equal(checkpoint.next().done, false);
      assert.ok(quarantined(files).length > 0 || !files.calls.slice(before).some(isChange));
    }
    finish(checkpoint);
    const again = openDatabase(files, Date.now, { wholeImageBytes: Number.POSITIVE_INFINITY });
    assertWhole(again);
    assert.deepEqual([idsIn(again), again.health.warnings], [['new'], []]);
  });
});
