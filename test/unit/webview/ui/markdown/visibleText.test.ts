import assert from 'node:assert/strict';
import { drawable } from '../../../../../src/webview/ui/markdown/visibleText.js';

/** Letters between two places where shaping can begin anew. */
function longestJoin(text: string): number {
  return Math.max(...text.split('\u200c').map((piece) => [...piece].length));
}

describe('text as it is drawn', () => {
  it('joins no more letters than any word has', () => {
    const scripts = {
      Arabic: '\u0628',
      Syriac: '\u0712',
      Mandaic: '\u0842',
      NKo: '\u07cb',
      Mongolian: '\u1820',
      Adlam: '\u{1e900}',
    };
    for (const [script, letter] of Object.entries({
      ...scripts,
      tatweel: '\u0640',
      marked: '\u0628\u064b',
      accented: '\u0628\u0301',
      joiners: '\u0628\u200d',
    })) {
      const text = letter.repeat(10_000);
      const drawn = drawable(text);
      assert.ok(longestJoin(drawn) <= 200, `${script}: ${longestJoin(drawn)}`);
      assert.equal(drawn.replaceAll('\u200c', ''), text, script);
    }
  });

  it('is the text itself where people wrote it', () => {
    for (const text of [
      'السلام عليكم ورحمة الله وبركاته '.repeat(100),
      'می‌خواهم',
      'ߒߞߏ',
      'a'.repeat(10_000),
      'ภาษาไทย'.repeat(100),
    ])
      assert.equal(drawable(text), text);
  });
});
