import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { editorPlaces, layers } from '../../../scripts/layers.mjs';
import { projectFolder } from '../../support/projectFolder.js';
import { importGraph, specifiersIn, type ImportGraph } from './support/importGraph.js';

describe('the table of layers', () => {
  it('permits nothing that is not used', () => {
    assert.deepEqual(unusedPermissions(layers, importGraph(sources())), []);
  });

  it('holds for every import of src, whatever its form', () => {
    assert.deepEqual(refusedImports(layers, importGraph(sources())), []);
  });

  it('names every folder of src but those that may import everything', () => {
    const folders = new Set([...sources().keys()].map((file) => file.split('/').slice(0, 2).join('/')));
    const named = Object.keys(layers).map((layer) => layer.split('/').slice(0, 2).join('/'));
    assert.deepEqual([...folders].filter((folder) => !named.includes(folder)).sort(), ['src/app', 'src/extension.ts']);
  });
});

describe('an import', () => {
  const table = { 'src/a': ['src/b', 'src/c/port.ts'], 'src/a/inner': [] };
  const others = {
    'src/b/b.ts': '',
    'src/c/port.ts': '',
    'src/c/other.ts': '',
    'src/a/a2.ts': '',
    'src/a/inner/i.ts': '',
  };
  const refused = (text: string, file = 'src/a/a.ts') =>
    refusedImports(table, importGraph(new Map(Object.entries({ ...others, [file]: text }))));

  it('is allowed of what the table permits, and of the same layer', () => {
    assert.deepEqual(refused("import '../b/b.js'; import type { P } from '../c/port.js'; import './a2.js';"), []);
  });

  for (const text of [
    "import { other } from '../c/other.js';",
    "let a: import('../c/other.js').Other;",
    "let a: typeof import('../c/other.js');",
    'const a = () => import(`../c/other.js`);',
    "const a = require('../c/other.js');",
    "const a = createRequire(import.meta.url)('../c/other.js');",
  ]) {
    it(`of anything else is refused: ${text}`, () => {
      assert.deepEqual(refused(text), ['src/a/a.ts: src/c/other.ts']);
    });
  }

  it('into or out of a layer inside another one is refused', () => {
    assert.deepEqual(refused("import './inner/i.js';"), ['src/a/a.ts: src/a/inner/i.ts']);
    assert.deepEqual(refused("import '../a2.js';", 'src/a/inner/i.ts'), ['src/a/inner/i.ts: src/a/a2.ts']);
  });
});

describe('the editor', () => {
  const namesEditor = (file: string, text: string) => specifiersIn(file, text).includes('vscode');

  it('is imported only where it may be, whatever the form of the import', () => {
    const importing = [...sources()].filter(([file, text]) => namesEditor(file, text)).map(([file]) => file);
    assert.ok(importing.length > 20, 'imports are found');
    assert.deepEqual(
      importing.filter((file) => !editorPlaces.some((place) => isIn(file, place))),
      [],
    );
  });

  for (const text of [
    "import type { Uri } from 'vscode';",
    "let a: import('vscode').Uri;",
    'const a = () => import(`vscode`);',
    "const a = createRequire(import.meta.url)('vscode');",
  ]) {
    it(`is seen in: ${text}`, () => {
      assert.ok(namesEditor('src/core/a.ts', text));
    });
  }
});

describe('a permission', () => {
  const table = { 'src/a': ['src/b', 'src/c/port.ts'] };
  const sourcesOfB = { 'src/b/deep/b.ts': '', 'src/c/port.ts': '', 'src/c/other.ts': '' };
  const unused = (text: string) =>
    unusedPermissions(table, importGraph(new Map(Object.entries({ 'src/a/a.ts': text, ...sourcesOfB }))));

  it('for a folder or a file is used by any import out of it, types included', () => {
    assert.deepEqual(unused("import { b } from '../b/deep/b.js'; import type { Port } from '../c/port.js';"), []);
  });

  it('is left over when its layer imports nothing out of it', () => {
    assert.deepEqual(unused("import { other } from '../c/other.js';"), ['src/a: src/b', 'src/a: src/c/port.ts']);
  });
});

const isIn = (file: string, place: string): boolean => file === place || file.startsWith(`${place}/`);

/** The imports that the table does not allow. A file belongs to the innermost layer that holds it. */
function refusedImports(table: Readonly<Record<string, readonly string[]>>, graph: ImportGraph): string[] {
  const layerOf = (file: string) =>
    Object.keys(table)
      .filter((layer) => isIn(file, layer))
      .sort((a, b) => b.length - a.length)[0];
  return [...graph].flatMap(([file, imports]) => {
    const layer = layerOf(file);
    if (layer === undefined) return [];
    const isAllowed = (imported: string) =>
      layerOf(imported) === layer || table[layer]!.some((permission) => isIn(imported, permission));
    return imports.filter((imported) => !isAllowed(imported)).map((imported) => `${file}: ${imported}`);
  });
}

function unusedPermissions(table: Readonly<Record<string, readonly string[]>>, graph: ImportGraph): string[] {
  return Object.entries(table).flatMap(([layer, permissions]) => {
    const imported = [...graph].flatMap(([file, imports]) => (isIn(file, layer) ? imports : []));
    return permissions
      .filter((permission) => !imported.some((file) => isIn(file, permission)))
      .map((permission) => `${layer}: ${permission}`);
  });
}

function sources(): ReadonlyMap<string, string> {
  const files = globSync('src/**/*.{ts,tsx}', { cwd: projectFolder });
  return new Map(
    files.map((file) => [file.replaceAll(path.sep, '/'), readFileSync(path.join(projectFolder, file), 'utf8')]),
  );
}
