import assert from 'node:assert/strict';
import { idsIn, messagesIn, openDatabase, put } from '../../support/openDatabase.js';
import { SimulatedFiles } from '../../support/simulatedFiles.js';

describe('a power loss', () => {
  it('takes nothing that was reported as synced, and leaves what was not whole or absent', () => {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    database.append([put('synced')]);
    const pair = ['first', 'second'].map((id) => put(id).events[0]);
    database.append([{ events: pair, sync: false }]);
    const survivors = [0, 0.3, 0.6, 0.99].map((random) => idsIn(openDatabase(files.afterPowerLoss(() => random))));
    assert.deepEqual(survivors[0], ['synced']);
    for (const ids of survivors)
      assert.ok(['synced', 'first,second,synced'].includes([...ids].sort().join()), ids.join());
  });

  it('keeps what was written without a sync when only the process dies', () => {
    const files = new SimulatedFiles();
    openDatabase(files).append([{ ...put('a'), sync: false }]);
    assert.deepEqual(messagesIn(openDatabase(files)).length, 1);
  });
});
