import assert from 'node:assert/strict';
import fc from 'fast-check';
import { closeDatabases, idsIn, openDatabase, put } from '../../../../unit/storage/support/openDatabase.js';
import { SimulatedFiles, systemError } from '../../../../unit/storage/support/simulatedFiles.js';

class PowerLoss extends Error {}

describe('a power loss', () => {
  it('takes nothing that was reported as synced, and leaves every transaction whole or absent', () => {
    const step = fc.record({
      size: fc.integer({ min: 1, max: 4 }),
      sync: fc.boolean(),
      seal: fc.nat(9).map((draw) => draw === 0),
    });
    const life = fc.record({
      steps: fc.array(step, { minLength: 1, maxLength: 6 }),
      lossAtCall: fc.nat(40),
      failAtCall: fc.option(fc.nat(20)),
      seed: fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 1, maxLength: 8 }),
    });
    fc.assert(
      fc
        .property(fc.array(life, { minLength: 1, maxLength: 3 }), (lives) => {
          let files = new SimulatedFiles();
          const acknowledged = new Set<string>();
          const asked = new Map<string, number>();
          let transaction = 0;
          for (const { steps, lossAtCall, failAtCall, seed } of lives) {
            let calls = 0;
            let draws = 0;
            let lost: SimulatedFiles | undefined;
            const disk = files;
            disk.before = (operation, file) => {
              if (calls++ === lossAtCall) {
                lost = disk.afterPowerLoss(() => seed[draws++ % seed.length]!);
                throw new PowerLoss();
              }
              if (lost !== undefined) throw new PowerLoss();
              if (calls === failAtCall && operation !== 'list' && operation !== 'rename')
                throw systemError('EIO', file);
            };
            try {
              const database = openDatabase(disk);
              for (const { size, sync, seal } of steps) {
                if (seal) sealAll(disk);
                const name = `t${transaction++}`;
                asked.set(name, size);
                const events = Array.from({ length: size }, (_, index) => put(`${name}.${index}`).events[0]);
                const [failure] = database.append([{ events, sync }]);
                // What failed because the power went is not acknowledged; the answer never left the machine.
                if (failure === undefined && sync && lost === undefined) acknowledged.add(name);
              }
            } catch (error) {
              if (lost === undefined) throw error;
            }
            disk.before = () => undefined;
            files = lost ?? disk.afterPowerLoss(() => seed[draws++ % seed.length]!);
          }
          const found = new Map<string, number>();
          for (const id of idsIn(openDatabase(files))) {
            const name = id.split('.')[0]!;
            found.set(name, (found.get(name) ?? 0) + 1);
          }
          for (const name of acknowledged) assert.ok(found.has(name), `${name} was acknowledged and is lost`);
          for (const [name, count] of found) assert.equal(count, asked.get(name), `${name} is torn`);
        })
        .afterEach(closeDatabases),
      { numRuns: 150 },
    );
  });
});

/** What another window's checkpoint does first. */
function sealAll(files: SimulatedFiles): void {
  for (const file of files.contents().keys()) {
    if (file.endsWith('.log')) files.rename(file, `${file}.sealed`);
  }
}
