import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { zipSync } from 'fflate';
import { MemoryHistory } from '../../../support/memoryHistory.js';
import { allConversations, fixture, importPaths } from '../support/importing.js';

describe('attachments in a zip on the disk', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'scout-zip-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are read before the zip is closed, and unchanged the next time', async () => {
    const source = fixture('chatgpt');
    const entries = readdirSync(source).map((name) => [name, new Uint8Array(readFileSync(path.join(source, name)))]);
    const file = path.join(folder, 'chatgpt.zip');
    writeFileSync(file, zipSync(Object.fromEntries(entries) as Record<string, Uint8Array>));
    const history = new MemoryHistory();
    const first = await importPaths(history, file);
    assert.equal(first.notes['attachment-missing'], undefined);
    const conversations = await allConversations(history);
    const messages = await Promise.all(conversations.map(({ id }) => history.messages(id)));
    assert.equal(messages.flat().filter(({ parts }) => parts.some(({ type }) => type === 'file')).length, 2);
    const second = await importPaths(history, file);
    assert.deepEqual([second.added, second.extended, second.unchanged], [0, 0, 2]);
  });
});
