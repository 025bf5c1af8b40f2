import assert from 'node:assert/strict';
import type { AttachmentPart, MessagePart } from '../../../../../../../src/core/message.js';
import { historySchema } from '../../../../../../../src/storage/worker/databases/history/historySchema.js';
import { isIndexSound } from '../../../../../../../src/storage/worker/databases/history/search/checkIndex.js';
import { deferIndexing } from '../../../../../../../src/storage/worker/databases/history/search/deferIndexing.js';
import { Sql } from '../../../../../../../src/storage/worker/sqlite/sql.js';
import { finish } from '../../../../support/compaction.js';
import { sqlJs } from '../../../../support/openDatabase.js';
import { SearchableHistory } from './support/searchable.js';

function attached(label: string, uri?: string, more: Partial<AttachmentPart> = {}): AttachmentPart {
  const own = { id: label, label, mediaType: 'text/plain', text: 'zirconium', bytes: 1, capturedAt: 1 };
  return { type: 'attachment', kind: 'file', ...own, ...(uri === undefined ? {} : { uri }), ...more };
}

function withParts(history: SearchableHistory, id: string, ...parts: readonly MessagePart[]): SearchableHistory {
  return history.message(id, '', { parts });
}

function filled(): SearchableHistory {
  const history = new SearchableHistory()
    .conversation('c', { title: 'src/app.ts' })
    .message('text', 'look at src/app.ts');
  withParts(history, 'code', attached('src/app.ts', 'file:///home/ada/My%20Shop/src/app.ts'), {
    type: 'text',
    text: 'why',
  });
  withParts(
    history,
    'two',
    attached('storedDraftAttachments.ts'),
    attached('Größe.md', 'file:///w/docs/Gr%C3%B6%C3%9Fe.md'),
  );
  withParts(history, 'windows', attached('b.cs', 'file:///c%3A/work/Main/b.cs'));
  withParts(
    history,
    'diff',
    attached('git diff', undefined, { kind: 'diff', sources: ['file:///w/lib/pool.rs', 'file:///w/%zz'] }),
  );
  withParts(history, 'page', attached('A page', 'https://example.org/pool?x=1', { kind: 'page' }));
  withParts(history, 'picture', attached('error.png', undefined, { kind: 'image', mediaType: 'image/png' }), {
    type: 'text',
    text: 'why',
  });
  withParts(history, 'old', { type: 'file', mediaType: 'image/png', data: '', name: 'old.png' });
  return history;
}

