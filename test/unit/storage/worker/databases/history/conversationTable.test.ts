import assert from 'node:assert/strict';
import type {
  Conversation,
  ConversationCursor,
  ConversationFilter,
} from '../../../../../../src/storage/api/chatHistory.js';
import { listStatement } from '../../../../../../src/storage/worker/databases/history/conversationTable.js';
import { historyQueries } from '../../../../../../src/storage/worker/databases/history/historyQueries.js';
import { historySchema } from '../../../../../../src/storage/worker/databases/history/historySchema.js';
import { stampOf } from '../../../../../../src/storage/worker/log/hybridClock.js';
import { Sql } from '../../../../../../src/storage/worker/sqlite/sql.js';
import { sqlJs } from '../../../support/openDatabase.js';

/** A history of the given conversations; without `updatedAt` the later in the list the more recent. */
function historyOf(conversations: Readonly<Record<string, Partial<Record<keyof Conversation, unknown>>>>): Sql {
  const sql = new Sql(sqlJs);
  sql.execute(historySchema.definition);
  Object.entries(conversations).forEach(([id, fields], index) => {
    const event = { type: 'conversation.set', id, fields: { createdAt: 1, updatedAt: 100 + index, ...fields } };
    historySchema.apply(sql, event, stampOf(BigInt(index + 1), '00000000000000aa', 0));
  });
  return sql;
}

const idsOf = (conversations: readonly Conversation[]): readonly string[] => conversations.map(({ id }) => id);

function listed(sql: Sql, filter: ConversationFilter = {}, limit = 100, after?: ConversationCursor): readonly string[] {
  return idsOf(historyQueries.conversations(sql, filter, limit, after));
}

describe('the list of conversations', () => {
  it('shows pinned ones first, then the most recently updated, up to the limit', () => {
    const sql = historyOf({
      old: { updatedAt: 10 },
      pinned: { updatedAt: 5, pinned: true },
      new: { updatedAt: 30 },
      middle: { updatedAt: 20 },
    });
    assert.deepEqual(listed(sql), ['pinned', 'new', 'middle', 'old']);
    assert.deepEqual(listed(sql, {}, 2), ['pinned', 'new']);
  });

  it('orders by creation what was never updated', () => {
    const sql = historyOf({ created: { createdAt: 20, updatedAt: undefined }, updated: { updatedAt: 10 } });
    assert.deepEqual(listed(sql), ['created', 'updated']);
  });

  it('shows archived ones only when asked for, and then only those', () => {
    const sql = historyOf({ kept: {}, archived: { archived: true } });
    assert.deepEqual(listed(sql), ['kept']);
    assert.deepEqual(listed(sql, { archived: true }), ['archived']);
  });

  it('shows the conversations of one folder when asked for', () => {
    const sql = historyOf({
      here: { workspace: 'file:///a' },
      there: { workspace: 'file:///a/b' },
      nowhere: {},
      put: { workspace: 'file:///a', archived: true },
    });
    assert.deepEqual(listed(sql, { workspace: 'file:///a' }), ['here']);
    assert.deepEqual(listed(sql, { workspace: 'file:///a', archived: true }), ['put']);
  });

  it('never shows deleted ones, until they are brought back', () => {
    const sql = historyOf({
      kept: {},
      late: { deletedAt: 20, workspace: 'file:///a' },
      early: { deletedAt: 10, archived: true },
    });
    assert.deepEqual(listed(sql), ['kept']);
    assert.deepEqual(listed(sql, { archived: true }), []);
    assert.deepEqual(listed(sql, { workspace: 'file:///a' }), []);
    assert.deepEqual(idsOf(historyQueries.deleted(sql)), ['early', 'late']);
    historySchema.apply(sql, { type: 'conversation.set', id: 'late', fields: { deletedAt: null } }, 'z');
    assert.deepEqual(listed(sql), ['late', 'kept']);
    assert.deepEqual(idsOf(historyQueries.deleted(sql)), ['early']);
  });

  it('comes in pages that together are the whole list, also where many have the same time', () => {
    const names = Array.from({ length: 57 }, (_, index) => `c${index}`);
    const sql = historyOf(
      Object.fromEntries(names.map((name, index) => [name, { pinned: index % 9 === 0, updatedAt: index % 4 }])),
    );
    const whole = listed(sql);
    const pages: string[] = [];
    for (let after: ConversationCursor | undefined; ;) {
      const page = historyQueries.conversations(sql, {}, 5, after);
      if (page.length === 0) break;
      pages.push(...idsOf(page));
      after = page.at(-1);
    }
    assert.equal(whole.length, 57);
    assert.deepEqual(pages, whole);
  });

  for (const [what, filter] of Object.entries({
    all: {},
    'archived ones': { archived: true },
    'those of a folder': { workspace: 'w' },
  } satisfies Record<string, ConversationFilter>)) {
    for (const after of [undefined, { pinned: false, updatedAt: 5, id: 'c' }]) {
      it(`walks an index and sorts nothing for ${what}${after === undefined ? '' : ', on a later page'}`, () => {
        const { statement, parameters } = listStatement(filter, 10, after);
        const plan = historyOf({})
          .all(`EXPLAIN QUERY PLAN ${statement}`, parameters)
          .map((row) => String(row[3]));
        assert.equal(plan.length, 1, plan.join('\n'));
        assert.match(
          plan[0]!,
          'workspace' in filter
            ? /^SEARCH conversations USING INDEX conversations_by_workspace \(workspace=\? AND archived=\?/
            : /^SEARCH conversations USING INDEX conversations_listed \(archived=\?/,
        );
        if (after !== undefined) assert.match(plan[0]!, /\(pinned,recency,id\)<\(\?,\?,\?\)/);
      });
    }
  }

  it('names every tag and every folder in use, but not those of deleted conversations', () => {
    const sql = historyOf({
      one: { tags: ['work', 'Äpfel'], workspace: 'file:///b' },
      two: { tags: ['work'], workspace: 'file:///a', archived: true },
      three: { tags: [], workspace: null },
      gone: { tags: ['secret'], workspace: 'file:///secret', deletedAt: 1 },
    });
    assert.deepEqual(historyQueries.labels(sql), { tags: ['Äpfel', 'work'], workspaces: ['file:///a', 'file:///b'] });
  });
});
