import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { workerSource } from '../../storage/support/openStorage.js';
import { sqlJsDirectory } from '../../storage/support/sqlJsDirectory.js';

const imageWorker = new URL('../../../../src/storage/worker/image/main.ts', import.meta.url);
const archiveWorker = new URL('../../../../src/archives/thread/main.ts', import.meta.url);

/**
 * Makes a folder in which SCOUT is installed, as far as it starts or reads files of its own: the threads are those of the
 * source, so that nothing has to be built.
 */
export function makeExtensionFolder(folder: string, storageWorker: URL = workerSource): string {
  const dist = path.join(folder, 'dist');
  mkdirSync(dist, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  for (const [name, source] of [
    ['storageWorker.js', storageWorker],
    ['imageWorker.js', imageWorker],
    ['archiveWorker.js', archiveWorker],
  ] as const)
    writeFileSync(path.join(dist, name), `import ${JSON.stringify(source.href)};\n`);
  copyFileSync(path.join(sqlJsDirectory, 'sql-wasm.js'), path.join(dist, 'sql-wasm.cjs'));
  copyFileSync(path.join(sqlJsDirectory, 'sql-wasm.wasm'), path.join(dist, 'sql-wasm.wasm'));
  return folder;
}
