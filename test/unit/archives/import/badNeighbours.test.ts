import assert from 'node:assert/strict';
import { folderDocuments } from '../../../../src/archives/input/folderDocuments.js';
import { ImportError } from '../../../../src/archives/importError.js';
import { readJsonRecords } from '../../../../src/archives/input/jsonRecords.js';
import { archiveLimits } from '../../../../src/archives/limits.js';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inFolder } from '../support/exporting.js';

describe('what is no JSON', () => {
  it('is not read any further', async () => {
    for (const [first, reason] of [
      ['no JSON', 'not-json'],
      ['{} x', 'trailing'],
    ] as const) {
      let chunks = 0;
      const endless = async function* (): AsyncGenerator<Uint8Array> {
        for (; chunks < 1_000; chunks += 1) yield await Promise.resolve(Buffer.from(first));
      };
      const pieces = [];
      for await (const piece of readJsonRecords(endless(), archiveLimits)) pieces.push(piece);
      const last = pieces.at(-1)!;
      assert.equal(last.kind === 'bad' && last.problem.reason, reason);
      assert.ok(chunks < 3, `${chunks} chunks`);
    }
  });
});

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
});
