import assert from 'node:assert/strict';
import { boundedDiff } from '../../../../src/attachments/diff/boundedDiff.js';

function fileDiff(name: string, lines: number): string {
  return `diff --git a/${name} b/${name}\n--- a/${name}\n+++ b/${name}\n@@ -0,0 +1,${lines} @@\n${'+line\n'.repeat(lines)}`;
}

describe('a diff that is bounded', () => {
  it('is the same where it fits, and what stands before it counts as no file', () => {
    const diff = `commit 1\n\n${fileDiff('a', 1)}${fileDiff('b', 2)}`;
    assert.deepEqual(boundedDiff(diff, diff.length), { text: diff, files: 2, cutFiles: 0 });
    assert.deepEqual(boundedDiff('', 10), { text: '', files: 0, cutFiles: 0 });
  });

  for (const count of [2, 10, 1_000, 20_000])
    for (const lines of [20, 100])
      it(`fits with ${count} files of ${lines} lines, and says what is not in it`, () => {
        const diff = Array.from({ length: count }, (_, index) => fileDiff(`file${index}`, lines)).join('');
        const maximum = Math.min(100_000, Math.floor(diff.length / 1.5));
        const { text, files, cutFiles } = boundedDiff(diff, maximum);
        assert.ok(text.length <= maximum, `${text.length} of ${maximum}`);
        assert.equal([...text.matchAll(/^diff --git /gmu)].length, files);
        const cut = [...text.matchAll(/more lines of this file left out\]$/gmu)].length;
        const omitted = Number(/^\[… (\d+) more files left out\]$/mu.exec(text)?.[1] ?? 0);
        assert.equal(files + omitted, count);
        assert.deepEqual([cutFiles, cutFiles > 0], [cut + omitted, true]);
      });

  it('keeps short files whole beside a long one', () => {
    const short = fileDiff('short', 3);
    const { text, cutFiles } = boundedDiff(`${fileDiff('lock', 10_000)}${short}`, 5_000);
    assert.ok(text.endsWith(short));
    assert.equal(cutFiles, 1);
  });
});
