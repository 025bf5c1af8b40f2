import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { projectFolder } from '../projectFolder.js';
import { missingExport } from './strict.js';
import { api } from './vscodeStub.js';

const address = 'vscode-stub:';

/** Where the module's source, which is all a hook can give, finds its exports. */
const exportsKey = 'scout.vscodeStub';

/** From now on `vscode` is the stub for every importer in this process. */
export function registerVscodeStub(): void {
  const missing = declaredExports().filter((name) => !(name in api));
  const all: Record<string, unknown> = {
    ...Object.fromEntries(missing.map((name) => [name, missingExport(name)])),
    ...api,
  };
  Reflect.set(globalThis, Symbol.for(exportsKey), all);
  const source = [
    `const all = globalThis[Symbol.for(${JSON.stringify(exportsKey)})];`,
    ...Object.keys(all).map((name) => `export const ${name} = all.${name};`),
  ].join('\n');
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'vscode' ? { url: address, format: 'module', shortCircuit: true } : next(specifier, context),
    load: (url, context, next) =>
      url === address ? { format: 'module', source, shortCircuit: true } : next(url, context),
  });
}

/** What VS Code exports at run time: a module that simply lacks a name would give `undefined` instead of an error. */
function declaredExports(): readonly string[] {
  const declarations = readFileSync(path.join(projectFolder, 'node_modules', '@types', 'vscode', 'index.d.ts'), 'utf8');
  return [...declarations.matchAll(/^\texport (?:abstract )?(?:namespace|class|enum|function|const|let) (\w+)/gm)].map(
    ([, name]) => name!,
  );
}
