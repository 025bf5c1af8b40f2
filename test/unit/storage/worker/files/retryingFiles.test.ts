import assert from 'node:assert/strict';
import fc from 'fast-check';
import { retryingFiles } from '../../../../../src/storage/worker/files/retryingFiles.js';
import { interposedFiles } from '../../support/interposedFiles.js';
import { closeDatabases, idsIn, openDatabase, put } from '../../support/openDatabase.js';
import { type Operation, SimulatedFiles, systemError } from '../../support/simulatedFiles.js';
import { finish, upkeepOf } from '../../support/compaction.js';

/** What Windows refuses while a virus scanner, an indexer or another window holds the file. */
const refusals = ['EPERM', 'EBUSY', 'EACCES'] as const;
/** Calls that name a file, which somebody else may hold. */
const named: readonly Operation[] = ['list', 'read', 'size', 'makeDirectory', 'create', 'exists', 'rename', 'remove'];

const refuse = (code: string, file: unknown): never => {
  throw systemError(code, String(file));
};

/** Two windows write, make snapshots and clean up; then the history is opened once more. */
function liveTogether(disk: SimulatedFiles, seenByOne: Parameters<typeof openDatabase>[0]): void {
  const [one, other] = [openDatabase(seenByOne), openDatabase(disk)];
  const upkeep = upkeepOf(one, seenByOne);
  const ids: string[] = [];
  for (let round = 0; round < 3; round++) {
    for (const [index, window] of [one, other].entries()) {
      const id = `${round}.${index}`;
      assert.deepEqual(window.append([put(id)]), [undefined]);
      ids.push(id);
    }
    finish(upkeep.checkpoint());
    for (const window of [one, other]) window.catchUp();
  }
  finish(upkeep.checkpoint());
  for (const database of [one, other, openDatabase(disk)]) {
    assert.deepEqual(idsIn(database), ids);
    assert.deepEqual(database.health, { state: 'ok', warnings: [] });
  }
}

function namesOf(files: SimulatedFiles, ending: string): readonly string[] {
  return [...files.contents().keys()].filter((file) => file.endsWith(ending));
}

describe('files as Windows has them', function () {
  this.timeout(180_000);

  it('may be held for a moment at any call, and nobody notices', () => {
    const refusal = fc.record({ code: fc.constantFrom(...refusals), times: fc.integer({ min: 0, max: 7 }) });
    fc.assert(
      fc
        .property(fc.array(refusal, { minLength: 1, maxLength: 40 }), (plan) => {
          const disk = new SimulatedFiles();
          let turn = 0;
          let left = 0;
          let isRetry = false;
          // The first attempt draws how often this call is refused, and the later ones use it up.
          const held = interposedFiles(disk, (operation, [file]) => {
            if (!named.includes(operation)) return;
            const { code, times } = plan[turn % plan.length]!;
            if (!isRetry) left = times;
            isRetry = left > 0;
            if (left-- > 0) refuse(code, file);
            turn++;
          });
          liveTogether(
            disk,
            retryingFiles(held, () => undefined),
          );
          assert.deepEqual(namesOf(disk, '.sealed'), []);
        })
        .afterEach(closeDatabases),
      { numRuns: 40 },
    );
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
    const upkeep = upkeepOf(one, held);
    one.append([put('a')]);
    other.append([put('b')]);
    for (let checkpoint = 0; checkpoint < 3; checkpoint++) finish(upkeep.checkpoint());
    other.append([put('c')]);
    one.append([put('d')]);
    one.catchUp();
    assert.deepEqual(idsIn(one), ['a', 'b', 'c', 'd']);
    assert.deepEqual(idsIn(openDatabase(disk)), ['a', 'b', 'c', 'd']);
    assert.equal(namesOf(disk, '.sealed').length, 0);
    // Once nobody holds them they go the usual way.
    const free = upkeepOf(openDatabase(disk), disk);
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
    const upkeep = upkeepOf(database, held);
    for (const id of ['a', 'b', 'c', 'd']) {
      database.append([put(id)]);
      finish(upkeep.checkpoint());
    }
    assert.ok(namesOf(disk, '.sealed').length === 4 && namesOf(disk, '.db').length === 4);
    const next = openDatabase(disk);
    assert.deepEqual(idsIn(next), ['a', 'b', 'c', 'd']);
    assert.deepEqual(next.health, { state: 'ok', warnings: [] });
    const free = upkeepOf(next, disk);
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
    assert.throws(() => finish(upkeepOf(database, held).checkpoint()), /EACCES/);
    assert.deepEqual(database.append([put('b')]), [undefined]);
    assert.deepEqual([namesOf(disk, '.tmp'), namesOf(disk, '.db')], [[], []]);
    assert.deepEqual(idsIn(openDatabase(disk)), ['a', 'b']);
  });
});
