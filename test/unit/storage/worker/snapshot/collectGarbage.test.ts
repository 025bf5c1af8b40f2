import assert from 'node:assert/strict';
import { collectGarbage } from '../../../../../src/storage/worker/snapshot/collectGarbage.js';
import { compactionOf, finish } from '../../support/compaction.js';
import { snapshotsIn } from '../../support/laggingWindow.js';
import { idsIn, logDirectory, openDatabase, put } from '../../support/openDatabase.js';
import { SimulatedFiles } from '../../support/simulatedFiles.js';

describe('collecting superfluous files', () => {
  it('leaves a snapshot that holds what the two greatest do not, until they do', () => {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    const compaction = compactionOf(database, files);
    for (const id of ['a', 'b', 'c']) {
      database.append([put(id)]);
      finish(compaction.checkpoint());
    }
    assert.equal(snapshotsIn(files).length, 2);
    // A window that stood still for long publishes what nobody else has seen; its log is gone.
    const elsewhere = new SimulatedFiles();
    const lagging = openDatabase(elsewhere);
    lagging.append([put('late')]);
    finish(compactionOf(lagging, elsewhere).checkpoint());
    const [late] = snapshotsIn(elsewhere);
    files.put(late!, elsewhere.contents().get(late!)!);

    const replica = database.open();
    finish(collectGarbage({ files, directory: logDirectory, replica, seenBefore: new Set() }));
    assert.ok(snapshotsIn(files).includes(late!));
    assert.deepEqual(idsIn(openDatabase(files)), ['a', 'b', 'c', 'late']);

    for (const id of ['d', 'e']) {
      database.append([put(id)]);
      finish(compaction.checkpoint());
    }
    assert.ok(!snapshotsIn(files).includes(late!));
    assert.deepEqual(idsIn(openDatabase(files)), ['a', 'b', 'c', 'd', 'e', 'late']);
  });
});
