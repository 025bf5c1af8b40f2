import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { nodeFiles } from '../../../../../src/storage/worker/files/files.js';
import { writeDurably } from '../../../../../src/storage/worker/files/writeDurably.js';
import { withFolder } from '../../support/openStorage.js';

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
});

function modeOf(file: string): number {
  return statSync(file).mode & 0o777;
}
