import assert from 'node:assert/strict';
import { checkDuringChanges } from '../../../../unit/storage/support/checkedHistory.js';
import { closeDatabases } from '../../../../unit/storage/support/openDatabase.js';

describe('checking the storage', () => {
  it('is not misled by another window that writes, and makes files superfluous, at any step', () => {
    let steps = 1;
    for (let moment = 0; moment < steps; moment++) {
      steps = Math.max(steps, checkDuringChanges(moment));
      closeDatabases();
    }
    assert.ok(steps > 15);
  });
});
