import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { usedCandidate } from '../../../../src/vscode/context/editor/selectionProvider.js';
import { filePlace } from '../../../../src/vscode/context/files/filePlace.js';
import { api, vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';

const file = (path: string) => api.Uri.file(path);
const parse = (address: string) => api.Uri.parse(address);

describe('the name of an attached file', () => {
  it('is its path in the folder, where there is one folder', () => {
    vscodeStub.openFolders(file('/work/shop'));
    assert.deepEqual(filePlace(file('/work/shop/src/a.ts')), { label: 'src/a.ts', name: 'a.ts', parent: 'src' });
  });

  it('is told from the same path in a folder of the same name', () => {
    vscodeStub.openFolders(file('/work/client/app'), file('/work/server/app'), file('/work/docs'));
    assert.equal(filePlace(file('/work/client/app/src/a.ts')).label, 'client/app/src/a.ts');
    assert.equal(filePlace(file('/work/server/app/src/a.ts')).label, 'server/app/src/a.ts');
    assert.equal(filePlace(file('/work/docs/a.md')).label, 'docs/a.md');
  });

  it('tells nothing of the folders outside of the workspace', () => {
    vscodeStub.openFolders(file('/work/shop'));
    assert.equal(filePlace(file('/home/ada/private/notes.txt')).label, 'notes.txt');
    assert.equal(filePlace(parse('untitled:Untitled-1')).label, 'Untitled-1');
  });

  it('is one line of bounded length, and keeps its end', () => {
    vscodeStub.openFolders(file('/work'));
    const { label, name } = filePlace(file(`/work/${'deep/'.repeat(100)}a\n\u202eb.ts`));
    assert.equal(name, 'a b.ts');
    assert.equal(label.length, 300);
    assert.ok(label.endsWith('/deep/a b.ts'));
  });

  it('of a state in Git has that behind it, and the path of the file', () => {
    vscodeStub.openFolders(file('/work/shop'));
    const inGit = (ref: string) => file('/work/shop/src/a.ts').with({ scheme: 'git', query: JSON.stringify({ ref }) });
    for (const [ref, label] of [
      ['HEAD', 'src/a.ts (HEAD)'],
      ['', 'src/a.ts (staged)'],
      ['~', 'src/a.ts (staged)'],
      ['0123456789abcdef0123456789abcdef01234567', 'src/a.ts (0123456)'],
      ['origin/main', 'src/a.ts (origin\u2215main)'],
      ['a\n\u202eb', 'src/a.ts (a b)'],
    ] as const)
      assert.equal(filePlace(inGit(ref)).label, label);
    assert.equal(filePlace(file('/work/shop/src/a.ts').with({ scheme: 'git', query: 'no JSON' })).name, 'a.ts (git)');
    assert.equal(filePlace(file('/work/shop/src/a.ts').with({ scheme: 'gitlens' })).name, 'a.ts (gitlens)');
  });

  it('is that of the notebook for a cell, with its number, as it is offered, too', () => {
    vscodeStub.openFolders(file('/work/shop'));
    const cells = ['W0s', 'W1s', 'W2s'].map((fragment) =>
      file('/work/shop/src/n.ipynb').with({ scheme: 'vscode-notebook-cell', fragment }),
    );
    const notebook = {
      uri: file('/work/shop/src/n.ipynb'),
      getCells: () => cells.map((uri) => ({ document: { uri } })),
    };
    vscodeStub.notebooks = [notebook as unknown as vscode.NotebookDocument];
    assert.deepEqual(filePlace(cells[2]!), { label: 'src/n.ipynb · cell 3', name: 'n.ipynb · cell 3', parent: 'src' });
    assert.equal(filePlace(notebook.uri).label, 'src/n.ipynb');
    const document = { uri: cells[1]! } as vscode.TextDocument;
    assert.equal(usedCandidate({ document, selections: [] }).label, 'n.ipynb · cell 2');
    const line = { start: { line: 4, character: 0 }, end: { line: 4, character: 2 } } as vscode.Range;
    assert.equal(usedCandidate({ document, selections: [line] }).label, 'n.ipynb · cell 2:5');
  });
});
