import assert from 'node:assert/strict';
import { isUnbroken } from '../../../../../src/webview/ui/markdown/visibleText.js';

describe('Whether text is unbroken', () => {
  const half = 'ก'.repeat(1_200);

  it('goes by what stands together, over all pieces of a paragraph', () => {
    assert.equal(isUnbroken([half]), false);
    assert.equal(isUnbroken([half, half]), true);
    assert.equal(isUnbroken(['word ', half, half, ' word']), true);
    assert.equal(isUnbroken([half, ' ', half]), false);
    assert.equal(isUnbroken([`${half} a`, half]), false);
    assert.equal(isUnbroken([`${half}\n${half}`]), false);
  });

  it('is not of prose, however long', () => {
    assert.equal(isUnbroken(['lorem ipsum '.repeat(10_000)]), false);
  });
});
