import assert from 'node:assert/strict';
import path from 'node:path';
import { idsIn, logDirectory, openDatabase, put } from '../../support/openDatabase.js';
import { SimulatedFiles, systemError } from '../../support/simulatedFiles.js';
import { compactionOf } from '../../support/compaction.js';

const reserve = path.join(logDirectory, 'reserve');

describe('a database on a full disk', function () {
  this.timeout(180_000);

  /** A database with one message, and a disk on which nothing more fits. */
  function full(): { readonly files: SimulatedFiles; readonly database: ReturnType<typeof openDatabase> } {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    database.append([put('a')]);
    database.probe();
    files.space = 0;
    return { files, database };
  }

  it('keeps a megabyte in reserve once something was saved', () => {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    database.open();
    database.probe();
    assert.equal(files.contents().has(reserve), false);
    database.append([put('a')]);
    database.probe();
    assert.equal(files.contents().get(reserve)?.length, 1024 * 1024);
  });

  for (const [code, when] of [
    ['EACCES', 'may not be made'],
    ['EEXIST', 'is made by another window at this moment'],
  ] as const) {
    it(`goes on without a reserve that ${when}`, () => {
      const files = new SimulatedFiles();
      const database = openDatabase(files);
      database.append([put('a')]);
      files.before = (operation, file) => {
        if (operation === 'create' && file === reserve) throw systemError(code, file);
      };
      database.probe();
      assert.equal(files.contents().has(reserve), false);
      assert.deepEqual([database.append([put('b')]), database.health.state], [[undefined], 'ok']);
    });
  }

  it('saves into its reserve, and says that it does', () => {
    const { files, database } = full();
    assert.deepEqual(database.append([put('b'), put('c')]), [undefined, undefined]);
    assert.equal(database.health.state, 'low-space');
    assert.match(database.health.reason!, /is full.*can still save/);
    assert.equal(files.contents().has(reserve), false);
    assert.deepEqual(database.append([put('d')]), [undefined]);
    const reopened = openDatabase(files);
    assert.deepEqual(idsIn(reopened), ['a', 'b', 'c', 'd']);
    assert.deepEqual(reopened.health.warnings, []);
  });

  it('refuses, and loses nothing, when the reserve is used up, too', () => {
    const { files, database } = full();
    const [failure] = database.append([put('b', 'x'.repeat(2_000_000))]);
    assert.match(failure!.message, /is full/);
    assert.equal(database.health.state, 'failing');
    assert.deepEqual(idsIn(database), ['a']);
    assert.deepEqual(idsIn(openDatabase(files)), ['a']);
  });

  it('is as before once there is room again', () => {
    const { files, database } = full();
    database.append([put('b')]);
    database.probe();
    assert.equal(database.health.state, 'low-space', 'there is still no room');
    files.space = 10_000_000;
    database.probe();
    assert.deepEqual(database.health, { state: 'ok', warnings: [] });
    assert.equal(files.contents().has(reserve), true);
    assert.deepEqual(idsIn(database), ['a', 'b']);
  });

  it('does not spend its reserve on snapshots', () => {
    const { files, database } = full();
    assert.throws(() => {
      const steps = compactionOf(database, files).checkpoint();
      while (steps.next().done !== true);
    }, /ENOSPC/);
    assert.equal(files.contents().has(reserve), true);
    assert.equal(
      [...files.contents().keys()].some((file) => file.includes('snap-')),
      false,
    );
  });

  it('finds the reserve that another window has left', () => {
    const { files } = full();
    const other = openDatabase(files);
    assert.deepEqual(other.append([put('b')]), [undefined]);
    assert.equal(other.health.state, 'low-space');
  });
});
