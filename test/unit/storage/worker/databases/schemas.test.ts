import assert from 'node:assert/strict';
import { InvalidEvent } from '../../../../../src/storage/worker/tables/eventFields.js';
import { stampOf } from '../../../../../src/storage/worker/log/hybridClock.js';
import { historyQueries } from '../../../../../src/storage/worker/databases/history/historyQueries.js';
import { historySchema } from '../../../../../src/storage/worker/databases/history/historySchema.js';
import { usersQueries, usersSchema } from '../../../../../src/storage/worker/databases/users/usersSchema.js';
import { message } from '../../support/openDatabase.js';
import { allRowsOf, databaseOf, rowsAfterMerging, type Written } from '../../support/writtenEvents.js';

describe('the chat history', () => {
  const at = (clock: number, event: unknown): Written => ({
    event,
    stamp: stampOf(BigInt(clock), '00000000000000aa', 0),
  });
  const messagesAfter = (...written: Written[]) =>
    historyQueries.messages(databaseOf(historySchema, written), 'conversation');
  const delta = (index: number, text: string) => ({
    type: 'message.delta',
    conversationId: 'conversation',
    messageId: 'answer',
    index,
    parts: [{ type: 'text', text }],
  });
  const putAnswer = (status: 'streaming' | 'complete' | 'interrupted', text: string) => ({
    type: 'message.put',
    message: message('answer', text, status),
  });

  it('ends in the same rows whatever the order its events arrive in, however often, and by whichever copy', () => {
    const written = [
      at(1, { type: 'conversation.set', id: 'conversation', fields: { title: 'First', pinned: true } }),
      at(2, putAnswer('streaming', 'begun')),
      at(3, delta(0, ' and going on')),
      at(4, putAnswer('interrupted', 'cut off')),
      at(5, putAnswer('complete', 'all of it')),
      at(6, { type: 'conversation.set', id: 'conversation', fields: { title: 'Second' } }),
      at(7, { type: 'message.put', message: message('gone', 'a secret', 'complete', 'deleted') }),
      at(8, { type: 'conversation.tombstone', id: 'deleted' }),
    ];
    const expected = allRowsOf(databaseOf(historySchema, written));
    assert.deepEqual(allRowsOf(databaseOf(historySchema, written.toReversed())), expected);
    assert.deepEqual(allRowsOf(databaseOf(historySchema, [...written, ...written])), expected);
    for (let split = 0; split <= written.length; split++) {
      const [before, after] = [written.slice(0, split), written.slice(split)];
      assert.deepEqual(rowsAfterMerging(historySchema, before, after), expected);
      assert.deepEqual(rowsAfterMerging(historySchema, after, before), expected);
    }
  });

  it('keeps any number of messages, and of titles, of the same minute', () => {
    const sql = databaseOf(historySchema);
    const createdAt = 1_700_000_000_000;
    sql.execute('BEGIN');
    for (let number = 0; number < 2_000; number++) {
      const stamp = stampOf(BigInt(number), '00000000000000aa', 0);
      historySchema.apply(sql, { type: 'message.put', message: { ...message(`m${number}`), createdAt } }, stamp);
      historySchema.apply(
        sql,
        { type: 'conversation.set', id: `c${number}`, fields: { title: `Title ${number}`, createdAt } },
        stamp,
      );
    }
    sql.execute('COMMIT');
    assert.equal(historyQueries.messages(sql, 'conversation').length, 2_000);
    // The search index is in the order of these numbers.
    const [farthest] = sql.first('SELECT max(number) FROM messages')!;
    assert.ok(Number(farthest) - createdAt / 60_000 < 20_000, `the farthest is ${String(farthest)}`);
  });

  it('joins the deltas of a streaming message in the order of their index, also those that came before it', () => {
    const [answer] = messagesAfter(
      at(1, delta(1, 'b')),
      at(2, putAnswer('streaming', '>')),
      at(3, delta(2, 'c')),
      at(4, delta(0, 'a')),
      at(5, delta(2, 'c')),
    );
    assert.deepEqual(answer?.parts, [{ type: 'text', text: '>abc' }]);
  });

  it('keeps the finished message and forgets its deltas, also those that come late', () => {
    const [answer] = messagesAfter(
      at(1, delta(0, 'a')),
      at(2, putAnswer('complete', 'whole')),
      at(3, delta(1, 'b')),
      at(4, putAnswer('streaming', '')),
    );
    assert.deepEqual(answer?.parts, [{ type: 'text', text: 'whole' }]);
    assert.equal(answer?.status, 'complete');
  });

  it('leaves out what is superseded among events that are applied together, and keeps what is not understood', () => {
    const set = (clock: number, fields: object) => at(clock, { type: 'conversation.set', id: 'conversation', fields });
    const end = at(9, putAnswer('complete', 'whole'));
    const kept = [
      set(1, { title: 'A title', updatedAt: 1 }),
      at(4, { ...delta(-1, 'no such index') }),
      at(5, { ...delta(0, 'of another answer'), messageId: 'other' }),
      set(6, { updatedAt: 'no time' }),
      end,
      set(10, { updatedAt: 3, headId: 'answer' }),
    ];
    const superseded = [
      at(2, putAnswer('streaming', '')),
      at(3, delta(0, 'who')),
      set(7, { updatedAt: 2 }),
      at(11, delta(1, 'late')),
    ];
    const inOrder = [...kept, ...superseded].sort((a, b) => (a.stamp < b.stamp ? -1 : 1));
    assert.deepEqual(historySchema.withoutSuperseded!(inOrder), kept);
    assert.deepEqual(historySchema.withoutSuperseded!([end]), [end]);
  });

  it('never changes a finished message', () => {
    const [answer] = messagesAfter(
      at(1, putAnswer('complete', 'first')),
      at(2, putAnswer('complete', 'second')),
      at(3, putAnswer('interrupted', 'third')),
    );
    assert.deepEqual(answer?.parts, [{ type: 'text', text: 'first' }]);
  });

  it('keeps a finished answer although another window took it for interrupted', () => {
    const [answer] = messagesAfter(at(1, putAnswer('interrupted', 'half')), at(2, putAnswer('complete', 'whole')));
    assert.deepEqual(answer?.parts, [{ type: 'text', text: 'whole' }]);
  });

  it('forgets everything about a deleted conversation, whenever it was written', () => {
    const sql = databaseOf(historySchema, [
      at(9, { type: 'conversation.tombstone', id: 'conversation' }),
      at(10, { type: 'conversation.set', id: 'conversation', fields: { title: 'back' } }),
      at(11, putAnswer('complete', 'back')),
      at(12, delta(0, 'back')),
    ]);
    assert.equal(historyQueries.conversation(sql, 'conversation'), undefined);
    assert.deepEqual(historyQueries.messages(sql, 'conversation'), []);
    assert.equal(sql.first('SELECT count(*) FROM deltas')![0], 0);
  });

  it('sets each field of a conversation by itself, the last writer winning', () => {
    const sql = databaseOf(historySchema, [
      at(5, { type: 'conversation.set', id: 'c', fields: { title: 'later', createdAt: 7 } }),
      at(4, {
        type: 'conversation.set',
        id: 'c',
        fields: { title: 'earlier', workspace: 'file:///w', updatedAt: 8, headId: null },
      }),
    ]);
    const { title, createdAt, updatedAt, workspace, headId } = historyQueries.conversation(sql, 'c')!;
    assert.deepEqual(
      { title, createdAt, updatedAt, workspace, headId },
      { title: 'later', createdAt: 7, updatedAt: 8, workspace: 'file:///w', headId: null },
    );
  });

  it('takes a conversation for neither pinned, archived, tagged nor deleted before somebody says so', () => {
    const sql = databaseOf(historySchema, [at(1, { type: 'conversation.set', id: 'c', fields: {} })]);
    const { persona, pinned, archived, tags, deletedAt } = historyQueries.conversation(sql, 'c')!;
    assert.deepEqual(
      { persona, pinned, archived, tags, deletedAt },
      { persona: null, pinned: false, archived: false, tags: [], deletedAt: null },
    );
  });

  it('keeps what the user does with a conversation, and takes it back', () => {
    const set = (clock: number, fields: object) => at(clock, { type: 'conversation.set', id: 'c', fields });
    const done = { persona: 'Reviewer \ud800', pinned: true, archived: true, tags: ['b', 'a', 'b', ''], deletedAt: 5 };
    const undone = { persona: null, pinned: false, archived: false, tags: [], deletedAt: null };
    const kept = (...written: Written[]) => {
      const { persona, pinned, archived, tags, deletedAt } = historyQueries.conversation(
        databaseOf(historySchema, written),
        'c',
      )!;
      return { persona, pinned, archived, tags, deletedAt };
    };
    assert.deepEqual(kept(set(1, done)), { ...done, tags: ['b', 'a', ''] });
    assert.deepEqual(kept(set(1, done), set(2, undone)), undone);
    assert.deepEqual(kept(set(2, undone), set(1, done)), undone);
  });

  it('keeps every character of a title', () => {
    const title = 'a\0b \ud83d half an emoji, 漢字';
    const sql = databaseOf(historySchema, [at(1, { type: 'conversation.set', id: 'c', fields: { title } })]);
    assert.equal(historyQueries.conversation(sql, 'c')?.title, title);
  });

  it('says which conversation an event is about, and which message it lets grow', () => {
    const about = (event: unknown) => [historySchema.subjectOf(event), historySchema.growingOf(event)];
    assert.deepEqual(about({ type: 'conversation.set', id: 'c', fields: {} }), ['c', undefined]);
    assert.deepEqual(about({ type: 'conversation.tombstone', id: 'c' }), ['c', undefined]);
    assert.deepEqual(about(putAnswer('streaming', '')), ['conversation', 'answer']);
    assert.deepEqual(about(putAnswer('complete', '')), ['conversation', undefined]);
    assert.deepEqual(about(delta(0, '')), [undefined, 'answer']);
    assert.deepEqual(about({ type: 'job.put', job: { id: 'j', conversationId: 'c', createdAt: 1 } }), ['c', undefined]);
    assert.equal(usersSchema.subjectOf({ type: 'user.set', id: 'ada', fields: {} }), undefined);
  });

  it('counts deletions, whatever else is gone', () => {
    const sql = databaseOf(historySchema, [
      at(1, { type: 'conversation.tombstone', id: 'c' }),
      at(2, { type: 'conversation.tombstone', id: 'd' }),
    ]);
    assert.equal(historySchema.erasures(sql), 2);
  });

  for (const [what, event] of Object.entries({
    'no object': 'message.put',
    'an unknown type': { type: 'message.explode', id: 'a' },
    'a conversation without an id': { type: 'conversation.set', fields: {} },
    'a time that is none': { type: 'conversation.set', id: 'c', fields: { updatedAt: Number.NaN } },
    'a message without parts': { type: 'message.put', message: { ...message('a'), parts: undefined } },
    'an unknown status': { type: 'message.put', message: { ...message('a'), status: 'toString' } },
    'an id of half a character': { type: 'conversation.tombstone', id: 'a\ud83d' },
    'a negative index': { type: 'message.delta', conversationId: 'c', messageId: 'a', index: -1, parts: [] },
    'a pin that is no yes or no': { type: 'conversation.set', id: 'c', fields: { pinned: 1 } },
    'tags that are no texts': { type: 'conversation.set', id: 'c', fields: { tags: ['a', 2] } },
    'a deletion without a time': { type: 'conversation.set', id: 'c', fields: { deletedAt: true } },
    'a persona without a name': { type: 'conversation.set', id: 'c', fields: { persona: {} } },
    'what JSON cannot say': {
      type: 'message.put',
      message: { ...message('a'), parts: [{ type: 'opaque', vendor: 'x', data: 1n }] },
    },
  })) {
    it(`refuses ${what}`, () => {
      assert.throws(() => historySchema.apply(databaseOf(historySchema), event, 'stamp'), InvalidEvent);
    });
  }
});

