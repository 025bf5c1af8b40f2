import assert from 'node:assert/strict';
import fc from 'fast-check';
import { change, collected, recover, snapshotsIn } from '../../../../unit/storage/support/damagedSnapshots.js';
import { MaintenanceWindow } from '../../../../unit/storage/support/maintenanceWindow.js';
import { closeDatabases } from '../../../../unit/storage/support/openDatabase.js';

describe('recovering a history', () => {
  it('comes through whatever is damaged, and never changes what is there', () => {
    const sound = collected(10);
    fc.assert(
      fc
        .property(
          fc.array(
            fc.tuple(
              fc.nat(1),
              fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
              fc.integer({ min: 1, max: 255 }),
            ),
            { minLength: 1, maxLength: 6 },
          ),
          (flips) => {
            const files = sound.copy();
            const all = snapshotsIn(files);
            for (const [which, at, bits] of flips) {
              change(files, all[which]!, (bytes) => {
                bytes[Math.floor(at * bytes.length)]! ^= bits;
                return bytes;
              });
            }
            const window = new MaintenanceWindow(files);
            window.converse('here', 'untouched');
            const before = window.listed();
            recover(window);
            for (const id of before) assert.ok(window.listed().includes(id));
            assert.deepEqual(window.texts('here'), ['untouched']);
            // What came back can be read again by everybody.
            const reopened = new MaintenanceWindow(files);
            assert.deepEqual(reopened.listed(), window.listed());
            for (const id of reopened.listed()) reopened.texts(id);
            reopened.checkpoint();
          },
        )
        .afterEach(closeDatabases),
      { numRuns: 60 },
    );
  });
});
