import assert from 'node:assert/strict';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import type { Database } from '../../../../../src/storage/worker/engine/database.js';
import { nodeFiles } from '../../../../../src/storage/worker/files/files.js';
import { idsIn, openDatabase, put } from '../../support/openDatabase.js';
import { withFolder } from '../../support/openStorage.js';
import { systemError } from '../../support/simulatedFiles.js';

describe('a file system that cannot sync a folder, as that of some network shares', () => {
  const { fsyncSync } = fs;

  const openIn = (folder: string): Database => openDatabase(nodeFiles, Date.now, { directory: folder });

  /** What the system says to whoever syncs a folder from now on. */
  function refuseFolders(code: string): void {
    fs.fsyncSync = (descriptor) => {
      if (fs.fstatSync(descriptor).isDirectory()) throw systemError(code, 'a folder');
      fsyncSync(descriptor);
    };
    syncBuiltinESMExports();
  }

  afterEach(() => {
    fs.fsyncSync = fsyncSync;
    syncBuiltinESMExports();
  });

  for (const code of ['EINVAL', 'ENOTSUP', 'ENOSYS']) {
    it(`keeps nothing from being saved (${code})`, () =>
      withFolder((folder) => {
        refuseFolders(code);
        const database = openIn(folder);
        assert.deepEqual(database.append([put('a')]), [undefined]);
        database.close();
        assert.deepEqual(idsIn(openIn(folder)), ['a']);
      }));
  }

  it('is distinguished from one that fails', () =>
    withFolder((folder) => {
      refuseFolders('EIO');
      const [failure] = openIn(folder).append([put('a')]);
      assert.match(failure!.message, /could not be saved: the system reported EIO/);
      assert.throws(() => nodeFiles.syncDirectory(path.join(folder, 'absent')), { code: 'ENOENT' });
    }));
});
