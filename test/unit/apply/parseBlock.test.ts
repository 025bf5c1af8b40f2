import assert from 'node:assert/strict';
import { parseBlock } from '../../../src/apply/parseBlock.js';

const code = 'export const a = 1;\nexport const b = 2;\n';

describe('parseBlock', () => {
  for (const [info, path] of [
    ['ts src/app.ts', 'src/app.ts'],
    ['ts:src/app.ts', 'src/app.ts'],
    ['ts title="src/my app.ts"', 'src/my app.ts'],
    ["ts {1,3} title='src/app.ts'", 'src/app.ts'],
    ['ts file=src/app.ts', 'src/app.ts'],
    ['ts filename="app.ts" showLineNumbers', 'app.ts'],
    ['ts path=./src/app.ts', 'src/app.ts'],
    ['src/app.ts', 'src/app.ts'],
    ['12:20:src/app.ts', 'src/app.ts'],
    ['ts // src/app.ts', 'src/app.ts'],
    ['ts (src/app.ts)', 'src/app.ts'],
    ['ts `src/app.ts`', 'src/app.ts'],
    ['ts src/app.ts:10-20', 'src/app.ts'],
    ['ts src/app.ts#L3-L9', 'src/app.ts'],
    ['ts src\\app.ts', 'src/app.ts'],
    ['docker Dockerfile', 'Dockerfile'],
    ['sh .env.example', '.env.example'],
    ['py src/größe.py', 'src/größe.py'],
    ['ts', undefined],
    ['', undefined],
    ['c++', undefined],
    ['objective-c', undefined],
    ['js showLineNumbers', undefined],
  ] as const)
    it(`takes ${path ?? 'no path'} from "${info}"`, () => assert.equal(parseBlock(info, code).path, path));

  for (const path of [
    '/etc/passwd.txt',
    'C:\\Windows\\a.txt',
    'c:/a.txt',
    '../../a.ts',
    'src/../../a.ts',
    '~/a.ts',
    '\\\\host\\a.ts',
    'file:///etc/a.txt',
    'https://example.com/a.ts',
    'a\u0000.ts',
    'a\u202Egpj.ts',
    'src/.git/hooks/a.sh',
    '.GIT/config.txt',
    'a.ts:stream.ts',
    `${'a/'.repeat(300)}a.ts`,
  ])
    it(`has no path of ${JSON.stringify(path.slice(0, 40))}, wherever it stands`, () => {
      for (const block of [
        parseBlock(`ts title="${path}"`, code),
        parseBlock(`ts ${path}`, code),
        parseBlock('ts', `// filepath: ${path}\n${code}`),
        parseBlock('diff', `--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-a\n+b\n`),
        parseBlock('diff', `--- ${path}\n+++ ${path}\n@@ -1 +1 @@\n-a\n+b\n`),
        parseBlock('', `${path}\n<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE\n`),
      ])
        for (const found of [block.path, ...block.files.flatMap((file) => [file.path, file.newPath])])
          // What is left behind a prefix such as `b/` or a drive may be plain; it leads nowhere else.
          assert.ok(found === undefined || /^(?:etc|host|a\.ts)/.test(found), found);
    });

  for (const [line, path] of [
    ['// src/app.ts', 'src/app.ts'],
    ['# filepath: src/app.py', 'src/app.py'],
    ['<!-- src/index.html -->', 'src/index.html'],
    ['/* styles/main.css */', 'styles/main.css'],
    ['-- db/schema.sql', 'db/schema.sql'],
    ['// File: src/app.ts', 'src/app.ts'],
  ] as const)
    it(`takes ${path} from the first line ${line}, which is no part of the text`, () => {
      const { path: found, files } = parseBlock('', `${line}\n\n${code}`);
      assert.equal(found, path);
      assert.deepEqual(files[0]?.content, { form: 'code', text: code, pathLine: `${line}\n\n` });
    });

  for (const line of ['// Node.js', '// e.g. this', '#!/usr/bin/env node', '# include <a.h>', 'src/app.ts'])
    it(`has ${line} as text`, () => {
      const { path, files } = parseBlock('', `${line}\n${code}`);
      assert.equal(path, undefined);
      assert.deepEqual(files[0]?.content, { form: 'code', text: `${line}\n${code}` });
    });

  it('knows the files of a diff, and what becomes of them', () => {
    const { form, path, files } = parseBlock(
      'diff',
      [
        'diff --git a/src/a.ts b/src/a.ts',
        '--- a/src/a.ts',
        '+++ b/src/a.ts',
        '@@ -1 +1 @@',
        '-a',
        '+b',
        'diff --git a/old.ts b/new.ts',
        'rename from old.ts',
        'rename to new.ts',
        '--- /dev/null',
        '+++ "b/caf\\303\\251.txt"',
        '@@ -0,0 +1 @@',
        '+x',
        '--- a/gone.ts\t2026-01-01',
        '+++ /dev/null',
        '@@ -1 +0,0 @@',
        '-x',
      ].join('\n'),
    );
    assert.equal(form, 'diff');
    assert.equal(path, undefined);
    assert.deepEqual(
      files.map(({ action, path: from, newPath }) => [action, from, newPath]),
      [
        ['modify', 'src/a.ts', undefined],
        ['rename', 'old.ts', 'new.ts'],
        ['create', 'café.txt', undefined],
        ['delete', 'gone.ts', undefined],
      ],
    );
  });

  it('knows the files of SEARCH/REPLACE blocks by the lines above', () => {
    const block = (from: string, to: string): string => `<<<<<<< SEARCH\n${from}\n=======\n${to}\n>>>>>>> REPLACE`;
    const text = `**src/a.ts**\n${block('a', 'b')}\n\n${block('c', 'd')}\n### \`src/b.ts\`:\n${block('e', 'f')}`;
    const { form, files } = parseBlock('', text);
    assert.equal(form, 'searchReplace');
    assert.deepEqual(
      files.map(({ path, content }) => [path, 'hunks' in content ? content.hunks.length : 0]),
      [
        ['src/a.ts', 2],
        ['src/b.ts', 1],
      ],
    );
  });

  it('tells a fragment by its marks, and a text that only holds a diff from a diff', () => {
    assert.equal(parseBlock('ts', 'a();\n// ... existing code ...\nb();').form, 'fragment');
    assert.equal(parseBlock('ts', 'f(...a);\n// Loading...\nb();').form, 'whole');
    assert.equal(parseBlock('markdown', '# Title\n\n--- a\n+++ b\n@@ -1 +1 @@\n-a\n+b').form, 'whole');
    assert.equal(parseBlock('', '--- a\n+++ b\n@@ -1 +1 @@\n-a\n+b').form, 'diff');
    assert.deepEqual(parseBlock('ts', ' \n').files, []);
  });
});

