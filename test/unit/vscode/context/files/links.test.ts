import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { concernsOf, concernsOfFolder } from '../../../../../src/vscode/context/files/concernsOf.js';
import { FileCapture } from '../../../../../src/vscode/context/files/fileCapture.js';
import { IgnoredFiles } from '../../../../../src/vscode/context/files/ignoredFiles.js';
import { vscodeStub } from '../../../../support/vscodeStub/vscodeStub.js';

const never = new AbortController().signal;

describe('links in a workspace', () => {
  let top: string;
  let work: string;
  const capture = new FileCapture(() => Promise.resolve([]));

  beforeEach(() => {
    top = mkdtempSync(path.join(tmpdir(), 'scout-links-'));
    for (const folder of ['real/src', 'real/.git', 'away']) mkdirSync(path.join(top, folder), { recursive: true });
    // The folder that is open is itself reached by a link, which says nothing about what is in it.
    symlinkSync(path.join(top, 'real'), (work = path.join(top, 'work')));
    write('away/id_rsa', 'PRIVATE');
    write('real/.env', 'KEY=1');
    write('real/.gitignore', '.env\n');
    write('real/src/a.ts', 'a');
    symlinkSync(path.join(top, 'away/id_rsa'), path.join(work, 'guide.md'));
    symlinkSync(path.join(top, 'away'), path.join(work, 'docs'));
    symlinkSync('../.env', path.join(work, 'src/notes.md'));
    symlinkSync('a.ts', path.join(work, 'src/b.ts'));
    vscodeStub.openFolders(vscode.Uri.file(work));
  });

  afterEach(() => rmSync(top, { recursive: true }));

  for (const [name, concerns] of [
    ['src/a.ts', []],
    ['src/b.ts', []],
    ['guide.md', ['outside']],
    ['docs/id_rsa', ['outside']],
    ['src/notes.md', ['ignored']],
    ['.env', ['ignored']],
    ['gone.ts', []],
  ] as const)
    it(`have the doubts of what they lead to: ${name}`, async () => {
      assert.deepEqual(await concernsOf(uriOf(name), new IgnoredFiles()), concerns);
    });

  it('to folders have them, too', async () => {
    const ignored = new IgnoredFiles();
    assert.deepEqual(await concernsOfFolder(uriOf('docs'), ignored), ['outside']);
    assert.deepEqual(await concernsOfFolder(uriOf('src'), ignored), []);
  });

  it('that were chosen by their names are read after a question only', async () => {
    vscodeStub.messages.answer('Leave These Out');
    const names = ['guide.md', 'src/a.ts', 'src/b.ts', 'src/notes.md'];
    const parts = await capture.capture(names.map(uriOf), never, uriOf('.'));
    assert.deepEqual(
      parts.map(({ label }) => label),
      ['src/a.ts', 'src/b.ts'],
    );
    assert.equal(vscodeStub.messages.shown.length, 1);
  });

  it('are asked about where nobody tells whither they lead', async () => {
    const folder = vscode.Uri.parse('other:/repo');
    vscodeStub.openFolders(folder);
    const linked = vscode.Uri.joinPath(folder, 'linked/a.ts');
    vscodeStub.files.put(linked, Buffer.from('a'));
    vscodeStub.files.put(vscode.Uri.joinPath(folder, 'linked'), 'folder');
    assert.deepEqual(await concernsOf(linked, new IgnoredFiles()), []);
    vscodeStub.files.links.add(vscode.Uri.joinPath(folder, 'linked').toString());
    assert.deepEqual(await concernsOf(linked, new IgnoredFiles()), ['link']);
  });

  function uriOf(name: string): vscode.Uri {
    return vscode.Uri.file(path.join(work, name));
  }

  function write(name: string, content: string): void {
    writeFileSync(path.join(top, name), content);
  }
});
