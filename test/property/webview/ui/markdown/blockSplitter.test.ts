import assert from 'node:assert/strict';
import fc from 'fast-check';
import { specExamples, trickyDocuments } from '../../../../unit/webview/ui/markdown/markdownSamples.js';
import { oneShot, piecesOf, streamed } from '../../../../unit/webview/ui/markdown/support/splitTokens.js';

/** Cuts at lengths of 1 to 5 that repeat in a pattern. */
function cutBy(text: string, lengths: readonly number[]): string[] {
  const pieces: string[] = [];
  for (let start = 0, turn = 0; start < text.length; turn++) {
    const length = lengths[turn % lengths.length]!;
    pieces.push(text.slice(start, start + length));
    start += length;
  }
  return pieces;
}

const lengthsArbitrary = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 7 });

describe('BlockSplitter', function () {
  this.timeout(120_000);

  it('gives the one-shot result for every tricky document after any other one', () => {
    for (const first of trickyDocuments) {
      for (const second of trickyDocuments) {
        const text = `${first}\n${second}`;
        assert.deepEqual(streamed(piecesOf(text, 3)), oneShot(text), JSON.stringify(text));
      }
    }
  });

  it('gives the one-shot result for random concatenations in random pieces', () => {
    const samples = fc.constantFrom(...specExamples, ...trickyDocuments);
    const documents = fc.array(fc.tuple(samples, fc.constantFrom('', '\n', '\n\n', ' ', '\r\n')), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(documents, lengthsArbitrary, (parts, lengths) => {
        const text = parts.flat().join('');
        assert.deepEqual(streamed(cutBy(text, lengths)), oneShot(text));
      }),
      { numRuns: 6_000, seed: 20_261_122 },
    );
  });

  it('gives the one-shot result for random lines of Markdown’s own characters', () => {
    const line = fc.array(
      fc.constantFrom(
        '-',
        '*',
        '1.',
        '>',
        '#',
        '|',
        '[a]',
        '[a]:',
        '/u',
        '"',
        '`',
        '```',
        '~~~',
        '    ',
        ' ',
        '\t',
        'x',
        '=',
        '---',
        '|-|',
        ':',
        '<',
        '\\',
        '\r',
        '$$',
        '$',
        '\\[',
        '\\]',
        '[^a]',
        '[^a]:',
        '<details>',
        '</details>',
        '<summary>s</summary>',
        '<br>',
        '<sub>',
        '</sub>',
        '[!NOTE]',
      ),
      { maxLength: 6 },
    );
    const documents = fc.array(
      line.map((words) => words.join('')),
      { minLength: 1, maxLength: 10 },
    );
    fc.assert(
      fc.property(documents, lengthsArbitrary, (lines, lengths) => {
        const text = lines.join('\n');
        assert.deepEqual(streamed(cutBy(text, lengths)), oneShot(text));
      }),
      { numRuns: 12_000, seed: 7 },
    );
  });
});
