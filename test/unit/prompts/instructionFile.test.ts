import assert from 'node:assert/strict';
import { matchesGlob } from '../../../src/prompts/globMatch.js';
import { isMeantFor, readInstructionFile } from '../../../src/prompts/instructionFile.js';

describe('a file of instructions', () => {
  it('under a name of its own counts always, with or without front matter', () => {
    for (const text of ['Be brief.', '---\nname: a\n---\nBe brief.', '\ufeffBe brief.\r\n']) {
      const file = readInstructionFile('AGENTS.md', text);
      assert.deepEqual(file, { scope: { kind: 'always' }, text: 'Be brief.' });
    }
    assert.equal(readInstructionFile('CLAUDE.md', '---\nname: [\n---\nBe brief.').text, '---\nname: [\n---\nBe brief.');
  });

  it('counts for the files that it says', () => {
    const scopeOf = (applyTo: string) =>
      readInstructionFile('ts.instructions.md', `---\napplyTo: ${applyTo}\n---\nx`).scope;
    assert.deepEqual(scopeOf('"**"'), { kind: 'always' });
    assert.deepEqual(scopeOf('"**/*"'), { kind: 'always' });
    assert.deepEqual(scopeOf('"**/*.ts, src/{a,b}.js"'), { kind: 'files', patterns: ['**/*.ts', 'src/{a,b}.js'] });
    assert.deepEqual(scopeOf('["*.ts", 3]'), { kind: 'files', patterns: ['*.ts'] });
    for (const none of ['', '""', '3', '","', `"${'a'.repeat(301)}"`])
      assert.deepEqual(scopeOf(none), { kind: 'never' });
  });

  it('that is broken, or says nothing, counts never', () => {
    assert.deepEqual(readInstructionFile('a.instructions.md', '---\napplyTo: "**\n---\nx').scope, { kind: 'never' });
    assert.deepEqual(readInstructionFile('a.instructions.md', 'x').scope, { kind: 'never' });
  });

  it('is meant for files that fit one of its patterns', () => {
    const file = readInstructionFile('a.instructions.md', '---\napplyTo: "src/**/*.ts,*.md"\n---\nx');
    assert.deepEqual(
      ['src/a.ts', 'src/b/c.ts', 'test/a.ts', 'docs/a.md', 'a.js'].map((path) => isMeantFor(file, path)),
      [true, true, false, true, false],
    );
    assert.ok(isMeantFor(readInstructionFile('AGENTS.md', 'x'), 'any'));
    assert.ok(!isMeantFor(readInstructionFile('a.instructions.md', 'x'), 'any'));
  });
});

describe('a pattern', () => {
  for (const [pattern, fitting, others] of [
    ['*.ts', ['a.ts', 'src/b/a.ts', '.ts'], ['a.tsx', 'a.ts/b']],
    ['/*.ts', ['a.ts'], ['src/a.ts']],
    ['./src/*.ts', ['src/a.ts'], ['src/b/a.ts', 'a.ts']],
    ['**/*.ts', ['a.ts', 'src/b/a.ts'], ['a.js']],
    ['src/**', ['src/a', 'src/a/b', 'src'], ['a/src/b', 'srcs']],
    ['src/**/test/*.ts', ['src/test/a.ts', 'src/a/b/test/a.ts', 'src/test/test/a.ts'], ['src/test/a/b.ts']],
    ['**/{a,b}/*.{ts,js}', ['a/x.ts', 'c/b/x.js'], ['c/x.ts', 'a/x.css']],
    ['{src,{test,e2e}/x}/*.ts', ['src/a.ts', 'test/x/a.ts', 'e2e/x/a.ts'], ['test/a.ts']],
    ['a?c.[ch]', ['abc.c', 'x/a.c.h'], ['ac.c', 'abc.d']],
    ['[!a]b-[0-9].ts', ['xb-1.ts'], ['ab-1.ts', 'xb-x.ts']],
    ['a*b*c', ['abc', 'aXbYbZc'], ['ab', 'acb']],
    ['(a|b)+.ts', ['(a|b)+.ts'], ['a.ts', 'ab.ts']],
    ['[', ['['], ['a']],
    ['{a', ['{a'], ['a']],
  ] as const)
    it(`${pattern} fits what it says`, () => {
      for (const path of fitting) assert.ok(matchesGlob(path, pattern), `fits ${path}`);
      for (const path of others) assert.ok(!matchesGlob(path, pattern), `does not fit ${path}`);
    });

  it('of any kind is compared with any path to the end', () => {
    const path = `${'a'.repeat(250)}/`.repeat(15) + 'b';
    for (const pattern of [
      '*a'.repeat(150),
      '**/'.repeat(100) + 'c',
      '{a,b}'.repeat(60),
      '**/*a*a*a*a*a*a*c',
      '{'.repeat(300),
      '{,'.repeat(150),
    ])
      assert.equal(matchesGlob(path, pattern), false, pattern);
  });

  it('fits nothing that stands for too many, and is read once for a path', () => {
    assert.ok(matchesGlob('ab', '{a,b}'.repeat(2)), 'four are not too many');
    assert.ok(matchesGlob('a'.repeat(50), '{a,a}'.repeat(50)), 'nor is one that is written often');
    assert.ok(!matchesGlob('a'.repeat(50), '{a,b}'.repeat(50)));
    const path = 'a/'.repeat(50) + 'b.ts';
    const before = performance.now();
    for (let times = 0; times < 10; times++) matchesGlob(path, `${'{a,b}'.repeat(6)}${'[a-z]'.repeat(40)}`);
    assert.ok(performance.now() - before < 500, `${Math.round(performance.now() - before)} ms`);
  });
});
