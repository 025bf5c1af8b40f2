import assert from 'node:assert/strict';
import { rowAfterMove } from '../../../../../src/webview/ui/common/rovingFocus.js';

describe('a move in a column of rows', () => {
  it('goes by as many rows, and no further than the ends', () => {
    assert.equal(rowAfterMove(1, 1, 5), 2);
    assert.equal(rowAfterMove(4, 1, 5), 4);
    assert.equal(rowAfterMove(1, 10, 5), 4);
    assert.equal(rowAfterMove(3, -10, 5), 0);
    assert.equal(rowAfterMove(3, -Infinity, 5), 0);
    assert.equal(rowAfterMove(1, Infinity, 5), 4);
  });

  it('leaves the column by one step up from its first row only', () => {
    assert.equal(rowAfterMove(0, -1, 5), undefined);
    assert.equal(rowAfterMove(0, -10, 5), 0);
    assert.equal(rowAfterMove(0, -Infinity, 5), 0);
  });
});
