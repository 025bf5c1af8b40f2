import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { layers } from '../../../scripts/layers.mjs';
import { projectFolder } from '../../support/projectFolder.js';
import { importGraph, type ImportGraph } from './support/importGraph.js';

describe('the table of layers', () => {
  it('permits nothing that is not used', () => {
    assert.deepEqual(unusedPermissions(layers, importGraph(sources())), []);
  });

  it('names every folder of src but those that may import everything', () => {
    const folders = new Set([...sources().keys()].map((file) => file.split('/').slice(0, 2).join('/')));
    const named = Object.keys(layers).map((layer) => layer.split('/').slice(0, 2).join('/'));
    assert.deepEqual([...folders].filter((folder) => !named.includes(folder)).sort(), ['src/app', 'src/extension.ts']);
  });
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

function unusedPermissions(table: Readonly<Record<string, readonly string[]>>, graph: ImportGraph): string[] {
  const isIn = (file: string, place: string) => file === place || file.startsWith(`${place}/`);
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
