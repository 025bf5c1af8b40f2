import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  bundledFiles,
  faultsOfDependencies,
  importedPackages,
  type Metafile,
} from '../../../scripts/notices/bundledFiles.mjs';
import { noticesOf } from '../../../scripts/notices/notices.mjs';

describe('the third-party notices', () => {
  let folder: string;

  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'scout-notices-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function write(file: string, text: string): string {
    mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
    return file;
  }

  function writePackage(location: string, manifest: object = {}): string {
    write(`${location}/package.json`, JSON.stringify({ version: '1.2.3', license: 'MIT', ...manifest }));
    return write(`${location}/index.js`, 'export const a = 1;');
  }

  const faults = (files: readonly string[], works: Parameters<typeof noticesOf>[2] = []): string => {
    try {
      noticesOf(files, folder, works);
    } catch (error) {
      return (error as Error).message;
    }
    return '';
  };

  it('name each package with its version, its licence, its address and its texts, and nothing of ours', () => {
    const file = writePackage('node_modules/@scope/a', {
      license: 'Apache-2.0',
      repository: { url: 'git+https://example.com/a.git' },
    });
    write('node_modules/@scope/a/LICENSE-APACHE.txt', 'The text of the licence.');
    write('node_modules/@scope/a/NOTICE', 'Copyright somebody.');
    write('node_modules/@scope/a/license.js', 'no text');
    const notices = noticesOf([file, 'src/extension.ts'], folder, []);
    assert.match(
      notices,
      /@scope\/a 1\.2\.3\nLicence: Apache-2\.0\nSource: https:\/\/example\.com\/a\n=+\n\nThe text of the licence\.\n\nCopyright somebody\./,
    );
    assert.doesNotMatch(notices, /no text|extension/);
  });

  it('distinguish two versions of a package', () => {
    const outer = writePackage('node_modules/a');
    const inner = writePackage('node_modules/b/node_modules/a', { version: '9.0.0' });
    write('node_modules/a/LICENSE', 'Outer text.');
    write('node_modules/b/node_modules/a/LICENSE', 'Inner text.');
    const notices = noticesOf([outer, inner], folder, []);
    assert.match(notices, /a 1\.2\.3\n[^]*Outer text\./);
    assert.match(notices, /a 9\.0\.0\n[^]*Inner text\./);
  });

  it('hold the licence of another work inside a package, when code of it is shipped', () => {
    writePackage('node_modules/a');
    write('node_modules/a/LICENSE', 'Text of a.');
    write('node_modules/a/src/vendor/parser/LICENSE', 'Text of the parser.');
    write('node_modules/a/src/vendor/types/LICENSE', 'Text of the types.');
    const notices = noticesOf([write('node_modules/a/dist/vendor/parser/parse.js', '')], folder, []);
    assert.match(notices, /For vendor\/parser:\n\nText of the parser\./);
    assert.doesNotMatch(notices, /Text of the types/);
  });

  it('hold the copyright notices of the source files, each once and without their marks', () => {
    const file = writePackage('node_modules/a');
    write('node_modules/a/LICENSE', 'Copyright (c) 2020 A\n\nText.');
    const own = '/*\n * Copyright (c) 2020 A\n */\n';
    const other =
      '// Copyright Joyent, Inc. and other contributors.\n// All of it.\nimport "b"; const accept = "*/*";\n';
    const notices = noticesOf(
      [file, write('node_modules/a/b.js', own + other), write('node_modules/a/c.js', other)],
      folder,
      [],
    );
    assert.equal(notices.split('Copyright Joyent, Inc. and other contributors.\nAll of it.\n').length, 2);
    assert.equal(notices.split('Copyright (c) 2020 A').length, 2);
  });

  it('are refused for a package without a text, or without the name of its licence', () => {
    const file = writePackage('node_modules/a', { license: undefined });
    assert.equal(
      faults([file]),
      'a has no licence text; give it in scripts/notices/works.mjs.\na does not name its licence.',
    );
    const work = { name: 'a', within: 'a', licence: 'MIT', source: 'https://example.com', file: 'musl.txt' };
    write('node_modules/a/package.json', '{"version":"1.0.0","license":"MIT"}');
    assert.equal(faults([file], [work]), '');
  });

  it('are refused for a work inside a package without a text', () => {
    writePackage('node_modules/a');
    write('node_modules/a/LICENSE', 'Text of a.');
    const file = write('node_modules/a/_vendor/parser/parse.mjs', '');
    assert.equal(faults([file]), 'parser, part of a, has no licence text; give it in scripts/notices/works.mjs.');
    const work = {
      name: 'parser',
      within: 'a',
      licence: 'MIT',
      source: 'https://example.com',
      file: 'partial-json-parser.txt',
    };
    assert.match(noticesOf([file], folder, [work]), /parser, part of a\nLicence: MIT\n[^]*Copyright \(c\) 2017 indgov/);
  });

  it('are refused while a work is listed whose package is not shipped', () => {
    const work = { name: 'parser', within: 'gone', licence: 'MIT', source: 'https://example.com', file: 'musl.txt' };
    assert.equal(faults([], [work]), 'parser is listed in scripts/notices/works.mjs, but gone is not shipped.');
  });
});

describe('the shipped packages', () => {
  const metafile: Metafile = {
    inputs: {
      'src/a.ts': {
        imports: [
          { path: 'node_modules/used/index.js' },
          { path: 'node_modules/@scope/shaken/index.js' },
          { path: 'src/b.ts' },
        ],
      },
      'src/b.ts': { imports: [{ path: 'node_modules/test-only/index.js' }] },
      'node_modules/used/index.js': { imports: [{ path: 'node_modules/used/node_modules/transitive/index.js' }] },
    },
    outputs: {
      'dist/a.js': {
        inputs: {
          'src/a.ts': { bytesInOutput: 9 },
          'src/b.ts': { bytesInOutput: 0 },
          'node_modules/used/index.js': { bytesInOutput: 5 },
        },
      },
      'dist/b.js': {
        inputs: {
          'node_modules/used/index.js': { bytesInOutput: 5 },
          'node_modules/used/node_modules/transitive/index.js': { bytesInOutput: 5 },
          'node_modules/@scope/shaken/index.js': { bytesInOutput: 0 },
        },
      },
    },
  };

  it('are those with code in a bundle', () => {
    assert.deepEqual(bundledFiles([metafile]), [
      'src/a.ts',
      'node_modules/used/index.js',
      'node_modules/used/node_modules/transitive/index.js',
    ]);
  });

  it('are dependencies of ours when our code imports them', () => {
    assert.deepEqual(importedPackages([metafile]), ['used']);
  });

  it('are exactly the dependencies of the manifest', () => {
    assert.deepEqual(faultsOfDependencies(['a', 'b'], { a: '1.0.0', b: '1.0.0' }), []);
    assert.deepEqual(faultsOfDependencies(['a', 'b'], { b: '1.0.0', c: '1.0.0' }), [
      'a is shipped and must be in "dependencies" of package.json.',
      'c is in "dependencies" of package.json but not shipped.',
    ]);
  });
});
