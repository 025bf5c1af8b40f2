import assert from 'node:assert/strict';
import { idsIn, openDatabase, put } from './support/openDatabase.js';
import { interposedFiles } from './support/interposedFiles.js';
import { SimulatedFiles, systemError } from './support/simulatedFiles.js';
import { finish, upkeepOf } from './support/upkeep.js';

const snapshotsIn = (files: SimulatedFiles) => [...files.contents().keys()].filter((file) => file.endsWith('.db'));

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
  this.timeout(60_000);

  it('removes no snapshot that others rely on when those it meant to rely on are gone in the middle of its clean-up', () => {
    for (let steps = 1; steps < 30; steps++) {
      const files = new SimulatedFiles();
      const [one, other] = [openDatabase(files), openDatabase(files)];
      const upkeep = upkeepOf(one, files);
      one.append([put('a')]);
      finish(upkeep.checkpoint());
      const lagging = upkeep.checkpoint();
      for (let step = 0; step < steps; step++) lagging.next();
      // The other one makes newer snapshots and removes the older ones; the first one notices, and goes on.
      other.append([put('b')]);
      finish(upkeepOf(other, files).checkpoint());
      one.catchUp();
      finish(lagging);
      assert.ok(snapshotsIn(files).length > 1, `one snapshot is left after ${steps} steps`);
      assert.deepEqual(idsIn(openDatabase(files)), ['a', 'b']);
    }
  });

  it('relies on no snapshot whose name a power loss may still take', () => {
    const files = new SimulatedFiles();
    const one = openDatabase(files);
    const upkeep = upkeepOf(one, files);
    one.append([put('a')]);
    finish(upkeep.checkpoint());
    const lagging = upkeep.checkpoint();
    lagging.next();
    // Another one publishes the second snapshot of the same, and dies before it has synced the folder.
    const dying = interposedFiles(files, (operation) => {
      if (operation === 'syncDirectory' && snapshotsIn(files).length === 2) throw systemError('EIO', 'dead');
    });
    assert.throws(() => finish(upkeepOf(openDatabase(dying), dying).checkpoint()), /dead/);
    assert.equal(snapshotsIn(files).length, 2);
    finish(lagging);
    // Of what was not synced, removals survive and names are lost.
    const draws = [0, 0, 0.9];
    const found = files.afterPowerLoss(() => draws.shift() ?? 0);
    assert.ok(snapshotsIn(found).length === 2 || [...found.contents().keys()].some((file) => file.endsWith('.sealed')), 'one snapshot is all there is');
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
    const upkeep = upkeepOf(reader, files);
    reader.append([put('0')]);
    let rest: Generator<void, string> | undefined;
    dieInSealedSegment(files, () => {
      finish(upkeep.checkpoint());
      reader.append([put('1')]);
      // Until just before the segment is removed.
      const checkpoint = upkeep.checkpoint();
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