describe('the user database', () => {
  it('gives back preferences by user and key, and forgets one that is set to null', () => {
    const sql = databaseOf(usersSchema);
    const set = (clock: number, userId: string, key: string, value: unknown) =>
      usersSchema.apply(sql, { type: 'preference.set', userId, key, value }, stampOf(BigInt(clock), 'w', 0));
    set(1, 'ada', 'theme', { dark: true });
    set(2, 'bob', 'theme', 'light');
    set(3, 'ada', 'model', 'm');
    set(4, 'ada', 'model', null);
    set(2, 'ada', 'model', 'older');
    assert.deepEqual(usersQueries.preference(sql, 'ada', 'theme'), { dark: true });
    assert.equal(usersQueries.preference(sql, 'bob', 'theme'), 'light');
    assert.equal(usersQueries.preference(sql, 'ada', 'model'), undefined);
    assert.equal(usersQueries.preference(sql, 'eve', 'theme'), undefined);
  });

  it('lists users oldest first', () => {
    const sql = databaseOf(usersSchema);
    for (const [id, createdAt] of [
      ['young', 9],
      ['old', 1],
    ] as const) {
      usersSchema.apply(sql, { type: 'user.set', id, fields: { name: id.toUpperCase(), createdAt } }, 'stamp');
    }
    assert.deepEqual(usersQueries.users(sql), [
      { id: 'old', name: 'OLD', createdAt: 1 },
      { id: 'young', name: 'YOUNG', createdAt: 9 },
    ]);
  });
});
