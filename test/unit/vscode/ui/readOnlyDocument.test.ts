import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ReadOnlyDocument } from '../../../../src/vscode/ui/readOnlyDocument.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';

describe('a read-only document', () => {
  it('shows a text under its name', async () => {
    await new ReadOnlyDocument('scout-check', 'SCOUT history check.md').show('All is well.');
    const [shown] = vscodeStub.documents.shown;
    assert.equal(shown?.uri.toString(true), 'scout-check:/SCOUT history check.md');
    assert.equal(shown.getText(), 'All is well.');
  });

  it('replaces the text of a tab that is open', async () => {
    const document = new ReadOnlyDocument('scout-check', 'report.md');
    await document.show('first');
    await document.show('second');
    assert.deepEqual(
      vscodeStub.documents.shown.map((shown) => shown.getText()),
      ['second', 'second'],
    );
  });

  it('does not mix up two documents', async () => {
    const check = new ReadOnlyDocument('scout-check', 'report.md');
    const memory = new ReadOnlyDocument('scout-memory', 'report.md');
    await check.show('check');
    await memory.show('memory');
    assert.deepEqual(
      vscodeStub.documents.shown.map((shown) => shown.getText()),
      ['check', 'memory'],
    );
  });

  it('is gone with its owner', async () => {
    const document = new ReadOnlyDocument('scout-check', 'report.md');
    document.dispose();
    await assert.rejects(
      async () => vscode.workspace.openTextDocument(vscode.Uri.parse('scout-check:/report.md')),
      /cannot open/,
    );
  });
});
