import assert from 'node:assert/strict';
import { beyondFormatting } from '../../../../../src/webview/ui/chat/formattingBudget.js';

describe('beyondFormatting', () => {
  const messages = (...texts: string[]) => texts.map((text, index) => ({ id: String(index), text }));

  it('names older ones of many large messages', () => {
    const beyond = beyondFormatting(messages(...Array.from({ length: 10 }, () => 'x'.repeat(200_000))));
    assert.deepEqual([...beyond].toSorted(), ['0', '1', '2', '3']);
  });

  it('counts what may become elements', () => {
    const beyond = beyondFormatting(messages(...Array.from({ length: 10 }, () => '*a* '.repeat(2_000))));
    assert.ok(beyond.size > 0 && !beyond.has('9'));
    assert.equal(beyondFormatting(messages(...Array.from({ length: 10 }, () => 'word '.repeat(1_600)))).size, 0);
  });

  it('names no small message, wherever it stands', () => {
    const large = Array.from({ length: 10 }, () => 'x'.repeat(200_000));
    assert.equal(beyondFormatting(messages('short', ...large)).has('0'), false);
  });
});
