import assert from 'node:assert/strict';
import { applyChange } from '../../../src/apply/applyChange.js';
import { parseBlock } from '../../../src/apply/parseBlock.js';

const length = 250_000;

/** Repeated up to a length that a view still looks into. */
const filled = (text: string): string => text.repeat(Math.ceil(length / text.length)).slice(0, length);
const numbered = (text: (number: number) => string): string => {
  let all = '';
  for (let number = 0; all.length < length; number++) all += text(number);
  return all;
};
const search = '<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE\n';

/** What made patterns go back and forth, or lists be searched again and again: each took from seconds to minutes. */
const blocks: Readonly<Record<string, readonly [info: string, code: string]>> = {
  'openings of comments': ['html', filled(`<!--${'-'.repeat(190)}\n`)],
  'openings of comments between SEARCH blocks': ['', search + filled(`<!--${'-'.repeat(490)}\n`) + search],
  'comments of spaces': ['', search + filled(`/*${' '.repeat(490)}x\n`)],
  'other comments of spaces': ['', search + filled(`(*${' '.repeat(490)}x\n`)],
  'created files': ['diff', numbered((number) => `*** Add File: f${number}\n+b\n`)],
  'hunks of one file': ['diff', filled('*** Update File: a\n-\n+\n')],
  'small diffs': ['', numbered((number) => `--- a/f${number}\n+++ b/f${number}\n@@ -1 +1 @@\n-a\n+b\n`)],
  'SEARCH blocks of other files': ['', numbered((number) => `f${number}.ts\n${search}`)],
  'a long line of spaces': ['', `${search}a${' '.repeat(length)}b\n`],
  'a long import': ['ts', `// ... existing code ...\nexport ${'a'.repeat(length)} !\nrun();\n`],
  'long words': ['ts', `// ... existing code ...\nexport ${filled('a ')}!\nrun();\n`],
  'a long heading': ['diff', `@@ -1 +1 @@${filled('@@ ')}\n-a\n+b\n`],
};

describe('a block made to be costly', () => {
  for (const [name, [info, code]] of Object.entries(blocks))
    it(`of ${name} is read, and tried on a file, before the test ends`, () => {
      const { files } = parseBlock(info, code);
      const results = files.slice(0, 3).map((file) => applyChange(`run();\n${filled('export a\n')}`, file));
      assert.ok(results.every(({ kind }) => kind === 'refused' || kind === 'applied'));
    });

  it('is not read if it has more characters or files than can be changed at once', () => {
    const files = Array.from({ length: 1001 }, (_, number) => `*** Add File: f${number}\n+b\n`);
    for (const code of ['a\n'.repeat(2_000_001), files.join('')]) {
      const block = parseBlock('', code);
      assert.deepEqual([block.isTooLarge, block.files], [true, []]);
    }
    assert.equal(parseBlock('', files.slice(1).join('')).files.length, 1000);
  });
});
