import assert from 'node:assert/strict';
import fc from 'fast-check';
import { retryingFiles } from '../../../../../src/storage/worker/files/retryingFiles.js';
import { heldFiles, liveTogether, namesOf, refusals } from '../../../../unit/storage/support/heldFiles.js';
import { closeDatabases } from '../../../../unit/storage/support/openDatabase.js';
import { SimulatedFiles } from '../../../../unit/storage/support/simulatedFiles.js';

describe('files as Windows has them', () => {
  it('may be held for a moment at any call, and nobody notices', () => {
    const refusal = fc.record({ code: fc.constantFrom(...refusals), times: fc.integer({ min: 0, max: 7 }) });
    fc.assert(
      fc
        .property(fc.array(refusal, { minLength: 1, maxLength: 40 }), (plan) => {
          const disk = new SimulatedFiles();
          liveTogether(
            disk,
            retryingFiles(heldFiles(disk, plan), () => undefined),
          );
          assert.deepEqual(namesOf(disk, '.sealed'), []);
        })
        .afterEach(closeDatabases),
      { numRuns: 40 },
    );
  });
});
