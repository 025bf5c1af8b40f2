import assert from 'node:assert/strict';
import { mkdtempDisposableSync, writeFileSync } from 'node:fs';
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
});
