import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { anyHistory, contentOf, holding, OrderedHistory, sample } from '../../unit/archives/support/conversations.js';
import { exported } from '../../unit/archives/support/exporting.js';
import { importBytes } from '../../unit/archives/support/importing.js';
import { schemaFaults } from '../../unit/archives/support/schemaFaults.js';

const schema = JSON.parse(
  readFileSync(new URL('../../../docs/archive.schema.json', import.meta.url), 'utf8'),
) as Record<string, unknown>;

describe('an archive of SCOUT’s', () => {
  it('brings everything back that any history held, and the same archive again', () =>
    fc.assert(
      fc.asyncProperty(anyHistory, async (all) => {
        const before = await holding(all);
        const archive = await exported(before);
        const after = new OrderedHistory();
        const report = await importBytes(after, archive);
        assert.deepEqual([report.outcome, report.added, report.problems], ['complete', all.length, []]);
        for (const whole of all) assert.deepEqual(await contentOf(after, whole), await contentOf(before, whole));
        assert.equal(await exported(after), archive);
      }),
      { numRuns: 200 },
    )).timeout(60_000);

  it('is what its schema says', () =>
    fc.assert(
      fc.asyncProperty(anyHistory, async (all) => {
        assert.deepEqual(schemaFaults(schema, JSON.parse(await exported(await holding([sample, ...all])))), []);
      }),
      { numRuns: 50 },
    )).timeout(60_000);
});
