import assert from 'node:assert/strict';
import fc from 'fast-check';
import { replacementBetween } from '../../../../src/vscode/apply/textEdit.js';

const pieces = fc.array(fc.constantFrom('a', 'b', '\r\n', '\n', '\u{1f600}', '\u{1f601}', ' '), { maxLength: 12 });
const text = pieces.map((all) => all.join(''));

describe('replacementBetween', () => {
  it('makes one text of the other, and parts neither a line end nor a character', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const replacement = replacementBetween(before, after);
        if (replacement === undefined) return assert.equal(before, after);
        const { start, end, text: inserted } = replacement;
        assert.equal(before.slice(0, start) + inserted + before.slice(end), after);
        assert.ok(start <= end);
        assert.ok([before.slice(0, start), before.slice(end), inserted].every((part) => part.isWellFormed()));
        for (const place of [start, end]) assert.ok(before.slice(place - 1, place + 1) !== '\r\n', 'inside a line end');
      }),
      { numRuns: 2_000 },
    );
  });

  it('is as short as can be', () => {
    assert.deepEqual(replacementBetween('one\ntwo\nthree', 'one\n2\nthree'), { start: 4, end: 7, text: '2' });
    assert.deepEqual(replacementBetween('aa', 'aaa'), { start: 2, end: 2, text: 'a' });
    assert.equal(replacementBetween('same', 'same'), undefined);
  });

  it('keeps the two characters of a line end together', () => {
    assert.deepEqual(replacementBetween('a\r\nb', 'a\r\n\r\nb'), { start: 3, end: 3, text: '\r\n' });
  });
});
