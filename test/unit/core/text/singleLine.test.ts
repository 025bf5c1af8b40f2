import assert from 'node:assert/strict';
import { singleLine } from '../../../../src/core/text/singleLine.js';

describe('a single line', () => {
  it('has no line breaks and control characters, and turns no text around it', () => {
    assert.equal(singleLine('  a\n\tb\u202ec\u2028d\u0000 '), 'a bc d');
    assert.equal(singleLine(' a\u202egnp.exe\r\nb\u0000c\u2066 '), 'agnp.exe b c');
    assert.equal(singleLine(' \n '), '');
  });

  it('keeps whatever can be read, also what joins emoji, looks like an icon, or is half a character', () => {
    for (const text of ['👩‍👩‍👧 family', 'What does $(document).ready do?', 'می‌خواهم', 'half \ud83d'])
      assert.equal(singleLine(text), text);
  });

  it('is no longer than allowed, and cut between characters', () => {
    assert.equal(singleLine('😀'.repeat(500), 200), '😀'.repeat(200));
    assert.equal(singleLine('a b c', 4), 'a b');
  });
});
