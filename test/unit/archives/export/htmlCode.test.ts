import assert from 'node:assert/strict';
import { htmlCode } from '../../../../src/archives/export/htmlMarkdown.js';

describe('code in a web page', () => {
  const isColored = (code: string, language = 'js'): boolean => htmlCode(code, language).includes('hljs-');

  it('is colored where its language is known, and it is of usual length', () => {
    assert.ok(isColored('const a = 1;'));
    assert.ok(isColored('const a = 1;\n'.repeat(1_500)));
    assert.ok(!isColored('const a = 1;', 'unheard-of'));
  });

  it('is plain where coloring it could take as long as its length squared', () => {
    assert.ok(!isColored(`const a = "${'x'.repeat(500)}";`));
    assert.ok(!isColored('const a = 1;\n'.repeat(2_000)));
    const dashes = `[section]\n${'-'.repeat(90_000)}`;
    assert.ok(htmlCode(dashes, 'ini').includes(dashes));
  });
});
