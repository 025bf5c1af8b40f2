import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../../support/projectFolder.js';
import { importCycles, importGraph } from './support/importGraph.js';

const planted = [
  { title: 'of values', a: "import { b } from './b.js';", b: "export { a } from './a.js';" },
  { title: 'of types', a: "import type { B } from './b.js';", b: "import { type A } from './a.js';" },
  { title: 'of types and values', a: "import { b } from './b.js';", b: "export type * from './a.js';" },
  { title: 'over an import for its effect', a: "import './b.js';", b: "import './a.js';" },
  { title: 'over a dynamic import', a: "import { b } from './b.js';", b: "const a = () => import('./a.js');" },
  { title: 'over a type named in place', a: "import { b } from './b.js';", b: "let a: import('./a.js').A;" },
  { title: 'over the type of a module', a: "import { b } from './b.js';", b: "let a: typeof import('./a.js');" },
];

describe('import cycles, types included', () => {
  it('are in neither src nor test', () => {
    const files = globSync('{src,test}/**/*.{ts,tsx}', { cwd: projectFolder });
    const sources = new Map(
      files.map((file) => [file.replaceAll(path.sep, '/'), readFileSync(path.join(projectFolder, file), 'utf8')]),
    );
    const graph = importGraph(sources);
    assert.ok(graph.get('src/extension.ts')?.includes('src/app/scout.ts'), 'imports are found');
    assert.deepEqual(importCycles(graph), []);
  });

  for (const { title, a, b } of planted) {
    it(`are found: ${title}`, () => {
      assert.deepEqual(cyclesOf({ 'src/a.ts': a, 'src/b.ts': b }), [['src/a.ts', 'src/b.ts']]);
      assert.deepEqual(cyclesOf({ 'src/a.ts': a, 'src/b.ts': '' }), []);
    });
  }

  it('are found over a detour, without the files that only lead there', () => {
    const sources = {
      'src/entry.ts': "import './one/a.js';",
      'src/one/a.ts': "import '../two/b.js';",
      'src/two/b.tsx': "import type { C } from '../three/c.js'; import './leaf.js';",
      'src/two/leaf.ts': '',
      'src/three/c.ts': "import '../one/a.js';",
    };
    assert.deepEqual(cyclesOf(sources), [['src/one/a.ts', 'src/three/c.ts', 'src/two/b.tsx']]);
  });

  it('are distinguished', () => {
    const sources = {
      'a.ts': "import './b.js';",
      'b.ts': "import './a.js'; import './c.js';",
      'c.ts': "import './d.js';",
      'd.ts': "import './c.js';",
    };
    assert.deepEqual(cyclesOf(sources), [
      ['a.ts', 'b.ts'],
      ['c.ts', 'd.ts'],
    ]);
  });

  it('are seen where a file imports itself', () => {
    assert.deepEqual(cyclesOf({ 'a.ts': "import type { A } from './a.js';" }), [['a.ts']]);
  });
});

function cyclesOf(sources: Readonly<Record<string, string>>): string[][] {
  return importCycles(importGraph(new Map(Object.entries(sources))));
}
