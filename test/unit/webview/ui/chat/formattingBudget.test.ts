import assert from 'node:assert/strict';
import { formattingFrames } from '../../../../../src/webview/ui/chat/formattingBudget.js';

describe('formattingFrames', () => {
  const messages = (...texts: string[]) => texts.map((text, index) => ({ id: String(index), text }));
  const large = Array.from({ length: 10 }, () => 'x'.repeat(200_000));
  const idsOf = (frames: ReadonlyMap<string, number>) => [...frames.keys()].toSorted();

  it('has no room for older ones of many large messages', () => {
    assert.deepEqual(idsOf(formattingFrames(messages(...large), null)), ['4', '5', '6', '7', '8', '9']);
  });

  it('counts what may become elements', () => {
    const frames = formattingFrames(messages(...Array.from({ length: 10 }, () => '*a* '.repeat(2_000))), null);
    assert.ok(frames.size < 10 && frames.get('9') === 0);
    assert.equal(formattingFrames(messages(...Array.from({ length: 10 }, () => 'word '.repeat(1_600))), null).size, 10);
  });

  it('counts changes of script', () => {
    const frames = formattingFrames(messages(...Array.from({ length: 10 }, () => '\u05d0a'.repeat(4_000))), null);
    assert.equal(frames.size, 6);
  });

  it('has room for every small message, wherever it stands', () => {
    assert.ok(formattingFrames(messages('short', ...large), null).has('0'));
  });

  it('formats few at once: the newest first, but the one that is to be shown before all others', () => {
    const texts = Array.from({ length: 6 }, () => 'x'.repeat(80_000));
    assert.deepEqual(
      [...formattingFrames(messages(...texts), null)],
      [
        ['5', 0],
        ['4', 1],
        ['3', 2],
        ['2', 3],
        ['1', 4],
        ['0', 5],
      ],
    );
    assert.deepEqual([...formattingFrames(messages(...texts), '1')].slice(0, 3), [
      ['1', 0],
      ['5', 1],
      ['4', 2],
    ]);
    assert.deepEqual(
      new Set(formattingFrames(messages(...texts.map((text) => text.slice(0, 15_000))), null).values()),
      new Set([0]),
    );
  });
});