describe('a search for what is attached', function () {
  this.timeout(180_000);

  for (const [text, expected] of Object.entries({
    'file:app.ts': ['code'],
    'file:APP.TS': ['code'],
    'file:src/': ['code'],
    'file:"my shop/src"': ['code'],
    'file:draftattach': ['two'],
    'file:GROSSE': ['two'],
    'file:docs\\gr': ['two'],
    'file:C:\\work': ['windows'],
    'file:pool': ['diff', 'page'],
    'file:pool.rs': ['diff'],
    'file:%zz': ['diff'],
    'file:example.org/pool?x=1': ['page'],
    'file:app.ts file:b.cs': ['code', 'windows'],
    'file:app.ts has:image': [],
    'file:nowhere': [],
    'file:"ts\ngr"': [],
    'file:zirconium': [],
    'why file:.ts': ['code'],
    'why file:.ts from:assistant': [],
    'why has:file': ['code', 'picture'],
    'has:file': ['code', 'diff', 'old', 'page', 'picture', 'two', 'windows'],
    'has:attachment': ['code', 'diff', 'old', 'page', 'picture', 'two', 'windows'],
    'has:image': ['old', 'picture'],
    'why has:image': ['picture'],
    zirconium: [],
  }))
    it(`finds with ${JSON.stringify(text)} ${expected.length === 0 ? 'nothing' : 'what fits'}`, () => {
      const history = filled();
      assert.deepEqual(history.findAll(text), expected);
      assert.deepEqual(
        history.findAll(text, { exact: true }),
        text.startsWith('why') || text.includes(':') ? expected : [],
      );
    });

  it('needs a name, and cannot be excluded; what is that is said', () => {
    const history = filled();
    assert.deepEqual(history.search('why file:').ignored, ['file:']);
    assert.deepEqual(history.search('why -file:a').ignored, ['-file:a']);
  });

  it('finds among many names what fits, also where so many do that the index is not asked for each', () => {
    const history = new SearchableHistory().conversation('c').message('none', 'plain');
    for (let index = 0; index < 100; index++) withParts(history, `m${index}`, attached(`f${index}.txt`));
    assert.equal(history.find('file:.txt', { limit: 200 }).length, 100);
    assert.deepEqual(history.find('file:f99.'), ['m99']);
  });

  it('finds a message no more when it has been replaced or deleted, and forgets what it had', () => {
    const history = new SearchableHistory().conversation('c');
    const parts = [attached('app.ts'), attached('other.ts')];
    const revised = (revision: number, ...of: readonly MessagePart[]) =>
      history.message('m', '', { parts: of, revision, createdAt: 60_000 });
    revised(1, ...parts);
    assert.deepEqual(history.find('file:app'), ['m']);
    revised(2, attached('other.ts'));
    assert.deepEqual([history.find('file:app'), history.find('file:other')], [[], ['m']]);
    const copy = new Sql(sqlJs, history.sql.export());
    historySchema.scrub(copy);
    assert.deepEqual(
      copy.all('SELECT name FROM attached').map(([name]) => String(name).trim()),
      ['other.ts'],
    );
    history.apply({ type: 'conversation.tombstone', id: 'c' });
    assert.deepEqual(history.find('file:other'), []);
    while (historySchema.runDeferredWork!(history.sql));
    const erased = new Sql(sqlJs, history.sql.export());
    historySchema.scrub(erased);
    assert.deepEqual(erased.all('SELECT name FROM attached'), []);
    assert.equal(Buffer.from(erased.export()).includes('other.ts'), false);
  });

  it('is answered from a sound index, which can be made anew', () => {
    const history = filled();
    const long = 'word '.repeat(20_000);
    withParts(history, 'long', attached('long.ts'), { type: 'text', text: long });
    assert.deepEqual(history.find('file:long.ts word'), ['long']);
    assert.equal(finish(isIndexSound(new Sql(sqlJs, history.sql.export()))), true);
    finish(deferIndexing(history.sql));
    assert.deepEqual(history.find('file:long.ts word'), ['long']);
    assert.deepEqual(history.findAll('file:.ts'), ['code', 'long', 'two']);
  });

  it('is no trouble with anything that may stand in an attachment', () => {
    const history = new SearchableHistory().conversation('c');
    const odd = [7, null, {}, ['x'], '\ud800', 'a\0b.ts', '\n', 'x'.repeat(1_000_000), '"', "'", '%', '\ue000x'];
    odd.forEach((value, index) =>
      withParts(history, `m${index}`, {
        ...attached('n'),
        label: value,
        uri: value,
        sources: value,
      } as unknown as MessagePart),
    );
    withParts(
      history,
      'many',
      attached('many', undefined, { sources: Array.from({ length: 5_000 }, (_, at) => `file:///s${at}.ts`) }),
    );
    assert.deepEqual(history.find('file:b.ts'), ['m5']);
    assert.deepEqual(history.find('file:s1.ts'), ['many']);
    assert.equal(history.find('has:attachment', { limit: 50 }).length, odd.length + 1);
    assert.equal(finish(isIndexSound(new Sql(sqlJs, history.sql.export()))), true);
    for (const text of ['file:"', 'file:%', "file:'", 'file:_', 'file:*', 'file:\0', 'file:\ue000x'])
      history.search(text);
  });
});
