import assert from 'node:assert/strict';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import esbuild from 'esbuild';
import { message } from '../support/openDatabase.js';
import { sqlJsDirectory } from '../support/sqlJsDirectory.js';
import { closeStorage, openStorage, putMessage, withFolder } from '../support/openStorage.js';

describe('the built storage worker', function () {
  this.timeout(180_000);

  it('runs from a folder that holds nothing but itself and sql.js', () =>
    withFolder(async (folder) => {
      const dist = path.join(folder, 'dist');
      await mkdir(dist);
      await esbuild.build({
        entryPoints: { storageWorker: 'src/storage/worker/main.ts' },
        outdir: dist,
        bundle: true,
        minify: true,
        format: 'esm',
        splitting: true,
        platform: 'node',
        target: 'node22',
        logLevel: 'silent',
      });
      await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }');
      await copyFile(path.join(sqlJsDirectory, 'sql-wasm.js'), path.join(dist, 'sql-wasm.cjs'));
      await copyFile(path.join(sqlJsDirectory, 'sql-wasm.wasm'), path.join(dist, 'sql-wasm.wasm'));
      for (const expected of [0, 1]) {
        const open = openStorage(path.join(folder, 'data'), path.join(dist, 'storageWorker.js'), dist);
        assert.equal((await open.storage.history.messages('conversation')).length, expected);
        await open.storage.history.append([putMessage(message('a'))], 'synced');
        await closeStorage(open);
        assert.deepEqual(open.storage.health, { state: 'ok', warnings: [] });
      }
    }));
});
