import assert from 'node:assert/strict';
import { snippetOf } from '../../../../../../../src/storage/worker/databases/history/search/snippet.js';

describe('a snippet of Markdown', () => {
  const snippet = (text: string, match = 'word') => {
    const from = text.indexOf(match);
    return snippetOf(text, [[from, from + match.length]])
      .map((piece) => (piece.isMatch ? `[${piece.text}]` : piece.text))
      .join('');
  };

  it('is plain text: no headings, lists, quotes, emphasis, links, code marks', () => {
    assert.equal(snippet('# Title\n\n- **bold** word\n> quote'), 'Title bold [word] quote');
    assert.equal(
      snippet('A **word** and `code`, see [the docs](https://a.test/b).'),
      'A [word] and code, see the docs.',
    );
    assert.equal(snippet('```ts\nconst a = 1;\n```\nword'), ' const a = 1; [word]');
  });

  it('keeps what only looks like a mark', () => {
    assert.equal(snippet('word - 2 ** 3 > 1 # a[i](x y)'), '[word] - 2 ** 3 > 1 # a[i](x y)');
  });

  it('keeps the match as it is', () => {
    assert.equal(snippet('a `**x**` b', '**x**'), 'a [**x**] b');
  });
});
