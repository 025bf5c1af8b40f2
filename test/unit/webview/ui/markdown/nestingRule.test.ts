import assert from 'node:assert/strict';
import { oneShot, parser, piecesOf, streamed } from './support/splitTokens.js';

const lines = (count: number, line: (depth: number) => string): string =>
  Array.from({ length: count }, (_, depth) => line(depth)).join('\n');

/** By what is nested. Each ends with `the rest`, outside of all that. */
const nested: Readonly<Record<string, string>> = {
  'list markers': `${'- '.repeat(200)}word0\n\nthe rest`,
  'numbers of lists': `${'1) '.repeat(200)}word0\n\nthe rest`,
  lists: `${lines(80, (depth) => `${'  '.repeat(depth)}- word${depth}`)}\n\nthe rest`,
  'lists with blank lines': `${lines(60, (depth) => `${'  '.repeat(depth)}- word${depth}\n`)}\n\nthe rest`,
  quotations: `${'> '.repeat(150)}word0\nword1\n\nthe rest`,
  'lines without marks in quotations': `${'> '.repeat(30)}word0\nword1\n    word2\n\nthe rest`,
  'growing quotations': `${lines(150, (depth) => `${'>'.repeat(depth + 1)} word${depth}`)}\n\nthe rest`,
  'lists in quotations': `${'> - '.repeat(90)}word0\n\nthe rest`,
  footnotes: `${'[^a]: '.repeat(150)}word0\n\nthe rest`,
  'quotations in footnotes': `[^a]: ${'> '.repeat(150)}word0\n\nthe rest`,
};

describe('Markdown that is nested deeper than the parser goes', () => {
  for (const [what, text] of Object.entries(nested)) {
    it(`keeps every word, and all that follows: ${what}`, () => {
      const tokens = parser.parse(text, {});
      const shown = tokens.map(({ content }) => content).join('\n');
      for (const word of text.match(/word\d+|the rest/gu)!)
        assert.match(shown, new RegExp(`${word}(?!\\d)`, 'u'), `${word} is missing`);
      assert.equal(tokens.findLast(({ type }) => type === 'inline')?.content, 'the rest');
    });

    it(`is the same when it arrives in pieces: ${what}`, () => {
      for (const size of [17, 100]) assert.deepEqual(streamed(piecesOf(text, size)), oneShot(text));
    });
  }

  it('goes on in lines without marks, in up to four quotations and no deeper ones', () => {
    const levelOfSecond = (depth: number): number | undefined =>
      parser
        .parse(`${'> '.repeat(depth)}a\nb`, {})
        .find(({ type, content }) => type === 'inline' && content.endsWith('b'))?.level;
    assert.deepEqual([1, 4, 5, 20].map(levelOfSecond), [2, 5, 1, 1]);
  });
});
