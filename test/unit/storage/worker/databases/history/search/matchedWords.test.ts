import assert from 'node:assert/strict';
import { matchedWords } from '../../../../../../../src/storage/worker/databases/history/search/matchedWords.js';
import { parseQuery } from '../../../../../../../src/storage/worker/databases/history/search/parseQuery.js';
import { createTextMatcher } from '../../../../../../../src/storage/worker/databases/history/search/textMatcher.js';

describe('the words that matched', () => {
  const words = (text: string, query: string, exact = false): readonly string[] => {
    const match = createTextMatcher(parseQuery({ text: query, exact }, 0))(text);
    assert.ok(match !== undefined);
    return matchedWords(text, match.ranges());
  };

  it('are written as in the text, each once', () => {
    assert.deepEqual(words('Café, CAFE and cafe; the cafe.', 'cafe the '), ['Café', 'CAFE', 'cafe', 'the']);
  });

  it('are whole where only their beginning was typed, or a part in an exact search', () => {
    assert.deepEqual(words('some values, invalid', 'val'), ['values']);
    assert.deepEqual(words('some values, invalid', 'ALI', true), ['invalid']);
  });

  it('are phrases as they stand in the text', () => {
    assert.deepEqual(words('call `foo.bar()` or foo **bar**', '"foo bar"'), ['foo.bar', 'foo **bar']);
  });

  it('are no more than what was looked for where words have no spaces', () => {
    assert.deepEqual(words('一个数据库查询', '数据'), ['数据']);
  });

  it('are few and short, whatever the text holds', () => {
    const many = Array.from({ length: 1_000 }, (_, index) => `word${index}`).join(' ');
    assert.equal(words(many, 'wor').length, 20);
    assert.deepEqual(words(`${'x'.repeat(500)} y`, 'xx'), []);
    assert.equal(words('word '.repeat(100_000), 'word ').length, 1);
  });
});
