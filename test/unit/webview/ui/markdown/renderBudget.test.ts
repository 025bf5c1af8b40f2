import assert from 'node:assert/strict';
import { RenderBudget, elementsAtATime } from '../../../../../src/webview/ui/markdown/renderBudget.js';

/** How much of each text is shown at first, when they are parts of one block. */
function shown(...texts: readonly string[]): number[] {
  const budget = new RenderBudget(elementsAtATime);
  return texts.map((text) => budget.takeText(text));
}

describe('RenderBudget', () => {
  const long = 200_000;

  it('has room for the beginning of a text of anything but plain letters', () => {
    assert.deepEqual(shown('['.repeat(long)), [6_000]);
    assert.deepEqual(shown(`${'['.repeat(100)}${'-a'.repeat(long)}`), [29_600]);
    for (const piece of ['-', '\f', '\t', ']']) assert.deepEqual(shown(piece.repeat(long)), [15_000], piece);
    for (const piece of ['\u05d0', '\u6f22', '\u0301']) assert.deepEqual(shown(piece.repeat(long)), [30_000], piece);
  });

  it('has room for less where there was text before', () => {
    assert.deepEqual(shown('-'.repeat(10_000), '-'.repeat(10_000), '-a', 'a'), [10_000, 5_000, 0, 1]);
  });

  it('has room for ordinary words and for the data of pictures', () => {
    const prose = 'Some ordinary words, as people write them. '.repeat(5_000);
    const picture = `![a](data:image/png;base64,${Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7919) % 251)).toString('base64')})`;
    assert.deepEqual(shown(prose), [prose.length]);
    assert.deepEqual(shown(picture), [picture.length]);
  });

  it('cuts no character in two', () => {
    assert.deepEqual(shown(`a\u00e9${'\u{1f600}'.repeat(long)}`), [30_000]);
    assert.deepEqual(shown('\u{1f600}'.repeat(long)), [30_000]);
  });
});
