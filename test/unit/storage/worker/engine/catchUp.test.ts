import assert from 'node:assert/strict';
import { idsIn, openDatabase, put } from '../../support/openDatabase.js';
import { cleanUpAfterStandstill, moveOn, publishAfterStandstill, snapshotsIn } from '../../support/laggingWindow.js';
import { interposedFiles } from '../../support/interposedFiles.js';
import { SimulatedFiles, systemError } from '../../support/simulatedFiles.js';
import { finish, compactionOf } from '../../support/compaction.js';

/** A window that dies after its next append, which goes into a segment that was sealed and read just before. */
function dieInSealedSegment(files: SimulatedFiles, onSealed: () => void): void {
  let isDying = false;
  const writer = openDatabase(
    interposedFiles(files, (operation, [descriptor]) => {
      if (operation === 'append' && isDying) {
        const segment = files.fileOf(descriptor as number);
        files.rename(segment, `${segment}.sealed`);
        onSealed();
      } else if (isDying) throw systemError('EIO', 'dead');
    }),
  );
  writer.append([put('a')]);
  isDying = true;
  assert.notEqual(writer.append([put('b')])[0], undefined);
}

describe('a window that lags behind the others', function () {
  this.timeout(180_000);

  it('removes no snapshot that others rely on when those it meant to rely on are gone in the middle of its clean-up', () => {
    for (const steps of [1, 8, 16, 24]) cleanUpAfterStandstill(steps);
  });

  it('relies on no snapshot whose name a power loss may still take', () => {
    const files = new SimulatedFiles();
    const one = openDatabase(files);
    const compaction = compactionOf(one, files);
    one.append([put('a')]);
    finish(compaction.checkpoint());
    const lagging = compaction.checkpoint();
    lagging.next();
    // Another one publishes the second snapshot of the same, and dies before it has synced the folder.
    const dying = interposedFiles(files, (operation) => {
      if (operation === 'syncDirectory' && snapshotsIn(files).length === 2) throw systemError('EIO', 'dead');
    });
    assert.throws(() => finish(compactionOf(openDatabase(dying), dying).checkpoint()), /dead/);
    assert.equal(snapshotsIn(files).length, 2);
    finish(lagging);
    // Of what was not synced, removals survive and names are lost.
    const draws = [0, 0, 0.9];
    const found = files.afterPowerLoss(() => draws.shift() ?? 0);
    assert.ok(
      snapshotsIn(found).length === 2 || [...found.contents().keys()].some((file) => file.endsWith('.sealed')),
      'one snapshot is all there is',
    );
  });
});

describe('the bugs of the prototypes', function () {
  this.timeout(180_000);

  it('are not here: a window several generations behind writes into a log that was deleted', () => {
    const files = new SimulatedFiles();
    const [lagging, other] = [openDatabase(files), openDatabase(files)];
    lagging.append([put('a')]);
    const own = [...files.contents().keys()].find((file) => file.endsWith('.log'))!;
    moveOn(files, other, ['b', 'c', 'd', 'e']);
    assert.ok(![...files.contents().keys()].some((file) => file.startsWith(own)), 'its log is gone');
    assert.deepEqual(lagging.append([put('f')]), [undefined]);
    assert.deepEqual(lagging.append([{ ...put('g'), sync: false }]), [undefined]);
    for (const window of [lagging, other, openDatabase(files)]) {
      window.catchUp();
      assert.deepEqual(idsIn(window), ['a', 'b', 'c', 'd', 'e', 'f', 'g']);
      assert.deepEqual(window.health, { state: 'ok', warnings: [] });
    }
  });

  it('are not here: a lagging window publishes a snapshot with a hole', () => {
    for (const steps of [1, 6, 12, 18]) publishAfterStandstill(steps);
  });

  it('are not here: a sequence number is used again after an append that failed when its bytes were already there', () => {
    const files = new SimulatedFiles();
    const [one, other] = [openDatabase(files), openDatabase(files)];
    one.append([put('a')]);
    other.open();
    const writer = one.writer.id;
    files.before = (operation, file) => {
      if (operation !== 'exists') return;
      files.before = () => undefined;
      // The bytes are there, and another window has read them, when the call that follows fails.
      other.catchUp();
      throw systemError('EIO', file);
    };
    assert.notEqual(one.append([put('b', 'first try')])[0], undefined);
    assert.notEqual(one.writer.id, writer, 'whoever has read the first content must not take the next one for it');
    assert.deepEqual(one.append([put('c')]), [undefined]);
    other.catchUp();
    assert.deepEqual(idsIn(other), ['a', 'b', 'c']);
    assert.deepEqual(idsIn(openDatabase(files)), ['a', 'b', 'c']);
  });

  it('are not here: the old file is written on when the next one could not be opened', () => {
    const files = new SimulatedFiles();
    const [one, other] = [openDatabase(files), openDatabase(files)];
    one.append([put('a')]);
    moveOn(files, other, ['b']);
    files.before = (operation, file) => {
      if (operation !== 'create') return;
      files.before = () => undefined;
      throw systemError('EMFILE', file);
    };
    assert.notEqual(one.append([put('c')])[0], undefined);
    assert.equal(files.openDescriptors, 0, 'the old file was let go');
    moveOn(files, other, ['d', 'e', 'f']);
    assert.deepEqual(one.append([put('g')]), [undefined]);
    assert.equal(files.openDescriptors, 1);
    // What was not acknowledged is there or not.
    assert.deepEqual(
      idsIn(openDatabase(files)).filter((id) => id !== 'c'),
      ['a', 'b', 'd', 'e', 'f', 'g'],
    );
  });
});

