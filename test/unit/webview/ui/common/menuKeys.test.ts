import assert from 'node:assert/strict';
import { nextMenuItem } from '../../../../../src/webview/ui/common/menuKeys.js';

const labels = ['Rename', 'Pin', 'Archive', 'Export', 'Ändern', 'Erase'];
const next = (key: string, at: number) => nextMenuItem(key, at, labels);

describe('the keys of a menu', () => {
  it('go round with the arrows, and to the ends', () => {
    assert.deepEqual([next('ArrowDown', 0), next('ArrowDown', 5)], [1, 0]);
    assert.deepEqual([next('ArrowUp', 3), next('ArrowUp', 0)], [2, 5]);
    assert.deepEqual([next('Home', 3), next('End', 3)], [0, 5]);
  });

  it('begin at an end when no item has the focus', () => {
    assert.deepEqual([next('ArrowDown', -1), next('ArrowUp', -1)], [0, 5]);
  });

  it('find the next item that begins with a letter', () => {
    assert.deepEqual([next('e', 0), next('e', 3), next('E', 5)], [3, 5, 3]);
    assert.equal(next('ä', 0), 4);
    assert.equal(next('z', 0), undefined);
  });

  it('leave the others alone', () => {
    for (const key of [' ', 'Enter', 'F2', 'Shift']) assert.equal(next(key, 0), undefined);
  });
});
