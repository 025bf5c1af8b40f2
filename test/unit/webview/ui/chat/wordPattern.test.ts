import assert from 'node:assert/strict';
import { wordPattern } from '../../../../../src/webview/ui/chat/wordPattern.js';

describe('wordPattern', () => {
  const found = (text: string, ...words: string[]): readonly string[] =>
    Array.from(text.matchAll(wordPattern(words) ?? /(?!)/g), ([match]) => match);

  it('finds whole words, whatever their case', () => {
    assert.deepEqual(found('In the inn: IN, a tin, ins', 'in'), ['In', 'IN']);
    assert.deepEqual(found('größer, Größe', 'Größe'), ['Größe']);
    assert.deepEqual(found('a1 a12', 'a1'), ['a1']);
  });

  it('finds phrases with other signs between their words than in the source', () => {
    assert.deepEqual(found('call foo.bar and foo\nbar, foobar', 'foo **bar'), ['foo.bar', 'foo\nbar']);
  });

  it('takes the longest where several begin', () => {
    assert.deepEqual(found('value of value', 'value', 'value of'), ['value of', 'value']);
  });

  it('finds words within others where there are no spaces', () => {
    assert.deepEqual(found('一个数据库查询', '数据'), ['数据']);
    assert.deepEqual(found('使用vue框架', 'vue'), ['vue']);
  });

  it('finds signs as they are', () => {
    assert.deepEqual(found('a && b || (c)', '&&', '(', '||'), ['&&', '||', '(']);
  });

  it('finds nothing without words', () => {
    assert.equal(wordPattern([]), null);
    assert.equal(wordPattern([' ', '']), null);
  });

  it('takes whatever a stranger sends as text', () => {
    for (const word of ['[', '\\', '(?<', '{,', '--', '&&', '^$', '\ud800', '\u0301', '*'.repeat(100)])
      assert.deepEqual(found(`x ${word} y`, word), [word]);
  });
});