describe('windows whose clocks disagree', function () {
  this.timeout(180_000);

  const YEAR = 365 * 24 * 3600 * 1000;
  const titled = (title: string) => [
    { events: [{ type: 'conversation.set', id: 'c', fields: { title } }], sync: true },
  ];
  const titleIn = (database: ReturnType<typeof openDatabase>) =>
    (database.query('conversation', ['c']) as { title: string } | undefined)?.title;

  it('agree that whoever has seen a change and then makes another one wins, whatever the clocks say', () => {
    const files = new SimulatedFiles();
    let offset = 0;
    const [one, other] = [openDatabase(files, () => Date.now() + offset), openDatabase(files)];
    for (const [number, jump] of [YEAR, -2 * YEAR, 2 * YEAR].entries()) {
      offset = jump;
      one.append(titled(`one ${number}`));
      other.catchUp();
      other.append(titled(`other ${number}`));
      one.catchUp();
      for (const database of [one, other, openDatabase(files)]) assert.equal(titleIn(database), `other ${number}`);
    }
  });

  it('agree on one of two changes made without knowing of each other, also after a jump', () => {
    for (const jump of [-YEAR, YEAR]) {
      const files = new SimulatedFiles();
      let offset = 0;
      const [one, other] = [
        openDatabase(files, () => Date.UTC(2026, 0) + offset),
        openDatabase(files, () => Date.UTC(2026, 0)),
      ];
      one.append(titled('old'));
      other.catchUp();
      offset = jump;
      one.append(titled('one'));
      other.append(titled('other'));
      for (const database of [one, other]) database.catchUp();
      const title = titleIn(one);
      assert.ok(title === 'one' || title === 'other', 'neither is lost to what was there before');
      assert.equal(titleIn(other), title);
      assert.equal(titleIn(openDatabase(files)), title);
    }
  });
});

describe('what a dying window has put into a segment that was sealed and read before', () => {
  it('shows in every window, or in none', () => {
    const files = new SimulatedFiles();
    const reader = openDatabase(files);
    reader.open();
    dieInSealedSegment(files, () => reader.catchUp());
    reader.catchUp();
    assert.deepEqual(idsIn(reader), idsIn(openDatabase(files)));
  });

  it('is not removed by a window that has not read it', () => {
    const files = new SimulatedFiles();
    const reader = openDatabase(files);
    const compaction = compactionOf(reader, files);
    reader.append([put('0')]);
    let rest: Generator<unknown, string> | undefined;
    dieInSealedSegment(files, () => {
      finish(compaction.checkpoint());
      reader.append([put('1')]);
      // Until just before the segment is removed.
      const checkpoint = compaction.checkpoint();
      while (![...files.contents().keys()].some((file) => file.includes('snap-2'))) checkpoint.next();
      rest = checkpoint;
    });
    const other = openDatabase(files);
    assert.ok(idsIn(other).includes('b'));
    finish(rest!);
    reader.catchUp();
    assert.deepEqual(idsIn(reader), idsIn(other));
  });
});
