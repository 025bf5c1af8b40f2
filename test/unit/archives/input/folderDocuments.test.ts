import assert from 'node:assert/strict';
import fs, { mkdirSync, mkdtempDisposableSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { abortError } from '../../../../src/core/errors.js';
import { folderDocuments } from '../../../../src/archives/input/folderDocuments.js';
import { archiveLimits } from '../../../../src/archives/limits.js';

describe('looking for chats in a folder', () => {
  it('finds what may hold them, and ends before it looks when it is cancelled', async () => {
    using folder = mkdtempDisposableSync(path.join(os.tmpdir(), 'scout-folder-'));
    for (const name of ['chats.json', 'picture.png']) writeFileSync(path.join(folder.path, name), '[]');
    const stop = new AbortController();
    const found = await folderDocuments(folder.path, archiveLimits, stop.signal, () => undefined);
    assert.deepEqual(
      found.map(({ name }) => name),
      ['chats.json'],
    );
    stop.abort(abortError());
    await assert.rejects(
      folderDocuments(folder.path, archiveLimits, stop.signal, () => undefined),
      { name: 'AbortError' },
    );
  });

  it('looks once for the attachments of all of them', async () => {
    using folder = mkdtempDisposableSync(path.join(os.tmpdir(), 'scout-folder-'));
    const names = Array.from({ length: 20 }, (_, index) => `${index}`);
    for (const name of names) {
      writeFileSync(path.join(folder.path, `${name}.json`), '[]');
      mkdirSync(path.join(folder.path, name));
      writeFileSync(path.join(folder.path, name, `file-${name}a.png`), name);
    }
    const documents = await folderDocuments(folder.path, archiveLimits, new AbortController().signal, () => undefined);
    const { readdir } = fs.promises;
    let listed = 0;
    fs.promises.readdir = ((...parameters: Parameters<typeof readdir>) => {
      listed += 1;
      return readdir(...parameters);
    }) as typeof readdir;
    syncBuiltinESMExports();
    try {
      for (const [index, document] of documents.entries())
        assert.equal((await document.attachment(`file-${names[index]}a`)) === undefined, false);
    } finally {
      fs.promises.readdir = readdir;
      syncBuiltinESMExports();
    }
    assert.equal(documents.length, names.length);
    assert.equal(listed, 1 + names.length);
  });
});
