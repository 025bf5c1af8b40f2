import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ImportReport } from '../../../../src/archives/import/importReport.js';
import { folderDocuments } from '../../../../src/archives/input/folderDocuments.js';
import { ImportError } from '../../../../src/archives/importError.js';
import { archiveLimits } from '../../../../src/archives/limits.js';
import { MemoryHistory } from '../../../support/memoryHistory.js';
import { inFolder } from '../support/exporting.js';
import { allConversations, importAll, importPaths } from '../support/importing.js';

const chat = (name: string): string =>
  JSON.stringify([{ uuid: name, name, chat_messages: [{ uuid: 'm', sender: 'human', text: 'Hi' }] }]);

/** A folder with three chats, one of them in the middle. */
function inChats(use: (folder: string) => Promise<void>): Promise<void> {
  return inFolder((folder) => {
    mkdirSync(path.join(folder, 'b'));
    for (const file of ['a.json', path.join('b', 'b.json'), 'c.json'])
      writeFileSync(path.join(folder, file), chat(file));
    return use(folder);
  });
}

/** Imports the folder; `spoil` is called when the first of its files is being read. */
async function importSpoilt(folder: string, spoil: () => void) {
  const history = new MemoryHistory();
  let isSpoilt = false;
  const report: ImportReport = await importAll(history, [{ kind: 'path', path: folder }], {}, undefined, () => {
    if (!isSpoilt) spoil();
    isSpoilt = true;
  });
  const titles = (await allConversations(history)).map(({ title }) => title).sort();
  return { titles, problems: report.problems.map(({ file, reason, detail }) => [file, reason, detail]), report };
}

describe('a folder', () => {
  it('is looked through although one of its folders cannot be', () =>
    inFolder(async (folder) => {
      mkdirSync(path.join(folder, 'a'));
      writeFileSync(path.join(folder, 'a', 'chats.json'), '[]');
      writeFileSync(path.join(folder, 'z.json'), '[]');
      symlinkSync(path.join(folder, 'z.json'), path.join(folder, 'link.json'));
      const signal = new AbortController().signal;
      const problems: string[] = [];
      const found = await folderDocuments(folder, archiveLimits, signal, (name) => problems.push(name));
      assert.deepEqual([found.map(({ name }) => name), problems], [['z.json', path.join('a', 'chats.json')], []]);
      const missing = path.join(folder, 'gone');
      await assert.rejects(
        folderDocuments(missing, archiveLimits, signal, () => undefined),
        ImportError,
      );
    }));

  it('of which a folder vanishes while it is looked through gives all others', () =>
    inChats(async (folder) => {
      const { signal } = new AbortController();
      let visited = 0;
      signal.throwIfAborted = () => {
        visited += 1;
        if (visited === 2) rmSync(path.join(folder, 'b'), { recursive: true });
      };
      const problems: (readonly string[])[] = [];
      const found = await folderDocuments(folder, archiveLimits, signal, (name, { reason, detail = '' }) =>
        problems.push([name, reason, detail]),
      );
      assert.deepEqual(
        found.map(({ name }) => name),
        ['a.json', 'c.json'],
      );
      assert.deepEqual(problems, [['b', 'unreadable', 'ENOENT']]);
    }));

  it('with a folder SCOUT may not read gives all others, and names it', function () {
    // The administrator may read everything.
    if (process.getuid?.() === 0 || process.platform === 'win32') this.skip();
    return inChats(async (folder) => {
      chmodSync(path.join(folder, 'b'), 0);
      const history = new MemoryHistory();
      const report = await importPaths(history, folder);
      chmodSync(path.join(folder, 'b'), 0o700);
      assert.deepEqual(report.problems, [{ file: 'b', reason: 'unreadable', detail: 'EACCES' }]);
      assert.equal(report.added, 2);
    });
  });

  it('of which a file vanishes before it is read gives all others, and names it', () =>
    inChats(async (folder) => {
      const file = path.join('b', 'b.json');
      const { titles, problems, report } = await importSpoilt(folder, () => rmSync(path.join(folder, file)));
      assert.deepEqual([titles, report.outcome], [['a.json', 'c.json'], 'complete']);
      assert.deepEqual(problems, [[file, 'unreadable', 'ENOENT']]);
    }));

  it('of which a file in the middle cannot be read gives all others, and names it', () =>
    inChats(async (folder) => {
      const file = path.join(folder, 'c.json');
      const { titles, problems } = await importSpoilt(folder, () => {
        rmSync(file);
        mkdirSync(file);
      });
      assert.deepEqual(titles, ['a.json', path.join('b', 'b.json')]);
      assert.deepEqual(problems, [['c.json', 'unreadable', 'EISDIR']]);
    }));
});
