import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { LastEditor } from '../../../../src/vscode/codeBlocks/lastEditor.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';

describe('the editor that code goes into', () => {
  it('is the last one that can be written into: none of what SCOUT shows', () => {
    const last = new LastEditor();
    const document = (address: string) =>
      ({ uri: vscode.Uri.parse(address), isClosed: false }) as unknown as vscode.TextDocument;
    vscodeStub.editors.activate(document('file:///w/a.ts'));
    for (const other of ['scout-snapshot:/1/a.ts', 'scout-text:/a.ts', 'output:SCOUT'])
      vscodeStub.editors.activate(document(other));
    assert.equal(last.current?.document.uri.toString(), 'file:///w/a.ts');
    last.dispose();
  });
});
