import assert from 'node:assert/strict';
import fc from 'fast-check';
import { historySchema } from '../../../../../../../src/storage/worker/databases/history/historySchema.js';
import { isIndexSound } from '../../../../../../../src/storage/worker/databases/history/search/checkIndex.js';
import { partCharacters } from '../../../../../../../src/storage/worker/databases/history/search/messageWords.js';
import { pieceEnd } from '../../../../../../../src/storage/worker/databases/history/search/textPieces.js';
import { tokensOf } from '../../../../../../../src/storage/worker/databases/history/search/tokens.js';
import { runToEnd } from '../../../../../../../src/storage/worker/step.js';
import { Sql } from '../../../../../../../src/storage/worker/sqlite/sql.js';
import { indexContent } from '../../../../support/indexContent.js';
import { sqlJs } from '../../../../support/openDatabase.js';
import { SearchableHistory } from './support/searchable.js';

const parts = 6;
/** So many parts, in the first of which is a phrase whose words recur in all others, and in the last one another word. */
const text = `needle in haystack ${'haystack and then filler or needle '.repeat(Math.ceil(((parts - 0.5) * partCharacters) / 35))} ultimate`;

const largeHistory = (): SearchableHistory => new SearchableHistory().conversation('c').message('large', text);
const isSound = ({ sql }: SearchableHistory): boolean => runToEnd(isIndexSound(new Sql(sqlJs, sql.export())));
const work = ({ sql }: SearchableHistory): boolean => historySchema.runDeferredWork!(sql);
const deletion = { type: 'conversation.tombstone', id: 'c' } as const;

function settle(history: SearchableHistory): number {
  let steps = 0;
  while (work(history)) steps++;
  return steps;
}

/** What the index has of messages, whatever they are. */
function words({ sql }: SearchableHistory): readonly string[] {
  return indexContent(sql).filter((line) => line.startsWith('message_words'));
}

describe('a message too large to be indexed at once', () => {
  it('is indexed in parts, and counts as not searched until the last one', () => {
    const history = largeHistory();
    const pending: number[] = [];
    for (let part = 0; part < parts; part++) {
      work(history);
      pending.push(Number(history.sql.first('SELECT count(*) FROM unindexed')![0]));
    }
    assert.deepEqual(pending, Array<number>(parts).fill(1));
    assert.ok(settle(history) <= 2);
    const { hits, pending: left } = history.searchNow('ultimate ');
    assert.deepEqual([hits.map(({ messageId }) => messageId), left], [['large'], 0]);
  });

  it('is said not to be searched by a search that comes before the end, which takes up some of it', () => {
    const history = largeHistory();
    const { hits, pending } = history.searchNow('ultimate ');
    assert.deepEqual([hits.length, pending], [0, 1]);
    assert.equal(history.searchNow('ultimate ').hits.length, 1);
  });

  it('lets those that were said after it be found at once', () => {
    const history = largeHistory();
    work(history);
    history.message('small', 'said after it');
    const { hits, pending } = history.searchNow('"said after it" ');
    assert.deepEqual([hits.map(({ messageId }) => messageId), pending], [['small'], 1]);
  });

  it('is found by phrases of any of its parts, although their words recur in others', () => {
    const history = largeHistory().message('small', 'a haystack in needle form');
    for (const phrase of [
      '"needle in haystack"',
      '"filler or needle ultimate"',
      'needle-in-haystack',
      '"needle in hay',
    ])
      assert.deepEqual(history.find(phrase), ['large'], phrase);
    assert.deepEqual(history.find('"haystack in needle" '), ['small']);
    assert.deepEqual(history.find('haystack -"in haystack"'), ['small']);
    assert.deepEqual(history.findAll('haystack -"haystack ultimate"'), ['large', 'small']);
    assert.deepEqual(history.findAll('haystack -"form"'), ['large']);
  });

  it('leaves the index whole, in steps, when it is deleted', () => {
    const history = largeHistory();
    settle(history);
    assert.ok(words(history).length > 10);
    history.apply(deletion);
    assert.equal(history.sql.first('SELECT count(*) FROM messages')![0], 1, 'nothing of it is done with the event');
    assert.deepEqual(history.find('needle '), []);
    assert.ok(settle(largeHistory()) >= parts);
    settle(history);
    assert.equal(history.sql.first('SELECT count(*) FROM messages')![0], 0);
    assert.deepEqual(words(history), []);
  });

  for (const done of [1, 3]) {
    it(`leaves nothing when it is deleted or replaced with ${done} of its parts indexed`, () => {
      for (const how of ['deleted', 'replaced'] as const) {
        const history = new SearchableHistory().conversation('c').message('large', text, { status: 'interrupted' });
        for (let part = 0; part < done; part++) work(history);
        if (how === 'deleted') history.apply(deletion);
        else history.message('large', 'a short end');
        settle(history);
        assert.deepEqual([history.find('needle '), history.find('"in haystack" ')], [[], []]);
        assert.deepEqual(history.find('short '), how === 'deleted' ? [] : ['large']);
        assert.ok(isSound(history));
        assert.ok(!words(history).some((line) => /needle|haystack/u.test(line)));
      }
    });
  }

  it('begins anew where the window ended in the midst, with the same result', () => {
    const [whole, history] = [largeHistory(), largeHistory()];
    settle(whole);
    for (let part = 0; part < 3; part++) work(history);
    const sql = new Sql(sqlJs, history.sql.export());
    while (historySchema.runDeferredWork!(sql));
    assert.deepEqual(indexContent(sql), indexContent(whole.sql));
  });

  it('does not make the index unsound, but what is left of it does', () => {
    const history = largeHistory();
    settle(history);
    assert.ok(isSound(history));
    history.sql.run("UPDATE messages SET body = replace(body, 'ultimate', 'changed')");
    assert.ok(!isSound(history));
  });

  it('has the words of its pieces, and no others, whatever it consists of', () => {
    const piece = fc.constantFrom(
      ...[
        'plain ',
        'x'.repeat(70),
        'wörter, ',
        'é',
        'e\u0301',
        '漢字',
        'ハﾞ',
        'ไทย',
        '👩‍💻',
        '🇩🇪',
        '𠀀',
        'ﷺ',
        '---',
        '\n',
        '#\ufe0f\u20e3',
        'a1_b2',
      ],
    );
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 20, maxLength: 200 }),
        fc.integer({ min: 150, max: 400 }),
        (all, most) => {
          const whole = all.join('');
          const pieces: string[] = [];
          for (let start = 0; start < whole.length; start += pieces.at(-1)!.length) {
            const end = pieceEnd(whole, start, most);
            assert.ok(end > start && end - start <= most);
            pieces.push(whole.slice(start, end));
          }
          const texts = (text: string): readonly string[] =>
            tokensOf(text)
              .filter(({ kind }) => kind !== 'run')
              .map(({ text: token }) => token);
          assert.deepEqual(pieces.flatMap(texts), texts(whole));
        },
      ),
    );
  });
});

describe('the segments of the index', () => {
  it('are merged before SQLite does it, however many messages come one by one', () => {
    const history = new SearchableHistory().conversation('c');
    let most = 0;
    for (let index = 0; index < 600; index++) {
      history.message(`m${index}`, `question ${index} about word${index % 7}`);
      do {
        const [count] = history.sql.first(
          'SELECT max(count) FROM (SELECT count(*) AS count FROM message_words_segdir GROUP BY level)',
        )!;
        most = Math.max(most, Number(count));
      } while (work(history));
    }
    assert.ok(most <= 9, `${most} segments of one level`);
    assert.ok(isSound(history));
  });
});
