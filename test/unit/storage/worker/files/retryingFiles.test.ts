import assert from 'node:assert/strict';
import { retryingFiles } from '../../../../../src/storage/worker/files/retryingFiles.js';
import { heldFiles, liveTogether, named, namesOf, refuse } from '../../support/heldFiles.js';
import { interposedFiles } from '../../support/interposedFiles.js';
import { idsIn, openDatabase, put } from '../../support/openDatabase.js';
import { SimulatedFiles } from '../../support/simulatedFiles.js';
import { finish, compactionOf } from '../../support/compaction.js';

describe('files as Windows has them', function () {
  this.timeout(180_000);

  it('may be held for a moment at any call, and nobody notices', () => {
    const disk = new SimulatedFiles();
    const held = heldFiles(disk, [
      { code: 'EBUSY', times: 2 },
      { code: 'EPERM', times: 7 },
      { code: 'EACCES', times: 0 },
    ]);
    liveTogether(
      disk,
      retryingFiles(held, () => undefined),
    );
    assert.deepEqual(namesOf(disk, '.sealed'), []);
  });

  for (const operation of named) {
    it(`are tried again for about a second when ${operation} is refused, and then given up`, () => {
      let attempts = 0;
      let waited = 0;
      const files = retryingFiles(
        interposedFiles(new SimulatedFiles(), (_operation, [file]) => {
          attempts++;
          refuse('EBUSY', file);
        }),
        (milliseconds) => (waited += milliseconds),
      );
      assert.throws(() => (files[operation] as (...names: string[]) => unknown)('/folder/a', '/folder/b'), /EBUSY/);
      assert.ok(attempts > 3 && waited >= 500 && waited <= 2_000, `${attempts} attempts in ${waited} ms`);
    });
  }

  for (const operation of ['append', 'sync', 'close', 'syncDirectory'] as const) {
    it(`are not tried again when ${operation} fails: it may have happened in part`, () => {
      let attempts = 0;
      const files = retryingFiles(
        interposedFiles(new SimulatedFiles(), (_operation, [file]) => {
          attempts++;
          refuse('EBUSY', file);
        }),
        () => assert.fail('it waited'),
      );
      assert.throws(() => (files[operation] as (...parameters: unknown[]) => unknown)(1, Buffer.alloc(1)), /EBUSY/);
      assert.equal(attempts, 1);
    });
  }

  it('are not waited for when what is wrong does not pass', () => {
    for (const code of ['ENOENT', 'ENOSPC', 'EEXIST', 'EIO']) {
      const files = retryingFiles(
        interposedFiles(new SimulatedFiles(), (_operation, [file]) => refuse(code, file)),
        () => assert.fail('it waited'),
      );
      assert.throws(() => files.read('/folder/a'), new RegExp(code));
    }
  });

  it('may be held for ever: segments that cannot be renamed stay in use, and nothing is lost', () => {
    const disk = new SimulatedFiles();
    const held = interposedFiles(disk, (operation, [file]) => {
      if (operation === 'rename' && String(file).endsWith('.log')) refuse('EPERM', file);
    });
    const [one, other] = [openDatabase(held), openDatabase(disk)];
    const compaction = compactionOf(one, held);
    one.append([put('a')]);
    other.append([put('b')]);
    for (let checkpoint = 0; checkpoint < 3; checkpoint++) finish(compaction.checkpoint());
    other.append([put('c')]);
    one.append([put('d')]);
    one.catchUp();
    assert.deepEqual(idsIn(one), ['a', 'b', 'c', 'd']);
    assert.deepEqual(idsIn(openDatabase(disk)), ['a', 'b', 'c', 'd']);
    assert.equal(namesOf(disk, '.sealed').length, 0);
    // Once nobody holds them they go the usual way.
    const free = compactionOf(openDatabase(disk), disk);
    for (let checkpoint = 0; checkpoint < 3; checkpoint++) finish(free.checkpoint());
    assert.deepEqual(idsIn(openDatabase(disk)), ['a', 'b', 'c', 'd']);
    assert.deepEqual(namesOf(disk, '.log'), []);
  });

  it('may be held for ever: what cannot be removed stays, counts for nothing, and goes later', () => {
    const disk = new SimulatedFiles();
    const held = interposedFiles(disk, (operation, [file]) => {
      if (operation === 'remove') refuse('EBUSY', file);
    });
    const database = openDatabase(held);
    const compaction = compactionOf(database, held);
    for (const id of ['a', 'b', 'c', 'd']) {
      database.append([put(id)]);
      finish(compaction.checkpoint());
    }
    // Four snapshots, and copies without index of those that a newer one followed.
    assert.deepEqual([namesOf(disk, '.sealed').length, namesOf(disk, '.db').length], [4, 7]);
    const next = openDatabase(disk);
    assert.deepEqual(idsIn(next), ['a', 'b', 'c', 'd']);
    assert.deepEqual(next.health, { state: 'ok', warnings: [] });
    const free = compactionOf(next, disk);
    for (let checkpoint = 0; checkpoint < 2; checkpoint++) finish(free.checkpoint());
    assert.deepEqual([namesOf(disk, '.sealed').length, namesOf(disk, '.db').length], [0, 2]);
  });

  it('may be held for ever: a snapshot that cannot be put into its place is given up, and the log stays', () => {
    const disk = new SimulatedFiles();
    const held = interposedFiles(disk, (operation, [file]) => {
      if (operation === 'rename' && String(file).endsWith('.tmp')) refuse('EACCES', file);
    });
    const database = openDatabase(held);
    database.append([put('a')]);
    assert.throws(() => finish(compactionOf(database, held).checkpoint()), /EACCES/);
    assert.deepEqual(database.append([put('b')]), [undefined]);
    assert.deepEqual([namesOf(disk, '.tmp'), namesOf(disk, '.db')], [[], []]);
    assert.deepEqual(idsIn(openDatabase(disk)), ['a', 'b']);
  });
});
