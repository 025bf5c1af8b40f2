import assert from 'node:assert/strict';
import { historyQueries } from '../../../../../../../src/storage/worker/databases/history/historyQueries.js';
import { historySchema } from '../../../../../../../src/storage/worker/databases/history/historySchema.js';
import { Sql } from '../../../../../../../src/storage/worker/sqlite/sql.js';
import { sqlJs } from '../../../../support/openDatabase.js';
import { historyOf, SearchableHistory } from './support/searchable.js';

describe('whatever is typed', function () {
  this.timeout(180_000);
  const history = historyOf({ one: 'the a 数据 é ß 🎉 NEAR AND', two: '\ue000x words: "quoted" \0 \ud800' });

  it('is searched for and never an error', () => {
    for (const text of [
      '"',
      '*',
      '-',
      ':',
      '(a',
      'NEAR/3',
      'a OR',
      'words:',
      'from:',
      'in:"',
      'before: 数',
      '\ud800',
      '\0',
      '""',
      '" -"',
    ]) {
      for (const exact of [false, true]) {
        const { hits, ignored } = history.search(text, { exact });
        assert.ok(hits.length <= 2 && ignored.every((piece) => text.includes(piece)), text);
      }
    }
  });

  it('finds what holds the very same text, if there is a word in it', () => {
    for (const text of ['NEAR AND', '数据 é', 'words: ', '\ue000x', 'ß 🎉'])
      assert.equal(history.search(`"${text}"`).hits.length, 1, text);
  });

  it('finds by label nothing that only looks like one', () => {
    assert.deepEqual(history.find('"\ue000x" '), history.find('x '));
    assert.deepEqual(history.findAll('x '), ['two']);
  });

  it('may ask for as much at once as is taken', () => {
    const crowd = new SearchableHistory();
    for (let index = 0; index < 64; index++) {
      crowd.conversation(`c${index}`, { tags: ['a'] });
      crowd.message(`m${index}`, 'word x', {
        conversationId: `c${index}`,
        role: 'assistant',
        provider: 'p',
        model: `model${index}`,
      });
    }
    const filters = 'tag:a from:model from:me model:model provider:p ';
    assert.equal(crowd.find(`${filters}${'word x '.repeat(12)}-y `, { limit: 200 }).length, 64);
    assert.equal(crowd.find(`${filters}word x ${'-y '.repeat(22)}`, { limit: 200 }).length, 64);
    assert.equal(crowd.find(`tag:a ${'word '.repeat(28)}-y`, { limit: 200 }).length, 64);
    assert.deepEqual(crowd.find(`${'word '.repeat(29)}-x nothing`, { limit: 200 }), []);
  });

  it('may be of any length', () => {
    for (const piece of ['a', '"', 'a ', '-a ', '数', '🎉 ', '\u0301', 'from:me ', '* ', 'tag:a ', '('])
      for (const exact of [false, true])
        assert.ok(history.search(piece.repeat(100_000), { exact }).hits.length <= 2, piece);
  });
});

describe('whatever a message holds', function () {
  this.timeout(180_000);

  it('is indexed, found, and forgotten', () => {
    for (const piece of ['ab ', '数,', '\u0301']) {
      const history = historyOf({ m: `needle ${piece.repeat(150_000)} ende` });
      assert.deepEqual(history.find('needle '), ['m'], piece);
      assert.deepEqual(history.find('ende'), ['m'], piece);
      history.search(`needle "${piece.repeat(20)}" `);
      history.apply({ type: 'conversation.tombstone', id: 'c' });
      assert.deepEqual(history.find('needle '), [], piece);
    }
  });

  it('may have any distance between its words, though a phrase has not', () => {
    const history = historyOf({ far: `needle${'- '.repeat(4_000_000)}end`, near: `needle${'- '.repeat(50)}end` });
    assert.deepEqual(history.find('"needle end"'), ['near']);
    assert.deepEqual(history.findAll('needle end '), ['far', 'near']);
  });

  it('may have any shape that its events may have', () => {
    const history = new SearchableHistory().conversation('c');
    const parts = [
      {},
      { type: 'text' },
      { type: 'text', text: 7 },
      { type: 'file' },
      { type: 'file', mediaType: 9 },
      { type: 'text', text: 'needle' },
    ];
    const event = {
      type: 'message.put',
      message: {
        id: 'm',
        conversationId: 'c',
        parentId: null,
        parts,
        createdAt: -1e300,
        status: 'complete',
        role: 5,
        provider: {},
        model: 3,
      },
    };
    historySchema.apply(history.sql, event, 'stamp');
    assert.deepEqual(history.find('needle'), ['m']);
    assert.deepEqual(history.find('has:file'), ['m']);
    assert.deepEqual(history.find('needle before:2000'), ['m']);
    assert.deepEqual(history.find('needle after:2000'), []);
  });

  it('may have been created at any time', () => {
    const history = new SearchableHistory().conversation('c');
    const times = [0, -1, 1e300, -1e300, 8.64e15, 2.5, Number.MAX_SAFE_INTEGER, 4e12, 4e12];
    times.forEach((createdAt, index) => history.message(`m${index}`, 'needle', { createdAt }));
    assert.deepEqual(history.find('needle').length, times.length);
    assert.deepEqual(history.findAll('needle after:2050'), ['m2', 'm4', 'm6', 'm7', 'm8']);
    assert.deepEqual(history.findAll('needle before:1990'), ['m0', 'm1', 'm3', 'm5']);
  });
});

