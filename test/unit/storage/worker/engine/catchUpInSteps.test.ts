import assert from 'node:assert/strict';
import type { Changes } from '../../../../../src/storage/worker/engine/replica.js';
import { compactionOf, finish } from '../../support/compaction.js';
import { rowsOf } from '../../support/historyRows.js';
import { idsIn, openDatabase, put } from '../../support/openDatabase.js';
import { SimulatedFiles, systemError } from '../../support/simulatedFiles.js';

const many = Array.from({ length: 200 }, (_, index) => `m${String(index).padStart(3, '0')}`);

/** A window that is open, and another that has written much since. */
function windowBehindAnother() {
  const files = new SimulatedFiles();
  const [here, elsewhere] = [openDatabase(files), openDatabase(files)];
  here.open();
  for (const id of many) elsewhere.append([put(id)]);
  return { files, here, elsewhere };
}

describe('catching up in steps', () => {
  it('reads much that another window has written in many steps, between which this one saves', () => {
    const { here, elsewhere } = windowBehindAnother();
    const reading = here.catchUpInSteps();
    const own: string[] = [];
    const read: number[] = [];
    while (reading.next().done !== true) {
      own.push(`own ${own.length}`);
      assert.deepEqual(here.append([put(own.at(-1)!)]), [undefined]);
      read.push(idsIn(here).filter((id) => id.startsWith('m')).length);
    }
    assert.deepEqual(read, [32, 64, 96, 128, 160, 192]);
    assert.deepEqual(idsIn(here), [...many, ...own].sort());
    elsewhere.catchUp();
    assert.deepEqual(idsIn(elsewhere), idsIn(here));
  });

  it('reads fewer messages in a step when they are long', () => {
    const files = new SimulatedFiles();
    const [here, elsewhere] = [openDatabase(files), openDatabase(files)];
    here.open();
    for (const id of many.slice(0, 8)) elsewhere.append([put(id, 'x'.repeat(40_000))]);
    const reading = here.catchUpInSteps();
    let steps = 0;
    while (reading.next().done !== true) steps++;
    assert.equal(steps, 4);
  });

  it('says once, at the end, what has changed', () => {
    const files = new SimulatedFiles();
    const changes: Changes[] = [];
    const here = openDatabase(files, Date.now, { onChanged: (change) => changes.push(change) });
    const elsewhere = openDatabase(files);
    here.open();
    for (const id of many) elsewhere.append([put(id)]);
    const reading = here.catchUpInSteps();
    reading.next();
    assert.deepEqual(changes, []);
    finish(reading);
    assert.deepEqual(
      changes.map(({ subjects }) => [...subjects]),
      [['conversation']],
    );
  });

  it('is carried on with by whoever needs it, and what was written since then is read as well', () => {
    const { here, elsewhere } = windowBehindAnother();
    const reading = here.catchUpInSteps();
    reading.next();
    assert.ok(here.isCatchingUp);
    elsewhere.append([put('later')]);
    here.catchUp();
    assert.deepEqual(idsIn(here), ['later', ...many]);
    finish(reading);
    assert.ok(!here.isCatchingUp);
    assert.deepEqual(idsIn(here), ['later', ...many]);
  });

  it('hands an error to everybody who waits for it, and begins anew later', () => {
    const { here } = windowBehindAnother();
    const [first, second] = [here.catchUpInSteps(), here.catchUpInSteps()];
    first.next();
    second.next();
    here.replica!.sql.atomically = () => {
      throw systemError('EIO', 'a file');
    };
    assert.throws(() => finish(first), /could not be read/);
    assert.throws(() => finish(second), /could not be read/);
    assert.ok(!here.isCatchingUp);
  });

  it('ends when the database is closed', () => {
    const { here } = windowBehindAnother();
    const reading = here.catchUpInSteps();
    reading.next();
    here.close();
    finish(reading);
    assert.equal(here.replica, undefined);
  });
});

describe('merging a snapshot in steps', () => {
  const titled = (title: string) => ({
    events: [{ type: 'conversation.set', id: 'conversation', fields: { title } }],
    sync: true,
  });
  const titleIn = (database: ReturnType<typeof openDatabase>) =>
    (database.query('conversation', ['conversation']) as { title: string } | undefined)?.title;

  /** A window that is yet to merge a snapshot of many messages, whose log is gone. */
  function laggingBehindSnapshot(clockAhead = 0) {
    const files = new SimulatedFiles();
    const [here, elsewhere] = [openDatabase(files), openDatabase(files, () => Date.now() + clockAhead)];
    here.append([put('own')]);
    elsewhere.append([titled('theirs')]);
    for (const id of many) elsewhere.append([put(id)]);
    for (const id of ['x', 'y', 'z']) {
      elsewhere.append([put(id)]);
      finish(compactionOf(elsewhere, files).checkpoint());
    }
    // A second snapshot of the last of them: now no frame of theirs is left.
    finish(compactionOf(elsewhere, files).checkpoint());
    return { files, here, all: ['own', ...many, 'x', 'y', 'z'].sort() };
  }

  it('is done in many steps, between which the window saves', () => {
    const { here, all } = laggingBehindSnapshot();
    const reading = here.catchUpInSteps();
    let merging = 0;
    while (reading.next().done !== true) {
      if (here.replica?.isMerging !== true) continue;
      assert.deepEqual(here.append([put(`while merging ${merging}`)]), [undefined]);
      merging++;
    }
    assert.ok(merging >= 6, `${merging} steps`);
    const own = Array.from({ length: merging }, (_, index) => `while merging ${index}`);
    assert.deepEqual(idsIn(here).toSorted(), [...all, ...own].sort());
  });

  it('lets what the window sets meanwhile count as later than what it has merged so far, whatever the clocks say', () => {
    const { here } = laggingBehindSnapshot(24 * 3_600_000);
    const reading = here.catchUpInSteps();
    let replaced = 0;
    while (reading.next().done !== true) {
      if (here.replica?.isMerging !== true || titleIn(here) !== 'theirs') continue;
      here.append([titled('mine')]);
      replaced++;
    }
    assert.equal(replaced, 1);
    assert.equal(titleIn(here), 'mine');
  });

  it('comes to its end before a checkpoint, whose snapshot holds what it says', () => {
    const { files, here, all } = laggingBehindSnapshot();
    const reading = here.catchUpInSteps();
    while (here.replica?.isMerging !== true) reading.next();
    finish(compactionOf(here, files).checkpoint());
    const fresh = openDatabase(files);
    assert.deepEqual(idsIn(fresh).toSorted(), all);
    assert.deepEqual(rowsOf(fresh.open().sql), rowsOf(here.open().sql));
    assert.deepEqual(fresh.health, { state: 'ok', warnings: [] });
  });
});
