import assert from 'node:assert/strict';
import { historySchema } from '../../../../../../../src/storage/worker/databases/history/historySchema.js';
import { isIndexSound } from '../../../../../../../src/storage/worker/databases/history/search/checkIndex.js';
import { Sql } from '../../../../../../../src/storage/worker/sqlite/sql.js';
import { sqlJs } from '../../../../support/openDatabase.js';
import { historyOf, minutesAgo, SearchableHistory } from './support/searchable.js';

const waiting = ({ sql }: SearchableHistory): number => Number(sql.first('SELECT count(*) FROM unindexed')![0]);

function isSound({ sql }: SearchableHistory): boolean {
  const steps = isIndexSound(new Sql(sqlJs, sql.export()));
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value;
}

function settle({ sql }: SearchableHistory): void {
  while (historySchema.runDeferredWork!(sql));
}

describe('the index of a search', function () {
  this.timeout(180_000);

  it('takes messages up after they were saved, a few at a time', () => {
    const history = new SearchableHistory().conversation('c');
    for (let index = 0; index < 40; index++) history.message(`m${index}`, `word${index}`);
    assert.equal(waiting(history), 40);
    assert.equal(historySchema.runDeferredWork!(history.sql), true);
    const left = waiting(history);
    assert.ok(left > 0 && left < 40);
    settle(history);
    assert.equal(waiting(history), 0);
    assert.deepEqual(history.find('word7 '), ['m7']);
    assert.ok(isSound(history));
  });

  it('is complete for whoever searches, or checks it, before that', () => {
    const history = historyOf({ a: 'early', b: 'bird' });
    assert.ok(isSound(history));
    assert.deepEqual(
      history.searchNow('early ').hits.map(({ messageId }) => messageId),
      ['a'],
    );
    assert.equal(waiting(history), 0);
  });

  it('takes up little for whoever searches, and says how much was not searched', () => {
    const history = new SearchableHistory().conversation('c');
    for (let index = 0; index < 100; index++) history.message(`m${index}`, 'the same word');
    const first = history.searchNow('word ', { limit: 200 });
    assert.ok(first.hits.length > 0 && first.pending > 50, `${first.pending} of 100 wait`);
    assert.equal(first.hits.length + first.pending, 100);
    settle(history);
    const { hits, pending } = history.search('word ', { limit: 200 });
    assert.deepEqual([hits.length, pending], [100, 0]);
  });

  it('takes up fewer of long messages in one part, but one at least', () => {
    const history = new SearchableHistory().conversation('c');
    for (let index = 0; index < 4; index++) history.message(`m${index}`, `word${index} `.repeat(4_000));
    for (let left = 3; left >= 0; left--) {
      assert.equal(historySchema.runDeferredWork!(history.sql), true);
      assert.equal(waiting(history), left);
    }
    assert.equal(historySchema.runDeferredWork!(history.sql), false);
  });

  it('never takes up what was deleted or replaced in the meantime', () => {
    const history = historyOf({ gone: 'vanished' }).message('m', 'a first version', { status: 'interrupted' });
    history
      .message('m', 'the final version', { status: 'complete' })
      .conversation('d')
      .message('other', 'staying', { conversationId: 'd' });
    history.apply({ type: 'conversation.tombstone', id: 'c' });
    assert.equal(waiting(history), 1);
    settle(history);
    assert.deepEqual(
      [history.find('vanished '), history.find('version '), history.find('staying ')],
      [[], [], ['other']],
    );
    assert.ok(isSound(history));
  });

  it('forgets what it has taken up, and takes up its next version', () => {
    const history = historyOf({}).message('m', 'a first version', { status: 'interrupted' });
    settle(history);
    history.message('m', 'the final one', { status: 'complete' });
    assert.equal(waiting(history), 1);
    assert.deepEqual([history.find('version '), history.find('final ')], [[], ['m']]);
    assert.ok(isSound(history));
  });

  for (const [when, at, wanted, unwanted] of [
    ['later', minutesAgo(5), 'after:7d', 'before:7d'],
    ['earlier', minutesAgo(90 * 24 * 60), 'before:7d', 'after:7d'],
  ] as const) {
    for (const status of ['complete', 'streaming'] as const) {
      it(`finds by its date what a version of ${when} has replaced, also one that was ${status}`, () => {
        const history = historyOf({ before: 'needle' })
          .message('m', 'a needle', { status, createdAt: minutesAgo(30 * 24 * 60) })
          .message('younger', 'needle', { createdAt: minutesAgo(1) });
        if (status === 'complete') settle(history);
        history.message('m', 'the needle', { revision: 1, createdAt: at });
        settle(history);
        assert.ok(history.find(`needle ${wanted}`).includes('m'));
        assert.ok(!history.find(`needle ${unwanted}`).includes('m'));
        const [moved] = history.sql.first('SELECT count(*) FROM messages WHERE number - created_at / 60000 > 2')!;
        assert.equal(moved, 0, 'no search by date has to look further for it');
        assert.ok(isSound(history));
      });
    }
  }
});