describe('the index', () => {
  it('holds no word of a conversation that was deleted for good, from the same transaction on', () => {
    const history = new SearchableHistory()
      .conversation('c', { title: 'needle title' })
      .message('m', 'a needle')
      .conversation('kept')
      .message('k', 'needle', { conversationId: 'kept' });
    history.sql.execute('BEGIN');
    history.apply({ type: 'conversation.tombstone', id: 'c' });
    assert.deepEqual(history.find('needle'), ['k']);
    history.sql.execute('ROLLBACK');
    assert.deepEqual(history.findAll('needle'), ['c', 'k', 'm']);
    history.apply({ type: 'conversation.tombstone', id: 'c' });
    assert.deepEqual(history.find('needle'), ['k']);
  });
});

describe('an image of the history after a scrub', () => {
  it('holds no trace of what was deleted, and everything else', function () {
    this.timeout(180_000);
    const history = new SearchableHistory();
    const secret = (index: number): string => `Geheimnis${index} ` + `verborgen${index} `.repeat(1 + (index % 40) * 20);
    for (let index = 0; index < 60; index++) {
      const id = `c${index % 12}`;
      history.conversation(id, {
        title: `Titelgeheimnis${index % 12}`,
        workspace: `file:///geheim/ordner${index % 12}`,
        tags: [`Marke${index % 12}`],
        persona: `Rolle${index % 12}`,
      });
      history.message(`m${index}`, secret(index % 12), {
        conversationId: id,
        role: 'assistant',
        provider: 'compatible',
        model: `modell${index % 12}`,
      });
      history.message(`s${index}`, secret(index % 12), { conversationId: id, status: 'streaming' });
      history.apply({
        type: 'message.delta',
        conversationId: id,
        messageId: `s${index}`,
        index: 0,
        parts: [{ type: 'text', text: secret(index % 12) }],
      });
      history.apply({
        type: 'job.put',
        job: {
          id: `j${index}`,
          conversationId: id,
          kind: 'title',
          provider: 'p',
          model: 'm',
          createdAt: 1,
          status: 'complete',
          before: secret(index % 12),
        },
      });
    }
    assert.equal(history.find('verborgen4 ').length, 10);
    for (let index = 0; index < 12; index += 2) history.apply({ type: 'conversation.tombstone', id: `c${index}` });
    historySchema.scrub(history.sql);
    const image = Buffer.from(history.sql.export());
    for (let index = 0; index < 12; index++) {
      const traces = [
        `eheimnis${index} `,
        `erborgen${index} `,
        `eheimnis${index}"`,
        `rdner${index}"`,
        `arke${index}"`,
        `olle${index}"`,
        `odell${index}"`,
      ];
      const found = traces.filter((trace) => image.includes(trace));
      assert.deepEqual(found, index % 2 === 0 ? [] : traces, String(index));
    }
    // In the index a word may be stored as its difference from the one before it.
    const terms = termsOf(history.sql);
    for (let index = 0; index < 12; index++) {
      for (const word of ['geheimnis', 'verborgen', 'titelgeheimnis'])
        assert.equal(terms.has(word + index), index % 2 === 1, word + index);
    }
    const restored = new Sql(sqlJs, image);
    assert.deepEqual(termsOf(restored), terms);
    assert.equal(historyQueries.messages(restored, 'c1').length, 10);
    assert.equal(history.find('verborgen3 ').length, 10);
  });

  it('was not free of traces before', () => {
    const history = historyOf({ m: 'Geheimnis' });
    assert.deepEqual(history.find('geheimnis'), ['m']);
    history.apply({ type: 'conversation.tombstone', id: 'c' });
    assert.ok(Buffer.from(history.sql.export()).includes('eheimnis'));
  });
});

/** Every term that stands anywhere in the index, whether or not it is in anything. */
function termsOf(sql: Sql): ReadonlySet<string> {
  const terms = ['message_words', 'title_words'].flatMap((index) => {
    sql.execute(`CREATE VIRTUAL TABLE temp.terms USING fts4aux(main, ${index})`);
    const rows = sql.all('SELECT DISTINCT term FROM temp.terms');
    sql.execute('DROP TABLE temp.terms');
    return rows.map(([term]) => String(term));
  });
  return new Set(terms);
}
