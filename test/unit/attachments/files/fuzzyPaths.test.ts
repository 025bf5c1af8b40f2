import assert from 'node:assert/strict';
import { FuzzyPaths } from '../../../../src/attachments/files/fuzzyPaths.js';

const never = new AbortController().signal;
const none = (): number => 0;

describe('finding paths', () => {
  const paths = [
    'src/app/scout.ts',
    'src/scout/app.ts',
    'docs/scouting/notes.md',
    'lib/other.ts',
    'test/scout.test.ts',
  ];

  it('puts a file whose name fits before one in a folder whose name fits', async () => {
    const found = await search('scout.ts');
    assert.equal(found[0]?.path, 'src/app/scout.ts');
    assert.deepEqual(found[0].matches, [8, 9, 10, 11, 12, 13, 14, 15]);
    assert.equal(found[0].index, 0);
  });

  it('takes letters that lie apart, in the right order', async () => {
    assert.deepEqual(
      (await search('libother')).map(({ path }) => path),
      ['lib/other.ts'],
    );
  });

  it('prefers what else speaks for', async () => {
    const preferred = await (
      await FuzzyPaths.index(paths, never)
    ).search('scout', 5, (path) => (path === 'test/scout.test.ts' ? 0.5 : 0), never);
    assert.equal(preferred[0]?.path, 'test/scout.test.ts');
  });

  it('gives no more than asked for, from all of a long list', async () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `folder${index % 50}/file${index}.ts`);
    const index = await FuzzyPaths.index(many, never);
    const found = await index.search('file19999.ts', 3, none, never);
    assert.equal(found.length <= 3, true);
    assert.deepEqual([found[0]?.path, found[0]?.index], ['folder49/file19999.ts', 19_999]);
  });

  it('ends when a newer query has come', async () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `folder${index % 50}/file${index}.ts`);
    const index = await FuzzyPaths.index(many, never);
    const stop = new AbortController();
    const search = index.search('file', 50, none, stop.signal);
    stop.abort();
    await assert.rejects(search, { name: 'AbortError' });
  });

  it('lets others run while it searches', async () => {
    const many = Array.from({ length: 60_000 }, (_, index) => `a/b/c/d/e/folder${index % 50}/someFile${index}.ts`);
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await FuzzyPaths.index(many, never);
    clearInterval(timer);
    assert.ok(turns > 3, `${turns} turns`);
  });

  async function search(query: string) {
    return (await FuzzyPaths.index(paths, never)).search(query, 5, none, never);
  }
});
