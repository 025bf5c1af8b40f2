import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GitIgnoreRules } from '../../../../src/attachments/files/gitIgnoreRules.js';
import { ignoreGlobs } from '../../../../src/attachments/files/ignoreGlobs.js';

const ignoreFiles: Readonly<Record<string, string>> = {
  '': 'node_modules\n/build\n*.log\n!keep.log\ntmp/\n# comment\n\\#odd\nsecret?.txt\ndoc/**/draft\n',
  app: '*.gen.ts\n!important.log\n/local\n',
  'app/inner': '!*.gen.ts\n*.log\n',
  build: '!kept.js\n',
};
const files = [
  'a.log',
  'keep.log',
  'build/x.js',
  'build/kept.js',
  'app/build/x.js',
  'app/a.gen.ts',
  'app/inner/a.gen.ts',
  'app/inner/keep.log',
  'app/important.log',
  'app/local/x',
  'local/x',
  'app/node_modules/p/index.js',
  'tmp/x',
  'app/tmp/y',
  'tmp.txt',
  '#odd',
  'secret1.txt',
  'secret12.txt',
  'doc/a/b/draft',
  'doc/draft',
  'doc/drafts',
  'ünïcode dir/a.log',
];

describe('the rules of .gitignore files', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'scout-ignore-'));
  const rules = new GitIgnoreRules();

  before(() => {
    execFileSync('git', ['init', '-q'], { cwd: folder });
    for (const file of files) write(file, 'x');
    for (const [at, content] of Object.entries(ignoreFiles)) {
      write(path.posix.join(at, '.gitignore'), content);
      rules.add(at, content);
    }
  });

  after(() => rmSync(folder, { recursive: true }));

  for (const file of files) {
    it(`say of ${file} what git says`, () => {
      assert.equal(rules.ignoresFile(file), gitIgnores(file));
    });
  }

  it('leave out a folder with all that is in it', () => {
    assert.equal(rules.ignoresFolder('app/node_modules'), true);
    assert.equal(rules.ignoresFolder('app'), false);
  });

  it('let others run while many paths are tested, and stop when nobody waits any more', async () => {
    const slow = new GitIgnoreRules();
    slow.add('', Array.from({ length: 400 }, (_, index) => `gen${index}*x/out*${index}.js`).join('\n'));
    const paths = Array.from({ length: 4_000 }, (_, index) => `src/a${index}/b${index}.ts`);
    let turns = 0;
    const other = setInterval(() => (turns += 1), 1);
    assert.deepEqual(await slow.withoutIgnored([...paths, 'gen7x/out7.js'], new AbortController().signal), paths);
    clearInterval(other);
    // More often than once in each 2,000 paths.
    assert.ok(turns > 4, `${turns}`);
    const stop = new AbortController();
    stop.abort();
    await assert.rejects(slow.withoutIgnored(paths, stop.signal), { name: 'AbortError' });
  });

  it('hold for each of thousands of names', () => {
    const many = new GitIgnoreRules();
    many.add(
      '',
      Array.from({ length: 4_999 }, (_, index) => (index % 2 ? `name${index}` : `/a/b${index}/`)).join('\n'),
    );
    for (const ignored of ['name4997', 'x/NAME4997', 'a/b4998/file', 'name1/file']) {
      assert.equal(many.ignoresFile(ignored), true, ignored);
    }
    for (const kept of ['a/b4998', 'x/a/b4998/file', 'name4996', 'xname1']) {
      assert.equal(many.ignoresFile(kept), false, kept);
    }
  });

  it('are decided at once, whatever a pattern is made of', () => {
    const hostile = new GitIgnoreRules();
    hostile.add('', `${'*a'.repeat(40)}\n${'x'.repeat(100_000)}\n!${'*b'.repeat(40)}`);
    assert.equal(hostile.ignoresFile('a'.repeat(250)), true);
    assert.equal(hostile.ignoresFile('c'.repeat(250)), false);
  });

  function write(file: string, content: string): void {
    const target = path.join(folder, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content);
  }

  function gitIgnores(file: string): boolean {
    try {
      execFileSync('git', ['check-ignore', '-q', '--no-index', file], { cwd: folder, stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  }
});

describe('globs for what git ignores', () => {
  it('say the same as the patterns that have no exceptions', () => {
    assert.deepEqual(ignoreGlobs('# c\nnode_modules\n/dist/\na/b\n*.log\n{odd}\n[x]\n'), [
      '**/node_modules',
      'dist/**',
      'a/b',
      '**/*.log',
    ]);
  });

  it('are not used where a pattern is taken back', () => {
    assert.deepEqual(ignoreGlobs('*.log\n!keep.log\n'), []);
  });
});
