import assert from 'node:assert/strict';
import fc from 'fast-check';
import { finish, compactionOf } from '../../../../unit/storage/support/compaction.js';
import { closeDatabases, openDatabase } from '../../../../unit/storage/support/openDatabase.js';
import { SimulatedFiles } from '../../../../unit/storage/support/simulatedFiles.js';

describe('windows whose clocks disagree', () => {
  const YEAR = 365 * 24 * 3600 * 1000;
  const titled = (title: string) => [
    { events: [{ type: 'conversation.set', id: 'c', fields: { title } }], sync: true },
  ];
  const titleIn = (database: ReturnType<typeof openDatabase>) =>
    (database.query('conversation', ['c']) as { title: string } | undefined)?.title;

  it('agree that whoever has seen a change and then makes another one wins, while one clock jumps back and forward by a year', () => {
    const step = fc.record({ window: fc.nat(1), jump: fc.constantFrom(-YEAR, 0, 0, YEAR), checkpoint: fc.boolean() });
    fc.assert(
      fc
        .property(fc.array(step, { minLength: 2, maxLength: 8 }), (steps) => {
          const files = new SimulatedFiles();
          let [time, offset] = [Date.UTC(2026, 0), 0];
          const windows = [openDatabase(files, () => ++time + offset), openDatabase(files, () => ++time)];
          for (const [number, { window, jump, checkpoint }] of steps.entries()) {
            offset += jump;
            const database = windows[window]!;
            database.catchUp();
            assert.deepEqual(database.append(titled(`title ${number}`)), [undefined]);
            if (checkpoint) finish(compactionOf(database, files).checkpoint());
          }
          for (const database of [...windows, openDatabase(files)]) {
            database.catchUp();
            assert.equal(titleIn(database), `title ${steps.length - 1}`);
          }
        })
        .afterEach(closeDatabases),
      { numRuns: 60 },
    );
  });
});
