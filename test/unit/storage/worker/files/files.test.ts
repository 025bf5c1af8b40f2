import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { nodeFiles } from '../../../../../src/storage/worker/files/files.js';
import { writeDurably } from '../../../../../src/storage/worker/files/writeDurably.js';
import { message } from '../../support/openDatabase.js';
import { closeStorage, openStorage, putMessage, withFolder } from '../../support/openStorage.js';

describe('the files of the history', function () {
  before(function () {
    if (process.platform === 'win32') this.skip();
  });

  it('are for this user alone, and so are their folders', () =>
    withFolder((folder) => {
      const directory = path.join(folder, 'storage', 'history');
      nodeFiles.makeDirectory(directory);
      writeDurably(nodeFiles, path.join(directory, 'file'), Buffer.from('x'));
      assert.equal(modeOf(path.join(folder, 'storage')), 0o700);
      assert.equal(modeOf(directory), 0o700);
      assert.equal(modeOf(path.join(directory, 'file')), 0o600);
    }));

  it('are closed to others where an earlier version left their folder open', () =>
    withFolder((folder) => {
      const directory = path.join(folder, 'history');
      mkdirSync(directory);
      chmodSync(directory, 0o755);
      nodeFiles.makeDirectory(directory);
      assert.equal(modeOf(directory), 0o700);
    }));

  it('cannot be made below what is no folder, and the error says so', () =>
    withFolder((folder) => {
      // Node says the same of it as of a file system that is read-only: that a folder is missing.
      symlinkSync(path.join(folder, 'missing', 'target'), path.join(folder, 'link'));
      assert.throws(() => nodeFiles.makeDirectory(path.join(folder, 'link', 'history')), { code: 'EEXIST' });
    }));

  it('are files: folders and pipes among them, even under their names, are none', () =>
    withFolder(async (folder) => {
      const before = openStorage(folder);
      await before.storage.history.append([putMessage(message('a'))], 'synced');
      await closeStorage(before);
      const history = path.join(folder, 'history');
      const names = nodeFiles.list(history);
      // Two snapshots that cannot be read are more than a history opens with, and whoever reads a pipe waits for its other end.
      for (const number of [1, 2, 3]) mkdirSync(path.join(history, `snap-${number}-00000000000000ff-1.db`));
      execFileSync('mkfifo', [path.join(history, 'seg-00000000000000ff-1.log')]);
      symlinkSync(path.join(history, names[0]!), path.join(history, 'link'));
      assert.deepEqual([...nodeFiles.list(history)].sort(), ['link', ...names].sort());
      const after = openStorage(folder);
      assert.deepEqual(await after.storage.history.messages('conversation'), [message('a')]);
      assert.deepEqual(after.storage.health, { state: 'ok', warnings: [] });
      await closeStorage(after);
    }));
});

function modeOf(file: string): number {
  return statSync(file).mode & 0o777;
}
