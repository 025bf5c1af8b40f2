import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type * as vscode from 'vscode';
import { withLinkTarget } from '../../../../../src/vscode/context/files/fileBehind.js';
import { FileCapture } from '../../../../../src/vscode/context/files/fileCapture.js';
import { concernsOf } from '../../../../../src/vscode/context/files/concernsOf.js';
import { IgnoredFiles } from '../../../../../src/vscode/context/files/ignoredFiles.js';
import { newAttachment } from '../../../../../src/attachments/newAttachment.js';
import { api, vscodeStub } from '../../../../support/vscodeStub/vscodeStub.js';

describe('what speaks against reading a document without asking', () => {
  let base: string;

  beforeEach(() => {
    base = mkdtempSync(path.join(tmpdir(), 'scout-concerns-'));
    const write = (name: string, text = 'x'): void => {
      mkdirSync(path.dirname(path.join(base, name)), { recursive: true });
      writeFileSync(path.join(base, name), text);
    };
    write('shop/.gitignore', '.env\n');
    write('shop/.git/HEAD');
    write('shop/.env');
    write('shop/src/a.ts');
    write('elsewhere/far.txt');
    symlinkSync(path.join(base, 'elsewhere'), path.join(base, 'shop/links'));
    symlinkSync(path.join(base, 'shop/.env'), path.join(base, 'shop/harmless.txt'));
    symlinkSync(path.join(base, 'shop/src/a.ts'), path.join(base, 'shop/also-a.ts'));
    symlinkSync(path.join(base, 'shop'), path.join(base, 'linked-shop'));
    vscodeStub.openFolders(api.Uri.file(path.join(base, 'shop')));
  });

  afterEach(() => rmSync(base, { recursive: true }));

  const at = (name: string, scheme = 'file'): vscode.Uri => api.Uri.file(path.join(base, name)).with({ scheme });
  const concerns = (uri: vscode.Uri): Promise<readonly string[]> => concernsOf(uri, new IgnoredFiles());

  it('is nothing in a folder, whichever state of a file an editor shows', async () => {
    for (const uri of [
      at('shop/src/a.ts'),
      at('shop/src/a.ts', 'git').with({ query: '{"path":"a.ts","ref":"HEAD"}' }),
      at('shop/src/a.ts', 'gitlens'),
      api.Uri.parse('untitled:Untitled-1'),
      api.Uri.parse('output:SCOUT'),
    ])
      assert.deepEqual(await concerns(uri), [], uri.toString());
  });

  it('is the same of every state of a file', async () => {
    for (const scheme of ['file', 'git', 'gitlens', 'vscode-notebook-cell']) {
      assert.deepEqual(await concerns(at('shop/.env', scheme)), ['ignored'], scheme);
    }
    for (const scheme of ['file', 'git']) {
      assert.deepEqual(await concerns(at('elsewhere/far.txt', scheme)), ['outside'], scheme);
      // Its name begins as the folder's does.
      assert.deepEqual(await concerns(at('shop-of-others/a.ts', scheme)), ['outside'], scheme);
    }
  });

  it('is that of its notebook for a cell, wherever that is', async () => {
    const cell = at('elsewhere/n.ipynb', 'vscode-notebook-cell').with({ fragment: 'W0s' });
    const notebook = { uri: at('elsewhere/n.ipynb'), getCells: () => [{ document: { uri: cell } }] };
    vscodeStub.notebooks = [notebook as unknown as vscode.NotebookDocument];
    assert.deepEqual(await concerns(cell), ['outside']);
  });

  it('is where another file system has a file with the same path', async () => {
    vscodeStub.files.schemes.set('vscode-userdata', true);
    assert.deepEqual(await concerns(at('shop/src/a.ts', 'vscode-userdata')), ['outside']);
  });

  it('is where a link leads', async () => {
    assert.deepEqual(await concerns(at('shop/links/far.txt')), ['outside']);
    assert.deepEqual(await concerns(at('shop/harmless.txt')), ['ignored']);
    assert.deepEqual(await concerns(at('shop/also-a.ts')), []);
    vscodeStub.openFolders(at('linked-shop'));
    assert.deepEqual(await concerns(at('linked-shop/src/a.ts')), []);
    assert.deepEqual(await concerns(at('linked-shop/links/far.txt')), ['outside']);
  });

  it('is asked also of files that were chosen in a list, where their path does not tell', async () => {
    const capture = new FileCapture(() => Promise.resolve([]));
    const signal = new AbortController().signal;
    vscodeStub.messages.dismiss();
    assert.deepEqual(await capture.capture([at('shop/links/far.txt')], signal, at('shop')), []);
    assert.match(vscodeStub.messages.shown[0]?.detail ?? '', /outside of this workspace/u);
    assert.equal((await capture.capture([at('shop/.env')], signal, at('shop'))).length, 1);
  });

  it('is named by what was attached, for rules that keep it here', async () => {
    const part = (uri: vscode.Uri) =>
      newAttachment({ kind: 'file', label: 'x', text: 'x', uri: uri.toString(), bytes: 1 });
    const attached = await withLinkTarget(part(at('shop/also-a.ts')));
    assert.deepEqual(attached.sources, [at('shop/src/a.ts').toString()]);
    const plain = part(at('shop/src/a.ts'));
    assert.equal(await withLinkTarget(plain), plain);
  });
});
