import assert from 'node:assert/strict';
import { labelOf } from '../../../../src/core/text/labelOf.js';

describe('a label from outside', () => {
  it('is one line without icons, control characters and marks of direction', () => {
    assert.equal(labelOf('a\n$(trash)\u202e b\u0007\u2028c'), 'a $ (trash) b c');
    assert.equal(labelOf('$\u200b(x) 👩‍👧'), '$ (x) 👩‍👧');
    assert.equal(labelOf('x'.repeat(500)).length, 200);
  });

  it('has nothing invisible', () => {
    assert.equal(labelOf('a\u200bb\u00adc\u{e0041}\ud83d'), 'abc');
  });
});
