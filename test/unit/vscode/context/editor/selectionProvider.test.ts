import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { UsedEditor } from '../../../../../src/vscode/context/editor/editorInUse.js';
import { SelectionProvider, usedCandidate } from '../../../../../src/vscode/context/editor/selectionProvider.js';
import { FileCapture } from '../../../../../src/vscode/context/files/fileCapture.js';
import { vscodeStub } from '../../../../support/vscodeStub/vscodeStub.js';

const never = new AbortController().signal;

/** Each line of a document, by itself. */
function linesSelected(count: number): UsedEditor {
  const document = {
    uri: vscode.Uri.file('/w/a.ts'),
    languageId: 'typescript',
    getText: ({ start }: vscode.Range) => `line ${start.line}`,
  } as unknown as vscode.TextDocument;
  return { document, selections: Array.from({ length: count }, (_, line) => new vscode.Range(line, 0, line, 6)) };
}

describe('several selections in an editor', () => {
  const editor = { current: undefined, selectionsIn: () => undefined } as never;
  const provider = new SelectionProvider(editor, new FileCapture(() => Promise.resolve([])));

  beforeEach(() => vscodeStub.openFolders(vscode.Uri.file('/w')));

  it('are attached each by itself, and nothing is said where that is all', async () => {
    const parts = await provider.captureEditor(linesSelected(20), never);
    assert.deepEqual([parts.length, parts[19]!.text], [20, 'line 19']);
    assert.deepEqual(vscodeStub.messages.shown, []);
  });

  it('are the first 20 where there are more, which is said, and the offer names no more', async () => {
    const parts = await provider.captureEditor(linesSelected(33), never);
    assert.deepEqual([parts.length, parts[0]!.text, parts[19]!.text], [20, 'line 0', 'line 19']);
    assert.match(vscodeStub.messages.shown[0]?.message ?? '', /Of 33 selections in “a\.ts” the first 20 were taken/u);
    assert.equal(usedCandidate(linesSelected(33)).label, 'a.ts:1 +19');
  });
});
