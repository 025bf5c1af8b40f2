import assert from 'node:assert/strict';
import fc from 'fast-check';
import { historySchema } from '../../../../../src/storage/worker/databases/history/historySchema.js';
import { usersSchema } from '../../../../../src/storage/worker/databases/users/usersSchema.js';
import { stampOf } from '../../../../../src/storage/worker/log/hybridClock.js';
import { closeDatabases } from '../../../../unit/storage/support/openDatabase.js';
import { allRowsOf, databaseOf, rowsAfter, rowsAfterMerging } from '../../../../unit/storage/support/writtenEvents.js';

const id = fc.constantFrom('a', 'b');
const text = fc.constantFrom('', 'one', 'two', 'nul\0 and \ud800 alone', '漢字');
const time = fc.constantFrom(0, 1, 1_700_000_000_000, 2.5);
const status = fc.constantFrom('streaming', 'complete', 'interrupted', 'failed');
/** Sound ones, the greatest, and what is none. */
const revision = fc.constantFrom<unknown>(
  1,
  2,
  2 ** 40 + 8,
  Number.MAX_SAFE_INTEGER - 1,
  Number.MAX_SAFE_INTEGER,
  0,
  '7',
);
const parts = fc.array(fc.record({ type: fc.constant('text'), text }), { maxLength: 2 });
const fields = fc.record(
  {
    title: text,
    createdAt: time,
    updatedAt: time,
    workspace: fc.option(text),
    headId: fc.option(id),
    persona: fc.option(text),
    pinned: fc.boolean(),
    archived: fc.boolean(),
    tags: fc.array(text, { maxLength: 3 }),
    deletedAt: fc.option(time),
    selection: fc.option(
      fc.record({ ref: fc.record({ endpoint: id, model: text }), parameters: fc.dictionary(text, fc.jsonValue()) }),
    ),
  },
  { requiredKeys: [] },
);

const historyEvent = fc.oneof(
  fc.record({ type: fc.constant('conversation.set'), id, fields }),
  fc.record({
    type: fc.constant('message.put'),
    message: fc.record(
      {
        id,
        conversationId: id,
        parentId: fc.option(id),
        role: fc.constant('user'),
        parts,
        createdAt: time,
        status,
        revision,
      },
      { requiredKeys: ['id', 'conversationId', 'parentId', 'role', 'parts', 'createdAt', 'status'] },
    ),
  }),
  fc.record({ type: fc.constant('message.delta'), conversationId: id, messageId: id, index: fc.nat(3), parts }),
  fc.record({
    type: fc.constant('job.put'),
    job: fc.record({ id, conversationId: id, kind: fc.constant('title'), createdAt: time, after: text }),
  }),
  fc.record({ type: fc.constant('conversation.tombstone'), id }),
);

const userEvent = fc.oneof(
  fc.record({
    type: fc.constant('user.set'),
    id,
    fields: fc.record({ name: text, createdAt: time }, { requiredKeys: [] }),
  }),
  fc.record({ type: fc.constant('preference.set'), userId: id, key: text, value: fc.jsonValue() }),
);

const writer = fc.constantFrom('00000000000000aa', '00000000000000bb');

/** Events with distinct stamps, the same in another order, and some of them, twice. */
function history(event: fc.Arbitrary<unknown>) {
  return fc.array(fc.record({ event, clock: fc.bigInt(0n, 20n), writer }), { maxLength: 16 }).chain((drawn) => {
    const written = drawn.map(({ event, clock, writer }, index) => ({ event, stamp: stampOf(clock, writer, index) }));
    const shuffled = fc.shuffledSubarray(written, { minLength: written.length });
    return fc.record({
      written: fc.constant(written),
      shuffled,
      some: fc.subarray(written),
      others: fc.subarray(written),
    });
  });
}

for (const { name, schema, event } of [
  { name: 'chat history', schema: historySchema, event: historyEvent },
  { name: 'user database', schema: usersSchema, event: userEvent },
]) {
  describe(`the ${name}`, () => {
    it('ends in the same rows whatever the order its events arrive in, and however often', () => {
      const sql = databaseOf(schema);
      fc.assert(
        fc.property(history(event), ({ written, shuffled, some }) => {
          const expected = rowsAfter(sql, schema, written);
          assert.deepEqual(rowsAfter(sql, schema, shuffled), expected);
          assert.deepEqual(rowsAfter(sql, schema, [...shuffled, ...some]), expected);
        }),
        { numRuns: 300 },
      );
    });

    it('ends in the same rows without the events that others applied with them supersede', () => {
      const sql = databaseOf(schema);
      fc.assert(
        fc.property(history(event), fc.nat(16), ({ written, shuffled }, split) => {
          const [before, together] = [shuffled.slice(0, split), shuffled.slice(split)];
          const needed = schema.withoutSuperseded?.(together) ?? together;
          assert.deepEqual(rowsAfter(sql, schema, [...before, ...needed]), rowsAfter(sql, schema, written));
        }),
        { numRuns: 300 },
      );
    });

    it('holds after merging another database what the events of both would have made of it', () => {
      fc.assert(
        fc
          .property(history(event), ({ written, some, others }) => {
            const either = written.filter((event) => some.includes(event) || others.includes(event));
            const sql = databaseOf(schema, either);
            const expected = allRowsOf(sql);
            sql.close();
            assert.deepEqual(rowsAfterMerging(schema, some, others), expected);
            assert.deepEqual(rowsAfterMerging(schema, others, some), expected);
            assert.deepEqual(rowsAfterMerging(schema, some, others, others, some), expected);
          })
          .afterEach(closeDatabases),
        { numRuns: 300 },
      );
    });
  });
}
