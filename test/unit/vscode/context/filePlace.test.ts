import assert from 'node:assert/strict';
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
});
