import assert from 'node:assert/strict';
import { drawable, layoutClass } from '../../../../../src/webview/ui/markdown/visibleText.js';

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

  it('has no more marks that turn its direction than any text needs', () => {
    const drawn = drawable('\u2067a\u2069\u202c'.repeat(10_000));
    assert.equal(drawn.match(/[\u202a-\u202e\u2066-\u2069]/gu)?.length, 1_000);
    assert.equal(drawn.replace(/[\u202a-\u202e\u2066-\u2069]/gu, ''), 'a'.repeat(10_000));
  });

  it('has no more control characters than any text needs, and keeps tabs and line breaks', () => {
    for (const control of ['\u0001', '\u000b', '\f', '\u001f', '\u007f', '\u0085'])
      assert.equal(drawable(`a${control}`.repeat(10_000)), `a${control}`.repeat(1_000) + 'a'.repeat(9_000));
    const text = 'a\tb\r\nc\n'.repeat(1_000);
    assert.equal(drawable(text), text);
  });

  it('is not ordered where its direction turns at every word, and is ordered where people wrote it', () => {
    for (const text of ['a\u0645 b\u0631 1\u062d ', '\u05d01a', '\u05d01 a ', 'a\u0712', 'a\u{10900}', 'a \u{1e900}'])
      assert.match(layoutClass(text.repeat(20_000)) ?? '', /\bunordered$/u, text);
    for (const text of [
      'السلام عليكم ورحمة الله وبركاته، ',
      'استخدم الدالة useState مع القيمة initial ثم أعد render الصفحة 3 مرات. ',
      'The quick brown fox. ',
    ])
      assert.equal(layoutClass(text.repeat(100_000 / text.length)), undefined, text);
    assert.equal(layoutClass('a'.repeat(2_000)), 'unbroken');
    assert.equal(layoutClass('a'.repeat(2_000), false), undefined);
    assert.equal(layoutClass('\u05d01a'.repeat(20_000), false), 'unordered');
  });

  it('is broken anywhere from 2,000 characters without a space on, wherever they stand', () => {
    for (const before of [0, 1, 500, 999, 1_000, 1_001, 1_999, 2_500])
      for (const after of [0, 1, 999, 5_000]) {
        const withRun = (length: number): string =>
          `${'a b '.repeat(before)}x ${'a'.repeat(length)}\n${'a b '.repeat(after)}`;
        assert.equal(layoutClass(withRun(2_000)), 'unbroken', `${before}, ${after}`);
        assert.equal(layoutClass(withRun(1_999)), undefined, `${before}, ${after}`);
      }
  });
});
