import assert from 'node:assert/strict';
import type { StoredSelection } from '../../../../../../src/storage/api/chatHistory.js';
import { historyQueries } from '../../../../../../src/storage/worker/databases/history/historyQueries.js';
import { historySchema } from '../../../../../../src/storage/worker/databases/history/historySchema.js';
import { stampOf } from '../../../../../../src/storage/worker/log/hybridClock.js';
import { InvalidEvent } from '../../../../../../src/storage/worker/tables/eventFields.js';
import { allRowsOf, databaseOf, rowsAfterMerging, type Written } from '../../../support/writtenEvents.js';

const set = (clock: number, selection: unknown): Written => ({
  event: { type: 'conversation.set', id: 'c', fields: { selection } },
  stamp: stampOf(BigInt(clock), '00000000000000aa', 0),
});
const kept = (...written: Written[]): StoredSelection | null =>
  historyQueries.conversation(databaseOf(historySchema, written), 'c')!.selection;
const one: StoredSelection = { ref: { endpoint: 'openai', model: 'gpt-x' }, parameters: { reasoningEffort: 'xhigh' } };
const other: StoredSelection = { ref: { endpoint: 'my-server', model: '' }, parameters: {} };

describe('who answers a conversation', () => {
  it('is nobody in particular before somebody says so', () => {
    assert.equal(kept({ ...set(1, null), event: { type: 'conversation.set', id: 'c', fields: {} } }), null);
  });

  it('is what was set last, whatever the order it arrives in, and by whichever copy', () => {
    const written = [set(1, one), set(2, other)];
    assert.deepEqual(kept(...written), other);
    assert.deepEqual(kept(...written.toReversed()), other);
    assert.deepEqual(kept(...written, set(3, null)), null);
    const expected = allRowsOf(databaseOf(historySchema, written));
    assert.deepEqual(rowsAfterMerging(historySchema, written.slice(1), written.slice(0, 1)), expected);
  });

  it('is read without what this version does not know, which stays for one that does', () => {
    const later = {
      ref: { ...one.ref, region: 'eu' },
      parameters: { reasoningEffort: 'ultra', temperature: 9, topP: 'much', maxOutputTokens: 0.2, seed: 7 },
      fallbacks: [other.ref],
    };
    const sql = databaseOf(historySchema, [set(1, later)]);
    assert.deepEqual(historyQueries.conversation(sql, 'c')!.selection, {
      ref: one.ref,
      parameters: { temperature: 2, maxOutputTokens: 1 },
    });
    assert.deepEqual(JSON.parse(String(sql.first('SELECT selection FROM conversations')![0])), later);
  });

  for (const [what, hostile] of Object.entries({
    'a text': 'openai',
    'a list': [one],
    'no reference': { parameters: {} },
    'no endpoint': { ref: { model: 'm' }, parameters: {} },
    'an endpoint without a name': { ref: { endpoint: '', model: 'm' }, parameters: {} },
    'an endless name': { ref: { endpoint: 'e'.repeat(501), model: 'm' }, parameters: {} },
    'a model that is no text': { ref: { endpoint: 'e', model: 7 }, parameters: {} },
  }))
    it(`is never ${what}`, () => assert.throws(() => kept(set(1, hostile)), InvalidEvent));

  it('keeps no parameters where they are none', () => {
    assert.deepEqual(kept(set(1, { ref: one.ref, parameters: 'all' })), { ref: one.ref, parameters: {} });
  });
});
