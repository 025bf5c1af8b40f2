import assert from 'node:assert/strict';
import { runsOf } from '../../../../../src/webview/ui/completion/matchRuns.js';
import { triggerAt } from '../../../../../src/webview/ui/completion/triggerAt.js';

/** What is completed where the bar stands. */
function at(marked: string): string | undefined {
  const found = triggerAt(marked.replace('|', ''), marked.indexOf('|'));
  return found === undefined ? undefined : `${found.start} ${found.trigger}${found.query}`;
}

describe('what the cursor stands in', () => {
  it('is an @ at the beginning of a word, up to the cursor', () => {
    assert.equal(at('@|'), '0 @');
    assert.equal(at('see @src/a|b'), '4 @src/a');
    assert.equal(at('(@a|)'), '1 @a');
    assert.equal(at('line\n@a|'), '5 @a');
    assert.equal(at('"@a|'), '1 @a');
  });

  it('is no address, no word behind the sign, and nothing after a space', () => {
    for (const text of ['me@example.org|', '@a b|', 'a|@', '', '|@a', 'foo.@bar|', 'a@|'])
      assert.equal(at(text.includes('|') ? text : '|'), undefined, text);
  });

  it('is a / at the beginning of the message only', () => {
    assert.equal(at('/re|'), '0 /re');
    assert.equal(at(' /re|'), undefined);
    assert.equal(at('a/re|'), undefined);
    assert.equal(at('/re view|'), undefined);
  });

  it('is not looked for far back', () => {
    assert.equal(at(`@${'x'.repeat(300)}|`), undefined);
  });
});

describe('the parts of a name that match', () => {
  it('join, and leave characters of two code units whole', () => {
    assert.deepEqual(runsOf('abc', [0, 1]), [
      { part: 'ab', isMatch: true },
      { part: 'c', isMatch: false },
    ]);
    assert.deepEqual(runsOf('a😀b', [2, 99, -1]), [
      { part: 'a', isMatch: false },
      { part: '😀', isMatch: true },
      { part: 'b', isMatch: false },
    ]);
    assert.deepEqual(runsOf('', [0]), []);
  });
});
