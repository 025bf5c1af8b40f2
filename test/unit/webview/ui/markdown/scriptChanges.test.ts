import assert from 'node:assert/strict';
import { countScriptChanges } from '../../../../../src/webview/ui/markdown/scriptChanges.js';

describe('countScriptChanges', () => {
  for (const [text, changes] of [
    ['', 0],
    ['Two words, and 12 % – “more”.', 0],
    ['naïve tiếng Việt e\u0301', 0],
    ['漢字とかなとカタカナ、全角。', 0],
    ['\u05d0a\u05d0a', 3],
    ['\u05d0\u05d1 \u05d2, 12', 0],
    ['слово и word', 1],
    ['a中ऄກა', 4],
    ['好 👍 好', 2],
  ] as const)
    it(`finds ${changes} in ${JSON.stringify(text)}`, () => assert.equal(countScriptChanges(text), changes));
});
