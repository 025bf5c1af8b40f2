import assert from 'node:assert/strict';
import { foldedBlocks } from '../../../../../src/webview/ui/markdown/folding.js';

const kilobyte = 1024;

/** Blocks of a kilobyte each, the last one not settled. */
function blocksOf(kilobytes: number) {
  return Array.from({ length: kilobytes }, (_, index) => ({
    settled: index < kilobytes - 1,
    weight: kilobyte,
  }));
}

describe('foldedBlocks', () => {
  it('hides nothing of a text up to 100 KB', () => {
    assert.equal(foldedBlocks(blocksOf(100), 0), 0);
  });

  it('leaves between 50 and 100 KB of a longer text in view', () => {
    for (const kilobytes of [101, 149, 150, 199, 500]) {
      const shown = kilobytes - foldedBlocks(blocksOf(kilobytes), 0);
      assert.ok(shown >= 50 && shown <= 100, `${shown} of ${kilobytes}`);
    }
  });

  it('moves in steps, so that a growing text does not lose a block with every frame', () => {
    const folds = Array.from({ length: 60 }, (_, index) => foldedBlocks(blocksOf(101 + index), 0));
    assert.equal(new Set(folds).size, 2);
  });

  it('never hides a block that may still change', () => {
    assert.equal(
      foldedBlocks(
        [
          { settled: true, weight: 10 },
          { settled: false, weight: 300 * kilobyte },
        ],
        0,
      ),
      1,
    );
  });

  it('shows so much more each time that it is asked for', () => {
    const folds = [0, 1, 2, 3].map((unfoldings) => foldedBlocks(blocksOf(300), unfoldings));
    assert.deepEqual(folds, [250, 150, 0, 0]);
  });

  it('shows the last block of a text even when it is all there is', () => {
    assert.equal(foldedBlocks([{ settled: true, weight: 300 * kilobyte }], 0), 0);
  });
});