describe('a block that names a file in an unclear way', () => {
  const diff = (name: string): string => `--- ${name}\n+++ ${name}\n@@ -1 +1 @@\n-a\n+b\n`;
  const search = '<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE\n';

  for (const [info, text, unclear] of [
    ['ts ../shared/run.ts', code, '../shared/run.ts'],
    ['ts:../shared/run.ts', code, '../shared/run.ts'],
    ['ts title="/etc/a.ts"', code, '/etc/a.ts'],
    ['ts C:\\app\\a.ts', code, 'C:/app/a.ts'],
    ['ts', `// ../run.ts\n${code}`, '../run.ts'],
    ['ts', `// filepath: /home/me/app/run.ts\n${code}`, '/home/me/app/run.ts'],
    ['diff', diff('/home/me/app/src/x.ts'), '/home/me/app/src/x.ts'],
    ['diff', diff('../x.ts'), '../x.ts'],
    ['diff', '*** Update File: /home/me/x.ts\n@@\n-a\n+b\n', '/home/me/x.ts'],
    ['diff', 'diff --git a/x.ts b/x.ts\nrename from x.ts\nrename to ../../y.ts\n@@ -1 +1 @@\n-a\n+b\n', '../../y.ts'],
    ['', `/home/me/x.ts\n${search}`, '/home/me/x.ts'],
    ['diff README.md', diff('.vscode/tasks.json'), 'README.md / .vscode/tasks.json'],
    ['ts README.md', `src/y.ts\n${search}`, 'README.md / src/y.ts'],
    ['ts src/a.ts', `// src/b.ts\n${code}`, 'src/a.ts / src/b.ts'],
    ['diff /etc/passwd', diff('src/x.ts'), '/etc/passwd / src/x.ts'],
  ] as const)
    it(`says so: ${info} ${JSON.stringify(text.slice(0, 30))}`, () => {
      const block = parseBlock(info, text);
      const [file] = block.files;
      assert.deepEqual([block.path, file?.path, file?.unclearPath], [undefined, undefined, unclear]);
    });

  for (const [info, text, path] of [
    ['diff x.ts', diff('src/x.ts'), 'src/x.ts'],
    ['diff src/x.ts', diff('x.ts'), 'src/x.ts'],
    ['diff src/x.ts', diff('/home/me/app/src/x.ts'), 'src/x.ts'],
    ['ts', `// https://example.com/a/b.html\n${code}`, undefined],
    ['ts', `// and/or\n${code}`, undefined],
    ['ts', `// /regular/\n${code}`, undefined],
  ] as const)
    it(`is none: ${info} ${JSON.stringify(text.slice(0, 30))}`, () => {
      const block = parseBlock(info, text);
      assert.deepEqual([block.path, block.files[0]?.path, block.files[0]?.unclearPath], [path, path, undefined]);
    });
});
